package sc.fiji.acuity.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.Map;

import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.measure.Calibration;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.base.Version;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.image.Luma;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Planes;
import sc.fiji.acuity.image.Provenance;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.family.Espcn;

/** Every pixel type and dimension. */
class TypesTest {

    private final ModelPackage model = TinyModels.small(2);

    @ParameterizedTest
    @CsvSource({"8, 2", "16, 2", "24, 2", "32, 2", "8, 3", "24, 4"})
    void typeSizeTitleAndCalibration(final int bits, final int scale) {
        final ImagePlus image = Scenes.image(bits, 31, 45);
        final Calibration calibration = image.getCalibration();
        calibration.pixelWidth = 0.6;
        calibration.pixelHeight = 0.3;
        calibration.setUnit("µm");
        for (final boolean bicubic : new boolean[] {true, false}) {
            final Object[] before = Scenes.pixels(image);
            final ImagePlus result = bicubic ? Scenes.bicubic(scale, image, UpscaleOptions.DEFAULT)
                : Scenes.upscale(TinyModels.small(scale), image);
            assertNotSame(image, result);
            assertEquals(bits, result.getBitDepth());
            assertEquals(31 * scale, result.getWidth());
            assertEquals(45 * scale, result.getHeight());
            assertEquals("scene-x" + scale + ".tif", result.getTitle());
            assertEquals(0.6 / scale, result.getCalibration().pixelWidth, 1e-12);
            assertEquals(0.3 / scale, result.getCalibration().pixelHeight, 1e-12);
            assertEquals("µm", result.getCalibration().getUnit());
            assertArrayEquals(before, Scenes.pixels(image), "the input is only read");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 8", "1, 1, 16", "1, 1, 24", "1, 1, 32", "3, 5, 8", "3, 5, 16", "3, 5, 24", "3, 5, 32"})
    void tinyImages(final int width, final int height, final int bits) {
        final ImagePlus image = Scenes.image(bits, width, height);
        for (final ImagePlus result : new ImagePlus[] {Scenes.bicubic(2, image, UpscaleOptions.DEFAULT),
            Scenes.upscale(model, image)}) {
            assertEquals(2 * width, result.getWidth());
            assertEquals(2 * height, result.getHeight());
            assertEquals(bits, result.getBitDepth());
        }
    }

    private static ImageStack czt(final int bits) {
        final ImageStack stack = new ImageStack(29, 23);
        for (int n = 0; n < 2 * 3 * 4; n++) {
            stack.addSlice("plane " + n, Scenes.plane(bits, 29, 23, n));
        }
        return stack;
    }

    /** Each plane alone, under the map of its channel, is what the hyperstack has in its place. */
    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32})
    void hyperstack(final int bits) {
        final ImageStack stack = czt(bits);
        final ImagePlus image = new ImagePlus("czt", stack);
        image.setDimensions(2, 3, 4);
        image.setOpenAsHyperStack(true);
        final ImagePlus result = Scenes.upscale(model, image, 3, 24, UpscaleOptions.DEFAULT);
        assertArrayEquals(new int[] {58, 46, 2, 3, 4}, result.getDimensions());
        assertEquals("plane 7", result.getStack().getSliceLabel(8));
        for (int c = 0; c < 2; c++) {
            final ImageStack channel = new ImageStack(29, 23);
            for (int n = c; n < stack.size(); n += 2) {
                channel.addSlice(stack.getProcessor(n + 1));
            }
            final Object[] alone = Scenes.pixels(Scenes.upscale(model, new ImagePlus("c", channel)));
            for (int i = 0; i < alone.length; i++) {
                final int position = result.getStackIndex(c + 1, i % 3 + 1, i / 3 + 1);
                assertArrayEquals(new Object[] {alone[i]}, new Object[] {result.getStack().getPixels(position)});
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24, 32})
    void virtualStack(final int bits) {
        final ImageStack stack = czt(bits);
        final VirtualStack onDisk = new VirtualStack(29, 23, null, null) {

            @Override
            public int getSize() {
                return stack.size();
            }

            @Override
            public ImageProcessor getProcessor(final int n) {
                // as from a file: new pixels each time
                return stack.getProcessor(n).duplicate();
            }

            @Override
            public int getBitDepth() {
                return bits;
            }
        };
        final ImagePlus image = new ImagePlus("virtual", onDisk);
        assertEquals(bits, image.getBitDepth());
        assertEquals(24, image.getStackSize());
        final ImagePlus result = Scenes.upscale(model, image, 3, 24, UpscaleOptions.DEFAULT);
        assertArrayEquals(Scenes.pixels(Scenes.upscale(model, new ImagePlus("memory", stack))), Scenes.pixels(result));
        final ImagePlus bicubic = Scenes.bicubic(2, image, UpscaleOptions.DEFAULT);
        assertArrayEquals(Scenes.pixels(Scenes.bicubic(2, new ImagePlus("memory", stack), UpscaleOptions.DEFAULT)),
            Scenes.pixels(bicubic));
    }

    /** Grey stays grey, and its brightness is what the network makes of the luma. */
    @Test
    void greyInColour() {
        final ImageProcessor grey = Scenes.plane(8, 33, 27, 5);
        for (int i = 0; i < grey.getPixelCount(); i++) {
            // away from black and white, where rounding of colours clips
            grey.set(i, 60 + grey.get(i) / 2);
        }
        final ImagePlus colour = Scenes.upscale(model, new ImagePlus("rgb", grey.convertToRGB()));
        final ImagePlus plain = Scenes.upscale(model, new ImagePlus("grey", grey));
        final int[] rgb = (int[]) ((ColorProcessor) colour.getProcessor()).getPixels();
        for (int i = 0; i < rgb.length; i++) {
            final int red = rgb[i] >> 16 & 255;
            assertEquals(red, rgb[i] & 255);
            assertEquals(red, rgb[i] >> 8 & 255);
            assertEquals(plain.getProcessor().get(i), red, 1);
        }
    }

    @Test
    void colourKeepsItsHue() {
        final ImageProcessor red = new ColorProcessor(20, 16);
        red.setColor(new Color(200, 40, 30));
        red.fill();
        final ImagePlus result = Scenes.upscale(TinyModels.of(Espcn.narrow(2, 1, 2)), new ImagePlus("red", red));
        final int[] rgb = (int[]) result.getProcessor().getPixels();
        final int middle = rgb[16 * 40 + 20];
        final double luma = Luma.full(middle >> 16 & 255, middle >> 8 & 255, middle & 255);
        // cr and cb are constant, so that red minus luma is too
        assertEquals(200 / 255.0 - Luma.full(200, 40, 30), (middle >> 16 & 255) / 255.0 - luma, 0.005);
    }

    @Test
    void provenance() {
        final ImagePlus image = Scenes.image(16, 30, 20);
        final Map<String, String> facts = Provenance.of(Scenes.upscale(model, image)).values();
        assertEquals("tiny", facts.get("model"));
        assertEquals("2", facts.get("scale"));
        assertEquals("sha256:" + "0".repeat(64), facts.get("checksum"));
        assertEquals("cpu", facts.get("device"));
        assertEquals("compiled fp32, oneDNN", facts.get("numerics"));
        assertEquals("full", facts.get("intensity"));
        assertEquals((int) image.getStatistics().min + ".." + (int) image.getStatistics().max,
            facts.get("intensity channel 1"));
        assertEquals(Version.get(), facts.get("version"));
        assertTrue(facts.get("tile").startsWith("24 LR pixels"), facts.get("tile"));
        final Map<String, String> plain =
            Provenance.of(Scenes.bicubic(3, image, UpscaleOptions.DEFAULT)).values();
        assertEquals(Map.of("model", "bicubic", "scale", "3", "version", Version.get()), plain);
    }

    /** In the units of the network, with no map between: what measuring needs. */
    @Test
    void asIs() {
        final Plane luma = Planes.of(Scenes.plane(32, 30, 20, 3));
        final ImageProcessor halved = Scenes.plane(32, 30, 20, 3);
        halved.multiply(0.5);
        try (Upscaler upscaler = Scenes.open(model, 2, 24)) {
            final float[] expected = upscaler.enlargeAsIs(new Plane[] {luma}, Precision.FP32, Progress.NONE)[0].data();
            final float[] whole = ModelTest.infer(model.graph(), model.weights(),
                new Tensor(new int[] {1, 1, 20, 30}, luma.data()),
                DeviceChoice.CPU).data();
            assertArrayEquals(whole, expected, 5e-6f);
            final float[] half =
                upscaler.enlargeAsIs(new Plane[] {Planes.of(halved)}, Precision.FP32, Progress.NONE)[0].data();
            assertTrue(Math.abs(half[500] - expected[500]) > 1e-3, "not mapped to its own range");
        }
    }
}
