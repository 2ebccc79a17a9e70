package sc.fiji.acuity.upscale;

/** Finds results that are no image: NaN, infinite, or constant although the input is not. */
final class TileCheck {

    /**
     * In the network's 0..1; less than a step of 16 bits. An input that varies by less, such as the background of a
     * 32-bit image with one very bright pixel, may well vanish in the rounding of a sound network.
     */
    private static final float CONSTANT = 1e-5f;

    private TileCheck() {}

    static boolean isBad(final float[] input, final float[] output) {
        return !isFinite(output) || isConstant(output) && spread(input) > CONSTANT;
    }

    /** Zero times what is not finite is no number, and stays so in sums; four of them do not wait for each other. */
    private static boolean isFinite(final float[] values) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        final int most = values.length - values.length % 4;
        for (int i = 0; i < most; i += 4) {
            a += values[i] * 0f;
            b += values[i + 1] * 0f;
            c += values[i + 2] * 0f;
            d += values[i + 3] * 0f;
        }
        for (int i = most; i < values.length; i++) {
            a += values[i] * 0f;
        }
        return a + b + c + d == 0;
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
