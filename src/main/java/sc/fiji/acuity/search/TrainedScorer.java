package sc.fiji.acuity.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.Gradients;
import sc.fiji.acuity.model.Safetensors;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.family.Architectures;
import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.network.space.SearchSpace;
import sc.fiji.acuity.train.FreshTraining;
import sc.fiji.acuity.train.ShortTraining;
import sc.fiji.acuity.train.TrainSettings;
import sc.fiji.acuity.train.pairs.TrainingSet;

/**
 * Trains each candidate for a number of steps and scores it on held-out images; times it alone, if that is asked for.
 * Weights stay in the search's folder, {@code candidates/000012.safetensors}.
 *
 * <p>A candidate that breaks a limit on cost is not trained: its quality is not known then, nor that of one whose loss
 * was no number.
 */
public final class TrainedScorer implements Scorer {

    private static final String FOLDER = "candidates";
    private static final String QUIET = "quiet.lock";

    private final SearchSettings settings;
    private final TrainingSet images;
    private final Path search;

    /** @param search the search's folder */
    public TrainedScorer(final SearchSettings settings, final TrainingSet images, final Path search) {
        this.settings = settings;
        this.images = images;
        this.search = search;
        requireScorable(images);
    }

    /** @throws AcuityException if no network can be scored on these images */
    static void requireScorable(final TrainingSet images) {
        if (images.heldOut().isEmpty()) {
            throw new AcuityException("training images", "are of one field, so that none can be held out",
                "give images of at least two fields");
        }
        if (ShortTraining.bicubic(images).isEmpty()) {
            throw new AcuityException("held-out images", "are too small or empty to score anything by",
                "give images of at least 64 x 64 pixels at x2, 128 x 128 at x4");
        }
    }

    /**
     * Checks, before images are read, that networks of a space can be trained so.
     *
     * @return the settings
     */
    public static SearchSettings check(final SearchSettings settings) {
        final SearchSpace space = settings.openSpace();
        final Genotype first = new Genotype(Collections.nCopies(space.choices().size(), 0));
        training(settings, space.decode(first), settings.seed());
        return settings;
    }

    /** How a candidate is trained. */
    public static TrainSettings training(final SearchSettings settings, final Architecture architecture,
        final long seed) {
        final TrainSettings usual = FreshTraining.defaults(architecture, settings.steps()).withSeed(seed);
        return new TrainSettings(architecture, settings.steps(), settings.batch(), settings.patch(), usual.loss(),
            usual.schedule(), usual.ema(), usual.clip(), settings.batch() % 2 == 0 ? 2 : 1, seed, Gradients.FAST,
            Optional.empty());
    }

    @Override
    public Scores score(final Candidate candidate, final Architecture architecture, final Progress progress) {
        Scores scores = Counts.of(architecture);
        if (settings.goal().measures().contains(Measure.LATENCY)) {
            try (SharedLock alone = SharedLock.of(search.resolve(QUIET), true, progress)) {
                scores = scores.with(new Scores(Map.of(Measure.LATENCY, Latency.seconds(architecture, progress))));
            }
        }
        if (!settings.goal().feasible(scores)) {
            return scores;
        }
        final Optional<ShortTraining.Result> result = train(candidate, architecture, progress);
        return result.isEmpty() ? scores : scores.with(new Scores(
            Map.of(Measure.PSNR, result.get().psnr(), Measure.SSIM, result.get().ssim())));
    }

    /** The file with the weights of a candidate; there is none of one that was not trained. */
    static Path weights(final Path search, final int id) {
        return search.resolve(FOLDER).resolve(String.format(Locale.ROOT, "%06d.safetensors", id));
    }

    private Optional<ShortTraining.Result> train(final Candidate candidate, final Architecture architecture,
        final Progress progress) {
        final Path folder = search.resolve(FOLDER);
        final String name = String.format(Locale.ROOT, "%06d", candidate.id());
        final Path run = folder.resolve(name + ".run");
        try {
            Files.createDirectories(folder);
            ShortTraining.removeRun(run);
            final Optional<ShortTraining.Result> result = ShortTraining.attempt(
                training(settings, architecture, candidate.seed()), images, run, new Polite(progress));
            result.ifPresent(trained -> Safetensors.write(weights(search, candidate.id()), trained.weights(),
                Map.of("architecture", Architectures.toJson(architecture.deployed()))));
            ShortTraining.removeRun(run);
            return result;
        } catch (final IOException e) {
            throw new AcuityException(folder.toString(), "cannot be used (" + AtomicFiles.describe(e) + ")",
                "check free space and permissions", e);
        }
    }

    /** Between two steps, waits while another process times a candidate. */
    private final class Polite implements Progress {

        private final Progress progress;

        Polite(final Progress progress) {
            this.progress = progress;
        }

        @Override
        public void report(final String stage, final double fraction) {
            // a step of a candidate is none of the search
        }

        @Override
        public boolean cancelled() {
            if (progress.cancelled()) {
                return true;
            }
            if (settings.goal().measures().contains(Measure.LATENCY)) {
                SharedLock.of(search.resolve(QUIET), false, progress).close();
            }
            return false;
        }
    }
}
