package sc.fiji.acuity.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;

class ComparisonTest {

    private static ImageProcessor plane(final int width, final int height, final int plus) {
        final FloatProcessor pixels = new FloatProcessor(width, height);
        for (int i = 0; i < width * height; i++) {
            pixels.setf(i, i * 31 % 101 + plus);
        }
        return pixels;
    }

    private static ImagePlus image(final int bits, final int plus) {
        final ImageProcessor pixels = plane(20, 16, plus);
        return new ImagePlus("image" + plus, switch (bits) {
            case 8 -> pixels.convertToByte(false);
            case 16 -> pixels.convertToShort(false);
            case 24 -> pixels.convertToByte(false).convertToRGB();
            default -> pixels;
        });
    }

    private static Comparison of(final ImagePlus a, final ImagePlus b, final Double range) {
        return Comparison.of(a, b, range, Progress.NONE);
    }

    @ParameterizedTest
    @CsvSource({"8, 255", "16, 100", "24, 255", "32, 100"})
    void same(final int bits, final double range) {
        final Comparison comparison = of(image(bits, 3), image(bits, 3), null);
        assertEquals(Double.POSITIVE_INFINITY, comparison.quality().psnr());
        assertEquals(1, comparison.quality().ssim(), 1e-12);
        assertEquals(range, comparison.range());
    }

    @ParameterizedTest
    @CsvSource({"8, 255", "16, 100", "24, 255", "32, 100"})
    void fiveAway(final int bits, final double range) {
        final Comparison comparison = of(image(bits, 10), image(bits, 5), null);
        assertEquals(25, comparison.quality().mse(), 1e-9);
        assertEquals(20 * Math.log10(range / 5), comparison.quality().psnr(), 1e-9);
        assertTrue(comparison.quality().ssim() < 1);
        final Comparison stated = of(image(bits, 10), image(bits, 5), 50.0);
        assertEquals(20, stated.quality().psnr(), 1e-9);
        assertEquals(50, stated.range());
    }

    /** Only one of three colours differs. */
    @Test
    void colours() {
        final ImagePlus a = image(24, 5);
        final ImagePlus b = image(24, 5);
        final int[] rgb = (int[]) ((ColorProcessor) b.getProcessor()).getPixels();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] += 3 << 8;
        }
        assertEquals(3, of(a, b, null).quality().mse(), 1e-9);
        assertEquals(3 * 320, of(a, b, null).quality().pixels());
    }

    @Test
    void stacks() {
        final ImageStack a = new ImageStack(20, 16);
        final ImageStack b = new ImageStack(20, 16);
        for (int n = 0; n < 4; n++) {
            a.addSlice(plane(20, 16, n));
            b.addSlice(plane(20, 16, n == 2 ? 4 : n));
        }
        final ImagePlus first = new ImagePlus("a", a);
        first.setDimensions(2, 2, 1);
        final ImagePlus second = new ImagePlus("b", b);
        second.setDimensions(2, 2, 1);
        assertEquals(1, of(first, second, null).quality().mse(), 1e-9);
        // maximum minus minimum of the reference, the second
        assertEquals(104, of(first, second, null).range());
        assertEquals(103, of(second, first, null).range());
    }

    @Test
    void differentSizes() {
        final ImagePlus other = new ImagePlus("other", plane(20, 17, 0));
        final AcuityException e = assertThrows(AcuityException.class, () -> of(image(32, 0), other, null));
        assertTrue(e.getMessage().contains("20 x 16") && e.getMessage().contains("20 x 17"), e.getMessage());
        final ImageStack two = new ImageStack(20, 16);
        two.addSlice(plane(20, 16, 0));
        two.addSlice(plane(20, 16, 0));
        assertThrows(AcuityException.class, () -> of(image(32, 0), new ImagePlus("two", two), null));
    }

    @Test
    void differentTypes() {
        final AcuityException e = assertThrows(AcuityException.class, () -> of(image(8, 1), image(16, 2), null));
        assertTrue(e.getMessage().contains("8 and 16 bits"), e.getMessage());
        assertThrows(AcuityException.class, () -> of(image(24, 1), image(8, 2), null));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void ranges(final double range) {
        assertThrows(AcuityException.class, () -> of(image(8, 1), image(8, 2), range));
    }

    @Test
    void withoutRange() {
        final ImagePlus flat = new ImagePlus("flat", new FloatProcessor(20, 16));
        assertThrows(AcuityException.class, () -> of(image(32, 1), flat, null));
        assertEquals(20, of(flat, flat, 20.0).range());
    }
}
