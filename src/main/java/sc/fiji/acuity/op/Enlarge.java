package sc.fiji.acuity.op;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.upscale.UpscaleOptions;
import sc.fiji.acuity.upscale.Upscaler;

/**
 * Enlarges images of any real type.
 *
 * <pre>{@code
 * Img<UnsignedShortType> large = Enlarge.upscale(image, 2, "balanced");
 * Img<UnsignedShortType> plain = Enlarge.bicubic(image, 2);
 * }</pre>
 *
 * The first two dimensions make a plane and become {@code scale} times as long; every plane of the others is enlarged
 * by itself. The result begins at 0 and has the type of the image: integer types are rounded, halves away from zero,
 * and clipped to their range. Pixels are computed in 32-bit floats, which keep 24 bits of an integer and of a double.
 *
 * <p>Colour images ({@code ARGBType}) are for {@link Upscaler}, and so are several images in a row, which it opens the
 * model for only once.
 */
public final class Enlarge {

    private Enlarge() {}

    /**
     * Enlarges by a network, on the fastest device that works. Enlarging adds plausible detail, not measured detail.
     *
     * <p>Unsigned bytes are divided by 255. Values of other types are mapped from their minimum and maximum over the
     * <em>whole</em> array, so that planes stay comparable; take one channel at a time if channels differ in
     * brightness.
     *
     * @implNote op names='acuity.upscale'
     * @param image two or more dimensions
     * @param scale 2, 3 or 4
     * @param model the name of a model, the path of a package, or {@code bicubic}; else {@code balanced} (nullable)
     * @return the enlarged image
     * @throws sc.fiji.acuity.base.AcuityException if there is no such model, or the image cannot be enlarged
     */
    public static <T extends RealType<T> & NativeType<T>> Img<T> upscale(final RandomAccessibleInterval<T> image,
        final Integer scale, final String model) {
        final RealPlanes<T> source = new RealPlanes<>(image);
        try (Upscaler upscaler =
            Upscaler.open(model == null ? Upscaler.DEFAULT_MODEL : model, scale, DeviceChoice.AUTO)) {
            final RealResult<T> result = new RealResult<>(image, scale);
            upscaler.enlarge(source, UpscaleOptions.DEFAULT, Progress.NONE, result::plane);
            return result.image();
        }
    }

    /**
     * Enlarges by cubic interpolation as MATLAB's {@code imresize}: the baseline of published tables. Unsigned bytes
     * and shorts are rounded after each of the two passes.
     *
     * @implNote op names='acuity.bicubic'
     * @param image two or more dimensions
     * @param scale 2, 3 or 4
     * @return the enlarged image
     * @throws sc.fiji.acuity.base.AcuityException if the image cannot be enlarged
     */
    public static <T extends RealType<T> & NativeType<T>> Img<T> bicubic(final RandomAccessibleInterval<T> image,
        final Integer scale) {
        return upscale(image, scale, Upscaler.BICUBIC);
    }
}
