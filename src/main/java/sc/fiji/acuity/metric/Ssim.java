package sc.fiji.acuity.metric;

import java.util.Arrays;
import java.util.stream.IntStream;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.image.Plane;

/**
 * Structural similarity (Wang, Bovik, Sheikh, Simoncelli, IEEE Trans. Image Processing 13, 2004).
 *
 * <pre>{@code
 * double similarity = Ssim.of(enlarged.shave(2), reference.shave(2), 255);
 * }</pre>
 *
 * The local statistics are weighted by an 11 × 11 Gaussian of σ = 1.5; K1 = 0.01, K2 = 0.03; the result is the mean
 * over the positions where the window lies wholly inside (width − 10 by height − 10), without reducing the image first.
 * 1 for identical planes, below 1 otherwise, negative where structure is inverted.
 *
 * <p>Strips of rows are measured by several threads, each with a ring of 11 filtered rows: memory grows with the width,
 * not with the number of pixels. The arithmetic is in doubles; the result is the same bits for any number of threads.
 */
public final class Ssim {

    /** Width and height of the window, hence of the smallest image. */
    public static final int WINDOW = 11;

    /** Rows of the map that one task computes; fixed, because the order of additions depends on it. */
    static final int STRIP = 64;

    private static final double SIGMA = 1.5;
    private static final double K1 = 0.01;
    private static final double K2 = 0.03;
    private static final double[] GAUSSIAN = gaussian();

    private Ssim() {}

    /**
     * Of two planes of one size, at least 11 × 11.
     *
     * @param range difference between the largest and the smallest value that pixels can take, see {@link DataRange}
     * @throws AcuityException if the sizes differ or are too small, a value is NaN or infinite, or the range is not
     *     positive
     */
    public static double of(final Plane a, final Plane b, final double range) {
        return of(a, b, range, Progress.NONE);
    }

    /**
     * The same for large planes: stops within {@value #STRIP} rows when it is cancelled.
     *
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static double of(final Plane a, final Plane b, final double range, final Progress progress) {
        Inputs.checkRange(range);
        Inputs.checkSizes(a, b);
        checkLargeEnough(a.width(), a.height());
        final int rows = a.height() - WINDOW + 1;
        final int strips = (rows + STRIP - 1) / STRIP;
        final double[] sums = IntStream.range(0, strips).parallel()
            .mapToDouble(i -> {
                progress.checkCancelled();
                return new Strip(a, b, range).sum(i * STRIP, Math.min(rows, (i + 1) * STRIP));
            })
            .toArray();
        double sum = 0;
        for (final double s : sums) {
            sum += s;
        }
        if (!Double.isFinite(sum)) {
            Inputs.checkFinite(a, b);
        }
        return sum / ((long) rows * (a.width() - WINDOW + 1));
    }

    static void checkLargeEnough(final long width, final long height) {
        if (width < WINDOW || height < WINDOW) {
            throw new AcuityException("image of " + width + " x " + height + " pixels",
                "is smaller than the " + WINDOW + " x " + WINDOW + " window of SSIM", "compare larger images");
        }
    }

    private static double[] gaussian() {
        final double[] weights = new double[WINDOW];
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            final double d = i - (WINDOW - 1) / 2;
            weights[i] = Math.exp(-d * d / (2 * SIGMA * SIGMA));
            sum += weights[i];
        }
        for (int i = 0; i < WINDOW; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /**
     * Some rows of the map. Four images are filtered: a, b, a² + b² and ab; the variances are needed only as a sum.
     * Both images are shifted by one value of the first, which leaves variances as they are and keeps them exact for
     * small contrast on a large offset.
     */
    private static final class Strip {

        private static final int IMAGES = 4;

        private final Plane a;
        private final Plane b;
        private final double c1;
        private final double c2;
        private final double shift;
        private final int columns;
        private final double[][] source;
        private final double[][][] ring;
        private final double[][] filtered;

        Strip(final Plane a, final Plane b, final double range) {
            this.a = a;
            this.b = b;
            c1 = K1 * range * (K1 * range);
            c2 = K2 * range * (K2 * range);
            shift = a.data()[0];
            columns = a.width() - WINDOW + 1;
            source = new double[IMAGES][a.width()];
            ring = new double[WINDOW][IMAGES][columns];
            filtered = new double[IMAGES][columns];
        }

        /** The sum of the map over rows {@code from} (inclusive) to {@code to} (exclusive). */
        double sum(final int from, final int to) {
            for (int y = from; y < from + WINDOW - 1; y++) {
                alongRow(y);
            }
            double sum = 0;
            for (int row = from; row < to; row++) {
                alongRow(row + WINDOW - 1);
                alongColumns(row);
                sum += sumOfRow();
            }
            return sum;
        }

        private void alongRow(final int y) {
            final int start = y * a.width();
            for (int x = 0; x < a.width(); x++) {
                final double p = a.data()[start + x] - shift;
                final double q = b.data()[start + x] - shift;
                source[0][x] = p;
                source[1][x] = q;
                source[2][x] = p * p + q * q;
                source[3][x] = p * q;
            }
            for (int i = 0; i < IMAGES; i++) {
                final double[] target = ring[y % WINDOW][i];
                Arrays.fill(target, 0);
                for (int tap = 0; tap < WINDOW; tap++) {
                    addWeighted(target, source[i], tap, GAUSSIAN[tap]);
                }
            }
        }

        private void alongColumns(final int row) {
            for (int i = 0; i < IMAGES; i++) {
                Arrays.fill(filtered[i], 0);
                for (int tap = 0; tap < WINDOW; tap++) {
                    addWeighted(filtered[i], ring[(row + tap) % WINDOW][i], 0, GAUSSIAN[tap]);
                }
            }
        }

        /** A loop that the virtual machine turns into vector instructions. */
        private static void addWeighted(final double[] target, final double[] values, final int offset,
            final double weight) {
            for (int x = 0; x < target.length; x++) {
                target[x] += weight * values[x + offset];
            }
        }

        private double sumOfRow() {
            double sum = 0;
            for (int x = 0; x < columns; x++) {
                final double p = filtered[0][x];
                final double q = filtered[1][x];
                // products in this form make identical images exactly 1
                final double variances = filtered[2][x] - (p * p + q * q);
                final double covariance = filtered[3][x] - p * q;
                final double meanA = p + shift;
                final double meanB = q + shift;
                sum += (2 * (meanA * meanB) + c1) * (2 * covariance + c2)
                    / ((meanA * meanA + meanB * meanB + c1) * (variances + c2));
            }
            return sum;
        }
    }
}
