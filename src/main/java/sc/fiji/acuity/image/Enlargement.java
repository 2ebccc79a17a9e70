package sc.fiji.acuity.image;

import java.awt.Point;
import java.awt.Rectangle;

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

    /** The same for all planes of the source. */
    public static ImagePlus carryOver(final ImagePlus source, final ImagePlus result, final int scale,
        final Rectangle crop) {
        return carryOver(source, result, scale, crop, PlaneSubset.whole(source));
    }

    /**
     * Gives {@code result} the calibration (pixel width and height divided by the scale), dimensions, colour tables,
     * display ranges, slice labels, overlay, selection, current position, properties and Info of {@code source}, which
     * stays as it is.
     *
     * @param result the enlarged planes, in the order of the source; RGB where the colour table of the source was
     *            applied
     * @param crop the rectangle of the source that was enlarged, in its pixels; {@code null} for all of it. Elements of
     *            the overlay outside it are left out, and so is a rectangular selection that is the rectangle itself.
     * @param planes those of the source that were enlarged; selections and elements of the overlay that belong to
     *            another are left out. Distances of slices and frames become those of the chosen ones, if these are equally
     *            far from each other.
     * @return {@code result}, or a composite image over the same pixels where the source is one
     * @throws IllegalArgumentException if width, height or number of planes do not fit
     */
    public static ImagePlus carryOver(final ImagePlus source, final ImagePlus result, final int scale,
        final Rectangle crop, final PlaneSubset planes) {
        final Rectangle part = crop == null ? new Rectangle(source.getWidth(), source.getHeight()) : crop;
        if (result.getWidth() != scale * part.width || result.getHeight() != scale * part.height
            || result.getStackSize() != planes.size()) {
            throw new IllegalArgumentException(result + " is not " + scale + " times " + part + " of " + source);
        }
        result.setCalibration(calibration(source.getCalibration(), scale, part.getLocation(), planes));
        result.setDimensions(planes.channels().count(), planes.slices().count(), planes.frames().count());
        result.setOpenAsHyperStack(planes.dimensions() > 0 && (source.isHyperStack() || source.getOpenAsHyperStack()));
        result.setProperty("Info", source.getInfoProperty());
        result.setProperties(source.getPropertiesAsArray());
        int n = 0;
        for (final int plane : planes.planes()) {
            SliceLabels.set(result, ++n, SliceLabels.get(source, plane + 1));
        }
        final ImagePlus coloured = Colours.carryOver(source, result, planes);
        final Rois rois = new Rois(part.getLocation(), scale, new RoiPositions(planes));
        overlay(source, coloured, rois, part);
        selection(source, coloured, rois, crop);
        return coloured;
    }

    /** The name of an enlarged image or file: {@code cells.tif} becomes {@code cells-x2.tif}. */
    public static String title(final String name, final int scale) {
        final int dot = name.lastIndexOf('.');
        final boolean extension = dot > 0 && name.substring(dot + 1).matches("[A-Za-z][A-Za-z0-9]{0,4}");
        return extension ? name.substring(0, dot) + "-x" + scale + name.substring(dot) : name + "-x" + scale;
    }

    /** A blank unit with a pixel size of 1 is what some programs write for "none"; ImageJ takes it for a unit. */
    private static boolean isCalibrated(final Calibration c) {
        final boolean blank = c.getUnit() == null || c.getUnit().isBlank();
        return c.scaled() && !(blank && c.pixelWidth == 1 && c.pixelHeight == 1);
    }

    private static Calibration calibration(final Calibration source, final int scale, final Point crop,
        final PlaneSubset planes) {
        final Calibration result = source.copy();
        if (isCalibrated(source)) {
            result.pixelWidth /= scale;
            result.pixelHeight /= scale;
        }
        result.xOrigin = (source.xOrigin - crop.x) * scale;
        result.yOrigin = (source.yOrigin - crop.y) * scale;
        final PlaneSubset.Axis slices = planes.slices();
        result.pixelDepth *= slices.step();
        // an origin of 0 means that there is none
        if (source.zOrigin != 0) {
            result.zOrigin = (source.zOrigin - (slices.chosen()[0] - 1)) / slices.step();
        }
        result.frameInterval *= planes.frames().step();
        return result;
    }

    private static void overlay(final ImagePlus source, final ImagePlus result, final Rois rois,
        final Rectangle part) {
        if (source.getOverlay() != null) {
            result.setOverlay(rois.enlarge(source.getOverlay(), part));
            result.setHideOverlay(source.getHideOverlay());
        }
    }

    private static void selection(final ImagePlus source, final ImagePlus result, final Rois rois,
        final Rectangle crop) {
        final Roi roi = source.getRoi();
        if (roi == null || !rois.isSeen(roi)) {
            return;
        }
        final boolean isThePart = crop != null && roi.getType() == Roi.RECTANGLE && roi.getBounds().equals(crop);
        if (!isThePart) {
            result.setRoi(rois.enlarge(roi));
        }
    }
}
