package sc.fiji.acuity.metric;

import java.util.Arrays;

/**
 * SSIM over a block of positions of the window. Four images are filtered: a, b, a² + b² and ab; the variances are needed
 * only as a sum. Both images are shifted by one value, which leaves variances as they are and keeps them exact for small
 * contrast on a large offset.
 *
 * <p>Loops use few arrays, all at the same index: so the virtual machine makes vector instructions of them.
 */
final class SsimBlock {

    private static final int WINDOW = Ssim.WINDOW;
    private static final int IMAGES = 4;
    private static final double[] GAUSSIAN = gaussian(1.5);

    private final RowPair source;
    private final double shift;
    private final double c1;
    private final double c2;
    private final int left;
    private final int columns;
    private final double[][][] ring;
    private final double[][] window = new double[WINDOW][];
    private final double[] filtered;
    private final double[][] shifted;
    private final double[][] mean;
    private final double[] numerator;
    private final double[] sum;

    /** @param left the first of so many positions in a row */
    SsimBlock(final RowPair source, final double shift, final double range, final int left, final int columns) {
        this.source = source;
        this.shift = shift;
        c1 = Ssim.K1 * range * (Ssim.K1 * range);
        c2 = Ssim.K2 * range * (Ssim.K2 * range);
        this.left = left;
        this.columns = columns;
        final int width = columns + WINDOW - 1;
        ring = new double[IMAGES][WINDOW][width];
        filtered = new double[width];
        shifted = new double[WINDOW][columns];
        mean = new double[IMAGES][columns];
        numerator = new double[columns];
        sum = new double[columns];
    }

    /** The sum of SSIM over rows of positions; errors are added of rows before {@code own}. */
    double sum(final int top, final int rows, final int own, final Errors errors) {
        for (int y = top; y < top + rows + WINDOW - 1; y++) {
            read(y, y < own, errors);
            if (y >= top + WINDOW - 1) {
                filter(y - WINDOW + 1);
                addRow();
            }
        }
        return Arrays.stream(sum).sum();
    }

    private void read(final int y, final boolean own, final Errors errors) {
        final double[] a = ring[0][y % WINDOW];
        final double[] b = ring[1][y % WINDOW];
        source.read(left, y, a, b);
        if (own) {
            errors.add(a, b);
        }
        final double[] squares = ring[2][y % WINDOW];
        final double[] products = ring[3][y % WINDOW];
        add(a, -shift);
        add(b, -shift);
        for (int x = 0; x < a.length; x++) {
            squares[x] = a[x] * a[x] + b[x] * b[x];
        }
        for (int x = 0; x < a.length; x++) {
            products[x] = a[x] * b[x];
        }
    }

    private static void add(final double[] values, final double constant) {
        for (int x = 0; x < values.length; x++) {
            values[x] += constant;
        }
    }

    /** Along columns, then along the row. */
    private void filter(final int y) {
        for (int i = 0; i < IMAGES; i++) {
            for (int k = 0; k < WINDOW; k++) {
                window[k] = ring[i][(y + k) % WINDOW];
            }
            weigh(window, filtered);
            for (int k = 0; k < WINDOW; k++) {
                System.arraycopy(filtered, k, shifted[k], 0, columns);
            }
            weigh(shifted, mean[i]);
        }
    }

    /** The weights are symmetric: 5 pairs and the middle. */
    private static void weigh(final double[][] rows, final double[] out) {
        middle(rows[4], rows[5], rows[6], out);
        pairs(rows[2], rows[3], rows[7], rows[8], GAUSSIAN[2], GAUSSIAN[3], out);
        pairs(rows[0], rows[1], rows[9], rows[10], GAUSSIAN[0], GAUSSIAN[1], out);
    }

    private static void middle(final double[] a, final double[] b, final double[] c, final double[] out) {
        final double outer = GAUSSIAN[4];
        final double inner = GAUSSIAN[5];
        for (int x = 0; x < out.length; x++) {
            out[x] = inner * b[x] + outer * (a[x] + c[x]);
        }
    }

    private static void pairs(final double[] a, final double[] b, final double[] c, final double[] d,
        final double outer, final double inner, final double[] out) {
        for (int x = 0; x < out.length; x++) {
            out[x] = out[x] + inner * (b[x] + c[x]) + outer * (a[x] + d[x]);
        }
    }

    /** In this form, with these products, identical images have exactly 1. */
    private void addRow() {
        final double[] a = mean[0];
        final double[] b = mean[1];
        final double[] variances = mean[2];
        final double[] covariance = mean[3];
        for (int x = 0; x < columns; x++) {
            variances[x] = variances[x] - (a[x] * a[x] + b[x] * b[x]) + c2;
        }
        for (int x = 0; x < columns; x++) {
            covariance[x] = 2 * (covariance[x] - a[x] * b[x]) + c2;
        }
        add(a, shift);
        add(b, shift);
        for (int x = 0; x < columns; x++) {
            numerator[x] = (2 * (a[x] * b[x]) + c1) * covariance[x];
        }
        for (int x = 0; x < columns; x++) {
            variances[x] *= a[x] * a[x] + b[x] * b[x] + c1;
        }
        for (int x = 0; x < columns; x++) {
            sum[x] += numerator[x] / variances[x];
        }
    }

    private static double[] gaussian(final double sigma) {
        final double[] weights = new double[WINDOW];
        Arrays.setAll(weights, i -> Math.exp(-Math.pow(i - WINDOW / 2, 2) / (2 * sigma * sigma)));
        final double sum = Arrays.stream(weights).sum();
        Arrays.setAll(weights, i -> weights[i] / sum);
        return weights;
    }
}
