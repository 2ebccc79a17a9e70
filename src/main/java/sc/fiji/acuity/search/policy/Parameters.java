package sc.fiji.acuity.search.policy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

/**
 * All that a policy learns, and its optimiser, Adam. Computed in doubles and kept as floats, so that a file holds all of
 * it.
 */
final class Parameters {

    private static final double RANGE = 0.1;
    private static final double EPSILON = 1e-8;
    private static final String STEPS = "steps";

    private final Map<String, Parameter> all = new LinkedHashMap<>();
    private final SplittableRandom random;
    private final AdamSettings settings;
    private int steps;

    /** @param seed of the first values */
    Parameters(final long seed, final AdamSettings settings) {
        random = new SplittableRandom(seed);
        this.settings = settings;
    }

    /** A new one, drawn from U(-0.1, 0.1). */
    Parameter uniform(final String name, final int rows, final int columns) {
        final Parameter parameter = new Parameter(name, rows, columns);
        for (int i = 0; i < parameter.values().length; i++) {
            parameter.values()[i] = (float) (RANGE * (2 * random.nextDouble() - 1));
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
                m[i] = (float) (settings.beta1() * m[i] + (1 - settings.beta1()) * slope);
                v[i] = (float) (settings.beta2() * v[i] + (1 - settings.beta2()) * slope * slope);
                w[i] = (float) (w[i] - settings.rate() * (m[i] / correct1) / (Math.sqrt(v[i] / correct2) + EPSILON));
            }
            Arrays.fill(g, 0);
        }
    }

    /** Everything that a step depends on, exactly: values, Adam's means and the number of steps. */
    Weights state() {
        final Map<String, Tensor> state = new LinkedHashMap<>();
        state.put(STEPS, new Tensor(new int[] {1}, new float[] {steps}));
        for (final Parameter one : all.values()) {
            parts(one).forEach((name, values) -> state.put(name, tensor(one, values)));
        }
        return new Weights(state);
    }

    /** @throws IllegalArgumentException if it is not the state of such parameters */
    void restore(final Weights state) {
        final Map<String, double[]> expected = new LinkedHashMap<>();
        all.values().forEach(one -> expected.putAll(parts(one)));
        if (state.names().size() != expected.size() + 1 || state.get(STEPS).data().length != 1) {
            throw new IllegalArgumentException(state.names().size() + " tensors, not " + (expected.size() + 1));
        }
        expected.forEach((name, values) -> {
            final float[] from = state.get(name).data();
            if (from.length != values.length) {
                throw new IllegalArgumentException(name + " has " + from.length + " values, not " + values.length);
            }
            for (int i = 0; i < from.length; i++) {
                values[i] = from[i];
            }
        });
        steps = (int) state.get(STEPS).data()[0];
    }

    private static Map<String, double[]> parts(final Parameter one) {
        final Map<String, double[]> parts = new LinkedHashMap<>();
        parts.put(one.name(), one.values());
        parts.put(one.name() + "/mean", one.mean());
        parts.put(one.name() + "/square", one.square());
        return parts;
    }

    private static Tensor tensor(final Parameter one, final double[] values) {
        final float[] data = new float[values.length];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) values[i];
        }
        return new Tensor(new int[] {one.rows(), one.columns()}, data);
    }
}
