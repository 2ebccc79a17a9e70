package sc.fiji.acuity.evaluate;

import java.util.Arrays;
import sc.fiji.acuity.image.LumaRange;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Resize;
import sc.fiji.acuity.image.Rounding;

/**
 * The baseline that every table begins with: bicubic interpolation as MATLAB does it. Luma is not rounded; red, green
 * and blue are 8-bit and rounded after each of the two passes, as MATLAB does with 8-bit images.
 *
 * @param scale how many times wider and higher the result is
 * @param channels 1 for luma, as the published bicubic rows are made; 3 for red, green and blue
 */
public record BicubicEnlarger(int scale, int channels) implements Enlarger {

    public BicubicEnlarger {
        if (scale < 1 || channels != 1 && channels != 3) {
            throw new IllegalArgumentException("scale " + scale + ", " + channels + " channels");
        }
    }

    @Override
    public LumaRange luma() {
        return LumaRange.STUDIO;
    }

    @Override
    public Plane[] enlarge(final Plane[] lr) {
        final Rounding rounding = channels == 1 ? Rounding.NONE : Rounding.UINT8;
        return Arrays.stream(lr).map(plane -> enlarge(plane, scale, rounding)).toArray(Plane[]::new);
    }

    static Plane enlarge(final Plane plane, final int scale, final Rounding rounding) {
        return Resize.bicubic(plane, Math.multiplyExact(scale, plane.width()),
            Math.multiplyExact(scale, plane.height()), rounding);
    }
}
