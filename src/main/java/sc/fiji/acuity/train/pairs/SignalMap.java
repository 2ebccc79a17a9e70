package sc.fiji.acuity.train.pairs;

import java.util.Arrays;
import java.util.stream.DoubleStream;

import sc.fiji.acuity.image.Plane;

/**
 * Where an image shows something: the sum of |∂x| + |∂y| over the HR pixels of cells of 16 × 16 LR pixels.
 *
 * @param columns of cells; each row begins at the image's left edge
 * @param energy of each cell, row by row
 * @param empty which cells show no more than noise
 */
record SignalMap(int columns, double[] energy, boolean[] empty) {

    static final int CELL = 16;

    private static final int BINS = 64;

    /** What a flat cell is worth. */
    private static final double FLAT = 1e-3;

    /** Mean gradients below are nothing: a third of a step of 16 bits. */
    private static final double LEAST = 5e-6;

    /** Two kinds of cells must differ that much in their mean gradients to be two kinds. */
    private static final double CONTRAST = 2;

    /** @param hr as networks shall give it: 0..1 */
    static SignalMap of(final Plane[] hr, final int scale) {
        final int side = CELL * scale;
        final int columns = (hr[0].width() + side - 1) / side;
        final int rows = (hr[0].height() + side - 1) / side;
        final double[] energy = new double[Math.multiplyExact(columns, rows)];
        final double[] mean = new double[energy.length];
        for (int cell = 0; cell < energy.length; cell++) {
            final int x0 = cell % columns * side;
            final int y0 = cell / columns * side;
            energy[cell] = energy(hr, x0, y0, side);
            // the last pixel of a row or column has no gradient; cells at these edges may have none at all
            final long pixels = (long) Math.min(side, hr[0].width() - 1 - x0)
                * Math.min(side, hr[0].height() - 1 - y0);
            mean[cell] = pixels == 0 ? Double.NaN : (energy[cell] - FLAT) / pixels + LEAST;
        }
        return new SignalMap(columns, energy, empty(mean));
    }

    /** With a little for flat ones. */
    private static double energy(final Plane[] planes, final int x0, final int y0, final int side) {
        double sum = FLAT;
        for (final Plane hr : planes) {
            final int x1 = Math.min(x0 + side, hr.width() - 1);
            final int y1 = Math.min(y0 + side, hr.height() - 1);
            for (int y = y0; y < y1; y++) {
                for (int x = x0; x < x1; x++) {
                    final float v = hr.get(x, y);
                    sum += Math.abs(hr.get(x + 1, y) - v) + Math.abs(hr.get(x, y + 1) - v);
                }
            }
        }
        return sum;
    }

    /**
     * Otsu's threshold (1979) between two kinds of cells, on the logarithm of their mean gradients: the noise of a
     * background has gradients, too, so that no fixed limit would do. None is empty where the kinds hardly differ.
     */
    private static boolean[] empty(final double[] mean) {
        final boolean[] empty = new boolean[mean.length];
        final double low = StrictMath.log(known(mean).min().orElse(LEAST));
        final double high = StrictMath.log(known(mean).max().orElse(LEAST));
        if (high - low < StrictMath.log(CONTRAST)) {
            return empty;
        }
        final int[] bin = new int[mean.length];
        final long[] count = new long[BINS];
        for (int i = 0; i < mean.length; i++) {
            if (!Double.isNaN(mean[i])) {
                bin[i] = (int) Math.min(BINS - 1, (StrictMath.log(mean[i]) - low) / (high - low) * BINS);
                count[bin[i]]++;
            }
        }
        final int last = otsu(count);
        double sumBelow = 0;
        double sumAbove = 0;
        int below = 0;
        int above = 0;
        for (int i = 0; i < mean.length; i++) {
            if (!Double.isNaN(mean[i])) {
                empty[i] = bin[i] <= last;
                below += empty[i] ? 1 : 0;
                above += empty[i] ? 0 : 1;
                sumBelow += empty[i] ? mean[i] : 0;
                sumAbove += empty[i] ? 0 : mean[i];
            }
        }
        if (sumAbove / above < CONTRAST * sumBelow / below) {
            Arrays.fill(empty, false);
        }
        return empty;
    }

    private static DoubleStream known(final double[] mean) {
        return Arrays.stream(mean).filter(value -> !Double.isNaN(value));
    }

    /** The last bin of the lower kind; both kinds have members. */
    private static int otsu(final long[] count) {
        long all = 0;
        double total = 0;
        for (int b = 0; b < BINS; b++) {
            all += count[b];
            total += (double) b * count[b];
        }
        long n = 0;
        double sum = 0;
        double most = -1;
        int best = 0;
        for (int b = 0; b < BINS - 1; b++) {
            n += count[b];
            sum += (double) b * count[b];
            if (n == 0 || n == all) {
                continue;
            }
            final double difference = sum / n - (total - sum) / (all - n);
            final double between = (double) n * (all - n) * difference * difference;
            if (between > most) {
                most = between;
                best = b;
            }
        }
        return best;
    }
}
