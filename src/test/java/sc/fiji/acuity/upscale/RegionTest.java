package sc.fiji.acuity.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Rectangle;
import java.util.List;

import ij.ImagePlus;
import ij.ImageStack;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.acuity.image.Provenance;
import sc.fiji.acuity.model.ModelPackage;

/** A selection gives the crop of the whole result, byte for byte. */
class RegionTest {

    private static final List<Rectangle> PARTS = List.of(new Rectangle(0, 0, 61, 47), new Rectangle(20, 18, 9, 11),
        new Rectangle(0, 0, 1, 1), new Rectangle(60, 46, 1, 1), new Rectangle(23, 21, 1, 1),
        new Rectangle(5, 0, 50, 47), new Rectangle(30, 3, 31, 5));

    @ParameterizedTest
    @CsvSource({"8, 2", "16, 3", "32, 4", "24, 2", "24, 3"})
    void byANetwork(final int bits, final int scale) {
        final ModelPackage model = TinyModels.small(scale);
        final ImagePlus image = Scenes.image(bits, 61, 47);
        final ImagePlus whole = Scenes.upscale(model, image);
        for (final Rectangle part : PARTS) {
            check(whole, Scenes.upscale(model, image, 2, 24, UpscaleOptions.DEFAULT.within(part)), part, scale);
        }
    }

    @ParameterizedTest
    @CsvSource({"8, 2", "16, 3", "32, 4", "24, 2"})
    void byBicubic(final int bits, final int scale) {
        final ImagePlus image = Scenes.image(bits, 61, 47);
        final ImagePlus whole = Scenes.bicubic(scale, image, UpscaleOptions.DEFAULT);
        for (final Rectangle part : PARTS) {
            check(whole, Scenes.bicubic(scale, image, UpscaleOptions.DEFAULT.within(part)), part, scale);
        }
    }

    private static void check(final ImagePlus whole, final ImagePlus region, final Rectangle part, final int scale) {
        final Rectangle large =
            new Rectangle(part.x * scale, part.y * scale, part.width * scale, part.height * scale);
        assertEquals(large.width, region.getWidth());
        assertEquals(large.height, region.getHeight());
        assertEquals(whole.getBitDepth(), region.getBitDepth());
        assertArrayEquals(new Object[] {Scenes.crop(whole, large)}, Scenes.pixels(region), part.toString());
    }

    /** Minimum and maximum are those of the stack, also where the selection and its plane have others. */
    @Test
    void ofAStack() {
        final ImageStack stack = new ImageStack(40, 30);
        for (int n = 1; n <= 3; n++) {
            stack.addSlice(Scenes.plane(16, 40, 30, n));
            stack.getProcessor(n).multiply(n);
        }
        final ModelPackage model = TinyModels.small(2);
        final ImagePlus image = new ImagePlus("stack", stack);
        final ImagePlus whole = Scenes.upscale(model, image);
        final Rectangle part = new Rectangle(7, 9, 20, 13);
        final ImagePlus region = Scenes.upscale(model, image, 1, 24, UpscaleOptions.DEFAULT.within(part));
        final ImageStack expected = whole.getStack().crop(14, 18, 0, 40, 26, 3);
        assertArrayEquals(Scenes.pixels(new ImagePlus("", expected)), Scenes.pixels(region));
        assertEquals("20 x 13 at 7, 9", Provenance.of(region).values().get("region"));
    }
}
