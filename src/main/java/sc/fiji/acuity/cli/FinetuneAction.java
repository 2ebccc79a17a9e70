package sc.fiji.acuity.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.Gradients;
import sc.fiji.acuity.engine.Loss;
import sc.fiji.acuity.evaluate.ImageSet;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.train.FineTune;
import sc.fiji.acuity.train.HeldOutReport;
import sc.fiji.acuity.train.Schedule;
import sc.fiji.acuity.train.TrainSettings;
import sc.fiji.acuity.train.TrainedModel;
import sc.fiji.acuity.train.Trainer;
import sc.fiji.acuity.train.TrainingControl;
import sc.fiji.acuity.train.TrainingListener;
import sc.fiji.acuity.train.pairs.PairSettings;
import sc.fiji.acuity.train.pairs.TrainingSet;

@Command(name = "finetune", description = {"Make a model better for images of your own kind, in minutes.",
    "A part of the images is held out; whether the model became better is measured on them, and it is only written if "
        + "it did, beyond chance.",
    "Of one image, a model for this image is made; nothing is measured then.",
    "The run is saved every two minutes (--checkpoint) and at Ctrl-C; --resume goes on as if it had never stopped.",
    "--finish, from another terminal, ends it at once with the best so far."},
    footer = {"", "Example: acuity finetune --model balanced --images nuclei --minutes 5 --output nuclei-x2"})
final class FinetuneAction extends Action {

    @Option(names = "--model", paramLabel = "NAME", defaultValue = "balanced",
        description = "The model to begin with: a name or the path of a package (default: ${DEFAULT-VALUE}).")
    private String model;

    @Mixin
    private RunOptions run;

    @Mixin
    private PairOptions pairs;

    @Option(names = "--keep", description = "Write the model even if it is not shown to be better; its card says so.")
    private boolean keep;

    @Option(names = "--minutes", paramLabel = "M", defaultValue = "5",
        description = "Time to train (default: ${DEFAULT-VALUE}); turned into a number of steps at the start.")
    private double minutes;

    @Option(names = "--steps", paramLabel = "N", description = "Batches in all, instead of --minutes.")
    private Integer steps;

    @Option(names = "--held-out", paramLabel = "SHARE", defaultValue = "0.2",
        description = "The share of images that only the report sees (default: ${DEFAULT-VALUE}).")
    private double heldOut;

    @Option(names = "--watch", paramLabel = "SHARE", defaultValue = "0.1",
        description = "The share of images to watch the run by (default: ${DEFAULT-VALUE}).")
    private double watch;

    @Option(names = "--also", paramLabel = "FOLDER", arity = "1..*",
        description = "Score both models on these image sets too, such as Set5: what the model lost there.")
    private List<Path> also = List.of();

    @Option(names = "--batch", paramLabel = "N", description = "Patches in a batch (default: 16).")
    private Integer batch;

    @Option(names = "--patch", paramLabel = "N", description = "Side of a patch in LR pixels (default: 32).")
    private Integer patch;

    @Option(names = "--rate", paramLabel = "R",
        description = "Learning rate after the warm-up (default: 1e-3, of large networks 1e-4).")
    private Double rate;

    @Option(names = "--loss", paramLabel = "TERMS",
        description = "What is made small: l1, charbonnier, mse, hfen, or a sum such as l1+0.2*hfen (default: l1).")
    private String loss;

    @Option(names = "--gradients", paramLabel = "HOW", defaultValue = "auto",
        description = "How gradients are computed: reference, fast, bf16 (16-bit products), or auto: what is fastest "
            + "here (default: ${DEFAULT-VALUE}).")
    private String gradients;

    @Option(names = "--shards", paramLabel = "N",
        description = "Parts of a batch computed at the same time (default: 2).")
    private Integer shards;

    @Option(names = "--description", paramLabel = "TEXT", description = "One line for the card.")
    private String description;

    @Override
    Outcome perform(final Progress progress) {
        return run.finish().orElseGet(() -> train(progress));
    }

    private Outcome train(final Progress progress) {
        final ModelPackage start = ModelOptions.named(this, model, run.scale());
        final Path folder = run.folder();
        final TrainSettings settings = run.settings(this, () -> settings(start));
        run.check(this, run.scale());
        also.forEach(path -> ImageSet.open(path, run.scale()));
        final List<String> credits = run.card().credits();
        TrainedModel.checkTexts(settings, about(start, settings, "images", credits, 0));
        final PairSettings how = pairs.read(this, run.scale(), settings.patch(), settings.channels(),
            all -> all.holdingOut(watch, heldOut, settings.seed()));
        try (TrainingSet set = TrainingSet.load(run.images(), how, progress)) {
            TrainFiles.tell(this, set);
            final FineTune tune = run.resumed() ? FineTune.resume(start, set, folder)
                : FineTune.begin(start, set, settings, steps == null ? minutes : 0, folder, progress);
            tune.checkpointEvery(run.checkpoint());
            note(told(set, tune.settings(), folder));
            final FineTune.Outcome outcome;
            try {
                outcome = tune.run(progress, new TrainingControl(), TrainingListener.notices(this::note));
            } finally {
                TrainFiles.plot(this, folder);
            }
            final TrainedModel.About about = about(start, tune.settings(),
                set.size() + " images, " + set.test().size() + " of them held out", credits, outcome.seconds());
            final boolean written = keep || outcome.report().better() || outcome.report().images().isEmpty();
            final Optional<ModelPackage> result =
                written ? Optional.of(outcome.save(run.output(), about, progress)) : Optional.empty();
            return new Outcome(json(outcome, result, set, folder), text(outcome, result, folder),
                set.problems().isEmpty() ? Main.DONE : Main.INPUT_FAILED);
        }
    }

