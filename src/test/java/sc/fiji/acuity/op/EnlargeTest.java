package sc.fiji.acuity.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ShortProcessor;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.logic.BitType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sc.fiji.acuity.TestModels;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Resize;
import sc.fiji.acuity.image.Rounding;
import sc.fiji.acuity.upscale.UpscaleOptions;
import sc.fiji.acuity.upscale.Upscaler;

class EnlargeTest {

    private static final int W = 7;
    private static final int H = 5;

    @BeforeAll
    static void models() {
        TestModels.use();
    }

    @Test
    void bytesAsTheSameImageInImageJ() {
        final byte[] pixels = new byte[W * H];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) noise(i, 256);
        }
        final ImagePlus expected = upscaled(new ImagePlus("a", new ByteProcessor(W, H, pixels.clone())));
        final Img<UnsignedByteType> result =
            Enlarge.upscale(ArrayImgs.unsignedBytes(pixels, W, H), 2, TestModels.NAME);
        assertPixels((byte[]) expected.getProcessor().getPixels(), result);
    }

    @Test
    void oneMapForAllPlanesAsInAStack() {
        final Img<UnsignedShortType> image = ArrayImgs.unsignedShorts(W, H, 2, 2);
        final ImageStack stack = new ImageStack(W, H);
        final Cursor<UnsignedShortType> cursor = Views.flatIterable(image).cursor();
        for (int plane = 0; plane < 4; plane++) {
            final ShortProcessor pixels = new ShortProcessor(W, H);
            for (int i = 0; i < W * H; i++) {
                final int value = noise(plane * W * H + i, 100) + 1000 * plane;
                pixels.set(i, value);
                cursor.next().set(value);
            }
            stack.addSlice(pixels);
        }
        final ImagePlus expected = upscaled(new ImagePlus("a", stack));
        final Img<UnsignedShortType> result = Enlarge.upscale(image, 2, TestModels.NAME);
        assertArrayEquals(new long[] {2 * W, 2 * H, 2, 2}, result.dimensionsAsLongArray());
        final Cursor<UnsignedShortType> found = Views.flatIterable(result).cursor();
        for (int plane = 1; plane <= 4; plane++) {
            for (int i = 0; i < 4 * W * H; i++) {
                assertEquals(expected.getStack().getProcessor(plane).get(i), found.next().get());
            }
        }
    }

    @Test
    void bicubicIsResize() {
        final float[] values = new float[W * H];
        final Img<UnsignedByteType> image = ArrayImgs.unsignedBytes(W, H);
        final Cursor<UnsignedByteType> cursor = image.cursor();
        for (int i = 0; i < values.length; i++) {
            values[i] = noise(i, 256);
            cursor.next().set((int) values[i]);
        }
        final Plane expected = Resize.bicubic(new Plane(W, H, values), 3, Rounding.UINT8);
        final Cursor<UnsignedByteType> found = Views.flatIterable(Enlarge.bicubic(image, 3)).cursor();
        for (final float value : expected.data()) {
            assertEquals(value, found.next().get());
        }
    }

    @Test
    void otherIntegersAreRoundedAndClipped() {
        final byte[] pixels = new byte[W * H];
        final float[] values = new float[W * H];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (noise(i, 2) == 0 ? -128 : 127);
            values[i] = pixels[i];
        }
        final Plane unbounded = Resize.bicubic(new Plane(W, H, values), 2, Rounding.NONE);
        final Cursor<ByteType> found =
            Views.flatIterable(Enlarge.bicubic(ArrayImgs.bytes(pixels, W, H), 2)).cursor();
        boolean clipped = false;
        for (final float value : unbounded.data()) {
            clipped |= value > 127.5 || value < -128.5;
            final long rounded = (long) (Math.signum(value) * Math.floor(Math.abs(value) + 0.5));
            assertEquals(Math.min(Math.max(rounded, -128), 127), found.next().get());
        }
        assertTrue(clipped, "the case that is tested");
    }

    @Test
    void packedPixelsDoNotDisturbTheirNeighbours() {
        final Img<BitType> image = ArrayImgs.bits(W, H, 9);
        final Cursor<BitType> cursor = Views.flatIterable(image).cursor();
        for (int plane = 0; plane < 9; plane++) {
            for (int i = 0; i < W * H; i++) {
                cursor.next().set(plane % 2 == 1);
            }
        }
        final Cursor<BitType> found = Views.flatIterable(Enlarge.upscale(image, 2, TestModels.NAME)).cursor();
        final Img<DoubleType> doubles = ArrayImgs.doubles(W, H, 9);
        final Cursor<BitType> source = Views.flatIterable(image).cursor();
        Views.flatIterable(doubles).forEach(pixel -> pixel.set(source.next().get() ? 1 : 0));
        for (final DoubleType value : Views.flatIterable(Enlarge.upscale(doubles, 2, TestModels.NAME))) {
            assertEquals(value.get() >= 0.5, found.next().get());
        }
    }

    @Test
    void intervalsMayBeginAnywhere() {
        final Img<DoubleType> image = ArrayImgs.doubles(W, H, 2);
        int i = 0;
        for (final DoubleType pixel : image) {
            pixel.set(noise(i++, 1000) / 10.0);
        }
        final Img<DoubleType> expected = Enlarge.bicubic(image, 2);
        final Img<DoubleType> found = Enlarge.bicubic(Views.translate(image, -3, 4, 5), 2);
        assertEquals(0, found.min(2));
        assertPixels(expected, found);
    }

    @Test
    void theImageItselfStays() {
        final byte[] pixels = new byte[W * H];
        pixels[3] = 17;
        final byte[] before = pixels.clone();
        Enlarge.upscale(ArrayImgs.unsignedBytes(pixels, W, H), 2, null);
        assertArrayEquals(before, pixels);
    }

    @Test
    void whatCannotBeEnlargedIsNamed() {
        final Img<UnsignedByteType> image = ArrayImgs.unsignedBytes(W, H);
        assertMessage("scale 7", () -> Enlarge.upscale(image, 7, null));
        assertMessage("scale 1", () -> Enlarge.bicubic(image, 1));
        assertMessage("nonsense", () -> Enlarge.upscale(image, 2, "nonsense"));
        assertMessage("[9] pixels: has no planes", () -> Enlarge.bicubic(ArrayImgs.unsignedBytes(9), 2));
        assertMessage("has no planes",
            () -> Enlarge.bicubic(Views.interval(image, Intervals.createMinSize(0, 0, 0, 4)), 2));
    }

    private static void assertMessage(final String part, final org.junit.jupiter.api.function.Executable call) {
        final String message = assertThrows(AcuityException.class, call).getMessage();
        assertTrue(message.contains(part) && message.contains("Remedy: "), message);
    }

    private static int noise(final int i, final int bound) {
        return new SplittableRandom(i).nextInt(bound);
    }

    private static ImagePlus upscaled(final ImagePlus image) {
        try (Upscaler upscaler = Upscaler.open(TestModels.NAME, 2, DeviceChoice.AUTO)) {
            return upscaler.upscale(image, UpscaleOptions.DEFAULT, Progress.NONE);
        }
    }

    private static void assertPixels(final byte[] expected, final Img<UnsignedByteType> found) {
        final Cursor<UnsignedByteType> cursor = Views.flatIterable(found).cursor();
        for (final byte value : expected) {
            assertEquals(value & 0xff, cursor.next().get());
        }
    }

    private static <T extends RealType<T>> void assertPixels(final RandomAccessibleInterval<T> expected,
        final RandomAccessibleInterval<T> found) {
        assertArrayEquals(expected.dimensionsAsLongArray(), found.dimensionsAsLongArray());
        final Cursor<T> cursor = Views.flatIterable(found).cursor();
        Views.flatIterable(expected).forEach(
            pixel -> assertEquals(pixel.getRealDouble(), cursor.next().getRealDouble()));
    }
}
