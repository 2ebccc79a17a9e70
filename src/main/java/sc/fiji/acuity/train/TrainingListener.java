package sc.fiji.acuity.train;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

import sc.fiji.acuity.image.Plane;

/**
 * Hears how a training goes: a window, a plot, a log. Called by the thread that trains, which waits meanwhile.
 *
 * <pre>{@code
 * trainer.run(progress, control, report -> curve.add(report.step(), report.loss()));
 * }</pre>
 */
@FunctionalInterface
public interface TrainingListener {

    /** Hears nothing. */
    TrainingListener NONE = report -> { };

    /** Hears what happens beside, and passes it on. */
    static TrainingListener notices(final Consumer<String> reader) {
        return new TrainingListener() {

            @Override
            public void measured(final Report report) {
                // the journal has it
            }

            @Override
            public void notice(final String message) {
                reader.accept(message);
            }
        };
    }

    /** A few hundred times in a run, and at its end. */
    void measured(Report report);

    /** What happened beside: a setback, a pause. */
    default void notice(final String message) {
        // most only draw curves
    }

    /**
     * How far a run is.
     *
     * @param step batches done
     * @param steps batches in all
     * @param loss the mean since the last report
     * @param rate the learning rate
     * @param scores on held-out images; empty if there are none
     * @param seconds of work so far
     * @param secondsLeft at the speed since the start of this program; 0 at the end
     * @param patch of a held-out image; empty if there is none
     */
    record Report(int step, int steps, double loss, double rate, Optional<Scores> scores, double seconds,
        double secondsLeft, Optional<Patch> patch) { }

    /**
     * The mean PSNR in dB over crops of held-out images: for watching, not for tables.
     *
     * @param now of the averaged weights
     * @param start of the weights that the run began with
     */
    record Scores(double now, double bicubic, OptionalDouble start) { }

    /**
     * A crop of a held-out image, all of one size, in the intensities that networks take. Red, green and blue, or one
     * plane.
     *
     * @param bicubic the small image, enlarged
     * @param before by the weights that the run began with; empty if they are not known any more
     * @param after by the averaged weights
     */
    record Patch(String name, Plane[] bicubic, Optional<Plane[]> before, Plane[] after, Plane[] truth) { }
}
