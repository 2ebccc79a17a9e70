package sc.fiji.acuity.upscale;

import java.awt.Rectangle;
import java.util.Optional;

/**
 * What to enlarge and how to map intensities.
 *
 * @param intensity for 16- and 32-bit images; 8-bit and RGB are divided by 255
 * @param region what to enlarge of each plane, in pixels of the image; empty for all of it
 */
public record UpscaleOptions(Intensity intensity, Optional<Rectangle> region) {

    /** The whole image, from its minimum to its maximum. */
    public static final UpscaleOptions DEFAULT = new UpscaleOptions(Intensity.FULL, Optional.empty());

    /** The same for a part of the image; the pixels are those that the whole result has there. */
    public UpscaleOptions within(final Rectangle part) {
        return new UpscaleOptions(intensity, Optional.of(part));
    }
}
