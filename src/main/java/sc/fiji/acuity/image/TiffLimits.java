package sc.fiji.acuity.image;

import java.nio.file.Path;

import sc.fiji.acuity.base.AcuityException;

/**
 * What fits into a TIFF file that ImageJ reads.
 *
 * <p>Up to 4 GB it is an ordinary TIFF file with a directory for each plane. Beyond, offsets of 32 bits end: ImageJ's own
 * way is one directory, whose description says how many planes follow the first without a gap. ImageJ and Bio-Formats
 * read that; other programs see the first plane only.
 */
final class TiffLimits {

    /** Of one plane: ImageJ counts in 32 bits here. */
    private static final long MOST_IN_STACK = Integer.MAX_VALUE;
    /** Of an image of one plane, with room for what describes it. */
    private static final long MOST_ALONE = (1L << 32) - (1L << 28);

    private TiffLimits() {}

    /** Of one plane. */
    static long bytes(final int width, final int height, final int bitDepth) {
        return (long) width * height * bitDepth / 8;
    }

    /** @throws AcuityException if ImageJ could not read the file */
    static void require(final Path file, final int width, final int height, final int bitDepth, final int planes) {
        final long bytes = bytes(width, height, bitDepth);
        if (bytes > (planes > 1 ? MOST_IN_STACK : MOST_ALONE)) {
            throw new AcuityException(file.toString(), "would have " + (planes > 1 ? "planes" : "a plane") + " of "
                + (bytes >> 20) + " MB (" + width + " x " + height + " pixels), more than ImageJ reads from a TIFF file",
                "enlarge it in parts: a region" + (planes > 1 ? ", or slice by slice" : ""));
        }
    }
}
