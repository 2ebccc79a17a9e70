package sc.fiji.acuity.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.image.LumaRange;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Resize;
import sc.fiji.acuity.image.Rounding;

class ProtocolTest {

    /** One pixel that becomes 2 x 2, and what the original has there. */
    private static final Plane[] LR = {pixels(1, 200), pixels(1, 100), pixels(1, 50)};
    private static final Plane[] HR =
        {pixels(2, 210, 10, 0, 255), pixels(2, 90, 20, 0, 255), pixels(2, 40, 30, 0, 255)};

    /** 16 + (65.481 R + 128.553 G + 24.966 B) / 255 of the pixels above. */
    private static final double LR_STUDIO = 122.66588;
    private static final double[] HR_STUDIO = {119.21341, 31.58765, 16, 235};

    @ParameterizedTest
    @CsvSource({"standard, STANDARD, 2, 2", "standard, STANDARD, 3, 3", "esr, ESR, 2, 4", "esr, ESR, 4, 4",
        "falsr, FALSR, 2, 2", "rgb, RGB, 2, 8", "rgb, RGB, 4, 10"})
    void namesAndBorders(final String name, final Protocol protocol, final int scale, final int border) {
        assertEquals(protocol, Protocol.parse(name));
        assertEquals(name, protocol.toString());
        assertEquals(border, protocol.border(scale));
    }

    @Test
    void unknownNamesAreAnsweredWithTheKnown() {
        final AcuityException e = assertThrows(AcuityException.class, () -> Protocol.parse("Standard"));
        assertEquals("protocol Standard: is unknown. Remedy: use one of standard, esr, falsr, rgb.", e.getMessage());
    }

    @Test
    void standardRoundsTheLumaOfLumaNetworks() {
        // 16 + 219 * {0.5, 1.2, -0.3, 0.25} is {125.5, 278.8, -49.7, 70.75}
        final Fixed full = new Fixed(1, LumaRange.FULL, pixels(2, 0.5f, 1.2f, -0.3f, 0.25f));
        final Compared compared = Protocol.STANDARD.compared(full, LR, HR);
        assertArrayEquals(new float[] {126, 235, 16, 71}, compared.result()[0].data());
        assertArrayEquals(new float[] {119, 32, 16, 235}, compared.reference()[0].data());
        assertEquals((LR_STUDIO - 16) / 219, full.seen[0].data()[0], 1e-6);

        final Fixed studio = new Fixed(1, LumaRange.STUDIO, pixels(2, 0.5f, 1.2f, -0.3f, 0.25f));
        assertArrayEquals(new float[] {128, 235, 16, 64},
            Protocol.STANDARD.compared(studio, LR, HR).result()[0].data());
        assertEquals(LR_STUDIO / 255, studio.seen[0].data()[0], 1e-6);
    }

    @Test
    void standardRoundsTheColoursOfRgbNetworksButNotTheirLuma() {
        final Fixed rgb = new Fixed(3, null, pixels(2, 209.6f, 10.4f, -7, 300), pixels(2, 90.5f, 19.5f, -1, 256),
            pixels(2, 39.5f, 30.2f, 0.3f, 254.9f));
        final Compared compared = Protocol.STANDARD.compared(rgb, LR, HR);
        assertArrayEquals(LR, rgb.seen);
        assertEquals(16 + (65.481 * 210 + 128.553 * 91 + 24.966 * 40) / 255, compared.result()[0].data()[0], 1e-4);
        for (int i = 0; i < 4; i++) {
            assertEquals(HR_STUDIO[i], compared.reference()[0].data()[i], 1e-4);
            assertEquals(i == 0 ? HR_STUDIO[0] + 128.553 / 255 : HR_STUDIO[i], compared.result()[0].data()[i], 1e-4);
        }
    }

    @Test
    void esrRoundsNothing() {
        final Fixed studio = new Fixed(1, LumaRange.STUDIO, pixels(2, 0.5f, 1.2f, 0, 0.25f));
        final Compared compared = Protocol.ESR.compared(studio, LR, HR);
        assertArrayEquals(new float[] {127.5f, 306, 0, 63.75f}, compared.result()[0].data(), 1e-4f);
        for (int i = 0; i < 4; i++) {
            assertEquals(HR_STUDIO[i], compared.reference()[0].data()[i], 1e-4);
        }
        assertEquals(LR_STUDIO / 255, studio.seen[0].data()[0], 1e-6);
    }

