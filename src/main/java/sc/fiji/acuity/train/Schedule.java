package sc.fiji.acuity.train;

import java.util.List;
import java.util.Locale;

import sc.fiji.acuity.base.AcuityException;

/**
 * The learning rate over a run; it counts steps, never time.
 *
 * <pre>{@code
 * Schedule schedule = new Schedule.WarmUp(500, new Schedule.Cosine(1e-3, 1e-6));
 * double rate = schedule.rateAt(step, 100_000);
 * }</pre>
 */
public sealed interface Schedule {

    /**
     * @param step counted from 0
     * @param steps of the whole run
     */
    double rateAt(int step, int steps);

    /** The rate that it begins with, warm-up apart. */
    double peak();

    /** The same rate throughout. */
    record Constant(double rate) implements Schedule {

        public Constant {
            positive(rate);
        }

        @Override
        public double rateAt(final int step, final int steps) {
            return rate;
        }

        @Override
        public double peak() {
            return rate;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "rate %.1e", rate);
        }
    }

    /** Half a cosine from one rate to another (Loshchilov and Hutter 2017). */
    record Cosine(double rate, double finalRate) implements Schedule {

        public Cosine {
            if (!(rate > 0 && rate < Double.POSITIVE_INFINITY && finalRate >= 0 && finalRate <= rate)) {
                throw new AcuityException("learning rate " + rate + " to " + finalRate, "is not a falling schedule",
                    "give a positive rate and a final rate that is not larger");
            }
        }

        @Override
        public double rateAt(final int step, final int steps) {
            final double done = (double) step / Math.max(1, steps);
            return finalRate + (rate - finalRate) * 0.5 * (1 + StrictMath.cos(Math.PI * done));
        }

        @Override
        public double peak() {
            return rate;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "rate %.1e to %.1e", rate, finalRate);
        }
    }

    /**
     * The rate falls in steps.
     *
     * @param factor what it is multiplied with at each of them: 0.5
     * @param at parts of the run, rising: 0.2, 0.4, 0.6, 0.8
     */
    record Staircase(double rate, double factor, List<Double> at) implements Schedule {

        public Staircase {
            positive(rate);
            at = List.copyOf(at);
            if (!(factor > 0 && factor <= 1)) {
                throw new AcuityException("factor " + factor + " of the learning rate", "is not in 0..1",
                    "0.5 is usual");
            }
            for (int i = 0; i < at.size(); i++) {
                if (!(at.get(i) > (i == 0 ? 0 : at.get(i - 1)) && at.get(i) < 1)) {
                    throw new AcuityException("steps of the learning rate at " + at, "are not rising parts of the run",
                        "give numbers such as 0.2, 0.4, 0.6, 0.8");
                }
            }
        }

        @Override
        public double rateAt(final int step, final int steps) {
            double now = rate;
            for (final double part : at) {
                if (step >= part * steps) {
                    now *= factor;
                }
            }
            return now;
        }

        @Override
        public double peak() {
            return rate;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "rate %.1e, times %s at %s of the run", rate, factor, at);
        }
    }

    /** The rate rises linearly over the first steps; then another schedule has the rest of the run. */
    record WarmUp(int length, Schedule then) implements Schedule {

        public WarmUp {
            if (length < 0) {
                throw new AcuityException("warm-up of " + length + " steps", "is no number of steps", "give 0 or more");
            }
        }

        @Override
        public double rateAt(final int step, final int steps) {
            return step < length ? then.peak() * (step + 1) / length : then.rateAt(step - length, steps - length);
        }

        @Override
        public double peak() {
            return then.peak();
        }

        @Override
        public String toString() {
            return then + ", warm-up " + length;
        }
    }

    private static void positive(final double rate) {
        if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new AcuityException("learning rate " + rate, "is not positive", "give a small positive number");
        }
    }
}
