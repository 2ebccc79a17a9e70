package sc.fiji.acuity.train;

import java.nio.file.Path;
import java.util.Optional;

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
            : new Trainer(settings.looking(LOOKS), images, folder, start).checkpointEvery(Double.MAX_VALUE).run(progress);
        return score(architecture, deployed(architecture, trained), images);
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
