package sc.fiji.acuity.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.plugin.HyperStackConverter;
import ij.plugin.LutLoader;
import ij.process.ImageConverter;
import ij.process.ImageProcessor;
import ij.process.LUT;

/** The rows of docs/image-kinds.md, each with an image and what must be true of its enlargement by 2. */
final class ImageKinds {

    static final int W = 9;
    static final int H = 7;

    private ImageKinds() {}

    /**
     * @param row as the table calls it
     * @param check of an enlargement by 2
     * @param inFile whether a TIFF file of ImageJ holds what is checked
     */
    record Kind(String row, Supplier<ImagePlus> image, Consumer<ImagePlus> check, boolean inFile) {

        Kind(final String row, final Supplier<ImagePlus> image, final Consumer<ImagePlus> check) {
            this(row, image, check, true);
        }

        @Override
        public String toString() {
            return row;
        }
    }

    static List<Kind> all() {
        final List<Kind> kinds = new ArrayList<>();
        types(kinds);
        tables(kinds);
        channels(kinds);
        dimensions(kinds);
        kinds.addAll(MetadataKinds.all());
        kinds.addAll(RoiKinds.all());
        return kinds;
    }

    /** One plane. */
    static ImagePlus plane(final int bits) {
        return new ImagePlus("kind.tif", Scenes.plane(bits, W, H, 1));
    }

    static ImagePlus stack(final int bits, final int channels, final int slices, final int frames) {
        final ImageStack stack = new ImageStack(W, H);
        for (int n = 0; n < channels * slices * frames; n++) {
            stack.addSlice(Scenes.plane(bits, W, H, n));
        }
        final ImagePlus image = new ImagePlus("kind.tif", stack);
        image.setDimensions(channels, slices, frames);
        image.setOpenAsHyperStack(image.getNDimensions() > 3);
        return image;
    }

    private static void types(final List<Kind> kinds) {
        kinds.add(new Kind("8-bit", () -> plane(8), r -> assertEquals(ImagePlus.GRAY8, r.getType())));
        kinds.add(new Kind("16-bit", () -> with(plane(16), i -> i.setDisplayRange(1000, 5000)), r -> {
            assertEquals(ImagePlus.GRAY16, r.getType());
            range(r, 1000, 5000);
        }));
        kinds.add(new Kind("32-bit", () -> with(plane(32), i -> i.setDisplayRange(-0.5, 0.75)), r -> {
            assertEquals(ImagePlus.GRAY32, r.getType());
            range(r, -0.5, 0.75);
        }));
        kinds.add(new Kind("RGB", () -> plane(24), r -> assertEquals(ImagePlus.COLOR_RGB, r.getType())));
        kinds.add(new Kind("RGB stack", () -> stack(24, 1, 2, 3), r -> {
            assertEquals(ImagePlus.COLOR_RGB, r.getType());
            assertTrue(r.isHyperStack());
        }));
    }

    private static void tables(final List<Kind> kinds) {
        final LUT fire = new LUT(LutLoader.getLut("fire"), 0, 255);
        kinds.add(new Kind("8-bit, colour table for intensities", () -> with(plane(8), i -> i.setLut(fire)), r -> {
            assertEquals(8, r.getBitDepth());
            table(fire, r);
        }));
        kinds.add(new Kind("8-bit, palette (indexed colour)", ImageKinds::indexed, r -> {
            assertEquals(ImagePlus.COLOR_RGB, r.getType());
            assertEquals(1, r.getStackSize());
        }));
        kinds.add(new Kind("Inverting colour table", () -> with(plane(8),
            i -> i.getProcessor().invertLut()), r -> assertTrue(r.isInvertedLut())));
        kinds.add(new Kind("16- and 32-bit, colour table", () -> with(stack(16, 1, 3, 1), i -> {
            i.setLut(fire);
            i.setDisplayRange(500, 9000);
        }), r -> {
            table(fire, r);
            range(r, 500, 9000);
        }));
        kinds.add(new Kind("Display range of 8-bit", () -> with(stack(8, 1, 3, 1), i -> {
            i.setLut(fire);
            i.setDisplayRange(20, 90);
        }), r -> {
            range(r, 20, 90);
            assertEquals(fire.getRGB(0), r.getProcessor().getCurrentColorModel().getRGB(15));
            assertEquals(fire.getRGB(255), r.getProcessor().getCurrentColorModel().getRGB(95));
            assertEquals(fire.getRGB(128), r.getProcessor().getCurrentColorModel().getRGB(55));
        }));
    }

