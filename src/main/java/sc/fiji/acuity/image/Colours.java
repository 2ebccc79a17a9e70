package sc.fiji.acuity.image;

import java.util.Arrays;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.process.LUT;

/** Colour tables, display ranges and the plane that is shown, from an image to its enlargement. */
final class Colours {

    private Colours() {}

    /**
     * @param result with its dimensions set
     * @return {@code result}, or a composite image over the same pixels where the source is one
     */
    static ImagePlus carryOver(final ImagePlus source, final ImagePlus result, final PlaneSubset planes) {
        if (source instanceof CompositeImage composite
            && (planes.channels().count() > 1 || planes.channels().isWhole())) {
            return channels(composite, result, planes);
        }
        show(source, result, planes);
        if (result.getBitDepth() == 24) {
            return result;
        }
        if (source instanceof CompositeImage composite) {
            final LUT lut = composite.getLuts()[planes.channels().chosen()[0] - 1];
            result.setLut(lut);
            result.setDisplayRange(lut.min, lut.max);
        } else {
            result.setLut(source.getProcessor().getLut());
            result.setDisplayRange(source.getDisplayRangeMin(), source.getDisplayRangeMax());
            if (source.getType() == ImagePlus.COLOR_256) {
                result.setTypeToColor256();
            }
        }
        return result;
    }

    private static ImagePlus channels(final CompositeImage source, final ImagePlus result, final PlaneSubset planes) {
        final CompositeImage composite = result instanceof CompositeImage already ? already
            : new CompositeImage(result, source.getMode());
        composite.setMode(source.getMode());
        show(source, composite, planes);
        final LUT[] luts = source.getLuts();
        final int[] channels = planes.channels().chosen();
        for (int c = 0; c < channels.length; c++) {
            composite.setChannelLut(luts[channels[c] - 1], c + 1);
        }
        activate(source.getActiveChannels(), composite, channels);
        if (composite.getBitDepth() > 8) {
            // ImageJ would take the range of whatever plane it saw first, and write that into files
            final LUT shown = composite.getChannelLut();
            composite.getProcessor().setMinAndMax(shown.min, shown.max);
        }
        return composite;
    }

    /** In the mode that overlays channels those that are seen; in the others only the current one is active. */
    private static void activate(final boolean[] source, final CompositeImage result, final int[] channels) {
        final boolean[] active = result.getActiveChannels();
        boolean any = false;
        for (int c = 0; c < channels.length && c < active.length; c++) {
            active[c] = channels[c] <= source.length && source[channels[c] - 1];
            any |= active[c];
        }
        if (!any && result.getMode() == IJ.COMPOSITE) {
            Arrays.fill(active, true);
        } else if (!any && result.getChannel() <= active.length) {
            active[result.getChannel() - 1] = true;
        }
    }

    /** The plane that is shown, or the first where that is not among the chosen. */
    private static void show(final ImagePlus source, final ImagePlus result, final PlaneSubset planes) {
        final int[] position = source.convertIndexToPosition(source.getCurrentSlice());
        result.setPositionWithoutUpdate(Math.max(1, planes.channels().place(position[0])),
            Math.max(1, planes.slices().place(position[1])), Math.max(1, planes.frames().place(position[2])));
    }
}
