package sc.fiji.acuity.image;

/**
 * A colour image as brightness and two colour differences: a network may enlarge the one and bicubic the others.
 *
 * <pre>{@code
 * YCbCr small = YCbCr.of((int[]) processor.getPixels(), width, height);
 * int[] pixels = new YCbCr(enlarge(small.y()), bicubic(small.cb()), bicubic(small.cr())).toRgb();
 * }</pre>
 *
 * Full-range BT.601, as in JPEG files; back and forth without a change gives every 8-bit colour again.
 *
 * @param y luma, 0..1; see {@link Luma#full}
 * @param cb (blue - y) / 1.772, -0.5..0.5
 * @param cr (red - y) / 1.402, -0.5..0.5
 */
public record YCbCr(Plane y, Plane cb, Plane cr) {

    private static final double CB = 2 * (1 - Luma.BLUE);
    private static final double CR = 2 * (1 - Luma.RED);

    public YCbCr {
        if (!Luma.sameSize(y, cb) || !Luma.sameSize(y, cr)) {
            throw new IllegalArgumentException("y, cb and cr differ in size");
        }
    }

    /** @param rgb packed pixels as a {@code ColorProcessor} holds them; the topmost 8 bits are ignored */
    public static YCbCr of(final int[] rgb, final int width, final int height) {
        final Plane y = new Plane(width, height);
        if (rgb.length != y.data().length) {
            throw new IllegalArgumentException(rgb.length + " pixels are not " + width + " x " + height);
        }
        final Plane cb = new Plane(width, height);
        final Plane cr = new Plane(width, height);
        for (int i = 0; i < rgb.length; i++) {
            final int red = rgb[i] >> 16 & 255;
            final int blue = rgb[i] & 255;
            final float luma = Luma.full(red, rgb[i] >> 8 & 255, blue);
            y.data()[i] = luma;
            cb.data()[i] = (float) ((blue / 255.0 - luma) / CB);
            cr.data()[i] = (float) ((red / 255.0 - luma) / CR);
        }
        return new YCbCr(y, cb, cr);
    }

    /** Opaque packed pixels, rounded and clipped to 0..255 in each channel. */
    public int[] toRgb() {
        final int[] rgb = new int[y.data().length];
        for (int i = 0; i < rgb.length; i++) {
            final double luma = y.data()[i];
            final double blue = luma + CB * cb.data()[i];
            final double red = luma + CR * cr.data()[i];
            final double green = (luma - Luma.RED * red - Luma.BLUE * blue) / Luma.GREEN;
            rgb[i] = 0xff000000 | level(red) << 16 | level(green) << 8 | level(blue);
        }
        return rgb;
    }

    private static int level(final double value) {
        return (int) Rounding.UINT8.apply(255 * value);
    }
}
