package sc.fiji.acuity.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.evaluate.ImageSet;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.model.ModelName;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.ModelStore;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Architectures;
import sc.fiji.acuity.train.StartWeights;
import sc.fiji.acuity.train.TrainSettings;
import sc.fiji.acuity.train.TrainedModel;
import sc.fiji.acuity.train.Trainer;
import sc.fiji.acuity.train.pairs.PairSettings;
import sc.fiji.acuity.train.pairs.TrainingSet;
import sc.fiji.acuity.upscale.Upscaler;

@Command(name = "train", description = {"Train a network on images of your own; the result is a model package.",
    "LR images are made by MATLAB's bicubic, by physics, or read; colour networks learn from red, green and blue.",
    "The run is saved every two minutes (--checkpoint) and at Ctrl-C; --resume goes on as if it had never stopped."},
    footer = {"", "Example: acuity train --images photos --architecture espcn-10x16 --scale 2 --steps 100000 "
        + "--output mine-x2"})
final class TrainAction extends Action {

    @Option(names = "--images", paramLabel = "FOLDER", required = true, arity = "1..*",
        description = "Images to train on.")
    private List<Path> images;

    @Mixin
    private PairOptions pairs;

    @Option(names = "--output", paramLabel = "PACKAGE", required = true,
        description = "The model package to write: a folder called NAME-xS.")
    private Path output;

    @Option(names = "--architecture", paramLabel = "NAME", defaultValue = "espcn-10x16",
        description = "The network (default: ${DEFAULT-VALUE}). See: acuity cost --help.")
    private String architecture;

    @Option(names = "--scale", paramLabel = "S", defaultValue = "2",
        description = "2, 3 or 4 (default: ${DEFAULT-VALUE}).")
    private int scale;

