package sc.fiji.acuity.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Cards as mappings, in the order in which people read them. What is not known is left out. */
final class CardWriter {

    private CardWriter() {}

    static Map<String, Object> toMap(final Card card) {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", card.id().name());
        final Card.About about = card.about();
        map.put("description", about.description());
        putKnown(map, "authors", about.authors().stream()
            .map(author -> pair("name", author.name(), "affiliation", author.affiliation())).toList());
        putKnown(map, "cite", about.cite().stream().map(c -> pair("text", c.text(), "doi", c.doi())).toList());
        map.put("license", about.license());
        putKnown(map, "documentation", about.documentation());
        putKnown(map, "tags", about.tags());
        map.put("inputs", List.of(tensor(card, false)));
        map.put("outputs", List.of(tensor(card, true)));
        map.put("config", Map.of("acuity", acuity(card)));
        return map;
    }

    private static Map<String, Object> tensor(final Card card, final boolean output) {
        final List<Object> axes = new ArrayList<>();
        axes.add(Map.of("type", "batch"));
        final Map<String, Object> channel = pair("type", "channel", "id", "channel");
        channel.put("channel_names", Card.Signal.names(card.signal().channels()));
        axes.add(channel);
        for (final String id : List.of("y", "x")) {
            final Map<String, Object> axis = pair("type", "space", "id", id);
            axis.put("size", output ? pair("tensor_id", "input", "axis_id", id) : sizeFromOne());
            axis.put("scale", output ? 1.0 / card.id().scale() : 1.0);
            // bioimage.io counts it in pixels of the output, and has no halo of 0
            if (output && card.facts().halo() > 0) {
                axis.put("halo", card.facts().halo() * card.id().scale());
            }
            axes.add(axis);
        }
        final Map<String, Object> tensor = new LinkedHashMap<>();
        tensor.put("id", output ? "output" : "input");
        tensor.put("axes", axes);
        return tensor;
    }

    private static Map<String, Object> sizeFromOne() {
        final Map<String, Object> size = new LinkedHashMap<>();
        size.put("min", 1);
        size.put("step", 1);
        return size;
    }

    private static Map<String, Object> acuity(final Card card) {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("format", CardReader.FORMAT);
        map.put("scale", card.id().scale());
        card.signal().luma().ifPresent(luma -> map.put("luma", luma.name().toLowerCase(Locale.ROOT)));
        map.put("intensity", List.of(card.signal().low(), card.signal().high()));
        map.put("bounded", card.signal().bounded());
        map.put("parameters", card.facts().parameters());
        map.put("mult_adds_per_pixel", card.facts().multAddsPerPixel());
        map.put("weights_sha256", card.facts().sha256());
        map.put("self_test", new LinkedHashMap<>(card.trust().selfTest()));
        card.trust().affineTolerance().ifPresent(tolerance -> map.put("affine_tolerance", tolerance));
        card.trust().tileDifference().ifPresent(difference -> map.put("tile_difference", difference));
        putKnown(map, "limits", card.trust().limits());
        putKnown(map, "evaluations", card.trust().evaluations().stream().map(CardWriter::evaluation).toList());
        card.training().ifPresent(training -> map.put("training", training(training)));
        card.source().ifPresent(source -> {
            final Map<String, Object> file = pair("file", source.file(), "format", source.format());
            file.put("sha256", source.sha256());
            map.put("source", file);
        });
        card.tuning().ifPresent(tuning -> map.put("tuning", tuning(tuning)));
        card.search().ifPresent(search -> map.put("search", search(search)));
        return map;
    }

    private static Map<String, Object> evaluation(final Card.Evaluation evaluation) {
        final Map<String, Object> map = pair("dataset", evaluation.dataset(), "protocol", evaluation.protocol());
        map.putAll(score(evaluation.score()));
        evaluation.bicubic().ifPresent(bicubic -> map.put("bicubic", score(bicubic)));
        evaluation.start().ifPresent(start -> map.put("start", score(start)));
        return map;
    }

    private static Map<String, Object> tuning(final Card.Tuning tuning) {
        final Map<String, Object> map = pair("start", tuning.start(), "start_sha256", tuning.sha256());
        map.putAll(pair("degradation", tuning.degradation(), "verdict", tuning.verdict()));
        tuning.p().ifPresent(p -> map.put("p", p));
        putKnown(map, "held_out", tuning.images().stream().map(image -> {
            final Map<String, Object> scores = new LinkedHashMap<>();
            scores.put("image", image.image());
            scores.put("bicubic", score(image.bicubic()));
            scores.put("start", score(image.start()));
            scores.put("tuned", score(image.tuned()));
            return scores;
        }).toList());
        return map;
    }

    private static Map<String, Object> search(final Card.Search search) {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("space", search.space());
        map.put("candidate", search.candidate());
        map.put("genotype", search.genotype());
        map.put("settings", search.settings());
        map.put("candidates", search.candidates());
        map.put("journal_sha256", search.journal());
        return map;
    }

    private static Map<String, Object> score(final Card.Score score) {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("psnr", score.psnr());
        map.put("ssim", score.ssim());
        return map;
    }

    private static Map<String, Object> training(final Card.Training training) {
        final Map<String, Object> map = new LinkedHashMap<>();
        putKnown(map, "data", training.data());
        putKnown(map, "images", training.images());
        putKnown(map, "recipe", training.recipe());
        map.put("seed", training.seed());
        map.put("steps", training.steps());
        map.put("seconds", training.seconds());
        return map;
    }

    private static void putKnown(final Map<String, Object> map, final String key, final String value) {
        if (!value.isEmpty()) {
            map.put(key, value);
        }
    }

    private static void putKnown(final Map<String, Object> map, final String key, final List<?> value) {
        if (!value.isEmpty()) {
            map.put(key, value);
        }
    }

    private static Map<String, Object> pair(final String key1, final String value1, final String key2,
        final String value2)
    {
        final Map<String, Object> map = new LinkedHashMap<>();
        putKnown(map, key1, value1);
        putKnown(map, key2, value2);
        return map;
    }
}
