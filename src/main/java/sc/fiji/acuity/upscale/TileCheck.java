package sc.fiji.acuity.upscale;

/** Finds results that are no image: NaN, infinite, or constant although the input is not. */
final class TileCheck {

    private TileCheck() {}

    static boolean isBad(final float[] input, final float[] output) {
        final float first = output[0];
        boolean constant = true;
        for (final float value : output) {
            if (!Float.isFinite(value)) {
                return true;
            }
            constant &= value == first;
        }
        return constant && !isConstant(input);
    }

    private static boolean isConstant(final float[] values) {
        for (final float value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }
}