    private TrainSettings settings(final ModelPackage start) {
        final TrainSettings usual = FineTune.defaults(start);
        final double first = rate == null ? usual.schedule().peak() : rate;
        final int count = steps == null ? usual.steps() : steps;
        if (!(minutes > 0)) {
            throw new AcuityException("--minutes " + minutes, "is no time to train in", "give a positive number");
        }
        return new TrainSettings(usual.architecture(), count, batch == null ? usual.batch() : batch,
            patch == null ? usual.patch() : patch, loss == null ? usual.loss() : Loss.parse(loss),
            new Schedule.WarmUp(Math.min(50, count / 10), new Schedule.Cosine(first, Math.min(1e-6, first))),
            usual.ema(), run.clip(), shards == null ? usual.shards() : shards, run.seed(),
            gradients.equals("auto") ? usual.gradients() : Gradients.parse(gradients), Optional.empty());
    }

    private String told(final TrainingSet set, final TrainSettings settings, final Path folder) {
        return String.format(Locale.ROOT, "%d images, %d to watch by, %d held out; %d steps%s, run in %s", set.size(),
            set.heldOut().size(), set.test().size(), settings.steps(), settings.budget().map(budget ->
                String.format(Locale.ROOT, " of %.3g s", budget.secondsPerStep())).orElse(""), folder);
    }

    private TrainedModel.About about(final ModelPackage start, final TrainSettings settings, final String used,
        final List<String> credits, final double seconds) {
        final String command = String.format(Locale.ROOT,
            "acuity finetune --model %s --scale %d --steps %d --seed %d%s --held-out %s --watch %s", start.name(),
            run.scale(), settings.steps(), settings.seed(), pairs.words(), heldOut, watch);
        return new TrainedModel.About(description != null ? description : "Fine-tuned from " + start.card().id(),
            run.card().license(), run.card().data(used), credits, command, seconds, also, "");
    }

    private static JsonObject json(final FineTune.Outcome outcome, final Optional<ModelPackage> model,
        final TrainingSet set, final Path folder) {
        final HeldOutReport report = outcome.report();
        final JsonObject json = new JsonObject();
        json.add("output", model.map(m -> (JsonElement) new JsonPrimitive(m.path().toString()))
            .orElse(JsonNull.INSTANCE));
        json.addProperty("run", folder.toString());
        json.addProperty("steps", outcome.result().step());
        json.addProperty("seconds", outcome.seconds());
        json.addProperty("better", report.better());
        json.addProperty("verdict", report.verdict());
        report.p().ifPresent(p -> json.addProperty("p", p));
        if (!report.images().isEmpty()) {
            json.addProperty("gain", report.gain());
            json.addProperty("improved", report.improved());
        }
        final JsonArray images = new JsonArray();
        report.images().forEach(image -> {
            final JsonObject one = new JsonObject();
            one.addProperty("image", image.image());
            one.add("bicubic", score(image.bicubic()));
            one.add("start", score(image.start()));
            one.add("tuned", score(image.tuned()));
            images.add(one);
        });
        json.add("images", images);
        json.add("problems", Json.strings(set.problems()));
        return json;
    }

    private static JsonObject score(final Card.Score score) {
        final JsonObject json = new JsonObject();
        json.addProperty("psnr", score.psnr());
        json.addProperty("ssim", score.ssim());
        return json;
    }

    private static String text(final FineTune.Outcome outcome, final Optional<ModelPackage> model, final Path folder) {
        final HeldOutReport report = outcome.report();
        final StringBuilder text = new StringBuilder();
        if (!report.images().isEmpty()) {
            line(text, "bicubic", report.mean(Card.HeldOut::bicubic));
            line(text, outcome.start().card().id().toString(), report.mean(Card.HeldOut::start));
            line(text, "fine-tuned", report.mean(Card.HeldOut::tuned));
        }
        text.append(report.verdict());
        model.ifPresentOrElse(written -> {
            written.card().trust().evaluations().forEach(e -> text.append(String.format(Locale.ROOT,
                "%n%s: %.3f dB, SSIM %.4f; before %.3f dB, bicubic %.3f dB", e.dataset(), e.score().psnr(),
                e.score().ssim(), e.start().orElseThrow().psnr(), e.bicubic().orElseThrow().psnr())));
            text.append(String.format("%nwritten: %s", written.path()));
        }, () -> text.append(String.format("%nnot written; for it all the same, add --keep --resume %s", folder)));
        return text.toString();
    }

    private static void line(final StringBuilder text, final String name, final Card.Score score) {
        text.append(String.format(Locale.ROOT, "%-20s %.3f dB, SSIM %.4f%n", name, score.psnr(), score.ssim()));
    }
}