    private static void channels(final List<Kind> kinds) {
        final int[] modes = { IJ.COMPOSITE, IJ.COLOR, IJ.GRAYSCALE };
        final String[] names = { "composite", "colour", "greyscale" };
        for (int m = 0; m < modes.length; m++) {
            final int mode = modes[m];
            for (final int bits : new int[] { 8, 16, 32 }) {
                if (bits == 16 || mode == IJ.COMPOSITE) {
                    kinds.add(new Kind("Channels, " + names[m] + ", " + bits + "-bit", () -> composite(bits, mode),
                        r -> coloured(r, mode)));
                }
            }
        }
        kinds.add(new Kind("Hidden channels", () -> with(composite(16, IJ.COMPOSITE),
            i -> ((CompositeImage) i).getActiveChannels()[1] = false), r -> {
                assertTrue(((CompositeImage) r).getActiveChannels()[0]);
                assertFalse(((CompositeImage) r).getActiveChannels()[1]);
            }, false));
        kinds.add(new Kind("More than 7 channels", () -> {
            final CompositeImage image = new CompositeImage(stack(16, 9, 1, 1), IJ.COLOR);
            image.setChannelLut(lut(Color.PINK, 7, 700), 9);
            return image;
        }, r -> {
            assertEquals(9, r.getNChannels());
            table(lut(Color.PINK, 7, 700), r.getLuts()[8]);
            assertEquals(700, r.getLuts()[8].max);
        }));
        kinds.add(new Kind("16-bit red, green and blue planes", () -> {
            final ImagePlus planes = stack(16, 3, 1, 1);
            final String[] labels = { "Red", "Green", "Blue" };
            for (int c = 1; c <= 3; c++) {
                planes.getStack().setSliceLabel(labels[c - 1], c);
            }
            final CompositeImage image = new CompositeImage(planes, IJ.COMPOSITE);
            for (int c = 1; c <= 3; c++) {
                image.setChannelLut(lut(List.of(Color.RED, Color.GREEN, Color.BLUE).get(c - 1), 10 * c, 1000 * c), c);
            }
            return image;
        }, r -> {
            assertEquals(3, r.getNChannels());
            assertEquals(IJ.COMPOSITE, ((CompositeImage) r).getMode());
            assertEquals("Green", r.getStack().getSliceLabel(2));
            assertEquals(30, r.getLuts()[2].min);
            assertEquals(3000, r.getLuts()[2].max);
        }));
    }

