package sc.fiji.acuity.train.pairs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;

class CameraTest {

    private static final int N = 40_000;

    /** Counts of each number against the probabilities, by χ². */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 3, 11.9, 12, 60})
    void photonsArePoisson(final double mean) {
        final SplittableRandom random = new SplittableRandom(7);
        final int[] count = new int[200];
        for (int i = 0; i < N; i++) {
            count[(int) Noise.poisson(mean, random)]++;
        }
        double chi = 0;
        int cells = 0;
        double rest = N;
        int restCount = N;
        for (int k = 0; k < count.length; k++) {
            final double expected = N * Math.exp(k * Math.log(mean) - mean - Noise.logFactorial(k));
            if (expected >= 10) {
                chi += (count[k] - expected) * (count[k] - expected) / expected;
                cells++;
                rest -= expected;
                restCount -= count[k];
            }
        }
        chi += (restCount - rest) * (restCount - rest) / Math.max(rest, 1);
        // mean + 4 standard deviations of χ²
        assertTrue(chi < cells + 4 * Math.sqrt(2.0 * cells) + 4, chi + " with " + cells + " cells");
    }

    @Test
    void logFactorials() {
        double product = 0;
        for (int k = 1; k < 60; k++) {
            product += Math.log(k);
            assertEquals(product, Noise.logFactorial(k), 1e-11 * Math.max(1, product));
        }
        assertEquals(0, Noise.logFactorial(0), 1e-12);
    }

    @Test
    void meanAndVarianceOfCounts() {
        final float[] values = new float[N];
        Arrays.fill(values, 25);
        new Camera(1, 2, 100, 3).expose(values, 0, N, new SplittableRandom(1));
        double mean = 0;
        for (final float value : values) {
            mean += value / (double) N;
        }
        double variance = 0;
        for (final float value : values) {
            variance += (value - mean) * (value - mean) / N;
        }
        assertEquals(150, mean, 0.3);
        assertEquals(4 * (25 + 9), variance, 4);
    }

    @Test
    void noLightIsTheOffset() {
        final float[] values = {7, 0, -3, 7};
        new Camera(1, 2, 100, 0).expose(values, 1, 3, new SplittableRandom(1));
        assertArrayEquals(new float[] {7, 100, 100, 7}, values);
    }

    /** The same on every machine and Java version, for runs that are repeated years later. */
    @Test
    void theSameForEver() {
        final float[] values = {0.5f, 5, 50, 500, 5000};
        new Camera(1, 1, 0, 2).expose(values, 0, 5, new SplittableRandom(42));
        assertArrayEquals(FROZEN, values, Arrays.toString(values));
    }

    private static final float[] FROZEN =
        {-0.53154874f, 2.7962441f, 44.09698f, 502.21112f, 4893.802f};

    @Test
    void impossibleCameras() {
        assertThrows(AcuityException.class, () -> Camera.of(0, 1));
        assertThrows(AcuityException.class, () -> Camera.of(Double.NaN, 1));
        assertThrows(AcuityException.class, () -> Camera.of(100, -1));
        assertThrows(AcuityException.class, () -> new Camera(1, 0, 0, 0));
        assertThrows(AcuityException.class, () -> new Camera(1, 1, Double.NaN, 0));
    }
}
