package sc.fiji.acuity.network;

/**
 * The weights of {@link Op.Interpolate}: one small kernel for each phase of the enlarged pixels. Convolving the image,
 * continued by {@code reach} edge pixels, with all of them and shuffling the results enlarges it.
 */
public final class InterpolationTaps {

    private InterpolationTaps() {}

    /** factor² × 1 × window × window, where the window is 2 · reach + 1; row phases slowest. */
    public static Tensor of(final Op.Interpolate op) {
        final int f = op.factor();
        final int reach = op.method().reach();
        final int window = 2 * reach + 1;
        final double[][] phase = new double[f][window];
        for (int r = 0; r < f; r++) {
            final double position = (r + 0.5) / f - 0.5;
            for (int t = -reach; t <= reach; t++) {
                phase[r][t + reach] = op.method() == Op.Interpolate.Method.NEAREST ? 1 : weight(reach, position - t);
            }
        }
        final float[] taps = new float[f * f * window * window];
        int at = 0;
        for (int rr = 0; rr < f * f; rr++) {
            for (int y = 0; y < window; y++) {
                for (int x = 0; x < window; x++) {
                    taps[at++] = (float) (phase[rr / f][y] * phase[rr % f][x]);
                }
            }
        }
        return new Tensor(new int[] {f * f, 1, window, window}, taps);
    }

    /** Linear (reach 1), or Keys's cubic with a = −0.5 (reach 2). */
    private static double weight(final int reach, final double distance) {
        final double d = Math.abs(distance);
        if (reach == 1) {
            return Math.max(0, 1 - d);
        }
        if (d <= 1) {
            return (1.5 * d - 2.5) * d * d + 1;
        }
        return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
    }
}