    @Test
    void falsrTruncatesColoursAndRoundsTheirLuma() {
        // bicubic leaves 200, 100, 50 everywhere: Pb = -39.37 + 127.5 ..., the graph's constants, then 8 bits
        final Fixed full = new Fixed(1, LumaRange.FULL, pixels(2, 0.5f, 1.2f, -0.3f, 0.25f));
        final Compared compared = Protocol.FALSR.compared(full, LR, HR);
        final double pb = -0.168736 * 200 - 0.331264 * 100 + 0.5 * 50 + 127.5;
        final double pr = 0.5 * 200 - 0.418688 * 100 - 0.081312 * 50 + 127.5;
        final double[] luma = {0.5, 1.2, -0.3, 0.25};
        final float[] expected = new float[4];
        for (int i = 0; i < 4; i++) {
            final int r = bits(255 * luma[i] + 1.402 * pr - 179.456);
            final int g = bits(255 * luma[i] - 0.34414 * pb - 0.71414 * pr + 135.45984);
            final int b = bits(255 * luma[i] + 1.772 * pb - 226.816);
            expected[i] = Math.round(16 + (65.481 * r + 128.553 * g + 24.966 * b) / 255);
        }
        assertArrayEquals(expected, compared.result()[0].data());
        assertArrayEquals(new float[] {119, 32, 16, 235}, compared.reference()[0].data());
    }

    @Test
    void rgbTakesTheColourOfLumaNetworksFromBicubic() {
        final Plane[] lr = {random(9, 1), random(9, 2), random(9, 3)};
        final Plane[] hr = {random(18, 4), random(18, 5), random(18, 6)};
        final Plane[] mixed = Protocol.RGB.compared(new BicubicEnlarger(2, 1), lr, hr).result();
        final Plane[] matlab = Protocol.RGB.compared(new BicubicEnlarger(2, 3), lr, hr).result();
        for (int c = 0; c < 3; c++) {
            // bicubic luma with bicubic colour differences is bicubic RGB
            assertArrayEquals(Steps.rounded8(Resize.bicubic(lr[c], 18, 18, Rounding.NONE))[0].data(), mixed[c].data());
            assertArrayEquals(Resize.bicubic(lr[c], 18, 18, Rounding.UINT8).data(), matlab[c].data());
        }
        // one more step of luma is one more step of each colour
        final Fixed grey = new Fixed(1, LumaRange.FULL, pixels(2, 0.5f, 0.5f, 0.6f, 0));
        final Plane[] greyLr = {pixels(1, 128), pixels(1, 128), pixels(1, 128)};
        for (final Plane plane : Protocol.RGB.compared(grey, greyLr, HR).result()) {
            assertArrayEquals(new float[] {128, 128, 153, 0}, plane.data());
        }
    }

    @Test
    void rgbPoolsChannels() {
        final Plane[] a = {random(16, 1), random(16, 2), random(16, 3)};
        final Plane[] b = {random(16, 4), a[1], a[2]};
        final ImageScore one = new Compared(a, b).score("x", 2);
        final ImageScore alone = Compared.luma(a[0], b[0]).score("x", 2);
        assertEquals(alone.psnr() + 10 * Math.log10(3), one.psnr(), 1e-9);
        assertEquals((alone.ssim() + 2) / 3, one.ssim(), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"ESR", "FALSR"})
    void lumaProtocolsRefuseRgbNetworks(final Protocol protocol) {
        assertThrows(AcuityException.class, () -> protocol.compared(new BicubicEnlarger(2, 3), LR, HR));
    }

    private static int bits(final double value) {
        return (int) Math.max(0, Math.min(255, value));
    }

    private static Plane pixels(final int width, final float... values) {
        return new Plane(width, values.length / width, values);
    }

    private static Plane random(final int size, final long seed) {
        final Random random = new Random(seed);
        final Plane plane = new Plane(size, size);
        for (int i = 0; i < plane.data().length; i++) {
            plane.data()[i] = random.nextInt(256);
        }
        return plane;
    }

    /** A network that gives the same planes whatever it sees. */
    private static final class Fixed implements Enlarger {

        private final int channels;
        private final LumaRange luma;
        private final Plane[] result;
        private Plane[] seen;

        Fixed(final int channels, final LumaRange luma, final Plane... result) {
            this.channels = channels;
            this.luma = luma;
            this.result = result;
        }

        @Override
        public int scale() {
            return 2;
        }

        @Override
        public int channels() {
            return channels;
        }

        @Override
        public LumaRange luma() {
            return luma;
        }

        @Override
        public Plane[] enlarge(final Plane[] lr) {
            seen = lr;
            return result;
        }
    }
}
