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
        for (final float value : output) {
            if (!Float.isFinite(value)) {
                return true;
            }
        }
        return spread(output) == 0 && spread(input) > CONSTANT;
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
