package sc.fiji.acuity.search.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Gradients by central finite differences. */
final class Differences {

    private static final double STEP = 1e-5;

    private Differences() {}

    /** Checks the gradients that parameters have against those of a value that is computed again. */
    static void check(final Iterable<Parameter> parameters, final DoubleSupplier value) {
        double largest = 0;
        for (final Parameter one : parameters) {
            final double[] w = one.values();
            for (int i = 0; i < w.length; i++) {
                final double kept = w[i];
                w[i] = kept + STEP;
                final double above = value.getAsDouble();
                w[i] = kept - STEP;
                final double below = value.getAsDouble();
                w[i] = kept;
                final double expected = (above - below) / (2 * STEP);
                assertEquals(expected, one.gradient()[i], 1e-8 + 1e-6 * Math.abs(expected), one.name() + "[" + i + "]");
                largest = Math.max(largest, Math.abs(expected));
            }
        }
        if (largest < 1e-4) {
            throw new AssertionError("nothing was checked, all gradients are below " + largest);
        }
    }

    static Parameter of(final String name, final int rows, final int columns, final double... values) {
        final Parameter parameter = new Parameter(name, rows, columns);
        System.arraycopy(values, 0, parameter.values(), 0, values.length);
        return parameter;
    }

    static void clear(final Parameter... parameters) {
        List.of(parameters).forEach(one -> Arrays.fill(one.gradient(), 0));
    }
}
