package sc.fiji.acuity.metric;

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
 * <p>Blocks are measured by several threads, each with a ring of 11 rows: memory does not grow with the images. The
 * arithmetic is in doubles; the result is the same bits for any number of threads.
 */
public final class Ssim {

    /** Width and height of the window, hence of the smallest image. */
    public static final int WINDOW = 11;

    static final double K1 = 0.01;
    static final double K2 = 0.03;

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
     * The same for large planes: stops after the blocks in work when it is cancelled.
     *
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static double of(final Plane a, final Plane b, final double range, final Progress progress) {
        Inputs.checkRange(range);
        return sums(RowPair.of(a, b), range, progress)[0] / positions(a.width(), a.height());
    }

    /**
     * In one pass over two planes: SSIM, summed over the positions of the window, squared and absolute error, summed
     * over the pixels.
     */
    static double[] sums(final RowPair rows, final double range, final Progress progress) {
        checkLargeEnough(rows.width(), rows.height());
        final double[] shift = new double[1];
        rows.read(0, 0, shift, new double[1]);
        final int right = rows.width() - WINDOW + 1;
        final int bottom = rows.height() - WINDOW + 1;
        final double[] sums = Blocks.sum(right, bottom, progress, (x, y, width, height) -> {
            // the last blocks have the pixels that lie in their windows only
            final Errors errors = new Errors(x + width == right ? rows.width() - x : width);
            final int own = y + height == bottom ? rows.height() : y + height;
            final double ssim = new SsimBlock(rows, shift[0], range, x, width).sum(y, height, own, errors);
            return new double[] {ssim, errors.squared(), errors.absolute()};
        });
        if (!Double.isFinite(sums[0] + sums[1])) {
            rows.requireFinite();
        }
        return sums;
    }

    static long positions(final long width, final long height) {
        return (width - WINDOW + 1) * (height - WINDOW + 1);
    }

    static void checkLargeEnough(final long width, final long height) {
        if (width < WINDOW || height < WINDOW) {
            throw new AcuityException("image of " + width + " x " + height + " pixels",
                "is smaller than the " + WINDOW + " x " + WINDOW + " window of SSIM", "compare larger images");
        }
    }
}
