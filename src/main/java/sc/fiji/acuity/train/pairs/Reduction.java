package sc.fiji.acuity.train.pairs;

import java.util.stream.IntStream;

import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Rounding;

/**
 * Blurs by a kernel and takes the means of scale × scale pixels, in one go: the kernel is first blurred by the box,
 * then applied at LR pixels only. Sums in double precision, in a fixed order; rows are shared among the cores.
 */
final class Reduction {

    private Reduction() {}

    /**
     * @param kernel of both axes; odd length, sum 1
     * @param rounding after both axes
     */
    static Plane separable(final Plane hr, final int scale, final double[] kernel, final Rounding rounding) {
        final double[] taps = withBox(kernel, scale);
        final int reach = kernel.length / 2;
        final int width = hr.width() / scale;
        final int height = hr.height() / scale;
        final Plane result = new Plane(width, height);
        IntStream.range(0, height).parallel().forEach(y -> {
            final double[] row = new double[hr.width()];
            for (int k = 0; k < taps.length; k++) {
                final int from = reflect(y * scale - reach + k, hr.height()) * hr.width();
                for (int x = 0; x < row.length; x++) {
                    row[x] += taps[k] * hr.data()[from + x];
                }
            }
            for (int x = 0; x < width; x++) {
                double sum = 0;
                for (int k = 0; k < taps.length; k++) {
                    sum += taps[k] * row[reflect(x * scale - reach + k, hr.width())];
                }
                result.data()[y * width + x] = rounding.apply(sum);
            }
        });
        return result;
    }

    /** @param kernel odd side, sum 1; mirrored by what a convolution does, so that a point becomes the kernel */
    static Plane square(final Plane hr, final int scale, final Plane kernel, final Rounding rounding) {
        final int side = kernel.width() + scale - 1;
        final double[] taps = withBox(kernel, scale);
        final int reach = kernel.width() / 2;
        final int width = hr.width() / scale;
        final int height = hr.height() / scale;
        final Plane result = new Plane(width, height);
        IntStream.range(0, height).parallel().forEach(y -> {
            for (int x = 0; x < width; x++) {
                double sum = 0;
                for (int j = 0; j < side; j++) {
                    final int from = reflect(y * scale - reach + j, hr.height()) * hr.width();
                    for (int i = 0; i < side; i++) {
                        sum += taps[j * side + i] * hr.data()[from + reflect(x * scale - reach + i, hr.width())];
                    }
                }
                result.data()[y * width + x] = rounding.apply(sum);
            }
        });
        return result;
    }

    private static double[] withBox(final double[] kernel, final int scale) {
        final double[] taps = new double[kernel.length + scale - 1];
        for (int k = 0; k < kernel.length; k++) {
            for (int b = 0; b < scale; b++) {
                taps[k + b] += kernel[kernel.length - 1 - k] / scale;
            }
        }
        return taps;
    }

    private static double[] withBox(final Plane kernel, final int scale) {
        final int last = kernel.width() - 1;
        final int side = kernel.width() + scale - 1;
        final double[] taps = new double[side * side];
        for (int y = 0; y <= last; y++) {
            for (int x = 0; x <= last; x++) {
                final double value = kernel.get(last - x, last - y) / (double) (scale * scale);
                for (int b = 0; b < scale * scale; b++) {
                    taps[(y + b / scale) * side + x + b % scale] += value;
                }
            }
        }
        return taps;
    }

    /** The pixel that stands at a position beyond the edge: the edge is a mirror between pixels. */
    private static int reflect(final int position, final int length) {
        if (position >= 0 && position < length) {
            return position;
        }
        final int p = Math.floorMod(position, 2 * length);
        return p < length ? p : 2 * length - 1 - p;
    }
}
