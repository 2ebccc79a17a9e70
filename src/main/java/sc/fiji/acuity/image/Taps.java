package sc.fiji.acuity.image;

import java.util.Arrays;

/**
 * The weights of one resizing pass: output sample {@code i} is the sum over {@code k} of
 * {@code weights[offset[i] + k]} times input sample {@code first[i] + k}, for {@code offset[i] + k < offset[i + 1]}.
 * Input samples may lie outside the image; {@link #reflect} says which they are.
 */
final class Taps {

    /** Half the width of the cubic kernel, in samples. */
    private static final int SUPPORT = 2;

    final int[] first;
    final int[] offset;
    final double[] weights;
    /** The lowest and the highest input sample that any output sample uses. */
    final int lowest;
    final int highest;

    private Taps(final int[] first, final int[] offset, final double[] weights) {
        this.first = first;
        this.offset = offset;
        this.weights = weights;
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        for (int i = 0; i < first.length; i++) {
            low = Math.min(low, first[i]);
            high = Math.max(high, first[i] + offset[i + 1] - offset[i] - 1);
        }
        lowest = low;
        highest = high;
    }

    /**
     * @param length the number of output samples
     * @param scale output samples per input sample; below 1 the kernel is widened against aliasing
     */
    static Taps bicubic(final int length, final double scale) {
        final double squeeze = Math.min(scale, 1);
        final double support = SUPPORT / squeeze;
        final int most = (int) Math.ceil(2 * support) + 2;
        final int[] first = new int[length];
        final int[] offset = new int[length + 1];
        double[] weights = new double[Math.multiplyExact(Math.min(length, 16), most)];
        final double[] w = new double[most];
        for (int i = 0; i < length; i++) {
            // positions count from 1 here, as in MATLAB, so that floating-point noise is the same as there
            final double centre = (i + 1) / scale + 0.5 * (1 - 1 / scale);
            final int left = (int) Math.floor(centre - support);
            double sum = 0;
            for (int k = 0; k < most; k++) {
                w[k] = squeeze * cubic(squeeze * (centre - (left + k)));
                sum += w[k];
            }
            int from = 0;
            int to = most;
            // weightless samples are left out: they cost time, and a NaN among them would spread
            while (w[from] == 0) {
                from++;
            }
            while (w[to - 1] == 0) {
                to--;
            }
            first[i] = left + from - 1;
            offset[i + 1] = Math.addExact(offset[i], to - from);
            if (offset[i + 1] > weights.length) {
                weights = Arrays.copyOf(weights, Math.max(offset[i + 1], (int) Math.min(2L * weights.length, 1 << 30)));
            }
            for (int k = from; k < to; k++) {
                weights[offset[i] + k - from] = w[k] / sum;
            }
        }
        return new Taps(first, offset, weights);
    }

    /** The number of input samples that output sample {@code i} is made of. */
    int count(final int i) {
        return offset[i + 1] - offset[i];
    }

    /** The sample of an image of {@code length} samples that stands at {@code i}: ... 1 0 | 0 1 2 ... */
    static int reflect(final int i, final int length) {
        final long phase = Math.floorMod((long) i, 2L * length);
        return (int) (phase < length ? phase : 2L * length - 1 - phase);
    }

    /** Keys' cubic convolution kernel with a = -0.5. */
    private static double cubic(final double x) {
        final double a = Math.abs(x);
        final double a2 = a * a;
        final double a3 = a2 * a;
        if (a <= 1) {
            return 1.5 * a3 - 2.5 * a2 + 1;
        }
        return a <= 2 ? -0.5 * a3 + 2.5 * a2 - 4 * a + 2 : 0;
    }
}
