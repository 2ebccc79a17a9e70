package sc.fiji.acuity.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

import sc.fiji.acuity.image.LumaRange;

/** Cards from the mappings of a YAML document. Every field is checked for kind, length and range. */
final class CardReader {

    /** Of the fields under {@code config: acuity:}. */
    static final int FORMAT = 1;

    private static final int LINE = 1000;
    private static final int TEXT = 20_000;
    private static final int LIST = 1000;
    private static final int IMAGES = 20_000;
    private static final int MAX_CHANNELS = 64;
    private static final int MAX_HALO = 4096;
    private static final double MAX_VALUE = 1e6;
    private static final double ROUNDING = 1e-6;

    private static final Pattern PRECISION = Pattern.compile("[a-z][a-z0-9]{0,15}");
    private static final Pattern LICENSE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+-]{0,99}");
    private static final Pattern GENOTYPE = Pattern.compile("\\d{1,9}(\\.\\d{1,9}){0,99}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private CardReader() {}

    static Card read(final Fields card) {
        final Fields acuity = card.mapping("config").mapping("acuity");
        if (acuity.whole("format", 1, Integer.MAX_VALUE) > FORMAT) {
            throw acuity.fault("format", "is newer than this version reads");
        }
        acuity.only("format", "scale", "luma", "intensity", "bounded", "parameters", "mult_adds_per_pixel",
            "weights_sha256", "self_test", "affine_tolerance", "tile_difference", "limits",
            "evaluations", "training", "source", "tuning", "search");
        final ModelName id = id(card, acuity);
        final int channels = input(card);
        return new Card(id, about(card), signal(acuity, channels), facts(card, acuity, id, channels), trust(acuity),
            acuity.optionalMapping("training").map(CardReader::training),
            acuity.optionalMapping("source").map(CardReader::source),
            acuity.optionalMapping("tuning").map(CardReader::tuning),
            acuity.optionalMapping("search").map(CardReader::search));
    }

    private static ModelName id(final Fields card, final Fields acuity) {
        final String name = card.matching("name", ModelName.NAME,
            "1 to 64 letters, digits, dots, underscores and hyphens, beginning with a letter or digit");
        if (name.equalsIgnoreCase(ModelName.BICUBIC)) {
            throw card.fault("name", "is that of the built-in interpolation");
        }
        return new ModelName(name, (int) acuity.whole("scale", 2, 4));
    }

    private static Card.About about(final Fields card) {
        final List<Card.Author> authors = new ArrayList<>();
        for (final Fields author : card.mappings("authors", LIST)) {
            authors.add(new Card.Author(author.text("name", LINE), author.optionalText("affiliation", LINE)));
        }
        final List<Card.Citation> cite = new ArrayList<>();
        for (final Fields citation : card.mappings("cite", LIST)) {
            cite.add(new Card.Citation(citation.text("text", TEXT), citation.optionalText("doi", LINE)));
        }
        return new Card.About(card.text("description", TEXT), authors, cite,
            card.matching("license", LICENSE, "an SPDX identifier such as CC0-1.0"),
            card.optionalText("documentation", LINE), card.texts("tags", LIST, LINE));
    }

    /** Checks the tensor that goes in, and finds how many channels it has. */
    private static int input(final Fields card) {
        final List<Fields> axes = axes(card, "inputs");
        final int channels = channels(axes.get(0));
        for (final Fields axis : axes.subList(1, axes.size())) {
            requireScale(axis, 1);
        }
        return channels;
    }

    private static Card.Facts facts(final Fields card, final Fields acuity, final ModelName id, final int channels) {
        final List<Fields> axes = axes(card, "outputs");
        if (channels(axes.get(0)) != channels) {
            throw axes.get(0).fault("channel_names", "does not have as many channels as the input, " + channels);
        }
        int halo = -1;
        for (final Fields axis : axes.subList(1, axes.size())) {
            requireScale(axis, id.scale());
            final int pixels = axis.has("halo") ? (int) axis.whole("halo", 0, MAX_HALO * (long) id.scale()) : 0;
            if (pixels % id.scale() != 0) {
                throw axis.fault("halo", "is " + pixels + ", not a multiple of the scale " + id.scale());
            }
            if (halo >= 0 && halo != pixels / id.scale()) {
                throw axis.fault("halo", "is not the same as along y");
            }
            halo = pixels / id.scale();
        }
        return new Card.Facts(halo, acuity.whole("parameters", 0, Long.MAX_VALUE),
            acuity.whole("mult_adds_per_pixel", 0, Long.MAX_VALUE),
            acuity.matching("weights_sha256", SHA256, "64 hexadecimal digits"));
    }

    /** The axes channel, y and x of the one tensor under a key; a batch axis may come before. */
    private static List<Fields> axes(final Fields card, final String key) {
        final List<Fields> tensors = card.mappings(key, 1);
        if (tensors.isEmpty()) {
            throw card.fault(key, "is missing");
        }
        final List<Fields> axes = tensors.get(0).mappings("axes", 4);
        final List<String> found = new ArrayList<>();
        for (final Fields axis : axes) {
            final String type = axis.text("type", LINE);
            found.add(type.equals("space") ? axis.text("id", LINE) : type);
        }
        if (!found.equals(List.of("batch", "channel", "y", "x")) && !found.equals(List.of("channel", "y", "x"))) {
            throw tensors.get(0).fault("axes", "is " + found + ", not batch, channel, space y, space x");
        }
        return axes.subList(axes.size() - 3, axes.size());
    }

    private static int channels(final Fields axis) {
        final int channels = axis.texts("channel_names", MAX_CHANNELS, LINE).size();
        if (channels == 0) {
            throw axis.fault("channel_names", "is missing");
        }
        return channels;
    }

    private static void requireScale(final Fields axis, final int times) {
        final double scale = axis.has("scale") ? axis.number("scale", 0, MAX_VALUE) : 1;
        if (Math.abs(scale * times - 1) > ROUNDING) {
            throw axis.fault("scale", "is " + scale + ", not " + (times == 1 ? "1" : "1/" + times));
        }
    }

    private static Card.Signal signal(final Fields acuity, final int channels) {
        final Optional<LumaRange> luma = acuity.has("luma")
            ? Optional.of(LumaRange.valueOf(acuity.matching("luma", Pattern.compile("full|studio"), "full or studio")
                .toUpperCase(Locale.ROOT)))
            : Optional.empty();
        if (luma.isPresent() != (channels == 1)) {
            throw acuity.fault("luma", channels == 1 ? "is missing" : "is only for networks of a single channel");
        }
        final double[] range = acuity.numbers("intensity", 2, -MAX_VALUE, MAX_VALUE);
        if (range[0] >= range[1]) {
            throw acuity.fault("intensity", "is not black followed by a greater white");
        }
        return new Card.Signal(channels, luma, range[0], range[1], acuity.flag("bounded", false));
    }

    private static Card.Trust trust(final Fields acuity) {
        final Map<String, Double> selfTest = new LinkedHashMap<>();
        final Fields tolerances = acuity.mapping("self_test");
        for (final String precision : tolerances.keys()) {
            if (!PRECISION.matcher(precision).matches()) {
                throw tolerances.fault(precision, "is not the name of a precision such as fp32");
            }
            selfTest.put(precision, tolerances.number(precision, 0, MAX_VALUE));
        }
        if (!selfTest.containsKey("fp32")) {
            throw tolerances.fault("fp32", "is missing");
        }
        return new Card.Trust(selfTest, optional(acuity, "affine_tolerance"), optional(acuity, "tile_difference"),
            acuity.mappings("evaluations", LIST).stream().map(CardReader::evaluation).toList(),
            acuity.optionalText("limits", TEXT));
    }

    private static OptionalDouble optional(final Fields fields, final String key) {
        return fields.has(key) ? OptionalDouble.of(fields.number(key, 0, MAX_VALUE)) : OptionalDouble.empty();
    }

    private static Card.Evaluation evaluation(final Fields evaluation) {
        return new Card.Evaluation(evaluation.text("dataset", LINE), evaluation.text("protocol", LINE),
            score(evaluation), evaluation.optionalMapping("bicubic").map(CardReader::score),
            evaluation.optionalMapping("start").map(CardReader::score));
    }

    private static Card.Score score(final Fields score) {
        return new Card.Score(score.number("psnr", -MAX_VALUE, MAX_VALUE), score.number("ssim", -1, 1));
    }

    private static Card.Training training(final Fields training) {
        return new Card.Training(training.optionalText("data", TEXT), training.texts("images", IMAGES, LINE),
            training.optionalText("recipe", TEXT), training.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE),
            training.whole("steps", 0, Long.MAX_VALUE), training.number("seconds", 0, Double.MAX_VALUE));
    }

    private static Card.Source source(final Fields source) {
        return new Card.Source(source.text("file", LINE), source.text("format", LINE),
            source.matching("sha256", SHA256, "64 hexadecimal digits"));
    }

    private static Card.Tuning tuning(final Fields tuning) {
        return new Card.Tuning(tuning.text("start", LINE),
            tuning.matching("start_sha256", SHA256, "64 hexadecimal digits"), tuning.text("degradation", TEXT),
            tuning.text("verdict", TEXT),
            tuning.has("p") ? OptionalDouble.of(tuning.number("p", 0, 1)) : OptionalDouble.empty(),
            tuning.mappings("held_out", IMAGES).stream().map(image -> new Card.HeldOut(image.text("image", LINE),
                score(image.mapping("bicubic")), score(image.mapping("start")), score(image.mapping("tuned"))))
                .toList());
    }

    private static Card.Search search(final Fields search) {
        return new Card.Search(search.text("space", TEXT), search.whole("candidate", 0, Integer.MAX_VALUE),
            search.matching("genotype", GENOTYPE, "numbers such as 0.2.1"), search.text("settings", TEXT),
            search.whole("candidates", 1, Integer.MAX_VALUE),
            search.matching("journal_sha256", SHA256, "64 hexadecimal digits"));
    }
}
