package sc.fiji.acuity.train;

import java.util.concurrent.CancellationException;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.train.pairs.Pairs;

/**
 * Turns minutes into steps, once, before a run: some steps are timed on this machine. From there on the run counts
 * steps, so that one that is interrupted ends as one that is not.
 */
final class StepBudget {

    private static final int FIRST_STEPS = 3;
    private static final int TIMED_STEPS = 10;
    private static final double TIMED_SECONDS = 2;

    /** Fewer change nothing, and schedules of a few steps are none. */
    private static final int LEAST = 20;
    private static final int MOST = 10_000_000;

    /** How much of the time may go into looking at held-out images. */
    private static final double LOOKING = 0.1;
    private static final int LEAST_REPORTS = 10;

    private StepBudget() {}

    /** @return the settings with as many steps as there is time for, and where they come from */
    static TrainSettings within(final double minutes, final TrainSettings settings, final Pairs images,
        final Weights start, final Progress progress) {
        if (!(minutes > 0 && minutes < Double.POSITIVE_INFINITY)) {
            throw new AcuityException(minutes + " minutes", "is no time to train in", "give a positive number");
        }
        progress.report("Timing a few steps", 0);
        final long begun = System.nanoTime();
        final Validation validation = new Validation(images.heldOut(), images.scale());
        double look = 0;
        if (!validation.isEmpty()) {
            validation.psnr(settings.architecture().graph(), start);
            final long from = System.nanoTime();
            validation.psnr(settings.architecture().graph(), start);
            look = (System.nanoTime() - from) / 1e9;
        }
        final double step = secondsPerStep(settings, images, start, minutes * 60 / 10, progress);
        final double left = minutes * 60 - (System.nanoTime() - begun) / 1e9;
        final int reports = (int) Math.max(LEAST_REPORTS, Math.min(TrainingRun.REPORTS, LOOKING * left / look));
        return settings.withBudget(new TrainSettings.Budget(minutes, step, reports),
            (int) Math.max(LEAST, Math.min(MOST, (left - reports * look) / step)));
    }

    /** @param most seconds, about */
    static double secondsPerStep(final TrainSettings settings, final Pairs images, final Weights start,
        final double most, final Progress progress) {
        final Stepper stepper = new Stepper(settings, images.patches(settings.patch(), settings.seed()));
        final RunState state = new RunState(start);
        try (GradientShards shards = stepper.open(start, DeviceChoice.AUTO)) {
            // the first steps load and compile things
            for (int i = 0; i < FIRST_STEPS; i++) {
                step(stepper, shards, state, progress);
            }
            final double enough = Math.min(TIMED_SECONDS, most);
            final long from = System.nanoTime();
            int steps = 0;
            double seconds = 0;
            while (steps == 0 || seconds < enough || steps < TIMED_STEPS && seconds < most) {
                step(stepper, shards, state, progress);
                steps++;
                seconds = (System.nanoTime() - from) / 1e9;
            }
            return seconds / steps;
        }
    }

    private static void step(final Stepper stepper, final GradientShards shards, final RunState state,
        final Progress progress) {
        progress.checkCancelled();
        try {
            state.advance(stepper.step(shards, state));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted before the first step");
        }
    }
}
