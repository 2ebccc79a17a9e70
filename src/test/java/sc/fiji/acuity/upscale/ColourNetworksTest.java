package sc.fiji.acuity.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.util.Map;
import java.util.stream.Stream;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.image.Luma;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Planes;
import sc.fiji.acuity.image.Provenance;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.family.Edsr;
import sc.fiji.acuity.network.family.Espcn;

/** Networks for red, green and blue, on images with and without colours; and networks for studio luma. */
class ColourNetworksTest {

    private static final double ROUNDING = 1e-5;

    static Stream<ModelPackage> models() {
        return Stream.of(TinyModels.colour(2), TinyModels.colour(3), TinyModels.of(new Edsr(4, 4, 1)));
    }

    /** Three planes 0..1 through the whole network. */
    private static Plane[] infer(final ModelPackage model, final Plane... rgb) {
        final int width = rgb[0].width();
        final int height = rgb[0].height();
        final Tensor input = Tensor.zeros(1, 3, height, width);
        for (int c = 0; c < 3; c++) {
            System.arraycopy(rgb[c].data(), 0, input.data(), c * width * height, width * height);
        }
        final Tensor output = ModelTest.infer(model.graph(), model.weights(), input, DeviceChoice.CPU);
        final Plane[] result = new Plane[3];
        final int scale = model.scale();
        for (int c = 0; c < 3; c++) {
            result[c] = new Plane(scale * width, scale * height);
            System.arraycopy(output.data(), c * result[c].data().length, result[c].data(), 0, result[c].data().length);
        }
        return result;
    }

