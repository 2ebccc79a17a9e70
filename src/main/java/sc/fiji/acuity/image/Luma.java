package sc.fiji.acuity.image;

/**
 * The brightness of a colour, as ITU-R BT.601 weighs red, green and blue, each in 0..255.
 *
 * <pre>{@code
 * Plane y = Luma.full(rgb[0], rgb[1], rgb[2]);     // 0..1: what our own networks take
 * Plane y = Luma.studio(rgb[0], rgb[1], rgb[2]);   // 16..235: what published figures are measured on
 * }</pre>
 *
 * Nothing is rounded here. The studio range holds 219 steps: a PSNR measured on full luma is 1.32 dB lower.
 */
public final class Luma {

    static final double RED = 0.299;
    static final double GREEN = 0.587;
    static final double BLUE = 0.114;

    private Luma() {}

    /** The shares of red, green and blue; their sum is 1. */
    public static double[] shares() {
        return new double[] {RED, GREEN, BLUE};
    }

    /** Full-range luma, 0..1: (0.299 R + 0.587 G + 0.114 B) / 255. */
    public static float full(final float red, final float green, final float blue) {
        return (float) ((RED * red + GREEN * green + BLUE * blue) / 255);
    }

    /** Studio-range luma, 16..235: 16 + (65.481 R + 128.553 G + 24.966 B) / 255. */
    public static float studio(final float red, final float green, final float blue) {
        return (float) (16 + (65.481 * red + 128.553 * green + 24.966 * blue) / 255);
    }

    /** Full-range luma of three planes of one size, 0..1. */
    public static Plane full(final Plane red, final Plane green, final Plane blue) {
        return combine(red, green, blue, Luma::full);
    }

    /** Studio-range luma of three planes of one size, 16..235. */
    public static Plane studio(final Plane red, final Plane green, final Plane blue) {
        return combine(red, green, blue, Luma::studio);
    }

    private static Plane combine(final Plane red, final Plane green, final Plane blue, final Formula formula) {
        final Plane out = new Plane(red.width(), red.height());
        if (!sameSize(red, green) || !sameSize(red, blue)) {
            throw new IllegalArgumentException("red, green and blue differ in size");
        }
        for (int i = 0; i < out.data().length; i++) {
            out.data()[i] = formula.of(red.data()[i], green.data()[i], blue.data()[i]);
        }
        return out;
    }

    static boolean sameSize(final Plane a, final Plane b) {
        return a.width() == b.width() && a.height() == b.height();
    }

    private interface Formula {
        float of(float red, float green, float blue);
    }
}
