package sc.fiji.acuity.image;

/** What happens to a computed pixel before it is stored: nothing, or the rounding and clipping of an integer type. */
public enum Rounding {

    /** For 32-bit images: the value as it is. */
    NONE(Double.POSITIVE_INFINITY),

    /** For 8-bit and RGB images: to the nearest integer, halves away from zero, clipped to 0..255. */
    UINT8(255),

    /** For 16-bit images: to the nearest integer, halves away from zero, clipped to 0..65535. */
    UINT16(65535);

    private static final double BELOW_HALF = Math.nextDown(0.5);

    private final double max;

    Rounding(final double max) {
        this.max = max;
    }

    /** The largest value there is; the smallest is 0. Infinite for {@link #NONE}. */
    public double max() {
        return max;
    }

    /** The value to store. NaN stays NaN. */
    public float apply(final double value) {
        return this == NONE || value != value ? (float) value : level(value);
    }

    /** The same as an integer, for integer types; 0 for NaN. */
    public int level(final double value) {
        if (value >= max) {
            return (int) max;
        }
        // the largest number below 0.5: 0.49999999999999994 + 0.5 is 1, and any other sum comes out alike
        return value > 0 ? (int) (value + BELOW_HALF) : 0;
    }

    /** Makes each value what {@link #apply} makes of it. */
    void round(final double[] values) {
        if (this == NONE) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) values[i];
            }
            return;
        }
        // without a branch, for vector instructions
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.floor(Math.min(Math.max(values[i], 0), max) + BELOW_HALF);
        }
    }
}
