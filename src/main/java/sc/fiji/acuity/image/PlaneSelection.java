package sc.fiji.acuity.image;

import ij.ImagePlus;

import sc.fiji.acuity.base.AcuityException;

/**
 * Which planes of an image are meant, in words that fit any image; {@link #of} says which those are in a given one.
 *
 * <pre>{@code
 * PlaneSubset planes = PlaneSelection.parse("1", "all", "2-5,7").of(image);
 * }</pre>
 */
public record PlaneSelection(Ranges channels, Ranges slices, Ranges frames) {

    /** Every plane. */
    public static final PlaneSelection ALL = new PlaneSelection(Ranges.ALL, Ranges.ALL, Ranges.ALL);

    /** In place of a number: where the image that the user looks at stands. */
    private static final String CURRENT = "current";

    /**
     * Each {@code all}, or numbers from 1 and ranges such as {@code 2-5,7}.
     *
     * @throws AcuityException if one is neither
     */
    public static PlaneSelection parse(final String channels, final String slices, final String frames) {
        return new PlaneSelection(parse("channels", channels), parse("slices", slices), parse("frames", frames));
    }

    /** The same for an open image, where each may also be {@code current}: the one that is shown. */
    public static PlaneSelection parse(final String channels, final String slices, final String frames,
        final ImagePlus open) {
        final int[] position = open.convertIndexToPosition(open.getCurrentSlice());
        return new PlaneSelection(parse("channels", channels, position[0]), parse("slices", slices, position[1]),
            parse("frames", frames, position[2]));
    }

    private static Ranges parse(final String what, final String text) {
        if (isCurrent(text)) {
            throw new AcuityException(what + " " + text, "means the plane that is shown, and nothing is shown here",
                "write all, or for example 2-5,7");
        }
        return Ranges.parse(what, text);
    }

    private static Ranges parse(final String what, final String text, final int current) {
        return isCurrent(text) ? Ranges.only(current) : Ranges.parse(what, text);
    }

    private static boolean isCurrent(final String text) {
        return text.trim().equalsIgnoreCase(CURRENT);
    }

    public boolean isAll() {
        return channels.isAll() && slices.isAll() && frames.isAll();
    }

    /** @throws AcuityException if the image has no such channels, slices or frames */
    public PlaneSubset of(final ImagePlus image) {
        return of(image.getTitle(), image.getNChannels(), image.getNSlices(), image.getNFrames());
    }

    /**
     * The planes of an image of these dimensions.
     *
     * @param name what messages call the image
     * @throws AcuityException if it has no such channels, slices or frames
     */
    public PlaneSubset of(final String name, final int nChannels, final int nSlices, final int nFrames) {
        final String image = name + " (" + nChannels + (nChannels == 1 ? " channel, " : " channels, ") + nSlices
            + (nSlices == 1 ? " slice, " : " slices, ") + nFrames + (nFrames == 1 ? " frame)" : " frames)");
        return new PlaneSubset(
            new PlaneSubset.Axis(nChannels, channels.within("channels", nChannels, image)),
            new PlaneSubset.Axis(nSlices, slices.within("slices", nSlices, image)),
            new PlaneSubset.Axis(nFrames, frames.within("frames", nFrames, image)));
    }
}
