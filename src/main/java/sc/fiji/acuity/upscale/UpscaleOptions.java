package sc.fiji.acuity.upscale;

import java.awt.Rectangle;
import java.util.Optional;

import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.image.PlaneSelection;

/**
 * What to enlarge and how to map intensities. Whatever part is chosen, its pixels are those of the whole result.
 *
 * @param intensity for 16- and 32-bit images; 8-bit and RGB are divided by 255
 * @param region what to enlarge of each plane, in pixels of the image; empty for all of it
 * @param planes which channels, slices and frames to enlarge
 * @param precision of the network's arithmetic
 */
public record UpscaleOptions(Intensity intensity, Optional<Rectangle> region, PlaneSelection planes,
    Precision precision)
{

    /** The whole image, from its minimum to its maximum. */
    public static final UpscaleOptions DEFAULT = new UpscaleOptions(Intensity.FULL, Optional.empty());

    /** Of all channels, slices and frames. */
    public UpscaleOptions(final Intensity intensity, final Optional<Rectangle> region) {
        this(intensity, region, PlaneSelection.ALL);
    }

    /** In the precision that suits machine, model and image. */
    public UpscaleOptions(final Intensity intensity, final Optional<Rectangle> region, final PlaneSelection planes) {
        this(intensity, region, planes, Precision.AUTO);
    }

    /** The same with another map of intensities. */
    public UpscaleOptions mapped(final Intensity other) {
        return new UpscaleOptions(other, region, planes, precision);
    }

    /** The same for a part of each plane. */
    public UpscaleOptions within(final Rectangle part) {
        return new UpscaleOptions(intensity, Optional.of(part), planes, precision);
    }

    /** The same for some channels, slices and frames. */
    public UpscaleOptions of(final PlaneSelection some) {
        return new UpscaleOptions(intensity, region, some, precision);
    }

    /** The same in another precision. */
    public UpscaleOptions in(final Precision other) {
        return new UpscaleOptions(intensity, region, planes, other);
    }
}
