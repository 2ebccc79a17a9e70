package sc.fiji.acuity.image;

import java.awt.Rectangle;
import java.util.Arrays;
import java.util.stream.IntStream;

import sc.fiji.acuity.base.Progress;

/**
 * Bicubic enlargement of both axes by the same whole number, from pixels to pixels. Each output row is summed up from
 * input rows, rounded, enlarged along the row and stored: between input and output are a few rows, in the cache.
 */
final class WholeScale {

    /** Input rows that one thread enlarges at a time. */
    private static final int STRIP = 32;

    /** From here on (output pixels) it pays to use several cores. */
    private static final long PARALLEL = 1 << 17;

    /** Input rows that output rows lying in one of them may need: two on each side. */
    private static final int RING = 5;

    private final PixelRows in;
    private final int width;
    private final int height;
    private final Rectangle region;
    private final int scale;
    private final Taps vertical;
    private final Phases horizontal;
    /** The columns of the image from which those of the region are made, but for reflections. */
    private final int left;
    private final int right;

    /**
     * @param region what is enlarged, within {@code width x height}; its pixels are those of the whole result
     * @param scale at least 2; the whole result has less than 2^31 columns and rows
     */
    WholeScale(final PixelRows in, final int width, final int height, final Rectangle region, final int scale) {
        this.in = in;
        this.width = width;
        this.height = height;
        this.region = region;
        this.scale = scale;
        vertical = Taps.bicubic(scale * height, scale);
        horizontal = new Phases(Taps.bicubic(scale * width, scale), scale, region.x, region.width);
        left = Math.max(0, region.x + horizontal.lowest);
        right = Math.min(width, region.x + region.width + horizontal.highest);
    }

    /** @param out rows of {@code scale} times the width of the region */
    void into(final PixelRows out, final Progress progress) {
        final IntStream strips = IntStream.rangeClosed(0, (region.height - 1) / STRIP);
        final boolean large = (long) region.width * region.height * scale * scale >= PARALLEL;
        (large ? strips.parallel() : strips).forEach(i -> {
            final int from = region.y + i * STRIP;
            final int to = Math.min(region.y + region.height, from + STRIP);
            for (int channel = 0; channel < in.channels(); channel++) {
                new Strip(out, channel).enlarge(from, to, progress);
            }
        });
    }

    /** Some rows of one channel. */
    private final class Strip {

        private final PixelRows out;
        private final int channel;
        private final double[][] rows = new double[RING][right - left];
        private final double[] sum = new double[right - left];
        private final double[] row = new double[region.width + horizontal.highest - horizontal.lowest];
        private final double[][] shifted = new double[row.length - region.width + 1][region.width];
        private final double[] phase = new double[region.width];
        private int read = Integer.MIN_VALUE;

        Strip(final PixelRows out, final int channel) {
            this.out = out;
            this.channel = channel;
        }

        void enlarge(final int from, final int to, final Progress progress) {
            for (int y = from * scale; y < to * scale; y++) {
                progress.checkCancelled();
                read(vertical.first[y], vertical.first[y] + vertical.count(y));
                addUp(y);
                in.rounding().round(sum);
                final boolean finite = !horizontal.padded() || isFinite(sum);
                layOut();
                final int at = (y - region.y * scale) * region.width * scale;
                for (int p = 0; p < scale; p++) {
                    horizontal.apply(p, shifted, finite, phase);
                    out.write(channel, at + p, scale, phase);
                }
            }
        }

        private void read(final int from, final int to) {
            for (read = Math.max(read, from); read < to; read++) {
                in.read(channel, Taps.reflect(read, height) * width + left, ring(read));
            }
        }

        private double[] ring(final int y) {
            return rows[Math.floorMod(y, RING)];
        }

        private void addUp(final int y) {
            Arrays.fill(sum, 0);
            final double[] weights = vertical.weights;
            final int end = vertical.offset[y + 1];
            int k = vertical.offset[y];
            int next = vertical.first[y];
            for (; k + 1 < end; k += 2, next += 2) {
                add(sum, weights[k], ring(next), weights[k + 1], ring(next + 1));
            }
            if (k < end) {
                add(sum, weights[k], ring(next));
            }
        }

        /** The row with its reflections on both sides, and copies of it as the taps expect them. */
        private void layOut() {
            final int start = left - region.x - horizontal.lowest;
            System.arraycopy(sum, 0, row, start, sum.length);
            for (int i = 0; i < start; i++) {
                row[i] = reflected(i);
            }
            for (int i = start + sum.length; i < row.length; i++) {
                row[i] = reflected(i);
            }
            for (int i = 0; i < shifted.length; i++) {
                System.arraycopy(row, i, shifted[i], 0, region.width);
            }
        }

        private double reflected(final int i) {
            return sum[Taps.reflect(region.x + horizontal.lowest + i, width) - left];
        }
    }

    // few arrays a loop, all at the same index: so the virtual machine makes vector instructions of them

    private static void add(final double[] sum, final double weight, final double[] row, final double weight2,
        final double[] row2) {
        for (int x = 0; x < sum.length; x++) {
            sum[x] = sum[x] + weight * row[x] + weight2 * row2[x];
        }
    }

    private static void add(final double[] sum, final double weight, final double[] row) {
        for (int x = 0; x < sum.length; x++) {
            sum[x] += weight * row[x];
        }
    }

    private static boolean isFinite(final double[] values) {
        double zero = 0;
        for (final double value : values) {
            zero += 0 * value;
        }
        return zero == 0;
    }
}
