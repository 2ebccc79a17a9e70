package sc.fiji.acuity.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.ImageStack;
import ij.gui.EllipseRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;

class ImageFilesSaveTest {

    @TempDir
    Path folder;

    @Test
    void tiffKeepsEverythingOfAHyperstack() {
        final ImageStack stack = new ImageStack(7, 5);
        for (int i = 0; i < 12; i++) {
            final ShortProcessor plane = new ShortProcessor(7, 5);
            plane.set(3, 2, 1000 * i + 7);
            stack.addSlice(i == 4 ? null : "plane " + i, plane);
        }
        final CompositeImage image = new CompositeImage(new ImagePlus("cells", stack), IJ.COMPOSITE);
        image.setDimensions(2, 3, 2);
        image.setOpenAsHyperStack(true);
        image.setChannelLut(LUT.createLutFromColor(Color.GREEN), 1);
        image.setChannelLut(LUT.createLutFromColor(Color.MAGENTA), 2);
        image.setPositionWithoutUpdate(1, 1, 1);
        image.setDisplayRange(10, 500);
        image.setPosition(2, 1, 1);
        image.setDisplayRange(20, 9000);
        final Calibration calibration = image.getCalibration();
        calibration.pixelWidth = 0.25;
        calibration.pixelHeight = 0.5;
        calibration.pixelDepth = 2;
        calibration.setUnit("um");
        calibration.frameInterval = 30;
        calibration.setTimeUnit("min");
        calibration.xOrigin = 3;
        image.setProperty("Info", "stained with \u03b1-tubulin");
        image.setProp("sample", "A7");
        image.setRoi(new EllipseRoi(1, 1, 5, 4, 0.5));
        final Overlay overlay = new Overlay(new Roi(1.5, 2.25, 3, 2));
        image.setOverlay(overlay);

        final Path file = folder.resolve("cells.tif");
        ImageFiles.save(image, file, false);
        final ImagePlus back = ImageFiles.open(file);

        assertTrue(back.isHyperStack());
        assertArrayEquals(new int[] { 7, 5, 2, 3, 2 }, back.getDimensions());
        for (int i = 1; i <= 12; i++) {
            assertArrayEquals((short[]) stack.getPixels(i), (short[]) back.getStack().getPixels(i));
            assertEquals(stack.getSliceLabel(i), back.getStack().getSliceLabel(i));
        }
        assertEquals(IJ.COMPOSITE, ((CompositeImage) back).getMode());
        final LUT[] luts = back.getLuts();
        assertEquals(Color.GREEN.getRGB(), luts[0].getRGB(255));
        assertEquals(Color.MAGENTA.getRGB(), luts[1].getRGB(255));
        assertEquals(500, luts[0].max);
        assertEquals(20, luts[1].min);
        final Calibration c = back.getCalibration();
        assertEquals("0.25 0.5 2.0 \u00b5m 30.0 min 3.0", c.pixelWidth + " " + c.pixelHeight + " " + c.pixelDepth + " "
            + c.getUnit() + " " + c.frameInterval + " " + c.getTimeUnit() + " " + c.xOrigin);
        assertTrue(back.getInfoProperty().contains("\u03b1-tubulin"));
        assertEquals("A7", back.getProp("sample"));
        assertEquals(image.getRoi().getFloatPolygon().npoints, back.getRoi().getFloatPolygon().npoints);
        assertEquals(2.25, back.getOverlay().get(0).getYBase());
    }

    @Test
    void tiffKeepsEveryPixelType() {
        final Path file = folder.resolve("a.TIF");
        final float[] floats = { -1, Float.NaN, 3e38f, 0 };
        ImageFiles.save(new ImagePlus("a", new FloatProcessor(2, 2, floats)), file, false);
        assertArrayEquals(floats, (float[]) ImageFiles.open(file).getProcessor().getPixels());
        final int[] rgb = { 0xff010203, 0xfffffefd, 0xff000000, 0xff7f8081 };
        ImageFiles.save(new ImagePlus("a", new ColorProcessor(2, 2, rgb)), file, true);
        assertArrayEquals(rgb, (int[]) ImageFiles.open(file).getProcessor().getPixels());
        final ByteProcessor inverted = new ByteProcessor(1, 1, new byte[] { 9 });
        inverted.invertLut();
        ImageFiles.save(new ImagePlus("a", inverted), file, true);
        assertEquals(9, ImageFiles.open(file).getProcessor().get(0));
        assertTrue(ImageFiles.open(file).isInvertedLut());
    }

    @Test
    void theBytesDoNotDependOnWhatTheUserPrefersInImageJ() throws IOException {
        final ImagePlus image = new ImagePlus("a", new ShortProcessor(2, 1, new short[] { 1, 0x0203 }, null));
        final boolean preferred = Prefs.intelByteOrder;
        try {
            Prefs.intelByteOrder = false;
            ImageFiles.save(image, folder.resolve("one.tif"), false);
            Prefs.intelByteOrder = true;
            ImageFiles.save(image, folder.resolve("two.tif"), false);
            assertTrue(Prefs.intelByteOrder);
        } finally {
            Prefs.intelByteOrder = preferred;
        }
        assertEquals(-1, Files.mismatch(folder.resolve("one.tif"), folder.resolve("two.tif")));
    }

    @Test
    void anEmptyInfoDoesNotSpoilTheFile() {
        final ImagePlus image = new ImagePlus("a", new ByteProcessor(2, 2));
        image.setProperty("Info", "");
        image.setRoi(new Roi(0, 0, 1, 1));
        final Path file = folder.resolve("a.tif");
        ImageFiles.save(image, file, false);
        assertEquals(1, ImageFiles.open(file).getRoi().getBounds().width);
    }

