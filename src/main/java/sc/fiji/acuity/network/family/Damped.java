package sc.fiji.acuity.network.family;

import sc.fiji.acuity.network.Weights;

/** Makes the last layer of a residual start small: a deep network then begins near the identity. */
final class Damped {

    private static final float FACTOR = 0.1f;

    private Damped() {}

    /** @param tensor name of a kernel, which is changed in place */
    static void damp(final Weights weights, final String tensor) {
        times(weights, tensor, FACTOR);
    }

    /** @param tensor name of a kernel or of gains, which are changed in place */
    static void times(final Weights weights, final String tensor, final double factor) {
        final float[] values = weights.get(tensor).data();
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) factor;
        }
    }
}
