package sc.fiji.acuity.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.image.Plane;

class SsimTest {

    @ParameterizedTest
    @CsvSource({"11, 11, 255, 0", "12, 11, 255, 0", "11, 37, 255, 0", "53, 80, 255, 0", "40, 75, 1, 0",
        "31, 140, 65535, 0", "30, 30, 10, 5000", "1040, 14, 255, 0"})
    void equalsTheDefinition(final int width, final int height, final double range, final double offset) {
        final Plane a = random(width, height, range, offset, 1);
        final Plane b = blend(a, random(width, height, range, offset, 2));
        assertEquals(naive(a, b, range), Ssim.of(a, b, range), 1e-9);
    }

    @Test
    void identicalIsExactlyOne() {
        final Plane a = random(64, 90, 255, 0, 3);
        assertEquals(1.0, Ssim.of(a, new Plane(64, 90, a.data().clone()), 255));
    }

    @Test
    void knownValues() {
        // constant planes: variances and covariance are 0 and only the luminance term is left
        final double c1 = 2.55 * 2.55;
        assertEquals((2 * 100 * 50 + c1) / (100 * 100 + 50 * 50 + c1),
            Ssim.of(constant(20, 15, 100), constant(20, 15, 50), 255), 1e-12);
        // a pattern with local mean near 0 against its negative: structure is inverted
        final Plane p = checkers(32, 1);
        assertTrue(Ssim.of(p, checkers(32, -1), 2) < -0.99);
    }

    @Test
    void smallContrastOnALargeOffsetKeepsItsDigits() {
        final Plane a = random(24, 24, 4, 8_000_000, 5);
        final Plane b = random(24, 24, 4, 8_000_000, 6);
        final Plane lowA = minus(a, 8_000_000);
        final Plane lowB = minus(b, 8_000_000);
        // at such an offset the luminance term is 1, so what is left is structure
        assertEquals(structure(lowA, lowB, 4), Ssim.of(a, b, 4), 1e-6);
    }

    @Test
    void stopsWithinAPlane() {
        final Plane a = random(64, 64 * Blocks.HEIGHT, 255, 0, 3);
        final AtomicInteger asked = new AtomicInteger();
        final Progress progress = new Progress() {

            @Override
            public void report(final String stage, final double fraction) {
                // nothing is shown
            }

            @Override
            public boolean cancelled() {
                return asked.incrementAndGet() > 3;
            }
        };
        assertThrows(CancellationException.class, () -> Ssim.of(a, a, 255, progress));
        assertTrue(asked.get() < 40, asked + " strips were begun");
    }

    @Test
    void theNumberOfThreadsDoesNotMatter() throws Exception {
        final Plane a = random(70, 500, 255, 0, 7);
        final Plane b = blend(a, random(70, 500, 255, 0, 8));
        final double expected = onThreads(1, a, b);
        for (final int threads : new int[] {2, 3, 7}) {
            assertEquals(expected, onThreads(threads, a, b), 0.0);
        }
    }

    @Test
    void smallImagesAreRefused() {
        final AcuityException e =
            assertThrows(AcuityException.class, () -> Ssim.of(new Plane(12, 10), new Plane(12, 10), 255));
        assertTrue(e.getMessage().startsWith("image of 12 x 10 pixels: is smaller than the 11 x 11 window"),
            e.getMessage());
    }

    @Test
    void nanIsNamedWithItsPlace() {
        final Plane a = random(20, 20, 255, 0, 9);
        a.data()[3 * 20 + 5] = Float.NaN;
        final AcuityException e = assertThrows(AcuityException.class, () -> Ssim.of(a, new Plane(20, 20), 255));
        assertEquals("has the value NaN at x=5, y=3", e.reason());
    }

    private static double onThreads(final int threads, final Plane a, final Plane b) throws Exception {
        final ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.submit(() -> Ssim.of(a, b, 255)).get();
        } finally {
            pool.shutdown();
        }
    }

    /** The definition: 121 weights at every position, centred second moments. */
    private static double naive(final Plane a, final Plane b, final double range) {
        return naive(a, b, range, true);
    }

    private static double structure(final Plane a, final Plane b, final double range) {
        return naive(a, b, range, false);
    }

    private static double naive(final Plane a, final Plane b, final double range, final boolean luminance) {
        final double c1 = Math.pow(0.01 * range, 2);
        final double c2 = Math.pow(0.03 * range, 2);
        final double[][] weights = new double[11][11];
        double total = 0;
        for (int j = 0; j < 11; j++) {
            for (int i = 0; i < 11; i++) {
                weights[j][i] = Math.exp(-((i - 5) * (i - 5) + (j - 5) * (j - 5)) / (2 * 1.5 * 1.5));
                total += weights[j][i];
            }
        }
        double sum = 0;
        for (int y = 0; y + 11 <= a.height(); y++) {
            for (int x = 0; x + 11 <= a.width(); x++) {
                double ma = 0;
                double mb = 0;
                for (int k = 0; k < 121; k++) {
                    ma += weights[k / 11][k % 11] / total * a.get(x + k % 11, y + k / 11);
                    mb += weights[k / 11][k % 11] / total * b.get(x + k % 11, y + k / 11);
                }
                double va = 0;
                double vb = 0;
                double ab = 0;
                for (int k = 0; k < 121; k++) {
                    final double p = a.get(x + k % 11, y + k / 11) - ma;
                    final double q = b.get(x + k % 11, y + k / 11) - mb;
                    va += weights[k / 11][k % 11] / total * p * p;
                    vb += weights[k / 11][k % 11] / total * q * q;
                    ab += weights[k / 11][k % 11] / total * p * q;
                }
                final double light = luminance ? (2 * ma * mb + c1) / (ma * ma + mb * mb + c1) : 1;
                sum += light * (2 * ab + c2) / (va + vb + c2);
            }
        }
        return sum / ((a.width() - 10) * (a.height() - 10));
    }

    private static Plane random(final int w, final int h, final double range, final double offset, final long seed) {
        final Random random = new Random(seed);
        final Plane plane = new Plane(w, h);
        for (int i = 0; i < plane.data().length; i++) {
            plane.data()[i] = (float) (offset + range * random.nextDouble());
        }
        return plane;
    }

    private static Plane blend(final Plane a, final Plane noise) {
        final Plane plane = new Plane(a.width(), a.height());
        for (int i = 0; i < plane.data().length; i++) {
            plane.data()[i] = 0.7f * a.data()[i] + 0.3f * noise.data()[i];
        }
        return plane;
    }

    private static Plane minus(final Plane a, final float offset) {
        final Plane plane = new Plane(a.width(), a.height());
        for (int i = 0; i < plane.data().length; i++) {
            plane.data()[i] = a.data()[i] - offset;
        }
        return plane;
    }

    private static Plane constant(final int w, final int h, final float value) {
        final Plane plane = new Plane(w, h);
        Arrays.fill(plane.data(), value);
        return plane;
    }

    private static Plane checkers(final int size, final float value) {
        final Plane plane = new Plane(size, size);
        for (int i = 0; i < plane.data().length; i++) {
            plane.data()[i] = (i % size + i / size) % 2 == 0 ? value : -value;
        }
        return plane;
    }
}
