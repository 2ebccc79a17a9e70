package sc.fiji.acuity.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LumaTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, 16", "255, 255, 255, 1, 235", "255, 0, 0, 0.299, 81.481", "0, 255, 0, 0.587, 144.553",
        "0, 0, 255, 0.114, 40.966", "10, 20, 30, 0.07117647, 31.587647" })
    void weighsAsBt601(final float r, final float g, final float b, final float full, final float studio) {
        assertEquals(full, Luma.full(r, g, b), 1e-7);
        assertEquals(studio, Luma.studio(r, g, b), 1e-5);
    }

    @Test
    void planesPixelByPixel() {
        final Plane r = new Plane(2, 1, new float[] { 255, 10 });
        final Plane g = new Plane(2, 1, new float[] { 255, 20 });
        final Plane b = new Plane(2, 1, new float[] { 255, 30 });
        assertArrayEquals(new float[] { 1, Luma.full(10, 20, 30) }, Luma.full(r, g, b).data());
        assertArrayEquals(new float[] { 235, Luma.studio(10, 20, 30) }, Luma.studio(r, g, b).data());
        assertThrows(IllegalArgumentException.class, () -> Luma.full(r, g, new Plane(1, 2)));
    }

    @Test
    void everyColourComesBack() {
        final int[] rgb = new int[1 << 16];
        for (int red = 0; red < 256; red += 5) {
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = 0xff000000 | red << 16 | i;
            }
            assertArrayEquals(rgb, YCbCr.of(rgb, 256, 256).toRgb());
        }
    }

    @Test
    void colourDifferences() {
        final YCbCr red = YCbCr.of(new int[] { 0x00ff0000 }, 1, 1);
        assertEquals(0.299f, red.y().get(0, 0));
        assertEquals(-0.168736, red.cb().get(0, 0), 1e-6);
        assertEquals(0.5, red.cr().get(0, 0), 1e-6);
        final YCbCr grey = YCbCr.of(new int[] { 0xff808080 }, 1, 1);
        assertEquals(0, grey.cb().get(0, 0), 1e-7);
        assertEquals(0, grey.cr().get(0, 0), 1e-7);
    }

    @Test
    void coloursOutOfRangeAreClipped() {
        final Plane luma = new Plane(1, 1, new float[] { 0.6f });
        final Plane less = new Plane(1, 1, new float[] { -0.5f });
        final Plane more = new Plane(1, 1, new float[] { 0.5f });
        assertArrayEquals(new int[] { 0xff00ff00 }, new YCbCr(luma, less, less).toRgb());
        // green: 0.6 - (0.299 * 0.701 + 0.114 * 0.886) / 0.587 = 0.0709
        assertArrayEquals(new int[] { 0xffff12ff }, new YCbCr(luma, more, more).toRgb());
    }
}
