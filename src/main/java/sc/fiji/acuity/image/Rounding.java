package sc.fiji.acuity.image;

/** What happens to a computed pixel before it is stored: nothing, or the rounding and clipping of an integer type. */
public enum Rounding {

    /** For 32-bit images: the value as it is. */
    NONE(Double.POSITIVE_INFINITY),

    /** For 8-bit and RGB images: to the nearest integer, halves away from zero, clipped to 0..255. */
    UINT8(255),

    /** For 16-bit images: to the nearest integer, halves away from zero, clipped to 0..65535. */
    UINT16(65535);

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
        if (this == NONE) {
            return (float) value;
        }
        // negative values are clipped anyway, so that only positive halves have to go away from zero;
        // floor(v + 0.5) would take 0.49999999999999994 up, hence the comparison
        final double clipped = Math.min(Math.max(value, 0), max);
        final double floor = Math.floor(clipped);
        return (float) (clipped - floor >= 0.5 ? floor + 1 : floor);
    }
}
