package sc.fiji.acuity.upscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.util.Arrays;
import java.util.List;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.model.ModelPackage;

/** Pixels without a value, and values beyond the pixel type. */
class NonFiniteTest {

    private static final List<Float> SPECIAL = List.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void stayWhereTheyAre(final int scale) {
        final ImagePlus image = Scenes.image(32, 61, 47);
        final int[][] places = {{30, 20}, {0, 0}, {60, 46}, {23, 20}, {24, 20}};
        for (int i = 0; i < places.length; i++) {
            image.getProcessor().setf(places[i][0], places[i][1], SPECIAL.get(i % 3));
        }
        final ImagePlus result = Scenes.upscale(TinyModels.small(scale), image);
        for (int y = 0; y < result.getHeight(); y++) {
            for (int x = 0; x < result.getWidth(); x++) {
                final float source = image.getProcessor().getf(x / scale, y / scale);
                final float value = result.getProcessor().getf(x, y);
                if (Float.isFinite(source)) {
                    assertTrue(Math.abs(value) < 10, x + ", " + y + ": " + value);
                } else {
                    assertEquals(source, value, x + ", " + y);
                }
            }
        }
    }

    @Test
    void inARegion() {
        final ImagePlus image = Scenes.image(32, 40, 30);
        image.getProcessor().setf(11, 12, Float.NaN);
        final Rectangle part = new Rectangle(10, 10, 5, 5);
        final ImagePlus result =
            Scenes.upscale(TinyModels.small(2), image, 1, 24, UpscaleOptions.DEFAULT.within(part));
        for (int i = 0; i < 100; i++) {
            final boolean block = i % 10 / 2 == 1 && i / 10 / 2 == 2;
            assertEquals(block, Float.isNaN(result.getProcessor().getf(i)), "" + i);
        }
    }

    @Test
    void doNotMoveTheRange() {
        final ImagePlus image = Scenes.image(32, 40, 30);
        image.getProcessor().setf(0, 0, image.getProcessor().getf(1, 0));
        final float[] clean = Scenes.floats(Scenes.upscale(TinyModels.small(2), image));
        image.getProcessor().setf(0, 0, Float.POSITIVE_INFINITY);
        final float[] marked = Scenes.floats(Scenes.upscale(TinyModels.small(2), image));
        // beyond the receptive field nothing is different
        assertEquals(clean[40 * 80 + 40], marked[40 * 80 + 40]);
    }

    @Test
    void besideAConstant() {
        final float[] pixels = new float[30 * 20];
        Arrays.fill(pixels, 5);
        pixels[31] = Float.NaN;
        final ImagePlus result =
            Scenes.upscale(TinyModels.small(2), new ImagePlus("flat", new FloatProcessor(30, 20, pixels)));
        final float[] values = Scenes.floats(result);
        for (int i = 0; i < values.length; i++) {
            final boolean block = i % 60 / 2 == 1 && i / 60 / 2 == 1;
            assertEquals(block ? Float.NaN : 5, values[i]);
        }
    }

    @Test
    void nothingElseIsAnError() {
        final float[] pixels = new float[30 * 20];
        Arrays.fill(pixels, Float.NaN);
        pixels[3] = Float.NEGATIVE_INFINITY;
        final ImagePlus image = new ImagePlus("nothing.tif", new FloatProcessor(30, 20, pixels));
        final ModelPackage model = TinyModels.small(2);
        final AcuityException e = assertThrows(AcuityException.class, () -> Scenes.upscale(model, image));
        assertTrue(e.input().contains("nothing.tif") && e.input().contains("channel 1"), e.getMessage());
    }

    /** An edge from black to white overshoots; integer pixels stop at their limits, and never wrap around. */
    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void integersAreClipped(final int bits) {
        final ImageProcessor pixels = bits == 8 ? new ByteProcessor(40, 40) : new ShortProcessor(40, 40);
        final int white = (1 << bits) - 1;
        for (int i = 0; i < 1600; i++) {
            pixels.set(i, i % 40 < 20 ? 0 : white);
        }
        final ImagePlus floats = new ImagePlus("f", pixels.convertToFloat());
        final ModelPackage model = TinyModels.small(2);
        final ImageProcessor result = Scenes.upscale(model, new ImagePlus("edge", pixels)).getProcessor();
        final float[] exact = Scenes.floats(Scenes.upscale(model, floats));
        int clipped = 0;
        for (int i = 0; i < exact.length; i++) {
            final float expected = Math.max(0, Math.min(white, exact[i]));
            assertEquals(expected, result.get(i), 0.51 + white * 1e-6);
            clipped += expected == exact[i] ? 0 : 1;
        }
        assertTrue(clipped > 100, clipped + " pixels beyond the range");
    }
}
