package sc.fiji.acuity.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Checksums;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Fold;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.train.pairs.TrainingSet;

/**
 * Trains a network for a while and says how good it has become: what a search compares candidates by.
 *
 * <pre>{@code
 * ShortTraining.Result result = ShortTraining.run(settings, images, folder, progress);
 * }</pre>
 */
public final class ShortTraining {

    /** Looking costs time and changes nothing; the last look is the score. */
    private static final int LOOKS = 1;

    private ShortTraining() {}

    /**
     * What a short training ends with.
     *
     * @param weights of the network as it is run
     * @param psnr mean over the held-out images' centres, dB
     * @param ssim the same
     */
    public record Result(Weights weights, double psnr, double ssim) { }

    /**
     * Trains and scores. A network without parameters is only scored.
     *
     * @param settings how; its budget is not used
     * @param folder for the run; must not hold another
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static Result run(final TrainSettings settings, final TrainingSet images, final Path folder,
        final Progress progress) {
        final Architecture architecture = settings.architecture();
        final Weights start = architecture.initialWeights(settings.seed());
        final Weights trained = start.count() == 0 ? start
            : new Trainer(settings.looking(LOOKS), images, folder, start).checkpointEvery(Double.MAX_VALUE)
                .run(progress);
        return score(architecture, deployed(architecture, trained), images);
    }

    /**
     * Trains and scores. A network without parameters is only scored.
     *
     * @param settings how; its budget is not used
     * @param folder for the run; must not hold another
     * @return empty if there is nothing to score: the loss was no number in the end, whatever the rate
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static Optional<Result> attempt(final TrainSettings settings, final TrainingSet images, final Path folder,
        final Progress progress) {
        final Result result;
        try {
            result = run(settings, images, folder, progress);
        } catch (final AcuityException e) {
            if (e.getCause() instanceof ArithmeticException) {
                return Optional.empty();
            }
            throw e;
        }
        return Optional.of(result).filter(one -> Double.isFinite(one.psnr()) && Double.isFinite(one.ssim()));
    }

    /**
     * What short trainings of a network take.
     *
     * @param step seconds for each step
     * @param rest seconds for everything else: beginning, looking, writing
     */
    public record Cost(double step, double rest) {

        /** Seconds for a training of so many steps. */
        public double seconds(final int steps) {
            return rest + step * steps;
        }
    }

    /**
     * Times some steps, and a training of one.
     *
     * @param folder for a run; must not exist, and does not in the end
     * @param most seconds for the steps, about
     */
    public static Cost cost(final TrainSettings settings, final TrainingSet images, final Path folder,
        final double most, final Progress progress) {
        final Architecture architecture = settings.architecture();
        final Weights start = architecture.initialWeights(settings.seed());
        if (start.count() == 0) {
            return new Cost(0, seconds(() -> score(architecture, start, images)));
        }
        final double step = StepBudget.secondsPerStep(settings, images, start, most, progress);
        final Schedule constant = new Schedule.Constant(settings.schedule().peak());
        final TrainSettings one = new TrainSettings(architecture, 1, settings.batch(), settings.patch(),
            settings.loss(), constant, settings.ema(), settings.clip(), settings.shards(), settings.seed(),
            settings.gradients(), Optional.empty());
        try {
            return new Cost(step, Math.max(0, seconds(() -> attempt(one, images, folder, progress)) - step));
        } finally {
            removeRun(folder);
        }
    }

    /** Deletes the folder of a run, if there is one. */
    public static void removeRun(final Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        // a run has files only, no folders
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (final Path file : files) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (final IOException e) {
            throw new AcuityException(folder.toString(), "cannot be removed (" + AtomicFiles.describe(e) + ")",
                "check its permissions", e);
        }
    }

    private static double seconds(final Runnable work) {
        final long from = System.nanoTime();
        work.run();
        return (System.nanoTime() - from) / 1e9;
    }

    /**
     * A checksum of the images as trainings see them: of what is drawn, and of what is held out to score by.
     *
     * @param patch side of a patch in LR pixels
     * @param seed of the draws
     */
    public static String fingerprint(final TrainingSet images, final int patch, final long seed) {
        return Checksums.sha256((images.patches(patch, seed).fingerprint()
            + new Validation(images.heldOut(), images.scale()).fingerprint()).getBytes(StandardCharsets.UTF_8));
    }

    /** The weights of a network as it is run, out of those that were trained. */
    public static Weights deployed(final Architecture architecture, final Weights trained) {
        return architecture.deployed().equals(architecture) ? trained
            : Fold.branches(architecture.graph(), trained).weights();
    }

    private static Result score(final Architecture architecture, final Weights weights, final TrainingSet images) {
        final Validation validation = new Validation(images.heldOut(), images.scale());
        final Validation.Quality quality = validation.quality(architecture.deployed().graph(), weights);
        return new Result(weights, quality.psnr(), quality.ssim());
    }

    /** Mean PSNR and SSIM of bicubic interpolation, by the same rules; empty if nothing is held out. */
    public static Optional<Result> bicubic(final TrainingSet images) {
        final Validation validation = new Validation(images.heldOut(), images.scale());
        if (validation.isEmpty()) {
            return Optional.empty();
        }
        final Validation.Quality quality = validation.bicubicQuality();
        return Optional.of(new Result(new Weights(java.util.Map.of()), quality.psnr(), quality.ssim()));
    }
}
