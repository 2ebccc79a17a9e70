package sc.fiji.acuity.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.Gradients;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.train.pairs.HeldOut;
import sc.fiji.acuity.train.pairs.PairSettings;
import sc.fiji.acuity.train.pairs.Pairs;
import sc.fiji.acuity.train.pairs.TrainingSet;

/**
 * Goes on training a model with images of one's own, for minutes, and measures what that is worth on images that it did
 * not see.
 *
 * <pre>{@code
 * try (TrainingSet images = TrainingSet.load(files, FineTune.pairs(start, seed), progress)) {
 *     FineTune tune = FineTune.begin(start, images, FineTune.defaults(start), 5, runFolder, progress);
 *     FineTune.Outcome outcome = tune.run(progress, control, listener);
 *     if (outcome.report().better()) {
 *         outcome.save(Path.of("mine-x2"), texts, progress);
 *     }
 * }
 * }</pre>
 *
 * Of all images, a fifth is for the report alone and a tenth to watch the run by; fields that look alike stay together.
 * A single field is all trained on: the network becomes one for this image (Shocher, Cohen and Irani 2018), and
 * nothing can be measured.
 */
public final class FineTune {

    /** The scores of held-out images, in the run's folder. */
    public static final String REPORT = "held-out.csv";

    private static final double VALIDATION = 0.1;
    private static final double TEST = 0.2;

    private static final int BATCH = 16;
    private static final int PATCH = 32;
    /** At most half of what such networks are trained with from scratch: ours, and published large ones. */
    private static final double SMALL_RATE = 1e-3;
    private static final double LARGE_RATE = 1e-4;
    private static final long SMALL = 100_000;
    private static final double FINAL_RATE = 1e-6;
    private static final int WARM_UP = 50;
    private static final int STEPS = 10_000;

    private final ModelPackage start;
    private final TrainingSet images;
    private final Trainer trainer;

    private FineTune(final ModelPackage start, final TrainingSet images, final Trainer trainer) {
        this.start = start;
        this.images = images;
        this.trainer = trainer;
    }

    /**
     * Settings that nobody needs to touch: 16 patches of 32 × 32 LR pixels, L1, Adam with a lower rate than from
     * scratch, along a cosine to nearly nothing, and the average of the weights. The number of steps is for
     * {@link #begin} to find.
     */
    public static TrainSettings defaults(final ModelPackage start) {
        return defaults(start, STEPS);
    }

    /** The same with a number of steps; the warm-up is a tenth of them at most. */
    public static TrainSettings defaults(final ModelPackage start, final int steps) {
        final double rate = start.weights().count() < SMALL ? SMALL_RATE : LARGE_RATE;
        return TrainSettings.of(start.architecture(), steps, BATCH, PATCH,
            new Schedule.WarmUp(Math.min(WARM_UP, steps / 10), new Schedule.Cosine(rate, FINAL_RATE)))
            .withGradients(Gradients.fastest(start.graph()));
    }

    /** Pairs for such a model: LR by bicubic, a fifth of the images held out for the report, a tenth to watch by. */
    public static PairSettings pairs(final ModelPackage start, final long seed) {
        return PairSettings.of(start.scale(), PATCH).channels(start.graph().inputChannels())
            .holdingOut(VALIDATION, TEST, seed);
    }

    /**
     * Begins a run: finds how many steps there is time for, and writes the run's folder.
     *
     * @param minutes of training; the report at the end comes on top. 0: as many steps as the settings have
     * @param folder for checkpoints and the journal; created, and must not hold another run
     * @throws AcuityException if model, settings and images do not fit each other
     */
    public static FineTune begin(final ModelPackage start, final TrainingSet images, final TrainSettings settings,
        final double minutes, final Path folder, final Progress progress) {
        requireFit(start, images, settings);
        Trainer.requireFree(folder);
        final Pairs mapped = MappedPairs.of(images, start.card().signal());
        final TrainSettings found = minutes == 0 ? settings
            : StepBudget.within(minutes, settings, mapped, start.weights(), progress);
        return new FineTune(start, images, new Trainer(found, mapped, folder, start.weights()));
    }

