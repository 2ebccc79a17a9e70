package sc.fiji.acuity.image;

import java.awt.image.IndexColorModel;
import java.util.Arrays;

import ij.ImagePlus;

/**
 * Tells the two kinds of 8-bit images with a colour table apart.
 *
 * <p>A <em>scale</em> ({@code Fire}, {@code Green}, a microscope's own) colours intensities: the pixels are the data.
 * A <em>palette</em> (GIF, indexed PNG, {@code Image>Type>8-bit Color}, {@code Glasbey}) lists colours: a pixel is a
 * number of a colour, the next number is any other colour, and the mean of two numbers means nothing.
 *
 * <pre>{@code
 * ImageProcessor pixels = ColourTable.isPalette(image) ? processor.convertToColorProcessor() : processor;
 * }</pre>
 *
 * <p>Neither a file nor ImageJ says which one it is; the table does. A scale is a smooth path through the colours,
 * perhaps with a few jumps: the median of its second differences (the greatest of red, green and blue) is 0 or 1 for
 * ImageJ's own, while palettes that were computed for photographs and micrographs have 11 and more.
 */
public final class ColourTable {

    /** What a user is told whose image has a palette. */
    public static final String PALETTE_NOTE =
        "the colour table is a palette, whose numbers are no intensities: enlarged as colours, the result is RGB";

    /** Far from both: scales have 0 or 1, palettes from 11 on. */
    private static final int ROUGH = 6;
    /** A scale of fewer steps would go through all of its colours in less than ten. */
    private static final int STEEP = 32;

    private ColourTable() {}

    /**
     * Whether the pixels are numbers of colours. Never so for images of several channels, where ImageJ's tables say how
     * a channel is shown.
     */
    public static boolean isPalette(final ImagePlus image) {
        return image.getBitDepth() == 8 && !image.isComposite()
            && image.getProcessor().getColorModel() instanceof IndexColorModel table && isPalette(table);
    }

    static boolean isPalette(final IndexColorModel table) {
        final int[][] rgb = channels(table);
        if (isGrey(rgb) && isMonotone(rgb[0])) {
            return false;
        }
        int first = 0;
        int last = rgb[0].length - 1;
        // what is not used is filled with one colour
        while (first < last && distance(rgb, first, first + 1) == 0) {
            first++;
        }
        while (last > first && distance(rgb, last, last - 1) == 0) {
            last--;
        }
        return last > first && (steepness(rgb, first, last) > STEEP || roughness(rgb, first, last) > ROUGH);
    }

    private static int[][] channels(final IndexColorModel table) {
        final int[][] rgb = new int[3][table.getMapSize()];
        for (int i = 0; i < rgb[0].length; i++) {
            rgb[0][i] = table.getRed(i);
            rgb[1][i] = table.getGreen(i);
            rgb[2][i] = table.getBlue(i);
        }
        return rgb;
    }

    private static boolean isGrey(final int[][] rgb) {
        return Arrays.equals(rgb[0], rgb[1]) && Arrays.equals(rgb[0], rgb[2]);
    }

    private static boolean isMonotone(final int[] values) {
        boolean rises = true;
        boolean falls = true;
        for (int i = 1; i < values.length; i++) {
            rises &= values[i] >= values[i - 1];
            falls &= values[i] <= values[i - 1];
        }
        return rises || falls;
    }

    private static double steepness(final int[][] rgb, final int first, final int last) {
        long path = 0;
        for (int i = first; i < last; i++) {
            path += distance(rgb, i, i + 1);
        }
        return (double) path / (last - first);
    }

    private static int roughness(final int[][] rgb, final int first, final int last) {
        if (last - first < 2) {
            return 0;
        }
        final int[] second = new int[last - first - 1];
        for (int i = 0; i < second.length; i++) {
            final int at = first + 1 + i;
            for (final int[] c : rgb) {
                second[i] = Math.max(second[i], Math.abs(c[at - 1] - 2 * c[at] + c[at + 1]));
            }
        }
        Arrays.sort(second);
        return second[second.length / 2];
    }

    private static int distance(final int[][] rgb, final int a, final int b) {
        return Math.max(Math.abs(rgb[0][a] - rgb[0][b]),
            Math.max(Math.abs(rgb[1][a] - rgb[1][b]), Math.abs(rgb[2][a] - rgb[2][b])));
    }
}
