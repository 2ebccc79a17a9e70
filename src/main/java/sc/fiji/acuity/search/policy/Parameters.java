package sc.fiji.acuity.search.policy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * All that a policy learns, and its optimiser, Adam.
 */
final class Parameters {

    private static final double RANGE = 0.1;
    private static final double EPSILON = 1e-8;

    private final Map<String, Parameter> all = new LinkedHashMap<>();
    private final SplittableRandom random;
    private final AdamSettings settings;
    private long steps;

    /** @param seed of the first values */
    Parameters(final long seed, final AdamSettings settings) {
        random = new SplittableRandom(seed);
        this.settings = settings;
    }

    /** A new one, drawn from U(-0.1, 0.1). */
    Parameter uniform(final String name, final int rows, final int columns) {
        final Parameter parameter = new Parameter(name, rows, columns);
        for (int i = 0; i < parameter.values().length; i++) {
            parameter.values()[i] = RANGE * (2 * random.nextDouble() - 1);
        }
        if (all.put(name, parameter) != null) {
            throw new IllegalArgumentException(name + " is there twice");
        }
        return parameter;
    }

    Iterable<Parameter> all() {
        return all.values();
    }

    /** Steps against the gradients, and clears them. */
    void step() {
        steps++;
        final double correct1 = 1 - StrictMath.pow(settings.beta1(), steps);
        final double correct2 = 1 - StrictMath.pow(settings.beta2(), steps);
        for (final Parameter one : all.values()) {
            final double[] w = one.values();
            final double[] g = one.gradient();
            final double[] m = one.mean();
            final double[] v = one.square();
            for (int i = 0; i < w.length; i++) {
                final double slope = g[i] + settings.weightDecay() * w[i];
                m[i] = settings.beta1() * m[i] + (1 - settings.beta1()) * slope;
                v[i] = settings.beta2() * v[i] + (1 - settings.beta2()) * slope * slope;
                w[i] -= settings.rate() * (m[i] / correct1) / (Math.sqrt(v[i] / correct2) + EPSILON);
            }
            Arrays.fill(g, 0);
        }
    }

    /** Everything that a step depends on, in one array: the same after {@link #restore}. */
    double[] state() {
        final double[] state = new double[length()];
        state[0] = steps;
        int at = 1;
        for (final Parameter one : all.values()) {
            for (final double[] part : new double[][] {one.values(), one.mean(), one.square()}) {
                System.arraycopy(part, 0, state, at, part.length);
                at += part.length;
            }
        }
        return state;
    }

    /** @throws IllegalArgumentException if it is not the state of such parameters */
    void restore(final double[] state) {
        if (state.length != length() || !Arrays.stream(state).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("a state of " + state.length + " numbers is none of " + length());
        }
        steps = (long) state[0];
        int at = 1;
        for (final Parameter one : all.values()) {
            for (final double[] part : new double[][] {one.values(), one.mean(), one.square()}) {
                System.arraycopy(state, at, part, 0, part.length);
                at += part.length;
            }
        }
    }

    private int length() {
        return 1 + all.values().stream().mapToInt(one -> 3 * one.values().length).sum();
    }
}
