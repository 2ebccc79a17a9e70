package sc.fiji.acuity.metric;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import sc.fiji.acuity.image.Plane;

/**
 * Peak signal-to-noise ratio in decibels.
 *
 * <pre>{@code
 * double db = Psnr.of(enlarged.shave(2), reference.shave(2), 255);
 * }</pre>
 *
 * {@code 10 log10(range² / MSE)}; positive infinity for identical planes. The data range is the difference between the
 * largest and the smallest value that the pixels <em>can</em> take (255 for 8-bit images), see {@link DataRange}.
 */
public final class Psnr {

    private Psnr() {}

    /**
     * Of two planes of one size. Several threads work; the result does not depend on how many.
     *
     * @throws sc.fiji.acuity.base.AcuityException if the sizes differ, a value is NaN or infinite, or the range is not
     *     positive
     */
    public static double of(final Plane a, final Plane b, final double range) {
        Inputs.checkRange(range);
        return fromMse(mse(a, b), range);
    }

    /** Mean squared difference of two planes of one size, in squared units of the pixels. */
    public static double mse(final Plane a, final Plane b) {
        return squaredError(RowPair.of(a, b)) / a.data().length;
    }

    /**
     * Of two images of one size, two or more dimensions, over all pixels. Read in parts of rows by several threads; the
     * result does not depend on how many.
     *
     * @throws sc.fiji.acuity.base.AcuityException as for planes
     */
    public static double of(final RandomAccessibleInterval<? extends RealType<?>> a,
        final RandomAccessibleInterval<? extends RealType<?>> b, final double range) {
        Inputs.checkRange(range);
        return fromMse(mse(a, b), range);
    }

    /** Mean squared difference of two images of one size, two or more dimensions, in squared units of the pixels. */
    public static double mse(final RandomAccessibleInterval<? extends RealType<?>> a,
        final RandomAccessibleInterval<? extends RealType<?>> b) {
        final PlanePair pair = new PlanePair(a, b);
        double sum = 0;
        for (long i = 0; i < pair.planes(); i++) {
            sum += squaredError(pair.plane(i));
        }
        return sum / pair.pixels();
    }

    /** From a mean squared error: infinite for 0. */
    public static double fromMse(final double mse, final double range) {
        return 10 * Math.log10(range * range / mse);
    }

    private static double squaredError(final RowPair rows) {
        final double sum = Errors.of(rows)[0];
        if (!Double.isFinite(sum)) {
            rows.requireFinite();
        }
        return sum;
    }
}
