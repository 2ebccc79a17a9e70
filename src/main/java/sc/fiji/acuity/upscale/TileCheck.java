package sc.fiji.acuity.upscale;

/** Finds results that are no image: NaN, infinite, or constant although the input is not. */
final class TileCheck {

    /**
     * In the network's 0..1; less than a step of 16 bits. An input that varies by less, such as the background of a
     * 32-bit image with one very bright pixel, may well vanish in the rounding of a sound network.
     */
    private static final float CONSTANT = 1e-5f;

    private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

    private TileCheck() {}

    static boolean isBad(final float[] input, final float[] output) {
        return !isFinite(output) || isConstant(output) && spread(input) > CONSTANT;
    }

    /** By the largest exponent, in integers: so the loop works on many values at a time. */
    private static boolean isFinite(final float[] values) {
        int most = 0;
        for (final float value : values) {
            most = Math.max(most, Float.floatToRawIntBits(value) & Integer.MAX_VALUE);
        }
        return most < INFINITY;
    }

    private static boolean isConstant(final float[] values) {
        for (final float value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }

    private static float spread(final float[] values) {
        float least = values[0];
        float most = values[0];
        for (final float value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return most - least;
    }
}
