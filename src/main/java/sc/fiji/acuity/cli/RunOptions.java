package sc.fiji.acuity.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import com.google.gson.JsonObject;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Mixin
    private RunFolderOptions kept;

    @Mixin
    private CardOptions card;

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
        return kept.resumed().isPresent();
    }

    /** Where the run is kept. */
    Path folder() {
        return kept.folder(task.work.output);
    }

    /** Those of the run to go on with, or else what other options say. */
    TrainSettings settings(final Action action, final Supplier<TrainSettings> fresh) {
        return kept.resumed().map(Trainer::settings).orElseGet(() -> action.option(fresh));
    }

    /** Finds what would be found at the end, or on the way: the result's name and place, and the time between saves. */
    void check(final Action action, final int scaleOfResult) {
        action.option(kept::checkpoint);
        TrainFiles.checkOutput(action, task.work.output, scaleOfResult);
    }

    double checkpoint() {
        return kept.checkpoint();
    }

    CardOptions card() {
        return card;
    }
}
