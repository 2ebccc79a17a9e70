package sc.fiji.acuity.upscale;

import java.util.Locale;

/**
 * The affine map between pixel values and the 0..1 of networks, one for each channel of an image.
 *
 * <p>Values outside {@code low..high} lie outside 0..1 and come back as they were: nothing is clipped here.
 *
 * @param low the pixel value that becomes 0
 * @param high the pixel value that becomes 1; equal to {@code low} for a channel that is constant
 */
public record IntensityMap(double low, double high) {

    /** 8-bit and RGB. */
    public static final IntensityMap BYTES = new IntensityMap(0, 255);

    public IntensityMap {
        if (!(high >= low) || Double.isInfinite(high - low)) {
            throw new IllegalArgumentException("no map from " + low + ".." + high);
        }
    }

    /** The map for a network whose black and white are not 0 and 1, but the given values. */
    IntensityMap between(final double black, final double white) {
        final double unit = (high - low) / (white - black);
        final double zero = low - black * unit;
        return new IntensityMap(zero, zero + unit);
    }

    /** Whether there is nothing to enlarge but one value. */
    boolean isConstant() {
        return high == low;
    }

    /** A row of values; what is no number is 0. */
    void toNetwork(final float[] values, final int from, final float[] result, final int to, final int n) {
        final double zero = low;
        final double unit = high - low;
        for (int i = 0; i < n; i++) {
            final float value = values[from + i];
            result[to + i] = Float.isFinite(value) ? (float) ((value - zero) / unit) : 0;
        }
    }

    float toNetwork(final float value) {
        return (float) ((value - low) / (high - low));
    }

    double fromNetwork(final float value) {
        return low + value * (high - low);
    }

    @Override
    public String toString() {
        return number(low) + ".." + number(high);
    }

    private static String number(final double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value)
            : String.format(Locale.ROOT, "%.9g", value);
    }
}
