package sc.fiji.acuity.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.CancellationException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.image.Plane;

class QualityTest {

    private static final int W = 17;
    private static final int H = 90;
    private static final int AREA = W * H;

    private final short[] a = random(6 * AREA, 1);
    private final short[] b = random(6 * AREA, 2);
    private final Img<UnsignedShortType> imageA = ArrayImgs.unsignedShorts(a, W, H, 2, 3);
    private final Img<UnsignedShortType> imageB = ArrayImgs.unsignedShorts(b, W, H, 2, 3);

    @Test
    void errorsPoolAllPixelsAndSsimAveragesPlanes() {
        double squares = 0;
        double absolutes = 0;
        double ssim = 0;
        for (int i = 0; i < a.length; i++) {
            squares += Math.pow(a[i] - b[i], 2);
            absolutes += Math.abs(a[i] - b[i]);
        }
        for (int plane = 0; plane < 6; plane++) {
            ssim += Ssim.of(plane(a, plane), plane(b, plane), 4095) / 6;
        }
        final Quality quality = Quality.compare(imageA, imageB, 4095);
        assertEquals(6L * AREA, quality.pixels());
        assertEquals(squares / a.length, quality.mse(), 1e-6);
        assertEquals(absolutes / a.length, quality.mae(), 1e-9);
        assertEquals(10 * Math.log10(4095.0 * 4095 * a.length / squares), quality.psnr(), 1e-9);
        assertEquals(ssim, quality.ssim(), 1e-12);
    }

    @Test
    void identicalImages() {
        assertEquals(new Quality(Double.POSITIVE_INFINITY, 1, 0, 0, 6L * AREA),
            Quality.compare(imageA, imageA.copy(), 4095));
    }

    @Test
    void neitherStorageNorTypeNorOriginMatters() {
        final Img<DoubleType> cells = new CellImgFactory<>(new DoubleType(), 8).create(W, H, 2, 3);
        final var source = imageB.cursor();
        final var access = cells.randomAccess();
        while (source.hasNext()) {
            source.fwd();
            access.setPosition(source);
            access.get().setReal(source.get().getRealDouble());
        }
        final RandomAccessibleInterval<UnsignedShortType> moved = Views.translate(imageA, -5, 7, 1, -2);
        assertEquals(Quality.compare(imageA, imageB, 4095), Quality.compare(moved, cells, 4095));
    }

    @Test
    void aViewIsComparedAsItIsSeen() {
        final var interval = Intervals.createMinSize(2, 3, 1, 0, 12, 40, 1, 3);
        final Quality quality =
            Quality.compare(Views.interval(imageA, interval), Views.interval(imageB, interval), 4095);
        assertEquals(12L * 40 * 3, quality.pixels());
        double squares = 0;
        for (int t = 0; t < 3; t++) {
            final Plane p = plane(a, 2 * t + 1).crop(2, 3, 12, 40);
            squares += Psnr.mse(p, plane(b, 2 * t + 1).crop(2, 3, 12, 40));
        }
        assertEquals(squares / 3, quality.mse(), 1e-6);
    }

    @Test
    void sizesMustAgreeInAllDimensions() {
        final AcuityException e = assertThrows(AcuityException.class,
            () -> Quality.compare(imageA, Views.hyperSlice(imageB, 3, 0), 4095));
        assertTrue(e.getMessage().startsWith("images of 17 x 90 x 2 x 3 and 17 x 90 x 2 pixels: have different sizes"),
            e.getMessage());
        assertThrows(AcuityException.class, () -> Quality.compare(ArrayImgs.bytes(20), ArrayImgs.bytes(20), 255));
        final var empty = Views.interval(imageA, Intervals.createMinSize(0, 0, 0, 0, W, H, 2, 0));
        assertThrows(AcuityException.class, () -> Quality.compare(empty, empty, 4095));
    }

    @Test
    void nanIsNamedWithItsPosition() {
        final Img<FloatType> p = ArrayImgs.floats(12, 12, 2);
        final Img<FloatType> q = ArrayImgs.floats(12, 12, 2);
        q.getAt(4, 9, 1).set(Float.NaN);
        q.getAt(3, 10, 1).set(Float.NaN);
        final AcuityException e = assertThrows(AcuityException.class, () -> Quality.compare(p, q, 1));
        assertEquals("second image", e.input());
        assertEquals("has the value NaN at position (4,9,1)", e.reason());
    }

    @Test
    void cancelEndsIt() {
        final Progress progress = new Progress() {

            private double done;

            @Override
            public void report(final String stage, final double fraction) {
                done = fraction;
            }

            @Override
            public boolean cancelled() {
                return done > 0.3;
            }
        };
        assertThrows(CancellationException.class, () -> Quality.compare(imageA, imageB, 4095, progress));
    }

    @Test
    void theRangeOfTheReference() {
        assertEquals(255, DataRange.ofType(new UnsignedByteType()).getAsDouble());
        assertFalse(DataRange.ofType(new UnsignedShortType()).isPresent());
        assertFalse(DataRange.ofType(new FloatType()).isPresent());
        assertEquals(12.5, DataRange.ofReference(ArrayImgs.floats(new float[] {-2.5f, 1, 10, 3}, 2, 2)));
        assertThrows(AcuityException.class, () -> DataRange.ofReference(ArrayImgs.floats(3, 3)));
        final AcuityException e = assertThrows(AcuityException.class,
            () -> DataRange.ofReference(ArrayImgs.floats(new float[] {1, 2, 3, Float.NaN}, 2, 2)));
        assertEquals("has the value NaN at position (1,1)", e.reason());
    }

    private static Plane plane(final short[] values, final int index) {
        final Plane plane = new Plane(W, H);
        for (int i = 0; i < AREA; i++) {
            plane.data()[i] = values[index * AREA + i];
        }
        return plane;
    }

    private static short[] random(final int n, final long seed) {
        final Random random = new Random(seed);
        final short[] values = new short[n];
        for (int i = 0; i < n; i++) {
            values[i] = (short) random.nextInt(4096);
        }
        return values;
    }
}
