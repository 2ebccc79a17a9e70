package sc.fiji.acuity.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import com.google.gson.JsonObject;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.train.TrainSettings;
import sc.fiji.acuity.train.Trainer;

/** What every training is told: its images, its result, where its run is kept, and what the card says. */
final class RunOptions {

    @ArgGroup(multiplicity = "1")
    private Task task;

    @Option(names = "--scale", paramLabel = "S", defaultValue = "2",
        description = "2, 3 or 4 (default: ${DEFAULT-VALUE}).")
    private int scale;

    @Option(names = "--clip", paramLabel = "NORM", defaultValue = "0",
        description = "The largest norm of a gradient; longer ones are shortened (default: none).")
    private double clip;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
        description = "Of first weights and all draws, and of which images are held out (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--run", paramLabel = "FOLDER", description = "Where the run is kept (default: PACKAGE.run).")
    private Path run;

    @Option(names = "--resume", paramLabel = "RUN",
        description = "Go on with this run; its settings hold. Give the model, the images and what is said of them as "
            + "at its start.")
    private Path resume;

    @Option(names = "--checkpoint", paramLabel = "SECONDS", defaultValue = "120",
        description = "How often the run is saved, in seconds (default: ${DEFAULT-VALUE}). What a crash costs at most.")
    private double checkpoint;

    @Option(names = "--license", paramLabel = "SPDX", defaultValue = "unknown",
        description = "The licence of the weights (default: ${DEFAULT-VALUE}).")
    private String license;

    @Option(names = "--data", paramLabel = "TEXT", description = "The images in a few words, for the card.")
    private String data;

    @Option(names = "--credits", paramLabel = "FILE",
        description = "A text file; its lines are the credits in the card.")
    private Path credits;

    /** To train, or to end a training. */
    private static final class Task {

        @ArgGroup(exclusive = false, multiplicity = "1")
        private Work work;

        @Option(names = "--finish", paramLabel = "RUN", required = true,
            description = "End the training that works in this folder, whatever program began it, with the best so "
                + "far: it goes on to its report and its model at once.")
        private Path finish;
    }

    /** What a training cannot be without. */
    private static final class Work {

        @Option(names = "--images", paramLabel = "PATH", required = true, arity = "1..*",
            description = "Folders of images, or images: as sharp and clean as there are.")
        private List<Path> images;

        @Option(names = "--output", paramLabel = "PACKAGE", required = true,
            description = "The model package to write: a folder called NAME-xS.")
        private Path output;
    }

    /** What comes of {@code --finish}, if it is given. */
    Optional<Action.Outcome> finish() {
        if (task.finish == null) {
            return Optional.empty();
        }
        Trainer.finish(task.finish);
        final JsonObject json = new JsonObject();
        json.addProperty("run", task.finish.toString());
        return Optional.of(Action.Outcome.done(json, "asked to finish: " + task.finish));
    }

    /** Files as they are, and the images in folders. */
    List<Path> images() {
        return TrainFiles.images(task.work.images);
    }

    Path output() {
        return task.work.output;
    }

    int scale() {
        return scale;
    }

    double clip() {
        return clip;
    }

    long seed() {
        return seed;
    }

    boolean resumed() {
        return resume != null;
    }

    /** Where the run is kept. */
    Path folder() {
        return resume != null ? resume : run != null ? run : Path.of(task.work.output + ".run");
    }

    /** Those of the run to go on with, or else what other options say. */
    TrainSettings settings(final Action action, final Supplier<TrainSettings> fresh) {
        return resume != null ? Trainer.settings(resume) : action.option(fresh);
    }

    /** Finds what would be found at the end, or on the way: the result's name and place, and the time between saves. */
    void check(final Action action, final int scaleOfResult) {
        action.option(() -> {
            if (!(checkpoint >= 0)) {
                throw new AcuityException("--checkpoint " + checkpoint, "is no time", "give 0 or more seconds");
            }
            return checkpoint;
        });
        TrainFiles.checkOutput(action, task.work.output, scaleOfResult);
    }

    double checkpoint() {
        return checkpoint;
    }

    String license() {
        return license;
    }

    /** @param otherwise where nothing is said */
    String data(final String otherwise) {
        return data == null ? otherwise : data;
    }

    List<String> credits() {
        return credits == null ? List.of() : TrainFiles.lines(credits);
    }
}
