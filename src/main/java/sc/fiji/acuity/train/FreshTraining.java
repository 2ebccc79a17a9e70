package sc.fiji.acuity.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.Gradients;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelName;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.train.pairs.HeldOut;
import sc.fiji.acuity.train.pairs.PairSettings;
import sc.fiji.acuity.train.pairs.TrainingSet;

/**
 * Trains a network from random weights and measures, on images that it did not see, whether it is better than bicubic
 * interpolation: {@link FineTune} without a model to begin with.
 *
 * <pre>{@code
 * try (TrainingSet images = TrainingSet.load(files, FreshTraining.pairs(network, seed), progress)) {
 *     FreshTraining training = FreshTraining.begin(FreshTraining.defaults(network), images, 60, runFolder, progress);
 *     FreshTraining.Outcome outcome = training.run(progress, control, listener);
 *     outcome.save(Path.of("mine-x2"), texts, progress);
 * }
 * }</pre>
 */
public final class FreshTraining {

    private static final double VALIDATION = 0.1;
    private static final double TEST = 0.2;

    private static final int BATCH = 16;
    private static final int PATCH = 32;
    private static final double RATE = 1e-3;
    private static final double FINAL_RATE = 1e-6;
    private static final int WARM_UP = 500;
    private static final int STEPS = 100_000;

    /** Never written: the name of the model while it is measured. */
    private static final String CANDIDATE = "candidate";

    private final TrainingSet images;
    private final Trainer trainer;

    private FreshTraining(final TrainingSet images, final Trainer trainer) {
        this.images = images;
        this.trainer = trainer;
    }

    /**
     * 100,000 steps of 16 patches of 32 × 32 LR pixels, L1, Adam along a cosine, the average of the weights, and the
     * quickest gradients on this machine.
     */
    public static TrainSettings defaults(final Architecture network) {
        return defaults(network, STEPS);
    }

    /** The same with another number of steps; the warm-up is a tenth of them at most. */
    public static TrainSettings defaults(final Architecture network, final int steps) {
        return TrainSettings.of(network, steps, BATCH, PATCH,
            new Schedule.WarmUp(Math.min(WARM_UP, steps / 10), new Schedule.Cosine(RATE, FINAL_RATE)))
            .withGradients(Gradients.fastest(network.graph()));
    }

    /** Pairs for a network: LR by bicubic, a fifth of the images held out for the report, a tenth to watch by. */
    public static PairSettings pairs(final Architecture network, final long seed) {
        return PairSettings.of(network.scale(), PATCH).channels(network.graph().inputChannels())
            .holdingOut(VALIDATION, TEST, seed);
    }

    /**
     * Begins a run: finds how many steps there is time for, and writes the run's folder.
     *
     * @param minutes of training; the report at the end comes on top. 0: as many steps as the settings have
     * @param folder for checkpoints and the journal; created, and must not hold another run
     * @throws sc.fiji.acuity.base.AcuityException if settings and images do not fit each other
     */
    public static FreshTraining begin(final TrainSettings settings, final TrainingSet images, final double minutes,
        final Path folder, final Progress progress) {
        return begin(settings, settings.architecture().initialWeights(settings.seed()), images, minutes, folder,
            progress);
    }

    /** The same from other weights than random ones, such as those of a short training. */
    public static FreshTraining begin(final TrainSettings settings, final Weights start, final TrainingSet images,
        final double minutes, final Path folder, final Progress progress) {
        Trainer.requireFree(folder);
        final TrainSettings found =
            minutes == 0 ? settings : StepBudget.within(minutes, settings, images, start, progress);
        return new FreshTraining(images, new Trainer(found, images, folder, start));
    }

    /** Goes on with the run in a folder, with the images that it began with. */
    public static FreshTraining resume(final TrainingSet images, final Path folder) {
        return new FreshTraining(images, Trainer.resume(folder, images));
    }

    /** How often the run is written to its folder: {@link Trainer#checkpointEvery}. */
    public FreshTraining checkpointEvery(final double seconds) {
        trainer.checkpointEvery(seconds);
        return this;
    }

    /** How the run is trained, the number of steps included. */
    public TrainSettings settings() {
        return trainer.settings();
    }

    /**
     * Trains, then measures on the held-out images.
     *
     * @throws java.util.concurrent.CancellationException if cancelled; the run is then in its folder
     */
    public Outcome run(final Progress progress, final TrainingControl control, final TrainingListener listener) {
        final Trainer.Result result = trainer.run(progress, control, listener);
        final List<? extends HeldOut> test = images.test();
        HeldOutReport report = new HeldOutReport(List.of());
        if (!test.isEmpty()) {
            final int scale = settings().architecture().scale();
            final ModelPackage candidate = new TrainedModel(settings(), result,
                new TrainedModel.About("", "", "", List.of(), "", trainer.seconds(), List.of(), ""))
                .unscored(Path.of(CANDIDATE), new ModelName(CANDIDATE, scale));
            report = HeldOutReport.againstBicubic(candidate, test, progress);
            report.writeCsv(trainer.folder().resolve(FineTune.REPORT));
        }
        return new Outcome(settings(), result, trainer.seconds(), report);
    }

    /**
     * What a training ended with.
     *
     * @param settings of the run
     * @param result the weights
     * @param seconds of training
     * @param report on held-out images, bicubic in place of a model at the start; without any if there was one field
         *        only
     */
    public record Outcome(TrainSettings settings, Trainer.Result result, double seconds, HeldOutReport report) {

        /**
         * Writes the model package, whatever the report says: the card has its means.
         *
         * @param folder NAME-xS, must not exist
         */
        public ModelPackage save(final Path folder, final TrainedModel.About texts, final Progress progress) {
            return save(folder, texts, Optional.empty(), progress);
        }

        /** The same with a card that says which search found the network. */
        public ModelPackage save(final Path folder, final TrainedModel.About texts, final Optional<Card.Search> search,
            final Progress progress) {
            return new TrainedModel(settings, result, texts, Optional.empty(), search)
                .save(folder, report.evaluation(settings.architecture().scale()).stream().toList(), progress);
        }

        /** What the images show, in a sentence. */
        public String verdict() {
            return report.verdict("bicubic interpolation");
        }
    }
}
