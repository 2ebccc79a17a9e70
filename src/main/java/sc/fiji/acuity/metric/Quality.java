package sc.fiji.acuity.metric;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;

/**
 * How alike two images are: the plain mode for scientific data, without crop, rounding or colour conversion.
 *
 * <pre>{@code
 * Quality quality = Quality.compare(result, reference, DataRange.ofReference(reference));
 * }</pre>
 *
 * The first two dimensions make a plane. PSNR comes from the mean squared error over all pixels of all planes; SSIM is
 * the mean of the planes' values.
 *
 * @param psnr in decibels; infinite for identical images, see {@link Psnr}
 * @param ssim at most 1, see {@link Ssim}
 * @param mse mean squared difference, in squared units of the pixels
 * @param mae mean absolute difference, in units of the pixels
 * @param pixels how many were compared
 */
public record Quality(double psnr, double ssim, double mse, double mae, long pixels) {

    /** The same, telling nobody how far it is. */
    public static Quality compare(final RandomAccessibleInterval<? extends RealType<?>> a,
        final RandomAccessibleInterval<? extends RealType<?>> b, final double range) {
        return compare(a, b, range, Progress.NONE);
    }

    /**
     * Compares two images of one size (two or more dimensions, planes of at least 11 × 11), whatever their pixel types
     * and where their intervals begin.
     * They are read in parts of rows, by several threads, which the images must allow; nothing of the size of a plane is
     * kept. The arithmetic is in doubles, and the result does not depend on the number of threads.
     *
     * @param range the data range, see {@link DataRange}
     * @throws AcuityException if the sizes differ or are too small, a value is NaN or infinite (the
     *     message tells its position), or the range is not positive
     */
    public static Quality compare(final RandomAccessibleInterval<? extends RealType<?>> a,
        final RandomAccessibleInterval<? extends RealType<?>> b, final double range, final Progress progress) {
        Inputs.checkRange(range);
        final PlanePair pair = new PlanePair(a, b);
        Ssim.checkLargeEnough(a.dimension(0), a.dimension(1));
        double ssim = 0;
        double squared = 0;
        double absolute = 0;
        for (long i = 0; i < pair.planes(); i++) {
            progress.checkCancelled();
            final double[] sums = Ssim.sums(pair.plane(i), range, progress);
            ssim += sums[0] / Ssim.positions(a.dimension(0), a.dimension(1));
            squared += sums[1];
            absolute += sums[2];
            progress.report("Comparing", (i + 1.0) / pair.planes());
        }
        final double mse = squared / pair.pixels();
        return new Quality(Psnr.fromMse(mse, range), ssim / pair.planes(), mse, absolute / pair.pixels(),
            pair.pixels());
    }
}
