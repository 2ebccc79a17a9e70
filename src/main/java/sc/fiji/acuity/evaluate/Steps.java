package sc.fiji.acuity.evaluate;

import sc.fiji.acuity.image.Luma;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Rounding;

/** The steps that protocols are made of. Images are red, green and blue in 0..255; luma is in studio range. */
final class Steps {

    private static final double BLACK = 16;
    private static final double WHITE = 235;

    private Steps() {}

    /** Luma, not rounded. */
    static Plane studio(final Plane[] rgb) {
        return Luma.studio(rgb[0], rgb[1], rgb[2]);
    }

    /** The output of a one-channel enlarger, brought to studio range, neither clipped nor rounded. */
    static Plane luma(final Enlarger enlarger, final Plane[] lr) {
        final Plane in = enlarger.luma().of(lr[0], lr[1], lr[2]);
        final Plane out = enlarger.enlarge(new Plane[] {in})[0];
        return map(out, enlarger.luma()::toStudio);
    }

    /** Luma clipped to 16..235 and rounded. */
    static Plane rounded(final Plane luma) {
        return map(luma, v -> Rounding.UINT8.apply(Math.min(Math.max(v, BLACK), WHITE)));
    }

    /** Planes clipped to 0..255 and rounded. */
    static Plane[] rounded8(final Plane... planes) {
        final Plane[] result = new Plane[planes.length];
        for (int i = 0; i < planes.length; i++) {
            result[i] = map(planes[i], Rounding.UINT8::apply);
        }
        return result;
    }

    /**
     * RGB of a one-channel enlarger and bicubic colour differences. Both are linear, so that this is bicubic RGB plus,
     * in each channel, what the enlarger's luma has over bicubic luma.
     */
    static Plane[] coloured(final Enlarger enlarger, final Plane[] lr) {
        final Plane luma = luma(enlarger, lr);
        final Plane[] rgb = new Plane[3];
        for (int c = 0; c < 3; c++) {
            rgb[c] = BicubicEnlarger.enlarge(lr[c], enlarger.scale(), Rounding.NONE);
        }
        final Plane bicubic = studio(rgb);
        for (int i = 0; i < luma.data().length; i++) {
            final float detail = (float) ((luma.data()[i] - bicubic.data()[i]) * (255 / (WHITE - BLACK)));
            for (final Plane plane : rgb) {
                plane.data()[i] += detail;
            }
        }
        return rgb;
    }

    private static Plane map(final Plane plane, final Function function) {
        final Plane result = new Plane(plane.width(), plane.height());
        for (int i = 0; i < result.data().length; i++) {
            result.data()[i] = function.of(plane.data()[i]);
        }
        return result;
    }

    private interface Function {
        float of(float value);
    }
}
