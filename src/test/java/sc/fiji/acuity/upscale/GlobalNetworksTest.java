package sc.fiji.acuity.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.util.OptionalDouble;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Provenance;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.network.Count;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.family.Dlsr;

/** Networks that look at the whole image and have a least size. */
class GlobalNetworksTest {

    private static final int LEAST = 15;

    private final ModelPackage model = TinyModels.global(2);

    private ImagePlus upscale(final ImagePlus image, final int workers, final UpscaleOptions options) {
        return Scenes.upscale(model, image, workers, 0, options);
    }

    @ParameterizedTest
    @CsvSource({"10, 10", "1, 1", "3, 40", "40, 14"})
    void smallImagesAreMirrored(final int width, final int height) {
        for (final int bits : new int[] {8, 24}) {
            final ImagePlus image = Scenes.image(bits, width, height);
            final ImagePlus result = upscale(image, 1, UpscaleOptions.DEFAULT);
            assertEquals(2 * width, result.getWidth());
            assertEquals(2 * height, result.getHeight());
            final int w = Math.max(width, LEAST);
            final int h = Math.max(height, LEAST);
            assertEquals("mirrored to " + w + " x " + h + " LR pixels", Provenance.of(result).values().get("padding"));
            final ImageProcessor larger = image.getProcessor().createProcessor(w, h);
            for (int i = 0; i < w * h; i++) {
                larger.set(i, image.getProcessor().get(mirrored(i % w, width), mirrored(i / w, height)));
            }
            final ImagePlus whole = upscale(new ImagePlus("larger", larger), 1, UpscaleOptions.DEFAULT);
            assertFalse(Provenance.of(whole).values().containsKey("padding"));
            final Object expected = Scenes.crop(whole, new Rectangle(2 * width, 2 * height));
            if (bits == 8) {
                assertArrayEquals((byte[]) expected, (byte[]) result.getProcessor().getPixels());
            } else {
                assertArrayEquals((int[]) expected, (int[]) result.getProcessor().getPixels());
            }
        }
    }

    private static int mirrored(final int at, final int length) {
        final int i = at % (2 * length);
        return i < length ? i : 2 * length - 1 - i;
    }

    @Test
    void aPartHasThePixelsOfTheWhole() {
        final ImagePlus image = Scenes.image(32, 70, 50);
        final ImagePlus whole = upscale(image, 2, UpscaleOptions.DEFAULT);
        assertEquals("whole", Provenance.of(whole).values().get("tile"));
        final ImagePlus part = upscale(image, 1, UpscaleOptions.DEFAULT.within(new Rectangle(30, 20, 9, 11)));
        assertArrayEquals((float[]) Scenes.crop(whole, new Rectangle(60, 40, 18, 22)), Scenes.floats(part));
    }

    /** Tiles change it, and that is said; workers change nothing. */
    @Test
    void tiles() {
        final ImagePlus image = Scenes.image(8, 330, 210);
        final ImagePlus whole = upscale(image, 1, UpscaleOptions.DEFAULT);
        final ImagePlus tiles = Scenes.upscale(model, image, 1, 192, UpscaleOptions.DEFAULT);
        final String said = Provenance.of(tiles).values().get("tile");
        assertTrue(said.startsWith("198 x 198 LR pixels, halo 48; ") && said.endsWith("not measured"), said);
        assertArrayEquals((byte[]) tiles.getProcessor().getPixels(), (byte[]) Scenes
            .upscale(model, image, 3, 192, UpscaleOptions.DEFAULT).getProcessor().getPixels());
        int most = 0;
        for (int i = 0; i < tiles.getProcessor().getPixelCount(); i++) {
            most = Math.max(most, Math.abs(tiles.getProcessor().get(i) - whole.getProcessor().get(i)));
        }
        final OptionalDouble measured =
            TileDifference.measure(model.graph(), model.weights(), Card.Signal.RGB, DeviceChoice.CPU);
        assertTrue(measured.getAsDouble() > 0 && most <= 255 * 3 * measured.getAsDouble() + 1, most + ", " + measured);
        assertTrue(TileDifference.measure(TinyModels.small(2).graph(), TinyModels.small(2).weights(), Card.Signal.LUMA,
            DeviceChoice.CPU).isEmpty());
    }

    /** Whole while it fits; how it is cut depends on network and size alone. */
    @Test
    void cuttings() {
        final Graph graph = Dlsr.original(2).graph();
        final Cutting small = Cutting.of(graph, 500, 600, 0);
        assertTrue(small.exact() && small.plan().tiles().size() == 1 && small.bytes() <= Cutting.WHOLE);
        assertEquals(Count.activationBytes(graph, 600, 500), small.bytes());
        final Cutting large = Cutting.of(graph, 5000, 300, 0);
        assertFalse(large.exact());
        assertEquals(48, large.halo());
        assertTrue(large.bytes() <= Cutting.WHOLE && large.plan().width() > 400, large.plan().width() + "");
        assertTrue(large.workers(64, Long.MAX_VALUE) * large.bytes() <= 2 * Cutting.WHOLE);
        assertEquals(1, large.workers(1, Long.MAX_VALUE));
        final Cutting exact = Cutting.of(TinyModels.small(2).graph(), 5000, 300, 0);
        assertTrue(exact.exact() && exact.plan().tiles().size() > 1);
        assertEquals(64, exact.workers(64, Long.MAX_VALUE));
    }

    @Test
    void constantImages() {
        final ByteProcessor grey = new ByteProcessor(12, 9);
        grey.setValue(77);
        grey.fill();
        final ImageProcessor result =
            upscale(new ImagePlus("constant", grey), 1, UpscaleOptions.DEFAULT).getProcessor();
        assertEquals(24 * 18, result.getPixelCount());
        final Plane plane = new Plane(2, 1, new float[] {1, 2});
        final Plane continued = Cutting.of(model.graph(), 2, 1, 0).continued(plane);
        assertArrayEquals(new float[] {1, 2, 2, 1, 1}, java.util.Arrays.copyOf(continued.data(), 5));
        assertEquals(LEAST, continued.height());
    }
}
