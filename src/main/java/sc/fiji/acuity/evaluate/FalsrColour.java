package sc.fiji.acuity.evaluate;

import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Resize;
import sc.fiji.acuity.image.Rounding;

/**
 * The colour output of the FALSR graphs (X. Chu et al., "Fast, accurate and lightweight super-resolution with neural
 * architecture search", 2019): the network's luma and the colour differences of a bicubic enlargement.
 *
 * <p>The constants are those of the published graph. Its offsets belong to colour differences centred on 128, while the
 * differences it adds are centred on 127.5: a constant error of half a level or more in each channel that the published
 * figures contain, and that must therefore stay.
 */
final class FalsrColour {

    private FalsrColour() {}

    /** Red, green and blue as 8-bit integers 0..255, truncated as the authors' script does. */
    static Plane[] result(final Enlarger enlarger, final Plane[] lr) {
        final Plane luma = Steps.luma(enlarger, lr);
        final Plane[] rgb = new Plane[3];
        for (int c = 0; c < 3; c++) {
            rgb[c] = bicubic(lr[c], enlarger.scale());
        }
        for (int i = 0; i < luma.data().length; i++) {
            final double r = rgb[0].data()[i];
            final double g = rgb[1].data()[i];
            final double b = rgb[2].data()[i];
            final double y = (luma.data()[i] - 16) * (255.0 / 219);
            final double pb = -0.168736 * r - 0.331264 * g + 0.5 * b + 127.5;
            final double pr = 0.5 * r - 0.418688 * g - 0.081312 * b + 127.5;
            rgb[0].data()[i] = truncated(y + 1.402 * pr - 179.456);
            rgb[1].data()[i] = truncated(y - 0.34414 * pb - 0.71414 * pr + 135.45984);
            rgb[2].data()[i] = truncated(y + 1.772 * pb - 226.816);
        }
        return rgb;
    }

    /** Horizontal pass first, both rounded to 8 bits: as the imaging library does that the authors used. */
    private static Plane bicubic(final Plane plane, final int scale) {
        final int width = Math.multiplyExact(scale, plane.width());
        final Plane wide = Resize.bicubic(plane, width, plane.height(), Rounding.UINT8);
        return Resize.bicubic(wide, width, Math.multiplyExact(scale, plane.height()), Rounding.UINT8);
    }

    private static float truncated(final double value) {
        return (float) Math.floor(Math.min(Math.max(value, 0), 255));
    }
}
