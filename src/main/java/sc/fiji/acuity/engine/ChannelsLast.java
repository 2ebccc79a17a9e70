package sc.fiji.acuity.engine;

import sc.fiji.acuity.network.Tensor;

/**
 * Kernels {@code [out, in, height, width]} stored as {@code [out, height, width, in]}: convolutions keep that order for
 * their results, and are faster in it where there are many channels.
 */
final class ChannelsLast {

    private ChannelsLast() {}

    static float[] of(final Tensor kernel) {
        final int[] shape = kernel.shape();
        final float[] values = new float[kernel.data().length];
        final int area = shape[2] * shape[3];
        for (int o = 0; o < shape[0]; o++) {
            for (int c = 0; c < shape[1]; c++) {
                final int from = (o * shape[1] + c) * area;
                for (int i = 0; i < area; i++) {
                    values[(o * area + i) * shape[1] + c] = kernel.data()[from + i];
                }
            }
        }
        return values;
    }

    static void into(final float[] values, final Tensor kernel) {
        final int[] shape = kernel.shape();
        final int area = shape[2] * shape[3];
        for (int o = 0; o < shape[0]; o++) {
            for (int c = 0; c < shape[1]; c++) {
                final int to = (o * shape[1] + c) * area;
                for (int i = 0; i < area; i++) {
                    kernel.data()[to + i] = values[(o * area + i) * shape[1] + c];
                }
            }
        }
    }
}