    @Test
    void aLabelOfASinglePlane() {
        final ImageStack stack = new ImageStack(2, 2);
        stack.addSlice("only", new ByteProcessor(2, 2));
        final Path file = folder.resolve("a.tiff");
        ImageFiles.save(new ImagePlus("a", stack), file, false);
        assertEquals("only", ImageFiles.open(file).getStack().getSliceLabel(1));
    }

    @Test
    void pngKeepsValues() {
        final Path file = folder.resolve("a.png");
        final ByteProcessor bytes = new ByteProcessor(3, 1, new byte[] { 0, 100, -1 });
        bytes.setMinAndMax(50, 120);
        ImageFiles.save(new ImagePlus("a", bytes), file, false);
        assertArrayEquals(new byte[] { 0, 100, -1 }, (byte[]) ImageFiles.open(file).getProcessor().getPixels());
        final short[] shorts = { 0, 12345, -1 };
        ImageFiles.save(new ImagePlus("a", new ShortProcessor(3, 1, shorts, null)), file, true);
        assertArrayEquals(shorts, (short[]) ImageFiles.open(file).getProcessor().getPixels());
        final int[] rgb = { 0xff010203, 0xfffffefd, 0xff7f8081 };
        ImageFiles.save(new ImagePlus("a", new ColorProcessor(3, 1, rgb)), file, true);
        assertArrayEquals(rgb, (int[]) ImageFiles.open(file).getProcessor().getPixels());
        bytes.setLut(LUT.createLutFromColor(Color.RED));
        ImageFiles.save(new ImagePlus("a", bytes), file, true);
        final ImagePlus red = ImageFiles.open(file);
        assertEquals(100, red.getProcessor().get(1));
        assertEquals(Color.RED.getRGB(), red.getProcessor().getLut().getRGB(255));
    }

    @Test
    void whatCannotBeSavedIsRefusedFirst() throws IOException {
        final ImagePlus stack = IJ.createImage("a", "8-bit", 2, 2, 3);
        final ImagePlus floats = IJ.createImage("a", "32-bit", 2, 2, 1);
        refused("cannot hold the 3 planes", stack, "a.png");
        refused("cannot hold 32-bit pixels", floats, "a.png");
        refused("extension that Acuity does not write", floats, "a.jpg");
        refused("extension that Acuity does not write", floats, "a");
        refused("its folder does not exist", floats, "none/a.tif");
        Files.createDirectory(folder.resolve("b.tif"));
        refused("is a folder", floats, "b.tif");
        assertEquals(List.of(folder.resolve("b.tif")), files());
    }

    @Test
    void nothingIsOverwrittenUnasked() throws IOException {
        final Path file = Files.writeString(folder.resolve("a.tif"), "precious");
        refused("exists already", IJ.createImage("a", "8-bit", 2, 2, 1), "a.tif");
        assertEquals("precious", Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 100, 5000, 20_000 })
    void aFullDiskIsNoticed(final int space) {
        final ImagePlus image = IJ.createImage("a", "16-bit", 100, 60, 2);
        image.setProperty("Info", "text");
        assertThrows(IOException.class, () -> ImageWriters.tiff(image, full(space)));
        final ImagePlus noise = IJ.createImage("a", "RGB noise", 100, 100, 1);
        assertThrows(IOException.class, () -> ImageWriters.png(noise.getProcessor(), full(space)));
    }

    @Test
    void aFailureLeavesTheOldFile() throws IOException {
        final ImagePlus image = IJ.createImage("a", "8-bit", 2, 2, 1);
        final Path file = folder.resolve("a.tif");
        ImageFiles.save(image, file, false);
        final byte[] before = Files.readAllBytes(file);
        final ImagePlus broken = new ImagePlus("a", IJ.createImage("a", "8-bit", 2, 2, 2).getStack()) {
            @Override
            public String getInfoProperty() {
                throw new IllegalStateException("breaks while it is written");
            }
        };
        assertThrows(IllegalStateException.class, () -> ImageFiles.save(broken, file, true));
        assertArrayEquals(before, Files.readAllBytes(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void savingChangesNothing() {
        final ImagePlus image = IJ.createImage("title", "8-bit", 2, 2, 1);
        image.changes = true;
        ImageFiles.save(image, folder.resolve("a.tif"), false);
        assertEquals("title", image.getTitle());
        assertNull(image.getInfoProperty());
        assertTrue(image.changes);
    }

    @Test
    void listsImagesInNaturalOrder() throws IOException {
        for (final String name : List.of("img10.tif", "IMG2.PNG", "img1.jpeg", "notes.txt", "tif", ".hidden.tif",
            "b.bmp")) {
            Files.createFile(folder.resolve(name));
        }
        Files.createDirectory(folder.resolve("folder.tif"));
        assertEquals(List.of("b.bmp", "img1.jpeg", "IMG2.PNG", "img10.tif"),
            ImageFiles.list(folder).stream().map(f -> f.getFileName().toString()).toList());
        assertThrows(AcuityException.class, () -> ImageFiles.list(folder.resolve("none")));
        assertThrows(AcuityException.class, () -> ImageFiles.list(folder.resolve("b.bmp")));
    }

    private static OutputStream full(final int space) {
        return new OutputStream() {
            private int left = space;

            @Override
            public void write(final int b) throws IOException {
                if (left-- <= 0) {
                    throw new IOException("No space left on device");
                }
            }
        };
    }

    private void refused(final String reason, final ImagePlus image, final String name) {
        final Path file = folder.resolve(name);
        final AcuityException e = assertThrows(AcuityException.class, () -> ImageFiles.save(image, file, false));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
        assertFalse(e.remedy().isEmpty());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
