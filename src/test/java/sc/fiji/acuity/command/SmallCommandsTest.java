package sc.fiji.acuity.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.command.Command;
import org.scijava.module.Module;
import sc.fiji.acuity.image.Planes;
import sc.fiji.acuity.image.Resize;
import sc.fiji.acuity.image.Rounding;

/** SR Bicubic..., SR Compare... and SR Doctor. */
class SmallCommandsTest {

    private static Commands commands;

    @BeforeAll
    static void start() {
        commands = new Commands();
    }

    @AfterAll
    static void stop() {
        commands.close();
    }

    @Test
    void bicubicIsResize() throws Exception {
        final ImagePlus image = new ImagePlus("ramp.tif", new FloatProcessor(5, 3, ramp(15)));
        image.getCalibration().pixelWidth = 3;
        final ImagePlus result =
            (ImagePlus) commands.run(BicubicCommand.class, Map.of("input", image, "scale", 3)).getOutput("result");
        assertArrayEquals(Resize.bicubic(Planes.of(new FloatProcessor(5, 3, ramp(15))), 3, Rounding.NONE).data(),
            (float[]) result.getProcessor().getPixels());
        assertEquals(1, result.getCalibration().pixelWidth);
        assertEquals("ramp-x3.tif", result.getTitle());
        assertArrayEquals(ramp(15), (float[]) image.getProcessor().getPixels());
    }

    @Test
    void bicubicWithBadInputs() {
        final ImagePlus image = new ImagePlus("a", new ByteProcessor(5, 3));
        assertTrue(commands.error(BicubicCommand.class, Map.of("input", image, "scale", 99)).startsWith("scale 99: "));
        assertTrue(commands.error(BicubicCommand.class, Map.of()).startsWith("input: there is no image"));
    }

    @Test
    void compareOfAKnownDifference() throws Exception {
        final ImageProcessor other = bytes(100);
        other.set(0, 0, 100 + 12);
        final Map<String, Object> pair = images(new ByteProcessor(12, 12), other);
        pair.put("first", new ImagePlus("a", bytes(100)));
        // one of 144 pixels differs by 12: the mean squared error is 1
        assertEquals(48.13080360867910, psnr(pair), 1e-12);
        pair.put("range", 10);
        assertEquals(20, psnr(pair), 1e-12);
        pair.put("second", pair.get("first"));
        final Module same = commands.run(CompareCommand.class, pair);
        assertEquals(Double.POSITIVE_INFINITY, (double) same.getOutput("psnr"));
        assertEquals(1, (double) same.getOutput("ssim"), 1e-12);
    }

    @Test
    void compareTakesTheRangeOfTheReference() throws Exception {
        final float[] values = ramp(144);
        values[0] = 12;
        assertEquals(20 * Math.log10(143),
            psnr(images(new FloatProcessor(12, 12, values), new FloatProcessor(12, 12, ramp(144)))), 1e-12);
    }

    @Test
    void compareTakesAllColoursTogether() throws Exception {
        final ColorProcessor blue = new ColorProcessor(12, 12);
        blue.setColor(new java.awt.Color(0, 0, 30));
        blue.fill();
        // (0 + 0 + 30²) / 3
        assertEquals(10 * Math.log10(255 * 255 / 300.0), psnr(images(blue, new ColorProcessor(12, 12))), 1e-12);
    }

    /** Values count; a palette stands for its colours, so that it compares with an RGB image. */
    @Test
    void compareWithColourTables() throws Exception {
        final ImageProcessor coloured = bytes(100);
        coloured.setLut(LUT.createLutFromColor(java.awt.Color.RED));
        assertEquals(Double.POSITIVE_INFINITY, psnr(images(coloured, bytes(100))));
        final int[] colours = new Random(1).ints(256, 0, 1 << 24).toArray();
        final ImageProcessor palette = bytes(100);
        palette.setColorModel(new IndexColorModel(8, 256, colours, 0, false, -1, DataBuffer.TYPE_BYTE));
        final ColorProcessor colour = new ColorProcessor(12, 12);
        colour.setColor(new java.awt.Color(colours[100]));
        colour.fill();
        assertEquals(Double.POSITIVE_INFINITY, psnr(images(palette, colour)));
        assertTrue(compareError(palette, bytes(100)).contains("have 24 and 8 bits"));
    }

    @Test
    void compareWithBadInputs() {
        assertTrue(compareError(null, bytes(0)).startsWith("first: there is no image"));
        assertTrue(compareError(bytes(0), null).startsWith("second: there is no image"));
        assertTrue(compareError(bytes(0), new FloatProcessor(12, 12)).contains("have 8 and 32 bits"));
        assertTrue(compareError(bytes(0), new ByteProcessor(11, 12))
            .contains("12 x 12 and 11 x 12 pixels: have different"));
        assertTrue(compareError(new ByteProcessor(10, 12), new ByteProcessor(10, 12)).contains("window of SSIM"));
        final Map<String, Object> pair = images(bytes(0), bytes(1));
        for (final double range : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            pair.put("range", range);
            assertTrue(commands.error(CompareCommand.class, pair).contains("range " + range + ": is not"));
        }
    }

    @Test
    void doctorReports() throws Exception {
        final String report = (String) commands.run(DoctorCommand.class, Map.of()).getOutput("report");
        assertTrue(report.contains("libtorch") && report.contains("cpu"), report);
    }

    private static double psnr(final Map<String, Object> inputs) throws Exception {
        return (double) commands.run(CompareCommand.class, inputs).getOutput("psnr");
    }

    private static String compareError(final ImageProcessor first, final ImageProcessor second) {
        final Class<? extends Command> command = CompareCommand.class;
        return commands.error(command, images(first, second));
    }

    private static Map<String, Object> images(final ImageProcessor first, final ImageProcessor second) {
        final Map<String, Object> inputs = new HashMap<>();
        inputs.put("first", first == null ? null : new ImagePlus("a", first));
        inputs.put("second", second == null ? null : new ImagePlus("b", second));
        return inputs;
    }

    private static ByteProcessor bytes(final int value) {
        final ByteProcessor pixels = new ByteProcessor(12, 12);
        pixels.set(value);
        return pixels;
    }

    private static float[] ramp(final int length) {
        final float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = i;
        }
        return values;
    }
}
