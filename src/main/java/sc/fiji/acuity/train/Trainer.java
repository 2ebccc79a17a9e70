package sc.fiji.acuity.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.base.RunLock;
import sc.fiji.acuity.model.Safetensors;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.train.pairs.Pairs;
import sc.fiji.acuity.train.pairs.PatchSource;

/**
 * Trains a network with Adam, and keeps the running average of its weights.
 *
 * <pre>{@code
 * Weights trained = new Trainer(settings, images, runFolder).run(progress);
 * Weights same = Trainer.resume(runFolder, images).run(progress);   // after a crash
 * }</pre>
 *
 * At its start, every two minutes and when it is cancelled, the run is written to its folder; a resumed run ends with
 * the weights that the uninterrupted one would have had. Held-out images are there to watch the run by: the weights at
 * the end do not depend on them, unless {@link TrainingControl#finish()} asks for the best so far.
 *
 * <p>When loss, gradient or weights are no longer numbers, the run goes back to the last good state, at most 100 steps,
 * with a quarter of the learning rate; the third time it stops.
 */
public final class Trainer {

    private static final double CHECKPOINT_SECONDS = 120;
    private static final String START = "start.safetensors";

    /** Held while a run works in its folder. */
    static final String LOCK = "run.lock";

    private final TrainSettings settings;
    private final Path folder;
    private final PatchSource patches;
    private final Validation validation;
    private final RunState state;
    private final RunClock clock;
    private double checkpointSeconds = CHECKPOINT_SECONDS;

    /**
     * What a run ends with.
     *
     * @param step of these weights
     * @param setbacks how often the run went back to a good state with a lower rate
     * @param psnr on held-out images, as the run was watched; empty if there are none
     */
    public record Result(Weights weights, int step, int setbacks, OptionalDouble psnr) { }

    /** @param folder for checkpoints and the journal; created, and must not hold another run */
    public Trainer(final TrainSettings settings, final Pairs images, final Path folder) {
        this(settings, images, folder, settings.architecture().initialWeights(settings.seed()));
    }

    /**
     * Starts from given weights: see {@link StartWeights}.
     *
     * @param folder for checkpoints and the journal; created, and must not hold another run
     */
    public Trainer(final TrainSettings settings, final Pairs images, final Path folder, final Weights start) {
        this(new Checkpoint(settings, new RunState(start), 0, Optional.empty()), images, folder);
        create(folder);
        Safetensors.write(folder.resolve(START), start, Map.of());
        // from here on the folder is taken
        save();
    }

    private Trainer(final Checkpoint start, final Pairs images, final Path folder) {
        settings = start.settings();
        state = start.state();
        clock = new RunClock(start.seconds());
        this.folder = folder;
        final int scale = settings.architecture().graph().scale();
        if (scale != images.scale()) {
            throw new AcuityException("scale " + images.scale(), "is not that of the network, " + scale,
                "train with --scale " + scale);
        }
        if (settings.channels() != images.channels()) {
            throw new AcuityException("training images of " + images.channels() + " channels",
                "do not fit a network of " + settings.channels(), "load them for " + settings.channels());
        }
        patches = images.patches(settings.patch(), settings.seed());
        if (start.images().isPresent() && !start.images().get().equals(patches.fingerprint())) {
            throw new AcuityException(folder.toString(), "was begun with other images, or with other settings of them",
                "give those that it was begun with; it cannot go on as it was going with others");
        }
        validation = new Validation(images.heldOut(), images.scale());
    }

    /**
     * Settings with as many steps as there is time for: some are timed. Once, before a run; from there on only steps
     * count, so that a run that is interrupted ends as one that is not.
     *
     * @param start the weights that the run will begin with
     */
    public static TrainSettings within(final double minutes, final TrainSettings settings, final Pairs images,
        final Weights start, final Progress progress) {
        return StepBudget.within(minutes, settings, images, start, progress);
    }

    /** Goes on where the run in a folder stands; with the same images it ends as if it had never stopped. */
    public static Trainer resume(final Path folder, final Pairs images) {
        return new Trainer(Checkpoint.read(folder), images, folder);
    }

    /** The settings of the run in a folder. */
    public static TrainSettings settings(final Path folder) {
        return Checkpoint.read(folder).settings();
    }

    /**
     * Asks the run that works in a folder, in whatever program, to end and to keep the best weights so far: as
     * {@link TrainingControl#finish()}. It does so after a step or half a second, whichever takes longer.
     *
     * @throws AcuityException if no run works there
     */
    public static void finish(final Path folder) {
        FinishRequest.make(folder);
    }

    /**
     * The weights that the run in a folder began with.
     *
     * @throws AcuityException if it holds none: an earlier version did not write them
     */
    public static Weights startWeights(final Path folder) {
        return Safetensors.readAll(folder.resolve(START)).weights();
    }

    /** @throws AcuityException if the folder holds a run */
    static void requireFree(final Path folder) {
        if (Files.exists(folder.resolve(Checkpoint.FILE))) {
            throw new AcuityException(folder.toString(), "holds a training run already",
                "go on with it by --resume " + folder + ", or choose another folder");
        }
    }

    private static void create(final Path folder) {
        requireFree(folder);
        try {
            Files.createDirectories(folder);
        } catch (final IOException e) {
            throw new AcuityException(folder.toString(), "cannot be created (" + AtomicFiles.describe(e) + ")",
                "choose another folder", e);
        }
    }

    /**
     * How often the run is written to its folder: every 120 seconds unless set. That is what a crash costs at most;
     * writing takes some milliseconds and changes nothing in the result.
     *
     * @param seconds 0 for every step
     * @return this
     */
    public Trainer checkpointEvery(final double seconds) {
        if (!(seconds >= 0)) {
            throw new AcuityException("checkpoint every " + seconds + " seconds", "is no time", "give 0 or more");
        }
        checkpointSeconds = seconds;
        return this;
    }

    /**
     * Trains to the end.
     *
     * @return the averaged weights
     * @throws CancellationException if cancelled; the run is then in its folder
     * @throws AcuityException if the folder is in use by another run or cannot be written, or the loss is no number
     */
    public Weights run(final Progress progress) {
        return run(progress, new TrainingControl(), TrainingListener.NONE).weights();
    }

    /**
     * Trains to the end, or until {@code control} says so.
     *
     * @param progress may cancel, too
     * @throws CancellationException if cancelled; the run is then in its folder
     * @throws AcuityException if the folder is in use by another run or cannot be written, or the loss is no number
     */
    public Result run(final Progress progress, final TrainingControl control, final TrainingListener listener) {
        try (RunLock lock = RunLock.of(folder, LOCK, "training run", true)) {
            return new TrainingRun(this, progress, control, listener).run();
        }
    }

    /** Seconds of work, those before a resume included, pauses not. */
    public double seconds() {
        return clock.seconds();
    }

    void save() {
        new Checkpoint(settings, state, seconds(), Optional.of(patches.fingerprint())).write(folder);
    }

    /** Those the run began with, if its folder has them. */
    Optional<Weights> start() {
        return Files.isRegularFile(folder.resolve(START)) ? Optional.of(startWeights(folder)) : Optional.empty();
    }

    /** How the run is trained. */
    public TrainSettings settings() {
        return settings;
    }

    Path folder() {
        return folder;
    }

    PatchSource patches() {
        return patches;
    }

    Validation validation() {
        return validation;
    }

    RunState state() {
        return state;
    }

    RunClock clock() {
        return clock;
    }

    double checkpointSeconds() {
        return checkpointSeconds;
    }
}
