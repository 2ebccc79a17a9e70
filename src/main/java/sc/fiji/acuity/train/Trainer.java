package sc.fiji.acuity.train;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.CancellationException;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.base.RunLock;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.train.pairs.Pairs;
import sc.fiji.acuity.train.pairs.PatchSource;

/**
 * Trains a network with L1 loss, Adam and a cosine schedule, and keeps the running average of its weights.
 *
 * <pre>{@code
 * Weights trained = new Trainer(settings, images, runFolder).run(progress);
 * Weights same = Trainer.resume(runFolder, images).run(progress);   // after a crash
 * }</pre>
 *
 * At its start, every two minutes and when it is cancelled, the run is written to its folder; a resumed run ends with
 * the weights that the uninterrupted one would have had. Every 20th image is held out to watch the run by.
 */
public final class Trainer {

    private static final double CHECKPOINT_SECONDS = 120;
    private static final String JOURNAL = "journal.csv";

    private final TrainSettings settings;
    private final Path folder;
    private final PatchSource sampler;
    private final Validation validation;
    private final Graph graph;
    private final Adam adam;
    private final double secondsBefore;
    private double checkpointSeconds = CHECKPOINT_SECONDS;
    private long started = System.nanoTime();
    private int step;

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
        this(new Checkpoint(settings, 0, 0, new Adam(start)), images, create(folder));
        // from here on the folder is taken
        save();
    }

    private Trainer(final Checkpoint start, final Pairs images, final Path folder) {
        settings = start.settings();
        adam = start.adam();
        step = start.step();
        secondsBefore = start.seconds();
        this.folder = folder;
        graph = settings.architecture().graph();
        if (graph.scale() != images.scale()) {
            throw new AcuityException("scale " + images.scale(), "is not that of the network, " + graph.scale(),
                "train with --scale " + graph.scale());
        }
        if (settings.channels() != images.channels()) {
            throw new AcuityException("training images of " + images.channels() + " channels",
                "do not fit a network of " + settings.channels(), "load them for " + settings.channels());
        }
        sampler = images.patches(settings.patch(), settings.seed());
        validation = new Validation(images.heldOut(), images.scale());
    }

    /** Goes on where the run in a folder stands; with the same images it ends as if it had never stopped. */
    public static Trainer resume(final Path folder, final Pairs images) {
        return new Trainer(Checkpoint.read(folder), images, folder);
    }

    /** The settings of the run in a folder. */
    public static TrainSettings settings(final Path folder) {
        return Checkpoint.read(folder).settings();
    }

    private static Path create(final Path folder) {
        if (Files.exists(folder.resolve(Checkpoint.FILE))) {
            throw new AcuityException(folder.toString(), "holds a training run already",
                "go on with it by --resume " + folder + ", or choose another folder");
        }
        try {
            Files.createDirectories(folder);
        } catch (final IOException e) {
            throw new AcuityException(folder.toString(), "cannot be created (" + AtomicFiles.describe(e) + ")",
                "choose another folder", e);
        }
        return folder;
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
     * @throws AcuityException if the folder is in use by another run, or cannot be written
     */
    public Weights run(final Progress progress) {
        try (RunLock lock = RunLock.of(folder, "run.lock", "training run", true)) {
            return train(progress);
        }
    }

    private Weights train(final Progress progress) {
        final int side = settings.patch();
        final int scale = graph.scale();
        final float[] lr = new float[settings.batch() * settings.channels() * side * side];
        final float[] hr = new float[lr.length * scale * scale];
        final int report = Math.max(1, settings.steps() / 200);
        double loss = 0;
        int counted = 0;
        started = System.nanoTime();
        long saved = started;
        try (GradientShards shards =
            new GradientShards(graph, adam.weights(), settings.shards(), DeviceChoice.AUTO)) {
            while (step < settings.steps()) {
                if (progress.cancelled()) {
                    save();
                    throw new CancellationException("cancelled at step " + step + "; the run is in " + folder);
                }
                sampler.draw(step, settings.batch(), lr, hr);
                loss += finite(shards.compute(adam.weights(), lr, hr, settings.batch(), side, side));
                counted++;
                adam.step(shards.gradient(), settings.rateAt(step), settings.ema(), step);
                step++;
                if (step % report == 0 || step == settings.steps()) {
                    progress.report(journal(loss / counted), (double) step / settings.steps());
                    loss = 0;
                    counted = 0;
                }
                if ((System.nanoTime() - saved) / 1e9 >= checkpointSeconds) {
                    save();
                    saved = System.nanoTime();
                }
            }
        } catch (final InterruptedException e) {
            throw interrupted();
        } catch (final AcuityException e) {
            throw e.getCause() instanceof ClosedByInterruptException ? interrupted() : e;
        }
        save();
        return adam.average();
    }

    private CancellationException interrupted() {
        // a thread that is marked as interrupted cannot write files
        Thread.interrupted();
        save();
        Thread.currentThread().interrupt();
        return new CancellationException("interrupted at step " + step + "; the run is in " + folder);
    }

    /** Seconds of work, those before a resume included. */
    public double seconds() {
        return secondsBefore + (System.nanoTime() - started) / 1e9;
    }

    private double finite(final double loss) {
        if (!Double.isFinite(loss)) {
            throw new AcuityException("training", "the loss is no longer a number at step " + step,
                "start again with a lower --rate; the last good state is in " + folder);
        }
        return loss;
    }

    private void save() {
        new Checkpoint(settings, step, seconds(), adam).write(folder);
    }

    private String journal(final double loss) {
        final String psnr = validation.isEmpty() ? ""
            : String.format(Locale.ROOT, "%.3f", validation.psnr(graph, adam.average()));
        final Path file = folder.resolve(JOURNAL);
        try {
            final boolean fresh = !Files.exists(file);
            try (BufferedWriter out =
                Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                if (fresh) {
                    out.write("step,loss,rate,psnr\n");
                }
                out.write(String.format(Locale.ROOT, "%d,%.6f,%.3e,%s\n", step, loss, settings.rateAt(step), psnr));
            }
        } catch (final IOException e) {
            throw new AcuityException(file.toString(), "cannot be written (" + AtomicFiles.describe(e) + ")",
                "check free space, then resume", e);
        }
        return String.format(Locale.ROOT, "Step %d of %d, loss %.5f%s", step, settings.steps(), loss,
            psnr.isEmpty() ? "" : ", held-out PSNR " + psnr + " dB");
    }
}