    /**
     * Goes on with the run in a folder.
     *
     * @param start the model that it began with
     * @param images those that it began with
     * @throws AcuityException if either is another
     */
    public static FineTune resume(final ModelPackage start, final TrainingSet images, final Path folder) {
        requireFit(start, images, Trainer.settings(folder));
        if (!Trainer.startWeights(folder).equals(start.weights())) {
            throw new AcuityException(folder.toString(), "was begun with other weights than those of " + start.path(),
                "name the model that it was begun with");
        }
        return new FineTune(start, images,
            Trainer.resume(folder, MappedPairs.of(images, start.card().signal())));
    }

    private static void requireFit(final ModelPackage start, final TrainingSet images, final TrainSettings settings) {
        if (!start.architecture().equals(settings.architecture())) {
            throw new AcuityException(settings.architecture().toString(), "is not the network of " + start.path(),
                "take the settings for this model");
        }
        if (images.scale() != start.scale()) {
            throw new AcuityException("images for x" + images.scale(), "do not fit a model for x" + start.scale(),
                "give images for x" + start.scale());
        }
    }

    /** How the run is trained, the number of steps included. */
    public TrainSettings settings() {
        return trainer.settings();
    }

    /** See {@link Trainer#checkpointEvery}. */
    public FineTune checkpointEvery(final double seconds) {
        trainer.checkpointEvery(seconds);
        return this;
    }

    /**
     * Trains, then measures on the held-out images.
     *
     * @throws java.util.concurrent.CancellationException if cancelled; the run is then in its folder
     */
    public Outcome run(final Progress progress, final TrainingControl control, final TrainingListener listener) {
        final Trainer.Result result = trainer.run(progress, control, listener);
        final Outcome untested = new Outcome(start, trainer.settings(), result, trainer.seconds(), images.degradation(),
            new HeldOutReport(List.of()));
        final List<? extends HeldOut> test = MappedPairs.of(images.test(), start.card().signal());
        if (test.isEmpty()) {
            return untested;
        }
        final TrainedModel.About nothing =
            new TrainedModel.About("", "", "", List.of(), "", trainer.seconds(), List.of(), "");
        final ModelPackage candidate = untested.model(nothing).unscored(start.path(), start.card().id());
        final HeldOutReport report = HeldOutReport.measure(start, candidate, test, progress);
        report.writeCsv(trainer.folder().resolve(REPORT));
        return new Outcome(start, trainer.settings(), result, trainer.seconds(), images.degradation(), report);
    }

    /**
     * What a fine-tuning ended with.
     *
     * @param start the model it began with
     * @param settings of the run
     * @param result the weights
     * @param seconds of training
     * @param degradation how LR images were made
     * @param report on held-out images; without any if there was one field only
     */
    public record Outcome(ModelPackage start, TrainSettings settings, Trainer.Result result, double seconds,
        String degradation, HeldOutReport report) {

        /**
         * Writes the model package, whatever the report says: the card has it.
         *
         * @param folder NAME-xS, must not exist
         * @param texts of the card, but for the limits; its images to score on are scored with the model at the start
         *        too
         */
        public ModelPackage save(final Path folder, final TrainedModel.About texts, final Progress progress) {
            return model(texts).save(folder, progress);
        }

        TrainedModel model(final TrainedModel.About texts) {
            final Card.Tuning tuning = new Card.Tuning(start.card().id().toString(), start.checksum(), degradation,
                report.verdict(), report.p(), report.images());
            return new TrainedModel(settings, result, texts.with(limits()), new TrainedModel.Tuned(start, tuning));
        }

        private String limits() {
            final String base = "Fine-tuned from " + start.card().id() + " for images like those it was tuned with, "
                + "made smaller by: " + degradation + ". Other images, and such as are blurred or noisy in another way, can "
                + "come out worse than with " + start.card().id() + ". ";
            return base + (report.images().isEmpty() ? "Tuned with one field, for this field; not measured on others. "
                : report.better() ? "" : "It was not shown to be better than " + start.card().id() + ". ")
                + "Adds plausible detail, not measured detail: do not count or measure what only the enlargement "
                + "shows.";
        }
    }
}
