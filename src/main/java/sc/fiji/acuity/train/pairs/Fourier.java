package sc.fiji.acuity.train.pairs;

/** The discrete Fourier transform of squares whose side is a power of two; radix 2, in place. */
final class Fourier {

    private final int side;
    private final double[] cosine;
    private final double[] sine;

    Fourier(final int side) {
        if (side < 1 || Integer.bitCount(side) != 1) {
            throw new IllegalArgumentException(side + " is no power of two");
        }
        this.side = side;
        cosine = new double[side];
        sine = new double[side];
        for (int i = 0; i < side; i++) {
            cosine[i] = StrictMath.cos(2 * Math.PI * i / side);
            sine[i] = StrictMath.sin(2 * Math.PI * i / side);
        }
    }

    /**
     * @param inverse without the division by side²
     */
    void transform(final double[] re, final double[] im, final boolean inverse) {
        for (int row = 0; row < side; row++) {
            line(re, im, row * side, 1, inverse);
        }
        for (int column = 0; column < side; column++) {
            line(re, im, column, side, inverse);
        }
    }

    private void line(final double[] re, final double[] im, final int start, final int stride, final boolean inverse) {
        for (int i = 1, j = 0; i < side; i++) {
            int bit = side >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                swap(re, start + i * stride, start + j * stride);
                swap(im, start + i * stride, start + j * stride);
            }
        }
        for (int half = 1; half < side; half *= 2) {
            final int step = side / (2 * half);
            for (int block = 0; block < side; block += 2 * half) {
                for (int k = 0; k < half; k++) {
                    final double c = cosine[k * step];
                    final double s = inverse ? sine[k * step] : -sine[k * step];
                    final int a = start + (block + k) * stride;
                    final int b = a + half * stride;
                    final double x = re[b] * c - im[b] * s;
                    final double y = re[b] * s + im[b] * c;
                    re[b] = re[a] - x;
                    im[b] = im[a] - y;
                    re[a] += x;
                    im[a] += y;
                }
            }
        }
    }

    private static void swap(final double[] values, final int i, final int j) {
        final double value = values[i];
        values[i] = values[j];
        values[j] = value;
    }
}