    @ParameterizedTest
    @MethodSource("models")
    void rgbGoesThroughTheNetwork(final ModelPackage model) {
        final ImagePlus image = Scenes.image(24, 41, 38);
        final Plane[] unit = Planes.rgb((ColorProcessor) image.getProcessor());
        for (final Plane plane : unit) {
            for (int i = 0; i < plane.data().length; i++) {
                plane.data()[i] /= 255;
            }
        }
        final Plane[] expected = infer(model, unit);
        final ImagePlus result = Scenes.upscale(model, image);
        final int[] pixels = (int[]) result.getProcessor().getPixels();
        for (int i = 0; i < pixels.length; i++) {
            assertEquals(0xff, pixels[i] >>> 24);
            for (int c = 0; c < 3; c++) {
                final double level = Math.min(Math.max(255.0 * expected[c].data()[i], 0), 255);
                assertEquals(level, pixels[i] >> 16 - 8 * c & 255, 0.5 + 255 * ROUNDING);
            }
        }
        assertTrue(Provenance.of(result).values().get("colour").contains("red, green and blue"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void greyIsTheLumaOfWhatTheNetworkMakesOfIt(final ModelPackage model) {
        final ImageProcessor pixels = Scenes.plane(32, 41, 38, 2);
        // the map is then that from 0..1
        pixels.setf(0, 0);
        pixels.setf(1, 1);
        final Plane grey = Planes.of(pixels);
        final Plane[] rgb = infer(model, grey, grey, grey);
        final Plane expected = new Plane(rgb[0].width(), rgb[0].height());
        for (int i = 0; i < expected.data().length; i++) {
            expected.data()[i] =
                255 * Luma.full(rgb[0].data()[i], rgb[1].data()[i], rgb[2].data()[i]);
        }
        final ImagePlus result = Scenes.upscale(model, new ImagePlus("grey", pixels));
        assertArrayEquals(expected.data(), Scenes.floats(result), (float) ROUNDING);
        assertTrue(Provenance.of(result).values().get("colour").contains("one channel"));
    }

    @Test
    void compositesChannelByChannel() {
        final ModelPackage model = TinyModels.colour(2);
        final ImageStack stack = new ImageStack(30, 24);
        for (int c = 0; c < 3; c++) {
            stack.addSlice(Scenes.plane(16, 30, 24, 3 + c));
        }
        final ImagePlus image = new ImagePlus("composite", stack);
        image.setDimensions(3, 1, 1);
        final ImagePlus result = Scenes.upscale(model, new CompositeImage(image, CompositeImage.COMPOSITE));
        for (int c = 0; c < 3; c++) {
            final ImagePlus alone = Scenes.upscale(model, new ImagePlus("one", Scenes.plane(16, 30, 24, 3 + c)));
            assertArrayEquals((short[]) alone.getProcessor().getPixels(),
                (short[]) result.getStack().getProcessor(c + 1).getPixels());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 8, 32})
    void tilesAndWorkersChangeNothing(final int bits) {
        final ModelPackage model = TinyModels.colour(2);
        final ImagePlus image = Scenes.image(bits, 90, 71);
        final Object whole = Scenes.upscale(model, image, 1, 1000, UpscaleOptions.DEFAULT).getProcessor().getPixels();
        final Object tiles = Scenes.upscale(model, image, 1, 24, UpscaleOptions.DEFAULT).getProcessor().getPixels();
        final Object workers = Scenes.upscale(model, image, 3, 24, UpscaleOptions.DEFAULT).getProcessor().getPixels();
        final Rectangle part = new Rectangle(20, 30, 33, 17);
        final Object region =
            Scenes.upscale(model, image, 2, 24, UpscaleOptions.DEFAULT.within(part)).getProcessor().getPixels();
        final Object crop = Scenes.crop(Scenes.upscale(model, image, 2, 24, UpscaleOptions.DEFAULT),
            new Rectangle(40, 60, 66, 34));
        if (bits == 32) {
            assertArrayEquals((float[]) whole, (float[]) tiles, (float) ROUNDING);
            assertArrayEquals((float[]) tiles, (float[]) workers);
            assertArrayEquals((float[]) crop, (float[]) region);
        } else if (bits == 8) {
            assertArrayEquals((byte[]) tiles, (byte[]) workers);
            assertArrayEquals((byte[]) crop, (byte[]) region);
        } else {
            assertArrayEquals((int[]) tiles, (int[]) workers);
            assertArrayEquals((int[]) crop, (int[]) region);
        }
    }

    /** A grey image, and the same as RGB, become the same brightness. */
    @Test
    void studioLumaHasItsBlackAt16() {
        final ModelPackage model = TinyModels.of(Espcn.narrow(2, 2, 4), Card.Signal.STUDIO_LUMA);
        final ImageProcessor grey = Scenes.plane(8, 33, 27, 5);
        for (int i = 0; i < grey.getPixelCount(); i++) {
            grey.set(i, 60 + grey.get(i) / 2);
        }
        final ImagePlus plain = Scenes.upscale(model, new ImagePlus("grey", grey));
        final Tensor studio = Tensor.zeros(1, 1, 27, 33);
        for (int i = 0; i < grey.getPixelCount(); i++) {
            studio.data()[i] = Luma.studio(grey.get(i), grey.get(i), grey.get(i)) / 255;
        }
        final float[] expected = ModelTest.infer(model.graph(), model.weights(), studio, DeviceChoice.CPU).data();
        final ImagePlus colour = Scenes.upscale(model, new ImagePlus("rgb", grey.convertToRGB()));
        for (int i = 0; i < expected.length; i++) {
            final double level = Math.min(Math.max((255 * expected[i] - 16) * 255 / 219, 0), 255);
            assertEquals(level, plain.getProcessor().get(i), 0.51);
            assertEquals(level, colour.getProcessor().get(i) & 255, 1.01);
        }
        // what is measured goes in and comes out as it is
        try (Upscaler upscaler = Scenes.open(model, 1, 1000)) {
            final Plane in = new Plane(33, 27, studio.data());
            assertArrayEquals(expected,
                upscaler.enlargeAsIs(new Plane[] {in}, Precision.FP32, Progress.NONE)[0].data(), 1e-6f);
        }
    }

    @Test
    void lumaNetworksSayNothingOfColour() {
        final Map<String, String> facts =
            Provenance.of(Scenes.upscale(TinyModels.small(2), Scenes.image(24, 20, 20))).values();
        assertFalse(facts.containsKey("colour"));
    }
}
