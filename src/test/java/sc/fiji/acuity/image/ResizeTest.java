package sc.fiji.acuity.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import java.awt.Rectangle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.SharedData;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;

class ResizeTest {

    @ParameterizedTest
    @ValueSource(ints = { 2, 3, 4 })
    void makesTheStoredLowResolutionImagesOfSet5(final int scale) throws Exception {
        final Path folder = SharedData.folder("benchmarks/Set5/x" + scale);
        final List<Path> images;
        try (Stream<Path> files = Files.list(folder)) {
            images = files.filter(f -> f.toString().endsWith("_HR.png")).sorted().toList();
        }
        assertEquals(5, images.size());
        for (final Path hr : images) {
            final Plane[] large = planes(hr);
            final Plane[] expected = planes(Path.of(hr.toString().replace("_HR", "_LR")));
            for (int c = 0; c < 3; c++) {
                final Plane small = Resize.bicubic(large[c], 1.0 / scale, Rounding.UINT8);
                assertEquals(expected[c].width(), small.width());
                assertEquals(expected[c].height(), small.height());
                assertArrayEquals(expected[c].shave(2).data(), small.shave(2).data(), hr + " channel " + c);
            }
        }
    }

    @Test
    void halvesByHand() {
        // kernel at 1/4, 3/4, 5/4, 7/4 of its width: 111, 29, -9, -3 of 256
        final Plane in = new Plane(8, 1, new float[] { 0, 0, 0, 256, 0, 0, 0, 0 });
        final Plane out = Resize.bicubic(in, 4, 1, Rounding.NONE);
        assertArrayEquals(new float[] { -9, 111, 29, -3 }, out.data());
    }

    @Test
    void doublesByHand() {
        // output centres lie a quarter pixel beside input centres: weights -9, 111, 29, -3 of 128, edge reflected
        final Plane in = new Plane(1, 4, new float[] { 0, 128, 0, 0 });
        final Plane out = Resize.bicubic(in, 1, 8, Rounding.NONE);
        assertArrayEquals(new float[] { -12, 29, 111, 111, 29, -9, -3, 0 }, out.data());
    }

    @Test
    void roundsAfterEachPass() {
        final Plane in = noise(31, 23);
        final Plane first = Resize.bicubic(in, 31, 8, Rounding.UINT8);
        final Plane both = Resize.bicubic(first, 11, 8, Rounding.UINT8);
        assertArrayEquals(both.data(), Resize.bicubic(in, 11, 8, Rounding.UINT8).data());
        final Plane late = Resize.bicubic(in, 11, 8, Rounding.NONE);
        int different = 0;
        for (int i = 0; i < late.data().length; i++) {
            different += Rounding.UINT8.apply(late.data()[i]) == both.data()[i] ? 0 : 1;
        }
        assertTrue(different > 0, "rounding once would be the same, so this test shows nothing");
    }

    @Test
    void beginsWithTheAxisThatShrinksMost() {
        final Plane in = noise(9, 9);
        final Plane horizontalFirst = Resize.bicubic(Resize.bicubic(in, 3, 9, Rounding.UINT8), 3, 5, Rounding.UINT8);
        final Plane verticalFirst = Resize.bicubic(Resize.bicubic(in, 9, 5, Rounding.UINT8), 3, 5, Rounding.UINT8);
        assertNotEquals(Arrays.toString(verticalFirst.data()), Arrays.toString(horizontalFirst.data()));
        assertArrayEquals(horizontalFirst.data(), Resize.bicubic(in, 3, 5, Rounding.UINT8).data());
    }

    @ParameterizedTest
    @CsvSource({ "0.5, 4, 3", "0.3333333333333333, 3, 2", "2, 14, 10", "1, 7, 5", "1.3, 10, 7", "0.01, 1, 1" })
    void sizeIsRoundedUp(final double scale, final int width, final int height) {
        final Plane out = Resize.bicubic(new Plane(7, 5), scale, Rounding.NONE);
        assertEquals(width, out.width());
        assertEquals(height, out.height());
    }

