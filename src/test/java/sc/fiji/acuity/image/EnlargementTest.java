package sc.fiji.acuity.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Rectangle;
import java.nio.file.Path;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.process.LUT;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnlargementTest {

    @Test
    void calibration() {
        final ImagePlus source = source();
        final ImagePlus result = carryOver(source, 3, null);
        final Calibration c = result.getCalibration();
        assertEquals(0.1, c.pixelWidth, 1e-12);
        assertEquals(0.2, c.pixelHeight, 1e-12);
        assertEquals(2, c.pixelDepth);
        assertEquals(12, c.xOrigin);
        assertEquals(-6, c.yOrigin);
        assertEquals(1, c.zOrigin);
        assertEquals("mm", c.getUnit());
        assertEquals("\u00b5m", c.getZUnit());
        assertEquals(30, c.frameInterval);
        assertEquals("min", c.getTimeUnit());
        assertEquals(7, c.fps);
        assertEquals(Calibration.STRAIGHT_LINE, c.getFunction());
        assertEquals(5 + 2 * 100, c.getCValue(100.0));
        assertEquals("OD", c.getValueUnit());
    }

    /** Such a file would otherwise say 0.5 "pixel" once it is saved. */
    @Test
    void aBlankUnitIsNoCalibration() {
        final ImagePlus source = source();
        final Calibration blank = new Calibration();
        blank.setUnit(" ");
        source.setCalibration(blank);
        assertEquals(1, carryOver(source, 2, null).getCalibration().pixelWidth);
        blank.pixelWidth = 0.5;
        source.setCalibration(blank);
        assertEquals(0.25, carryOver(source, 2, null).getCalibration().pixelWidth);
    }

    @Test
    void everythingKeepsItsPhysicalPlaceInACrop() {
        final ImagePlus source = source();
        source.setRoi(new Roi(3, 2, 2, 1));
        source.setOverlay(new Overlay(new Roi(2.5, 2, 1, 1)));
        source.getOverlay().add(new Roi(0, 0, 2, 2));
        final ImagePlus result = carryOver(source, 2, new Rectangle(2, 1, 5, 4));
        assertEquals((4 - 2) * 2, result.getCalibration().xOrigin);
        assertEquals((-2 - 1) * 2, result.getCalibration().yOrigin);
        assertEquals(new Rectangle(2, 2, 4, 2), result.getRoi().getBounds());
        assertEquals(1, result.getOverlay().size(), "the other element lies outside");
        assertEquals(1, result.getOverlay().get(0).getXBase());
        final double before = source.getCalibration().getX(2.5);
        assertEquals(before, result.getCalibration().getX(result.getOverlay().get(0).getXBase()), 1e-12);
    }

    @Test
    void theSelectionThatWasCutOutIsNoSelectionInTheResult() {
        final ImagePlus source = source();
        source.setRoi(new Roi(2, 1, 5, 4));
        assertNull(carryOver(source, 2, new Rectangle(2, 1, 5, 4)).getRoi());
        assertEquals(new Rectangle(4, 2, 10, 8), carryOver(source, 2, null).getRoi().getBounds());
    }

    @Test
    void coloursDimensionsLabelsAndProperties() {
        final ImagePlus source = source();
        final ImagePlus result = carryOver(source, 2, null);
        assertArrayEquals(new int[] { 16, 12, 2, 3, 2 }, result.getDimensions());
        assertTrue(result.isHyperStack());
        final CompositeImage composite = (CompositeImage) result;
        assertEquals(IJ.COMPOSITE, composite.getMode());
        assertArrayEquals(new boolean[] { true, false }, java.util.Arrays.copyOf(composite.getActiveChannels(), 2));
        assertEquals(Color.GREEN.getRGB(), result.getLuts()[0].getRGB(255));
        assertEquals(Color.MAGENTA.getRGB(), result.getLuts()[1].getRGB(255));
        assertEquals("10.0 500.0 20.0 9000.0", result.getLuts()[0].min + " " + result.getLuts()[0].max + " "
            + result.getLuts()[1].min + " " + result.getLuts()[1].max);
        assertEquals("plane 5", result.getStack().getSliceLabel(5));
        assertNull(result.getStack().getSliceLabel(6));
        assertEquals("a text", result.getInfoProperty());
        assertEquals("A7", result.getProp("sample"));
    }

    @Test
    void theSourceStaysAsItIs() {
        final ImagePlus source = source();
        source.setRoi(new Roi(1, 1, 2, 2));
        final Roi roi = source.getRoi();
        final Calibration calibration = source.getCalibration().copy();
        final ImagePlus result = carryOver(source, 2, null);
        result.getCalibration().setUnit("m");
        result.getLuts()[0].min = 77;
        ((CompositeImage) result).getActiveChannels()[1] = true;
        assertTrue(source.getCalibration().equals(calibration));
        assertEquals(4, source.getCalibration().xOrigin);
        assertEquals(roi, source.getRoi());
        assertNotSame(roi, result.getRoi());
        assertEquals(10, source.getLuts()[0].min);
        assertFalse(((CompositeImage) source).getActiveChannels()[1]);
    }

    @Test
    void anUncalibratedImageStaysInPixels() {
        final ImagePlus source = IJ.createImage("a", "8-bit", 4, 4, 1);
        source.getCalibration().xOrigin = 1;
        final Calibration c = carryOver(source, 2, null).getCalibration();
        assertFalse(c.scaled());
        assertEquals(2, c.xOrigin);
    }

    @Test
    void aSinglePlane() {
        final ImagePlus source = IJ.createImage("a", "16-bit ramp", 4, 4, 1);
        source.setProp("Slice_Label", "only");
        source.setLut(LUT.createLutFromColor(Color.RED));
        source.setDisplayRange(100, 200);
        final ImagePlus result = carryOver(source, 2, null);
        assertEquals("only", result.getStack().getSliceLabel(1));
        assertEquals(Color.RED.getRGB(), result.getProcessor().getLut().getRGB(255));
        assertEquals(100, result.getDisplayRangeMin());
        assertEquals(200, result.getDisplayRangeMax());
        assertEquals(ImagePlus.GRAY16, result.getType());
    }

    @Test
    void surviveAFile(@TempDir final Path folder) {
        ImageFiles.save(carryOver(source(), 2, null), folder.resolve("a.tif"), false);
        final ImagePlus back = ImageFiles.open(folder.resolve("a.tif"));
        assertEquals(0.15, back.getCalibration().pixelWidth, 1e-7);
        assertEquals(8, back.getCalibration().xOrigin);
        assertEquals(Color.MAGENTA.getRGB(), back.getLuts()[1].getRGB(255));
    }

    @ParameterizedTest
    @CsvSource({ "cells.tif, cells-x2.tif", "cells, cells-x2", ".hidden, .hidden-x2", "a.b.png, a.b-x2.png",
        "dose 1.5, dose 1.5-x2", "z at 1.5 um, z at 1.5 um-x2", "a., a.-x2", "a.ome.tiff, a.ome-x2.tiff" })
    void titles(final String name, final String expected) {
        assertEquals(expected, Enlargement.title(name, 2));
    }

    @Test
    void sizesMustFit() {
        final ImagePlus source = source();
        final ImagePlus small = IJ.createHyperStack("b", 16, 11, 2, 3, 2, 16);
        assertThrows(IllegalArgumentException.class, () -> Enlargement.carryOver(source, small, 2, null));
        final ImagePlus few = IJ.createImage("b", "16-bit", 16, 12, 11);
        assertThrows(IllegalArgumentException.class, () -> Enlargement.carryOver(source, few, 2, null));
    }

    private static ImagePlus carryOver(final ImagePlus source, final int scale, final Rectangle crop) {
        final int width = scale * (crop == null ? source.getWidth() : crop.width);
        final int height = scale * (crop == null ? source.getHeight() : crop.height);
        final String type = source.getBitDepth() + "-bit";
        final ImagePlus result = IJ.createImage("b", type, width, height, source.getStackSize());
        return Enlargement.carryOver(source, result, scale, crop);
    }

    private static ImagePlus source() {
        final ImagePlus plain = IJ.createImage("a", "16-bit", 8, 6, 12);
        plain.setDimensions(2, 3, 2);
        final CompositeImage image = new CompositeImage(plain, IJ.COMPOSITE);
        image.setOpenAsHyperStack(true);
        image.setChannelLut(LUT.createLutFromColor(Color.GREEN), 1);
        image.setChannelLut(LUT.createLutFromColor(Color.MAGENTA), 2);
        image.setPosition(1, 1, 1);
        image.setDisplayRange(10, 500);
        image.setPosition(2, 1, 1);
        image.setDisplayRange(20, 9000);
        image.getActiveChannels()[1] = false;
        image.getStack().setSliceLabel("plane 5", 5);
        final Calibration c = image.getCalibration();
        c.pixelWidth = 0.3;
        c.pixelHeight = 0.6;
        c.pixelDepth = 2;
        c.setUnit("mm");
        c.setZUnit("um");
        c.xOrigin = 4;
        c.yOrigin = -2;
        c.zOrigin = 1;
        c.frameInterval = 30;
        c.setTimeUnit("min");
        c.fps = 7;
        c.setFunction(Calibration.STRAIGHT_LINE, new double[] { 5, 2 }, "OD");
        image.setProperty("Info", "a text");
        image.setProp("sample", "A7");
        return image;
    }
}
