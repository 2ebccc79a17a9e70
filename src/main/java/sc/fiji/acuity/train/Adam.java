package sc.fiji.acuity.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

/**
 * Adam with β₁ = 0.9 unless another is given, β₂ = 0.999, ε = 1e-8 (Kingma and Ba 2015), and the running average of
 * the weights that is kept in the end. Plain Java: the same bytes on every machine.
 */
final class Adam {

    private static final double USUAL_BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final Weights weights;
    private final Weights average;
    private final Weights mean;
    private final Weights variance;
    private final double beta1;

    Adam(final Weights initial) {
        this(initial, USUAL_BETA1);
    }

    Adam(final Weights initial, final double beta1) {
        this(initial.copy(), initial.copy(), zeros(initial), zeros(initial), beta1);
    }

    Adam(final Weights weights, final Weights average, final Weights mean, final Weights variance) {
        this(weights, average, mean, variance, USUAL_BETA1);
    }

    private Adam(final Weights weights, final Weights average, final Weights mean, final Weights variance,
        final double beta1) {
        this.weights = weights;
        this.average = average;
        this.mean = mean;
        this.variance = variance;
        this.beta1 = beta1;
    }

    /** @param step counted from 0 */
    void step(final Weights gradient, final double rate, final double ema, final int step) {
        final double correct1 = 1 - StrictMath.pow(beta1, step + 1.0);
        final double correct2 = 1 - StrictMath.pow(BETA2, step + 1.0);
        // an average over few steps must not remember the random start
        final double keep = Math.min(ema, (1.0 + step) / (10.0 + step));
        for (final String name : weights.names()) {
            final float[] w = weights.get(name).data();
            final float[] g = gradient.get(name).data();
            final float[] m = mean.get(name).data();
            final float[] v = variance.get(name).data();
            final float[] a = average.get(name).data();
            for (int i = 0; i < w.length; i++) {
                m[i] = (float) (beta1 * m[i] + (1 - beta1) * g[i]);
                v[i] = (float) (BETA2 * v[i] + (1 - BETA2) * g[i] * g[i]);
                w[i] -= (float) (rate * (m[i] / correct1) / (Math.sqrt(v[i] / correct2) + EPSILON));
                a[i] = (float) (keep * a[i] + (1 - keep) * w[i]);
            }
        }
    }

    /** The same state in other arrays. */
    Adam copy() {
        return new Adam(weights.copy(), average.copy(), mean.copy(), variance.copy(), beta1);
    }

    /** Whether all weights are numbers, and their average. */
    boolean isFinite() {
        return isFinite(weights) && isFinite(average);
    }

    private static boolean isFinite(final Weights values) {
        for (final Tensor tensor : values.asMap().values()) {
            for (final float value : tensor.data()) {
                if (!Float.isFinite(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    Weights weights() {
        return weights;
    }

    Weights average() {
        return average;
    }

    /** Everything, for a checkpoint. */
    Weights state() {
        final Map<String, Tensor> all = new LinkedHashMap<>();
        put(all, "weights/", weights);
        put(all, "average/", average);
        put(all, "mean/", mean);
        put(all, "variance/", variance);
        return new Weights(all);
    }

    /**
     * @param state in which the names of tensors begin with the prefix
     * @param shapes of the network's parameters
     * @throws IllegalArgumentException if the state is not that of such a network
     */
    static Adam restore(final Weights state, final String prefix, final Map<String, int[]> shapes) {
        return restore(state, prefix, shapes, USUAL_BETA1);
    }

    static Adam restore(final Weights state, final String prefix, final Map<String, int[]> shapes,
        final double beta1) {
        return new Adam(part(state, prefix + "weights/", shapes), part(state, prefix + "average/", shapes),
            part(state, prefix + "mean/", shapes), part(state, prefix + "variance/", shapes), beta1);
    }

    private static void put(final Map<String, Tensor> all, final String prefix, final Weights part) {
        part.asMap().forEach((name, tensor) -> all.put(prefix + name, tensor));
    }

    static Weights part(final Weights state, final String prefix, final Map<String, int[]> shapes) {
        final Map<String, Tensor> part = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> {
            final Tensor tensor = state.get(prefix + name);
            if (!Arrays.equals(shape, tensor.shape())) {
                throw new IllegalArgumentException(prefix + name + " has the shape " + Arrays.toString(tensor.shape())
                    + ", not " + Arrays.toString(shape));
            }
            part.put(name, tensor);
        });
        return new Weights(part);
    }

    private static Weights zeros(final Weights like) {
        final Map<String, Tensor> zeros = new LinkedHashMap<>();
        like.asMap().forEach((name, tensor) -> zeros.put(name, Tensor.zeros(tensor.shape())));
        return new Weights(zeros);
    }
}
