package sc.fiji.acuity.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.Gradients;
import sc.fiji.acuity.engine.Loss;
import sc.fiji.acuity.evaluate.ImageSet;
import sc.fiji.acuity.model.ModelName;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.ModelStore;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Architectures;
import sc.fiji.acuity.train.Schedule;
import sc.fiji.acuity.train.StartWeights;
import sc.fiji.acuity.train.TrainSettings;
import sc.fiji.acuity.train.TrainedModel;
import sc.fiji.acuity.train.Trainer;
import sc.fiji.acuity.train.TrainingControl;
import sc.fiji.acuity.train.TrainingListener;
import sc.fiji.acuity.train.pairs.PairSettings;
import sc.fiji.acuity.train.pairs.TrainingSet;
import sc.fiji.acuity.upscale.Upscaler;

@Command(name = "train", description = {"Train a network on images of your own; the result is a model package.",
    "LR images are made by MATLAB's bicubic, by physics, or read; colour networks learn from red, green and blue.",
    "The run is saved every two minutes (--checkpoint) and at Ctrl-C; --resume goes on as if it had never stopped.",
    "--finish, from another terminal, ends it at once with the best so far."},
    footer = {"", "Example: acuity train --images photos --architecture espcn-10x16 --scale 2 --steps 100000 "
        + "--output mine-x2"})
final class TrainAction extends Action {

    @Mixin
    private RunOptions run;

    @Mixin
    private PairOptions pairs;

    @Option(names = "--architecture", paramLabel = "NAME", defaultValue = "espcn-10x16",
        description = "The network (default: ${DEFAULT-VALUE}). See: acuity cost --help.")
    private String architecture;

