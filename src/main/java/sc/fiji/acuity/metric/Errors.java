package sc.fiji.acuity.metric;

import java.util.Arrays;

import sc.fiji.acuity.base.Progress;

/** Sums of differences of two planes. Columns are summed by themselves first, in loops of vector instructions. */
final class Errors {

    private final double[] squared;
    private final double[] absolute;

    Errors(final int width) {
        squared = new double[width];
        absolute = new double[width];
    }

    /** Squared and absolute error, summed over all pixels of a plane. */
    static double[] of(final RowPair rows) {
        return Blocks.sum(rows.width(), rows.height(), Progress.NONE, (x, y, width, height) -> {
            final Errors errors = new Errors(width);
            final double[] a = new double[width];
            final double[] b = new double[width];
            for (int row = y; row < y + height; row++) {
                rows.read(x, row, a, b);
                errors.add(a, b);
            }
            return new double[] {errors.squared(), errors.absolute()};
        });
    }

    /** Adds a row, which may be longer than the sums. */
    void add(final double[] a, final double[] b) {
        for (int x = 0; x < squared.length; x++) {
            final double d = a[x] - b[x];
            squared[x] += d * d;
        }
        for (int x = 0; x < absolute.length; x++) {
            absolute[x] += Math.abs(a[x] - b[x]);
        }
    }

    double squared() {
        return Arrays.stream(squared).sum();
    }

    double absolute() {
        return Arrays.stream(absolute).sum();
    }
}
