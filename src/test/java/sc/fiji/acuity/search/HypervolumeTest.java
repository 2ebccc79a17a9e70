package sc.fiji.acuity.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.network.space.Genotype;

class HypervolumeTest {

    private static double[] at(final double... values) {
        return values;
    }

    @Test
    void byHand() {
        assertEquals(2, Hypervolume.of(List.of(at(4), at(3)), 5));
        assertEquals(3, Hypervolume.of(List.of(at(1, 2), at(2, 1)), 3, 3));
        assertEquals(6, Hypervolume.of(List.of(at(0, 0), at(1, 1)), 2, 3));
        // two boxes of 4 that share 1 × 1 × 2
        assertEquals(6, Hypervolume.of(List.of(at(1, 2, 1), at(2, 1, 1)), 3, 3, 3));
        assertEquals(1, Hypervolume.of(List.of(at(-1, -1, -1)), 0, 0, 0));
    }

    @Test
    void whatIsNotBetterThanTheReferenceAddsNothing() {
        assertEquals(0, Hypervolume.of(List.of(), 1, 1));
        assertEquals(0, Hypervolume.of(List.of(at(0, 1), at(2, 0), at(Double.POSITIVE_INFINITY, 0)), 1, 1));
    }

    @Test
    void whatBreaksLimitsAddsNothing() {
        final Goal goal =
            new Goal(List.of(Measure.PSNR, Measure.MULT_ADDS), List.of(new Limit(Measure.MULT_ADDS, 10)));
        final List<Finished> all = List.of(
            Trial.finished(0, new Genotype(List.of(0)), "made", new Scores(Map.of(Measure.PSNR, 30.0,
                Measure.MULT_ADDS, 8.0))),
            Trial.finished(1, new Genotype(List.of(1)), "made", new Scores(Map.of(Measure.PSNR, 40.0,
                Measure.MULT_ADDS, 11.0))));
        assertEquals(10 * 12, Hypervolume.of(all, goal, -20, 20));
    }

    @Test
    void otherNumbersOfObjectivesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Hypervolume.of(List.of(), 1, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> Hypervolume.of(List.of(at(1)), 2, 2));
    }

    /** Whole numbers: counts the unit cubes. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void byCounting(final int dimensions) {
        final SplittableRandom random = new SplittableRandom(dimensions);
        for (int trial = 0; trial < 30; trial++) {
            final List<double[]> points = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                final double[] point = new double[dimensions];
                java.util.Arrays.setAll(point, d -> random.nextInt(7));
                points.add(point);
            }
            final double[] reference = new double[dimensions];
            java.util.Arrays.fill(reference, 6);
            int cubes = 0;
            for (int cube = 0; cube < Math.pow(6, dimensions); cube++) {
                final int corner = cube;
                cubes += points.stream().anyMatch(point -> covers(point, corner)) ? 1 : 0;
            }
            assertEquals(cubes, Hypervolume.of(points, reference));
        }
    }

    private static boolean covers(final double[] point, final int cube) {
        int left = cube;
        for (final double value : point) {
            if (value > left % 6) {
                return false;
            }
            left /= 6;
        }
        return true;
    }
}
