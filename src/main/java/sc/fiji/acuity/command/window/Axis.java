package sc.fiji.acuity.command.window;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * A scale of a plot.
 *
 * @param low at its beginning
 * @param high at its end, more than {@code low}
 * @param log whether equal ratios, not equal differences, have equal lengths
 */
record Axis(double low, double high, boolean log) {

    /** Beyond this ratio, the small values of a linear scale cannot be told apart. */
    private static final double WIDE = 10;
    private static final double MARGIN = 0.06;
    private static final int[] STEPS = {1, 2, 5, 10};
    private static final MathContext DIGITS = new MathContext(6);

    /** For values between two, with some room around; linear. */
    static Axis linear(final double least, final double most) {
        final double range = most > least ? most - least : Math.max(Math.abs(most) * 0.1, 1e-6);
        return new Axis(least - MARGIN * range, most + MARGIN * range, false);
    }

    /** For positive values; logarithmic where they span more than a decade. */
    static Axis ofCosts(final double least, final double most) {
        if (!(least > 0) || most / least <= WIDE) {
            return linear(least, most);
        }
        final double room = Math.pow(most / least, MARGIN);
        return new Axis(least / room, most * room, true);
    }

    /** 0 at the beginning, 1 at the end; less and more outside. */
    double at(final double value) {
        return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    }

    /** Round values between the ends, no more than that many but for a logarithmic scale of many decades. */
    List<Double> ticks(final int most) {
        return log ? logTicks(most) : linearTicks(most);
    }

    private List<Double> linearTicks(final int most) {
        final double least = (high - low) / Math.max(1, most);
        final double decade = Math.pow(10, Math.floor(Math.log10(least)));
        double step = decade;
        for (final int factor : STEPS) {
            step = factor * decade;
            if (step >= least) {
                break;
            }
        }
        final List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private List<Double> logTicks(final int most) {
        final List<Double> fine = new ArrayList<>();
        final List<Double> decades = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(low)); Math.pow(10, power) <= high; power++) {
            for (final int factor : new int[] {1, 2, 5}) {
                final double value = factor * Math.pow(10, power);
                if (value >= low && value <= high) {
                    fine.add(value);
                    if (factor == 1) {
                        decades.add(value);
                    }
                }
            }
        }
        return fine.size() <= most ? fine : decades;
    }

    /** Such as {@code 20k}, {@code 33.5}. */
    static String text(final double value) {
        final double size = Math.abs(value);
        final String unit = size >= 1e9 ? "G" : size >= 1e6 ? "M" : size >= 1e3 ? "k" : "";
        final double of = unit.equals("G") ? 1e9 : unit.equals("M") ? 1e6 : unit.equals("k") ? 1e3 : 1;
        final BigDecimal rounded = BigDecimal.valueOf(value / of).round(DIGITS);
        return (rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString()) + unit;
    }
}