    @Test
    void aProductAHairAboveAnIntegerIsThatInteger() {
        for (int n = 1; n < 200; n++) {
            for (int s = 2; s < 12; s++) {
                assertEquals(n, Resize.bicubic(new Plane(n * s, 1), 1.0 / s, Rounding.NONE).width(), n * s + " / " + s);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({ "1, 1, 5, 4", "1, 1, 1, 1", "3, 5, 1, 1", "3, 2, 100, 77", "1000, 3, 7, 50" })
    void aConstantStaysConstant(final int w, final int h, final int width, final int height) {
        final Plane in = new Plane(w, h);
        Arrays.fill(in.data(), 200);
        for (final Rounding rounding : Rounding.values()) {
            for (final float value : Resize.bicubic(in, width, height, rounding).data()) {
                assertEquals(200, value, 2e-5);
            }
        }
    }

    @Test
    void floatsAreNeitherRoundedNorClipped() {
        final Plane in = new Plane(4, 1, new float[] { -1e6f, -1e6f, 1e6f, 1e6f });
        final float[] out = Resize.bicubic(in, 8, 1, Rounding.NONE).data();
        assertTrue(out[2] < -1e6f && out[5] > 1e6f, "overshoot is part of the kernel: " + Arrays.toString(out));
    }

    @Test
    void integersAreClippedToTheirType() {
        final Plane in = new Plane(4, 1, new float[] { 0, 0, 65535, 65535 });
        assertArrayEquals(new float[] { 0, 0, 0, 13312, 52223, 65535, 65535, 65535 },
            Resize.bicubic(in, 8, 1, Rounding.UINT16).data());
    }

    @Test
    void manyRowsInParallelAreTheSameAsEachAlone() {
        final Plane in = noise(1200, 300);
        final Plane out = Resize.bicubic(in, 2400, 300, Rounding.NONE);
        for (int y = 0; y < 300; y += 37) {
            final Plane row = Resize.bicubic(in.crop(0, y, 1200, 1), 2400, 1, Rounding.NONE);
            assertArrayEquals(row.data(), out.crop(0, y, 2400, 1).data());
        }
    }

    @Test
    void nanStaysWhereTheKernelReaches() {
        final Plane in = new Plane(20, 1);
        in.data()[10] = Float.NaN;
        final float[] out = Resize.bicubic(in, 40, 1, Rounding.NONE).data();
        for (int x = 0; x < 40; x++) {
            assertEquals(x >= 17 && x <= 24, Float.isNaN(out[x]), "x = " + x);
        }
    }

    @Test
    void refusesWhatIsNoSize() {
        final Plane in = new Plane(2, 2);
        assertThrows(IllegalArgumentException.class, () -> Resize.bicubic(in, 0, Rounding.NONE));
        assertThrows(IllegalArgumentException.class, () -> Resize.bicubic(in, Double.NaN, Rounding.NONE));
        assertThrows(IllegalArgumentException.class, () -> Resize.bicubic(in, 0, 4, Rounding.NONE));
        assertThrows(AcuityException.class, () -> Resize.bicubic(in, 100_000, Rounding.NONE));
        assertThrows(AcuityException.class, () -> Resize.bicubic(in, 1e10, Rounding.NONE));
    }

    @ParameterizedTest
    @CsvSource({ "0.5, 1", "0.49999999999999994, 0", "254.5, 255", "300, 255", "-0.5, 0", "-3, 0", "2.5, 3", "7, 7" })
    void halvesGoAwayFromZero(final double value, final float expected) {
        assertEquals(expected, Rounding.UINT8.apply(value));
    }

    private static Plane noise(final int width, final int height) {
        final Random random = new Random(1);
        final Plane plane = new Plane(width, height);
        for (int i = 0; i < plane.data().length; i++) {
            plane.data()[i] = random.nextInt(256);
        }
        return plane;
    }

    private static Plane[] planes(final Path png) {
        final ColorProcessor pixels = (ColorProcessor) IJ.openImage(png.toString()).getProcessor();
        final Plane[] planes = new Plane[3];
        for (int c = 0; c < 3; c++) {
            final byte[] channel = pixels.getChannel(c + 1);
            planes[c] = new Plane(pixels.getWidth(), pixels.getHeight());
            for (int i = 0; i < channel.length; i++) {
                planes[c].data()[i] = channel[i] & 255;
            }
        }
        return planes;
    }

    @Test
    void stopsWithinAPlane() {
        final AtomicInteger asked = new AtomicInteger();
        final Progress stopping = new Progress() {

            @Override
            public void report(final String stage, final double fraction) {
                throw new AssertionError("one plane reports nothing");
            }

            @Override
            public boolean cancelled() {
                return asked.incrementAndGet() > 5;
            }
        };
        assertThrows(CancellationException.class,
            () -> Resize.bicubic(new Plane(3, 1000), 2, Rounding.NONE, stopping));
        assertTrue(asked.get() < 1000, asked + " rows");
    }

    /** One axis after the other goes another way through the code. */
    @ParameterizedTest
    @CsvSource({ "2, NONE", "2, UINT8", "3, NONE", "3, UINT16", "4, NONE", "4, UINT8", "5, NONE" })
    void bothAxesAtOnceAreTheSameAsOneAfterTheOther(final int scale, final Rounding rounding) {
        for (final int[] size : new int[][] { { 1, 1 }, { 2, 3 }, { 70, 1 }, { 41, 83 } }) {
            final Plane in = noise(size[0], size[1]);
            final Plane high = Resize.bicubic(in, in.width(), scale * in.height(), rounding);
            final Plane expected = Resize.bicubic(high, scale * in.width(), high.height(), rounding);
            assertArrayEquals(expected.data(), Resize.bicubic(in, scale, rounding).data());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 2, 3, 4 })
    void nanAndInfinitySpreadAsFarAsOneAxisAfterTheOther(final int scale) {
        final Plane in = noise(40, 50);
        in.data()[40 * 20 + 1] = Float.NaN;
        in.data()[40 * 3 + 25] = Float.POSITIVE_INFINITY;
        in.data()[40 * 37 + 12] = Float.MAX_VALUE;
        final Plane high = Resize.bicubic(in, 40, scale * 50, Rounding.NONE);
        final Plane expected = Resize.bicubic(high, scale * 40, scale * 50, Rounding.NONE);
        assertArrayEquals(expected.data(), Resize.bicubic(in, scale, Rounding.NONE).data());
    }

    @ParameterizedTest
    @CsvSource({ "8, 2", "16, 2", "32, 2", "24, 2", "8, 3", "32, 3", "24, 3", "16, 4" })
    void aRegionOfPixelsIsThatPartOfThePlanes(final int bits, final int scale) {
        final ImageProcessor pixels = noise(bits, 90, 70);
        final ImageProcessor expected;
        if (pixels instanceof ColorProcessor colour) {
            final Plane[] rgb = Planes.rgb(colour);
            Arrays.setAll(rgb, c -> Resize.bicubic(rgb[c], scale, Rounding.UINT8));
            expected = Planes.toRgb(rgb);
        } else {
            final Rounding rounding = bits == 8 ? Rounding.UINT8 : bits == 16 ? Rounding.UINT16 : Rounding.NONE;
            expected = Planes.toProcessor(Resize.bicubic(Planes.of(pixels), scale, rounding), bits);
        }
        for (final Rectangle r : List.of(new Rectangle(90, 70), new Rectangle(0, 0, 1, 1), new Rectangle(89, 69, 1, 1),
            new Rectangle(1, 2, 3, 4), new Rectangle(30, 0, 60, 70), new Rectangle(40, 33, 20, 34))) {
            expected.setRoi(r.x * scale, r.y * scale, r.width * scale, r.height * scale);
            final ImageProcessor part = Resize.bicubic(pixels, r, scale, Progress.NONE);
            assertEquals(bits, part.getBitDepth());
            assertPixels(expected.crop().getPixels(), part.getPixels(), r + "");
        }
        assertThrows(IllegalArgumentException.class,
            () -> Resize.bicubic(pixels, new Rectangle(1, 0, 90, 70), scale, Progress.NONE));
        assertThrows(IllegalArgumentException.class,
            () -> Resize.bicubic(pixels, new Rectangle(90, 70), 1, Progress.NONE));
    }

    private static ImageProcessor noise(final int bits, final int width, final int height) {
        final Random random = new Random(bits);
        final ImageProcessor pixels = switch (bits) {
            case 8 -> new ByteProcessor(width, height);
            case 16 -> new ShortProcessor(width, height);
            case 24 -> new ColorProcessor(width, height);
            default -> new FloatProcessor(width, height);
        };
        for (int i = 0; i < width * height; i++) {
            if (bits == 32) {
                pixels.setf(i, (float) random.nextGaussian());
            } else {
                pixels.set(i, random.nextInt() & (int) ((1L << bits) - 1));
            }
        }
        return pixels;
    }

    private static void assertPixels(final Object expected, final Object actual, final String message) {
        assertTrue(Arrays.deepEquals(new Object[] { expected }, new Object[] { actual }), message);
    }
}
