package sc.fiji.acuity.metric;

import java.util.OptionalDouble;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import sc.fiji.acuity.base.AcuityException;

/**
 * The data range {@code L} in PSNR and SSIM: without it neither number means anything.
 *
 * <pre>{@code
 * double range = DataRange.ofType(reference.getType()).orElseGet(() -> DataRange.ofReference(reference));
 * }</pre>
 *
 * For 8-bit images it is 255. For 16- and 32-bit images no pixel type tells it: a camera of 12 bits fills a sixteenth
 * of 65535, and with 65535 as range any two of its images would seem alike. There the user states it, or it is the
 * difference of maximum and minimum of the <em>reference</em>, never of the image under test, so that all candidates
 * are measured with one scale. A report has to name the range it used.
 */
public final class DataRange {

    private DataRange() {}

    /** 255 for 8-bit pixels; empty where the type does not tell and the user must. */
    public static OptionalDouble ofType(final RealType<?> type) {
        return type instanceof UnsignedByteType ? OptionalDouble.of(255) : OptionalDouble.empty();
    }

    /**
     * Maximum minus minimum of a reference image of any dimensionality, in one pass.
     *
     * @throws AcuityException if a value is NaN or infinite, or the image is constant and has no range
     */
    public static double ofReference(final RandomAccessibleInterval<? extends RealType<?>> reference) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        final Cursor<? extends RealType<?>> cursor = reference.cursor();
        while (cursor.hasNext()) {
            final double value = cursor.next().getRealDouble();
            if (!Double.isFinite(value)) {
                throw Inputs.notFinite("reference image", value, "position " + cursor.positionAsPoint());
            }
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        if (!(max > min)) {
            throw new AcuityException("reference image", "has one value only and hence no data range",
                "state the range, for example 65535");
        }
        return max - min;
    }
}
