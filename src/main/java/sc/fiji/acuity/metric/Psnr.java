package sc.fiji.acuity.metric;

import java.util.stream.IntStream;
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
        Inputs.checkSizes(a, b);
        // one sum a row, added in order: the same bits for any number of threads
        final double[] sums = IntStream.range(0, a.height()).parallel().mapToDouble(y -> row(a, b, y)).toArray();
        double sum = 0;
        for (final double s : sums) {
            sum += s;
        }
        if (!Double.isFinite(sum)) {
            Inputs.checkFinite(a, b);
        }
        return sum / a.data().length;
    }

    /** From a mean squared error: infinite for 0. */
    public static double fromMse(final double mse, final double range) {
        return 10 * Math.log10(range * range / mse);
    }

    private static double row(final Plane a, final Plane b, final int y) {
        final float[] p = a.data();
        final float[] q = b.data();
        final int end = (y + 1) * a.width();
        double sum = 0;
        for (int i = y * a.width(); i < end; i++) {
            final double d = (double) p[i] - q[i];
            sum += d * d;
        }
        return sum;
    }
}
