package sc.fiji.acuity.op;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import sc.fiji.acuity.metric.DataRange;
import sc.fiji.acuity.metric.Psnr;
import sc.fiji.acuity.metric.Quality;

/**
 * How alike two images of one size are, pixel by pixel as they are: no crop, no rounding, no colour conversion.
 *
 * <pre>{@code
 * double decibels = Measure.psnr(enlarged, truth, null);
 * double similarity = Measure.ssim(enlarged, truth, 4095.0);
 * }</pre>
 *
 * The data range that PSNR and SSIM refer to is 255 if the reference has unsigned bytes, else, unless it is stated,
 * maximum minus minimum of the reference: see {@link DataRange} for why no other type tells it.
 */
public final class Measure {

    private Measure() {}

    /**
     * Peak signal-to-noise ratio in decibels, {@code 10 log10(range² / MSE)} over all pixels; infinite for equal
     * images.
     *
     * @implNote op names='image.psnr'
     * @param image the image under test
     * @param reference what it should be
     * @param range the data range, by default 255 for unsigned bytes, else that of the reference (nullable)
     * @return decibels
     * @throws sc.fiji.acuity.base.AcuityException if the sizes differ or a value is NaN or infinite
     */
    public static <T extends RealType<T>, U extends RealType<U>> double psnr(final RandomAccessibleInterval<T> image,
        final RandomAccessibleInterval<U> reference, final Double range) {
        return Psnr.of(image, reference, range(reference, range));
    }

    /**
     * Structural similarity of Wang and others (2004), at most 1: an 11 × 11 Gaussian window, K1 = 0.01, K2 = 0.03, the
     * mean over planes.
     *
     * @implNote op names='image.ssim'
     * @param image the image under test, its first two dimensions at least 11
     * @param reference what it should be
     * @param range the data range, by default 255 for unsigned bytes, else that of the reference (nullable)
     * @return the mean similarity
     * @throws sc.fiji.acuity.base.AcuityException if the sizes differ or are too small, or a value is NaN or infinite
     */
    public static <T extends RealType<T>, U extends RealType<U>> double ssim(final RandomAccessibleInterval<T> image,
        final RandomAccessibleInterval<U> reference, final Double range) {
        return Quality.compare(image, reference, range(reference, range)).ssim();
    }

    /**
     * Mean squared difference over all pixels, in squared units of the pixels.
     *
     * @implNote op names='image.mse'
     * @param image the image under test
     * @param reference what it should be
     * @return the mean squared error
     * @throws sc.fiji.acuity.base.AcuityException if the sizes differ or a value is NaN or infinite
     */
    public static <T extends RealType<T>, U extends RealType<U>> double mse(final RandomAccessibleInterval<T> image,
        final RandomAccessibleInterval<U> reference) {
        return Psnr.mse(image, reference);
    }

    private static <U extends RealType<U>> double range(final RandomAccessibleInterval<U> reference,
        final Double range) {
        return range != null ? range
            : DataRange.ofType(reference.getType()).orElseGet(() -> DataRange.ofReference(reference));
    }
}
