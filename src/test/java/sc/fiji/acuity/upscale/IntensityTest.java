package sc.fiji.acuity.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.util.Arrays;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.image.Provenance;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.network.family.Espcn;

class IntensityTest {

    private final ModelPackage model = TinyModels.small(2);

    /** Two channels of three slices: 0..60 and 1000..1600 over all slices, though no slice has more than a third. */
    private static ImagePlus twoChannels(final int bits) {
        final ImageStack stack = new ImageStack(20, 15);
        for (int z = 0; z < 3; z++) {
            for (int c = 0; c < 2; c++) {
                final ImageProcessor plane = bits == 16 ? new ShortProcessor(20, 15) : new FloatProcessor(20, 15);
                for (int i = 0; i < 300; i++) {
                    plane.setf(i, c == 0 ? 20 * z + i % 21 : 1000 + 200 * z + i % 201);
                }
                stack.addSlice(plane);
            }
        }
        final ImagePlus image = new ImagePlus("two", stack);
        image.setDimensions(2, 3, 1);
        return image;
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32})
    void oneMapAChannelFromTheWholeStack(final int bits) {
        final IntensityMap[] maps =
            IntensityScan.scan(new StackSource(twoChannels(bits)), new int[] {1, 2}, Intensity.FULL, Progress.NONE);
        assertArrayEquals(new IntensityMap[] {new IntensityMap(0, 60), new IntensityMap(1000, 1600)}, maps);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 24})
    void bytesAreDividedBy255(final int bits) {
        final StackSource source = new StackSource(Scenes.image(bits, 9, 7));
        assertArrayEquals(new IntensityMap[] {IntensityMap.BYTES},
            IntensityScan.scan(source, new int[] {1}, Intensity.FULL, Progress.NONE));
    }

    /** A slice of the stack alone would have another range, and another result. */
    @Test
    void slicesStayComparable() {
        final ImagePlus image = twoChannels(32);
        final ImagePlus result = Scenes.upscale(model, image);
        final ImagePlus last = new ImagePlus("last", image.getStack().getProcessor(5));
        final ImagePlus alone = Scenes.upscale(model, last);
        assertFalse(Arrays.equals((float[]) result.getStack().getPixels(5), Scenes.floats(alone)));
        // beside a plane that has the range of the stack, the map and the result are the same
        final ImagePlus ranged = twoChannels(32);
        final ImageStack stack = new ImageStack(20, 15);
        stack.addSlice(ranged.getStack().getProcessor(5));
        stack.addSlice(constantBut(20, 15, 0, 60));
        final ImagePlus same = Scenes.upscale(model, new ImagePlus("same", stack));
        assertArrayEquals((float[]) result.getStack().getPixels(5), (float[]) same.getStack().getPixels(1));
    }

    private static FloatProcessor constantBut(final int width, final int height, final float value, final float one) {
        final FloatProcessor pixels = new FloatProcessor(width, height);
        pixels.set(value);
        pixels.setf(0, one);
        return pixels;
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32})
    void percentiles(final int bits) {
        final ImageStack stack = new ImageStack(100, 100);
        final ImageProcessor plane = bits == 16 ? new ShortProcessor(100, 100) : new FloatProcessor(100, 100);
        for (int i = 0; i < 10_000; i++) {
            plane.setf(i, 100 + i);
        }
        plane.setf(5000, 60_000);
        stack.addSlice(plane);
        final StackSource source = new StackSource(new ImagePlus("ramp", stack));
        final IntensityMap map =
            IntensityScan.scan(source, new int[] {1}, new Intensity(1, 99), Progress.NONE)[0];
        // histogram steps of 32 bits are 1 / 65535 of the range
        final double step = bits == 16 ? 0 : 60_000 / 65_535.0;
        assertEquals(199, map.low(), step);
        assertEquals(10_000, map.high(), step);
    }

    /** A range between percentiles is a unit of measure, not a limit. */
    @Test
    void percentilesClipNothing() {
        final ImagePlus image = Scenes.image(32, 40, 30);
        image.getProcessor().setf(20, 15, 9);
        final UpscaleOptions options = new UpscaleOptions(new Intensity(1, 99), UpscaleOptions.DEFAULT.region());
        final ImagePlus result = Scenes.upscale(model, image, 1, 24, options);
        assertTrue(result.getStatistics().max > 5, result.getStatistics().max + "");
        assertEquals("1.0,99.0", Provenance.of(result).values().get("intensity"));
    }

    @ParameterizedTest
    @CsvSource({"16, 777", "32, 0.3", "32, -4e7", "16, 0"})
    void aConstantChannelStaysConstant(final int bits, final double value) {
        final ImageProcessor plane = bits == 16 ? new ShortProcessor(50, 30) : new FloatProcessor(50, 30);
        for (int i = 0; i < plane.getPixelCount(); i++) {
            plane.setf(i, (float) value);
        }
        final ImagePlus result = Scenes.upscale(model, new ImagePlus("flat", plane));
        assertEquals(100, result.getWidth());
        for (int i = 0; i < result.getProcessor().getPixelCount(); i++) {
            assertEquals((float) value, result.getProcessor().getf(i));
        }
    }

    @Test
    void aConstantChannelBesideAnother() {
        final ImageStack stack = new ImageStack(50, 30);
        stack.addSlice(Scenes.plane(16, 50, 30, 1));
        stack.addSlice(new ShortProcessor(50, 30));
        final ImagePlus image = new ImagePlus("c", stack);
        image.setDimensions(2, 1, 1);
        final ImagePlus result = Scenes.upscale(model, image);
        assertArrayEquals(new short[100 * 60], (short[]) result.getStack().getPixels(2));
        final ImagePlus first = Scenes.upscale(model, new ImagePlus("f", stack.getProcessor(1)));
        assertArrayEquals((short[]) first.getProcessor().getPixels(), (short[]) result.getStack().getPixels(1));
    }

    @ParameterizedTest
    @CsvSource({"1, 32768", "3, 100", "3, 27000", "5, 1"})
    void affineEquivarianceOf16Bits(final int a, final int b) {
        final ImagePlus image = Scenes.image(16, 61, 47);
        final double range = image.getStatistics().max - image.getStatistics().min;
        final ImagePlus moved = image.duplicate();
        for (int i = 0; i < moved.getProcessor().getPixelCount(); i++) {
            moved.getProcessor().set(i, a * image.getProcessor().get(i) + b);
        }
        final ImageProcessor y = Scenes.upscale(model, image).getProcessor();
        final ImageProcessor z = Scenes.upscale(model, moved).getProcessor();
        final double tolerance = tolerance() * a * range + 0.5 * (a + 1);
        int compared = 0;
        for (int i = 0; i < y.getPixelCount(); i++) {
            if (y.get(i) > 0 && z.get(i) < 65535) {
                assertEquals(a * y.get(i) + b, z.get(i), tolerance);
                compared++;
            }
        }
        assertTrue(compared > 0.9 * y.getPixelCount());
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "1000, -500", "1e-6, 0", "65535, 1e5", "-3, 5"})
    void affineEquivarianceOf32Bits(final double a, final double b) {
        final ImagePlus image = Scenes.image(32, 61, 47);
        final ImagePlus moved = image.duplicate();
        for (int i = 0; i < moved.getProcessor().getPixelCount(); i++) {
            moved.getProcessor().setf(i, (float) (a * image.getProcessor().getf(i) + b));
        }
        final float[] y = Scenes.floats(Scenes.upscale(model, image));
        final float[] z = Scenes.floats(Scenes.upscale(model, moved));
        final double range = Math.abs(a) * (image.getStatistics().max - image.getStatistics().min);
        double worst = 0;
        for (int i = 0; i < y.length; i++) {
            worst = Math.max(worst, Math.abs(a * y[i] + b - z[i]) / range);
        }
        // turning black into white is another image to a network
        assertTrue(a > 0 ? worst <= tolerance() : worst > 1e-3, worst + "");
    }

    private double tolerance() {
        return model.card().trust().affineTolerance().orElseThrow();
    }

    @Test
    void aBoundedNetworkRefusesPercentiles() {
        final ModelPackage bounded = TinyModels.of(Espcn.pool(2, 4, 6), TinyModels.bounded());
        final UpscaleOptions options = new UpscaleOptions(new Intensity(0, 99), UpscaleOptions.DEFAULT.region());
        final ImagePlus image = Scenes.image(16, 30, 20);
        final AcuityException e =
            assertThrows(AcuityException.class, () -> Scenes.upscale(bounded, image, 1, 24, options));
        assertTrue(e.getMessage().contains("bounded") && e.remedy().contains("full"), e.getMessage());
        assertEquals(60, Scenes.upscale(bounded, image).getWidth());
    }

    /** A network whose black and white are not 0 and 1 is given its own units. */
    @Test
    void unitsOfTheNetwork() {
        final IntensityMap map = new IntensityMap(100, 300).between(-1, 1);
        assertEquals(-1, map.toNetwork(100));
        assertEquals(0, map.toNetwork(200));
        assertEquals(1, map.toNetwork(300));
        assertEquals(400, map.fromNetwork(2), 1e-9);
        assertEquals(new IntensityMap(0, 255), IntensityMap.BYTES.between(0, 1));
    }

    /** Our range is the whole of float: the map must not overflow. */
    @Test
    void hugeRange() {
        final ImagePlus image = new ImagePlus("huge", constantBut(30, 20, -3e38f, 3e38f));
        final float[] result = Scenes.floats(Scenes.upscale(TinyModels.small(2), image));
        for (int i = 20 * 60 + 20; i < 20 * 60 + 60; i++) {
            assertTrue(Float.isFinite(result[i]));
        }
    }

    @Test
    void parse() {
        assertEquals(Intensity.FULL, Intensity.parse("full"));
        assertEquals(new Intensity(0.1, 99.9), Intensity.parse("0.1, 99.9"));
        assertEquals(new Intensity(0.1, 99.9), Intensity.parse(new Intensity(0.1, 99.9).toString()));
        assertEquals("full", Intensity.FULL.toString());
        for (final String bad : new String[] {"", "fuller", "1", "1,2,3", "99,1", "-1,50", "0,101", "5,5", "a,b",
            "NaN,5"}) {
            assertThrows(AcuityException.class, () -> Intensity.parse(bad), bad);
        }
    }

    @Test
    void regionDoesNotChangeTheMap() {
        final ImagePlus image = twoChannels(16);
        final ImagePlus part = Scenes.upscale(model, image, 1, 24, UpscaleOptions.DEFAULT.within(new Rectangle(2, 2)));
        assertEquals("0..60", Provenance.of(part).values().get("intensity channel 1"));
        assertEquals("1000..1600", Provenance.of(part).values().get("intensity channel 2"));
    }
}