    private static void dimensions(final List<Kind> kinds) {
        kinds.add(new Kind("Hyperstack C, Z, T", () -> stack(16, 2, 3, 2), r -> assertTrue(r.isHyperStack())));
        for (final String order : new String[] { "xyczt", "xyctz", "xyzct", "xyztc", "xytcz", "xytzc" }) {
            kinds.add(new Kind("Hyperstack from planes in order " + order, () -> {
                final ImagePlus planes = stack(8, 1, 12, 1);
                return HyperStackConverter.toHyperStack(planes, 2, 3, 2, order, "color");
            }, r -> {
                assertArrayEquals(new int[] { 2 * W, 2 * H, 2, 3, 2 }, r.getDimensions());
                assertTrue(r.isComposite());
            }));
        }
        kinds.add(new Kind("Stack of slices", () -> stack(16, 1, 3, 1), r -> assertEquals(3, r.getNSlices())));
        kinds.add(new Kind("Time series", () -> stack(16, 1, 1, 3), r -> assertEquals(3, r.getNFrames())));
        kinds.add(new Kind("Channels only, not composite", () -> stack(16, 3, 1, 1), r -> {
            assertEquals(3, r.getNChannels());
            assertFalse(r.isComposite() && ((CompositeImage) r).getMode() == IJ.COMPOSITE);
        }));
        kinds.add(new Kind("Virtual stack", () -> {
            final ImagePlus image = new ImagePlus("kind.tif", new OneByOne(stack(16, 2, 3, 1).getStack()));
            image.setDimensions(2, 3, 1);
            image.setOpenAsHyperStack(true);
            return image;
        }, r -> {
            assertFalse(r.getStack().isVirtual());
            assertArrayEquals(new int[] { 2 * W, 2 * H, 2, 3, 1 }, r.getDimensions());
        }));
        kinds.add(new Kind("Current position", () -> with(stack(16, 2, 3, 2),
            i -> i.setPositionWithoutUpdate(2, 3, 1)), r -> assertEquals(6, r.getCurrentSlice()), false));
    }

    static ImagePlus with(final ImagePlus image, final Consumer<ImagePlus> change) {
        change.accept(image);
        return image;
    }

    private static CompositeImage composite(final int bits, final int mode) {
        final CompositeImage image = new CompositeImage(stack(bits, 2, 3, 1), mode);
        image.setChannelLut(lut(Color.GREEN, 10, 200), 1);
        image.setChannelLut(lut(Color.MAGENTA, 0.5 * 40, 9000), 2);
        return image;
    }

    private static void coloured(final ImagePlus result, final int mode) {
        assertEquals(mode, ((CompositeImage) result).getMode());
        table(lut(Color.GREEN, 0, 0), result.getLuts()[0]);
        table(lut(Color.MAGENTA, 0, 0), result.getLuts()[1]);
        assertEquals("10.0 200.0 20.0 9000.0", result.getLuts()[0].min + " " + result.getLuts()[0].max + " "
            + result.getLuts()[1].min + " " + result.getLuts()[1].max);
        assertTrue(result.isHyperStack());
    }

    private static LUT lut(final Color colour, final double min, final double max) {
        final LUT lut = LUT.createLutFromColor(colour);
        lut.min = min;
        lut.max = max;
        return lut;
    }

    private static void table(final LUT expected, final ImagePlus image) {
        table(expected, image.getProcessor().getLut());
    }

    private static void table(final LUT expected, final LUT found) {
        assertTrue(Arrays.equals(expected.getBytes(), found.getBytes()), "colour table");
    }

    private static void range(final ImagePlus image, final double min, final double max) {
        assertEquals(min, image.getDisplayRangeMin(), 1e-6);
        assertEquals(max, image.getDisplayRangeMax(), 1e-6);
    }

    private static ImagePlus indexed() {
        final ImagePlus image = plane(24);
        new ImageConverter(image).convertRGBtoIndexedColor(64);
        return image;
    }

    /** Gives out copies, one plane at a time, and fails where somebody wants all. */
    static final class OneByOne extends VirtualStack {

        private final ImageStack planes;
        private int read;

        OneByOne(final ImageStack planes) {
            super(planes.getWidth(), planes.getHeight(), null, null);
            this.planes = planes;
        }

        int read() {
            return read;
        }

        @Override
        public int getSize() {
            return planes.size();
        }

        @Override
        public ImageProcessor getProcessor(final int n) {
            read++;
            return planes.getProcessor(n).duplicate();
        }

        @Override
        public Object getPixels(final int n) {
            return getProcessor(n).getPixels();
        }

        @Override
        public int getBitDepth() {
            return planes.getBitDepth();
        }

        @Override
        public String getSliceLabel(final int n) {
            return planes.getSliceLabel(n);
        }

        @Override
        public Object[] getImageArray() {
            throw new AssertionError("all planes at once");
        }

        @Override
        public ImageStack duplicate() {
            throw new AssertionError("all planes at once");
        }
    }
}