    @Option(names = "--start", paramLabel = "MODEL",
        description = {"Start from this model's weights instead of random ones: a name such as balanced-x2, or a package.",
            "Of a model for another scale, all layers are taken but the last."})
    private String start;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "100000",
        description = "Batches in all (default: ${DEFAULT-VALUE}).")
    private int steps;

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

    @Option(names = "--warmup", paramLabel = "N",
        description = "Steps over which the rate rises (default: 500, or a tenth of all steps if that is less).")
    private Integer warmup;

    @Option(names = "--ema", paramLabel = "E", defaultValue = "0.999",
        description = "How much of the averaged weights is kept in each step (default: ${DEFAULT-VALUE}).")
    private double ema;

    @Option(names = "--shards", paramLabel = "N", defaultValue = "2",
        description = "Parts of a batch computed at the same time (default: ${DEFAULT-VALUE}).")
    private int shards;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
        description = "Of the first weights and all draws (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--run", paramLabel = "FOLDER", description = "Where the run is kept (default: PACKAGE.run).")
    private Path run;

    @Option(names = "--resume", paramLabel = "RUN",
        description = "Go on with this run; its settings hold, whatever else is given.")
    private Path resume;

    @Option(names = "--checkpoint", paramLabel = "SECONDS", defaultValue = "120",
        description = "How often the run is saved, in seconds (default: ${DEFAULT-VALUE}). What a crash costs at most.")
    private double checkpoint;

    @Option(names = "--evaluate", paramLabel = "FOLDER", arity = "1..*",
        description = "Score the result on these image sets and write it into the card.")
    private List<Path> evaluate = List.of();

    @Option(names = "--description", paramLabel = "TEXT", defaultValue = "trained by acuity train",
        description = "One line for the card.")
    private String description;

    @Option(names = "--license", paramLabel = "SPDX", defaultValue = "unknown",
        description = "The licence of the weights.")
    private String license;

    @Option(names = "--data", paramLabel = "TEXT", description = "The training images in a few words, for the card.")
    private String data;

    @Option(names = "--credits", paramLabel = "FILE",
        description = "A text file; its lines are the credits in the card.")
    private Path credits;

    @Override
    Outcome perform(final Progress progress) {
        final Path folder = resume != null ? resume : run != null ? run : Path.of(output + ".run");
        final TrainSettings settings = resume != null ? Trainer.settings(resume) : option(this::settings);
        option(this::requireTime);
        checkOutput(settings.architecture().scale());
        // a wrong folder shall not be found after hours of training
        evaluate.forEach(path -> ImageSet.open(path, settings.architecture().scale()));
        final List<String> creditLines = credits == null ? List.of() : lines(credits);
        final PairSettings how = pairs.read(this, settings.architecture().scale(), settings.patch(),
            settings.channels(), settings.seed()).keeping(Runtime.getRuntime().maxMemory() / 4, parent());
        final List<Path> files = new ArrayList<>();
        images.forEach(path -> files.addAll(ImageFiles.list(path)));
        try (TrainingSet set = TrainingSet.load(files, how, progress)) {
            set.problems().forEach(problem -> warn("left out: " + problem));
            set.notes().forEach(this::note);
            final Trainer trainer =
                resume != null ? Trainer.resume(folder, set) : new Trainer(settings, set, folder, first(settings));
            trainer.checkpointEvery(checkpoint);
            note(String.format(Locale.ROOT, "%d images (%d held out, %s), %d steps, run in %s", set.size(),
                set.heldOut().size(), set.storage(), settings.steps(), folder));
            final TrainedModel trained = new TrainedModel(settings, trainer.run(progress),
                new TrainedModel.About(description, license, data == null ? set.size() + " images" : data, creditLines,
                    command(settings), trainer.seconds(), evaluate, set.limits()));
            final ModelPackage model = trained.save(output, progress);
            return outcome(model, set, trainer.seconds());
        }
    }

    private Weights first(final TrainSettings settings) {
        final long of = settings.seed();
        if (start == null) {
            return settings.architecture().initialWeights(of);
        }
        final ModelStore store = ModelStore.standard();
        // balanced-x2 says its scale itself; of balanced, the one for this scale is meant
        final int from = Path.of(start).getFileName() == null ? scale
            : ModelName.parse(Path.of(start).getFileName().toString()).map(ModelName::scale).orElse(scale);
        return StartWeights.of(settings.architecture(), of, option(() -> store.resolve(start, from)).weights(), start);
    }

    /** What would make the result be refused is found before hours of training. */
    private void checkOutput(final int factor) {
        if (Files.exists(output)) {
            TrainedModel.checkTarget(output, factor);
        }
        option(() -> TrainedModel.checkTarget(output, factor));
        if (parent() == null || !Files.isDirectory(parent())) {
            throw new AcuityException(output.toString(), "its folder does not exist", "create " + parent() + " first");
        }
    }

    /** Where the result and the run are, and what does not fit into memory. */
    private Path parent() {
        return output.toAbsolutePath().normalize().getParent();
    }

    private double requireTime() {
        if (!(checkpoint >= 0)) {
            throw new AcuityException("--checkpoint " + checkpoint, "is no time", "give 0 or more seconds");
        }
        return checkpoint;
    }

    private TrainSettings settings() {
        Upscaler.requireScale(scale);
        return new TrainSettings(Architectures.named(architecture, scale), steps, batch, patch, rate, finalRate,
            warmup == null ? Math.min(500, steps / 10) : warmup, ema, shards, seed);
    }

    private String command(final TrainSettings settings) {
        return String.format(Locale.ROOT, "acuity train --architecture %s --scale %d --steps %d --seed %d%s%s",
            settings.architecture(), settings.architecture().scale(), settings.steps(), settings.seed(),
            start == null ? "" : " --start " + Path.of(start).getFileName(), pairs.words());
    }

    private static List<String> lines(final Path file) {
        try {
            return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
        } catch (final IOException e) {
            throw new AcuityException(file.toString(), "cannot be read (" + AtomicFiles.describe(e) + ")",
                "give a text file in UTF-8", e);
        }
    }

    private static Outcome outcome(final ModelPackage model, final TrainingSet set, final double seconds) {
        final JsonObject json = new JsonObject();
        json.addProperty("output", model.path().toString());
        json.addProperty("checksum", model.checksum());
        json.addProperty("images", set.size());
        json.addProperty("seconds", seconds);
        final JsonArray problems = new JsonArray();
        set.problems().forEach(problems::add);
        json.add("problems", problems);
        final JsonArray notes = new JsonArray();
        set.notes().forEach(notes::add);
        json.add("notes", notes);
        final StringBuilder text = new StringBuilder("written: " + model.path());
        model.card().trust().evaluations().forEach(e -> text.append(String.format(Locale.ROOT,
            "%n%s: %.3f dB, SSIM %.4f (bicubic %.3f dB)", e.dataset(), e.score().psnr(), e.score().ssim(),
            e.bicubic().orElseThrow().psnr())));
        return new Outcome(json, text.toString(), set.problems().isEmpty() ? Main.DONE : Main.INPUT_FAILED);
    }
}
