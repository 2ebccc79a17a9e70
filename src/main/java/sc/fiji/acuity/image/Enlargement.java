package sc.fiji.acuity.image;

import java.awt.Point;
import java.awt.Rectangle;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.Calibration;

/**
 * What an enlarged image takes over from its source besides pixels.
 *
 * <pre>{@code
 * ImagePlus large = new ImagePlus(Enlargement.title(source.getTitle(), 2), enlargedStack);
 * large = Enlargement.carryOver(source, large, 2, null);
 * }</pre>
 *
 * The physical place of everything stays: a pixel is {@code scale} times smaller, and the origin and all selections,
 * which ImageJ counts from the corner of the top left pixel, are {@code scale} times as many pixels away from it.
 */
public final class Enlargement {

    private Enlargement() {}

    /**
     * Gives {@code result} the calibration (pixel width and height divided by the scale), dimensions, colour tables,
     * display ranges, slice labels, overlay, selection, properties and Info of {@code source}, which stays as it is.
     *
     * @param result the enlarged planes, in the order of the source
     * @param crop the rectangle of the source that was enlarged, in its pixels; {@code null} for all of it. Elements of
     *            the overlay outside it are left out, and so is a rectangular selection that is the rectangle itself.
     * @return {@code result}, or a composite image over the same pixels where the source is one
     * @throws IllegalArgumentException if width, height or number of planes do not fit
     */
    public static ImagePlus carryOver(final ImagePlus source, final ImagePlus result, final int scale,
        final Rectangle crop) {
        final Rectangle part = crop == null ? new Rectangle(source.getWidth(), source.getHeight()) : crop;
        if (result.getWidth() != scale * part.width || result.getHeight() != scale * part.height
            || result.getStackSize() != source.getStackSize()) {
            throw new IllegalArgumentException(result + " is not " + scale + " times " + part + " of " + source);
        }
        result.setCalibration(calibration(source.getCalibration(), scale, part.getLocation()));
        result.setDimensions(source.getNChannels(), source.getNSlices(), source.getNFrames());
        result.setOpenAsHyperStack(source.isHyperStack() || source.getOpenAsHyperStack());
        labels(source, result);
        result.setProperty("Info", source.getInfoProperty());
        final String[] properties = source.getPropertiesAsArray();
        if (properties != null) {
            result.setProperties(properties);
        }
        final ImagePlus coloured = colours(source, result);
        selections(source, coloured, new Rois(part.getLocation(), scale), part, crop != null);
        return coloured;
    }

    /** The name of an enlarged image or file: {@code cells.tif} becomes {@code cells-x2.tif}. */
    public static String title(final String name, final int scale) {
        final int dot = name.lastIndexOf('.');
        final boolean extension = dot > 0 && name.substring(dot + 1).matches("[A-Za-z][A-Za-z0-9]{0,4}");
        return extension ? name.substring(0, dot) + "-x" + scale + name.substring(dot) : name + "-x" + scale;
    }

    private static Calibration calibration(final Calibration source, final int scale, final Point crop) {
        final Calibration result = source.copy();
        if (source.scaled()) {
            result.pixelWidth /= scale;
            result.pixelHeight /= scale;
        }
        result.xOrigin = (source.xOrigin - crop.x) * scale;
        result.yOrigin = (source.yOrigin - crop.y) * scale;
        return result;
    }

    private static void labels(final ImagePlus source, final ImagePlus result) {
        for (int i = 1; i <= source.getStackSize(); i++) {
            final String label = source.getStack().getSliceLabel(i);
            if (label != null && result.hasImageStack()) {
                result.getStack().setSliceLabel(label, i);
            } else if (label != null) {
                result.setProp("Slice_Label", label);
            }
        }
    }

    private static ImagePlus colours(final ImagePlus source, final ImagePlus result) {
        if (source instanceof CompositeImage from) {
            final CompositeImage to = result instanceof CompositeImage composite ? composite
                : new CompositeImage(result, from.getMode());
            to.setMode(from.getMode());
            to.setLuts(from.getLuts());
            System.arraycopy(from.getActiveChannels(), 0, to.getActiveChannels(), 0, from.getActiveChannels().length);
            return to;
        }
        if (source.getType() != ImagePlus.COLOR_RGB) {
            result.setLut(source.getProcessor().getLut());
            result.setDisplayRange(source.getDisplayRangeMin(), source.getDisplayRangeMax());
            if (source.getType() == ImagePlus.COLOR_256 && result.getBitDepth() == 8) {
                result.setTypeToColor256();
            }
        }
        return result;
    }

    private static void selections(final ImagePlus source, final ImagePlus result, final Rois rois,
        final Rectangle part, final boolean cropped) {
        if (source.getOverlay() != null) {
            result.setOverlay(rois.enlarge(source.getOverlay(), part));
            result.setHideOverlay(source.getHideOverlay());
        }
        final Roi roi = source.getRoi();
        if (roi == null) {
            return;
        }
        final boolean isThePart = cropped && roi.getType() == Roi.RECTANGLE && roi.getBounds().equals(part);
        if (!isThePart) {
            result.setRoi(rois.enlarge(roi));
        }
    }
}