    @Option(names = "--start", paramLabel = "MODEL",
        description = {"Start from this model's weights instead of random ones: a name such as balanced-x2, or a "
            + "package.", "Of a model for another scale, all layers are taken but the last."})
    private String start;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "100000",
        description = "Batches in all (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--minutes", paramLabel = "M",
        description = "Time to train, instead of --steps; turned into a number of steps at the start.")
    private Double minutes;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "16",
        description = "Patches in a batch (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--patch", paramLabel = "N", defaultValue = "32",
        description = "Side of a patch in LR pixels (default: ${DEFAULT-VALUE}).")
    private int patch;

    @Option(names = "--rate", paramLabel = "R", defaultValue = "1e-3",
        description = "Learning rate after the warm-up (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--final-rate", paramLabel = "R", defaultValue = "1e-6",
        description = "Learning rate at the end of the cosine (default: ${DEFAULT-VALUE}).")
    private double finalRate;

    @Option(names = "--schedule", paramLabel = "HOW", defaultValue = "cosine",
        description = "How the rate falls: cosine, halving (at 20, 40, 60 and 80 %%) or constant "
            + "(default: ${DEFAULT-VALUE}).")
    private String schedule;

    @Option(names = "--loss", paramLabel = "TERMS", defaultValue = "l1",
        description = "What is made small: l1, charbonnier, mse, hfen, or a sum such as l1+0.2*hfen "
            + "(default: ${DEFAULT-VALUE}).")
    private String loss;

    @Option(names = "--gradients", paramLabel = "HOW", defaultValue = "reference",
        description = "reference, or fast: channels last, for networks of many channels (default: ${DEFAULT-VALUE}).")
    private String gradients;

    @Option(names = "--warmup", paramLabel = "N",
        description = "Steps over which the rate rises (default: 500, or a tenth of all steps if that is less).")
    private Integer warmup;

    @Option(names = "--ema", paramLabel = "E", defaultValue = "0.999",
        description = "How much of the averaged weights is kept in each step (default: ${DEFAULT-VALUE}).")
    private double ema;

    @Option(names = "--shards", paramLabel = "N", defaultValue = "2",
        description = "Parts of a batch computed at the same time (default: ${DEFAULT-VALUE}).")
    private int shards;

    @Option(names = "--evaluate", paramLabel = "FOLDER", arity = "1..*",
        description = "Score the result on these image sets and write it into the card.")
    private List<Path> evaluate = List.of();

    @Option(names = "--description", paramLabel = "TEXT", defaultValue = "trained by acuity train",
        description = "One line for the card.")
    private String description;

    @Option(names = "--held-out", paramLabel = "SHARE",
        description = "Share of images that are not trained on, by groups of files that look alike or show one field "
            + "(default: every 20th file).")
    private Double heldOut;

    @Override
    Outcome perform(final Progress progress) {
        return run.finish().orElseGet(() -> train(progress));
    }

    private Outcome train(final Progress progress) {
        final Path folder = run.folder();
        final TrainSettings settings = run.settings(this, this::settings);
        run.check(this, settings.architecture().scale());
        // a wrong folder shall not be found after hours of training
        evaluate.forEach(path -> ImageSet.open(path, settings.architecture().scale()));
        final Optional<Weights> first = run.resumed() ? Optional.empty() : Optional.of(first(settings));
        final List<String> credits = run.card().credits();
        TrainedModel.checkTexts(settings, about(settings, "images", credits, 0, ""));
        final PairSettings how = pairs.read(this, settings.architecture().scale(), settings.patch(),
            settings.channels(), all -> heldOut == null ? all : all.holdingOut(heldOut, 0, settings.seed()))
            .keeping(Runtime.getRuntime().maxMemory() / 4, parent());
        try (TrainingSet set = TrainingSet.load(run.images(), how, progress)) {
            TrainFiles.tell(this, set);
            final Trainer trainer = first.isEmpty() ? Trainer.resume(folder, set)
                : begin(settings, first.get(), set, folder, progress);
            trainer.checkpointEvery(run.checkpoint());
            note(String.format(Locale.ROOT, "%d images (%d held out, %s), %d steps, run in %s", set.size(),
                set.heldOut().size(), set.storage(), trainer.settings().steps(), folder));
            final Trainer.Result result;
            try {
                result = trainer.run(progress, new TrainingControl(), TrainingListener.notices(this::note));
            } finally {
                TrainFiles.plot(this, folder);
            }
            final TrainedModel trained = new TrainedModel(trainer.settings(), result,
                about(trainer.settings(), set.size() + " images", credits, trainer.seconds(), set.limits()));
            final ModelPackage model = trained.save(run.output(), progress);
            return outcome(model, set, trainer.seconds());
        }
    }

    private Trainer begin(final TrainSettings settings, final Weights weights, final TrainingSet set,
        final Path folder, final Progress progress) {
        final TrainSettings found =
            minutes == null ? settings : Trainer.within(minutes, settings, set, weights, progress);
        return new Trainer(found, set, folder, weights);
    }

    private Weights first(final TrainSettings settings) {
        final long of = settings.seed();
        if (start == null) {
            return settings.architecture().initialWeights(of);
        }
        final ModelStore store = ModelStore.standard();
        // balanced-x2 says its scale itself; of balanced, the one for this scale is meant
        final int from = Path.of(start).getFileName() == null ? run.scale()
            : ModelName.parse(Path.of(start).getFileName().toString()).map(ModelName::scale)
                .orElse(run.scale());
        return StartWeights.of(settings.architecture(), of, option(() -> store.resolve(start, from)).weights(), start);
    }

    private TrainedModel.About about(final TrainSettings settings, final String used, final List<String> credits,
        final double seconds, final String limits) {
        return new TrainedModel.About(description, run.card().license(), run.card().data(used), credits,
            command(settings), seconds, evaluate, limits);
    }

    /** Where the result and the run are, and what does not fit into memory. */
    private Path parent() {
        return run.output().toAbsolutePath().normalize().getParent();
    }

    private TrainSettings settings() {
        Upscaler.requireScale(run.scale());
        if (minutes != null && !(minutes > 0)) {
            throw new AcuityException("--minutes " + minutes, "is no time to train in", "give a positive number");
        }
        return new TrainSettings(Architectures.named(architecture, run.scale()), steps, batch, patch, Loss.parse(loss),
            new Schedule.WarmUp(warmup == null ? Math.min(500, steps / 10) : warmup, falling()), ema,
            run.clip(), shards, run.seed(), Gradients.parse(gradients), Optional.empty());
    }

    private Schedule falling() {
        return switch (schedule) {
            case "cosine" -> new Schedule.Cosine(rate, finalRate);
            case "halving" -> new Schedule.Staircase(rate, 0.5, List.of(0.2, 0.4, 0.6, 0.8));
            case "constant" -> new Schedule.Constant(rate);
            default -> throw new AcuityException("--schedule " + schedule, "there is no such schedule",
                "use cosine, halving or constant");
        };
    }

    private String command(final TrainSettings settings) {
        return String.format(Locale.ROOT, "acuity train --architecture %s --scale %d --steps %d --seed %d%s%s",
            settings.architecture(), settings.architecture().scale(), settings.steps(), settings.seed(),
            start == null ? "" : " --start " + Path.of(start).getFileName(), pairs.words()
                + (heldOut == null ? "" : " --held-out " + heldOut));
    }

    private static Outcome outcome(final ModelPackage model, final TrainingSet set, final double seconds) {
        final JsonObject json = new JsonObject();
        json.addProperty("output", model.path().toString());
        json.addProperty("checksum", model.checksum());
        json.addProperty("images", set.size());
        json.addProperty("seconds", seconds);
        json.add("problems", Json.strings(set.problems()));
        json.add("notes", Json.strings(set.notes()));
        final StringBuilder text = new StringBuilder("written: " + model.path());
        model.card().trust().evaluations().forEach(e -> text.append(String.format(Locale.ROOT,
            "%n%s: %.3f dB, SSIM %.4f (bicubic %.3f dB)", e.dataset(), e.score().psnr(), e.score().ssim(),
            e.bicubic().orElseThrow().psnr())));
        return new Outcome(json, text.toString(), set.problems().isEmpty() ? Main.DONE : Main.INPUT_FAILED);
    }
}
