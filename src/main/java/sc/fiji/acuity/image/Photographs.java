package sc.fiji.acuity.image;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import sc.fiji.acuity.base.AcuityException;

/**
 * Images of 8 bits a channel as red, green and blue.
 *
 * <pre>{@code
 * Plane[] rgb = Photographs.read(file);
 * Plane[] small = Photographs.map(rgb, plane -> Resize.bicubic(plane, 0.5, Rounding.UINT8));
 * }</pre>
 *
 * A grey image is one plane three times, so that it costs the memory and, with {@link #map}, the time of one.
 */
public final class Photographs {

    private Photographs() {}

    /**
     * Reads a grey, indexed or RGB image; a colour table is applied.
     *
     * @return red, green and blue, 0..255
     * @throws AcuityException if the file cannot be read, is no image, has more than 8 bits a channel, or is a stack
     */
    public static Plane[] read(final Path file) {
        final ImagePlus image = ImageFiles.open(file);
        if (image.getStackSize() > 1) {
            throw new AcuityException(file.toString(), "is a stack of " + image.getStackSize() + " planes",
                "save the plane that is meant as an image of its own");
        }
        final ImageProcessor processor = image.getProcessor();
        if (image.getBitDepth() != 8 && image.getBitDepth() != 24) {
            throw new AcuityException(file.toString(),
                "has " + image.getBitDepth() + " bits a pixel, and the protocols of photographs are made for 8",
                "compare such images with a stated data range (acuity compare)");
        }
        if (processor instanceof ColorProcessor colour) {
            return Planes.rgb(colour);
        }
        if (processor.isColorLut() || processor.isInvertedLut()) {
            return Planes.rgb(processor.convertToColorProcessor());
        }
        final Plane grey = Planes.of(processor);
        return new Plane[] {grey, grey, grey};
    }

    /** Does the same to three planes, once where they are the same plane. */
    public static Plane[] map(final Plane[] rgb, final UnaryOperator<Plane> change) {
        final Plane red = change.apply(rgb[0]);
        final Plane green = rgb[1] == rgb[0] ? red : change.apply(rgb[1]);
        final Plane blue = rgb[2] == rgb[0] ? red : change.apply(rgb[2]);
        return new Plane[] {red, green, blue};
    }
}
