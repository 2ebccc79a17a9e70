package sc.fiji.acuity.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.network.space.Genotype;

class RankingTest {

    private static final double INFINITE = Double.POSITIVE_INFINITY;
    private static final Goal GOAL = new Goal(List.of(Measure.PSNR, Measure.MULT_ADDS), List.of());

    private static Finished of(final int id, final double psnr, final double multAdds) {
        return Trial.finished(id, new Genotype(List.of(id)), "made",
            new Scores(Map.of(Measure.PSNR, psnr, Measure.MULT_ADDS, multAdds)));
    }

    private static List<Integer> best(final Goal goal, final int most, final Finished... all) {
        return Ranking.best(List.of(all), goal, most).stream().map(Finished::id).toList();
    }

    private static Standing[] standings(final Goal goal, final Finished... all) {
        return Stream.of(all).map(one -> Standing.of(goal, one.scores())).toArray(Standing[]::new);
    }

    @Test
    void frontsAreThoseOfNonDominatedSorting() {
        final Standing[] points = standings(GOAL, of(0, 30, 5), of(1, 29, 6), of(2, 31, 9), of(3, 28, 7), of(4, 28, 2),
            of(5, 30, 5));
        assertArrayEquals(new int[] {0, 1, 0, 2, 0, 0}, Ranking.fronts(points));
    }

    /** Against the definition: a front is what nothing dominates once those before it are gone. */
    @Test
    void frontsOfManyPoints() {
        final SplittableRandom random = new SplittableRandom(3);
        final Goal goal = new Goal(List.of(Measure.PSNR, Measure.MULT_ADDS, Measure.PARAMETERS),
            List.of(new Limit(Measure.PARAMETERS, 7)));
        final Standing[] points = standings(goal, IntStream.range(0, 60).mapToObj(i -> Trial.finished(i,
            new Genotype(List.of(i)), "made", new Scores(Map.of(Measure.PSNR, (double) random.nextInt(10),
                Measure.MULT_ADDS, (double) random.nextInt(10), Measure.PARAMETERS, (double) random.nextInt(10)))))
            .toArray(Finished[]::new));
        final int[] expected = new int[points.length];
        java.util.Arrays.fill(expected, Integer.MAX_VALUE);
        for (int front = 0; IntStream.of(expected).anyMatch(f -> f == Integer.MAX_VALUE); front++) {
            final int[] before = expected.clone();
            for (int i = 0; i < points.length; i++) {
                final int one = i;
                if (before[i] == Integer.MAX_VALUE && IntStream.range(0, points.length)
                    .noneMatch(j -> before[j] == Integer.MAX_VALUE && points[j].dominance(points[one]) < 0)) {
                    expected[i] = front;
                }
            }
        }
        assertArrayEquals(expected, Ranking.fronts(points));
    }

    /** Costs (-32, 10), (-31, 6), (-29, 5), (-28, 2): ranges 4 and 8. */
    @Test
    void crowdingIsTheDistanceOfNeighbours() {
        final Standing[] points = standings(GOAL, of(0, 29, 5), of(1, 32, 10), of(2, 28, 2), of(3, 31, 6));
        assertArrayEquals(new double[] {3 / 4.0 + 4 / 8.0, INFINITE, INFINITE, 3 / 4.0 + 5 / 8.0},
            Ranking.crowding(points, Ranking.fronts(points)), 1e-12);
    }

    @Test
    void frontFirstThenRoomThenNumber() {
        final Finished[] all = {of(0, 29, 5), of(1, 32, 10), of(2, 28, 2), of(3, 31, 6), of(4, 27, 4), of(5, 27, 4)};
        assertEquals(List.of(1, 2, 3, 0, 4, 5), best(GOAL, 10, all));
        assertEquals(List.of(1, 2, 3), best(GOAL, 3, all));
        assertEquals(List.of(), best(GOAL, 3));
    }

    @Test
    void whatBreaksLimitsStandsBehind() {
        final Goal goal = new Goal(GOAL.objectives(), List.of(new Limit(Measure.MULT_ADDS, 10)));
        final Finished unscored =
            Trial.finished(3, new Genotype(List.of(3)), "made", new Scores(Map.of(Measure.MULT_ADDS, 15.0)));
        final Finished another =
            Trial.finished(4, new Genotype(List.of(4)), "made", new Scores(Map.of(Measure.MULT_ADDS, 15.0)));
        assertEquals(List.of(2, 1, 3, 4, 0),
            best(goal, 10, of(0, 40, 20), of(1, 10, 10), of(2, 11, 9), unscored, another));
    }
}
