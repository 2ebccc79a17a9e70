package sc.fiji.acuity.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import io.jenetics.ext.moea.Pareto;
import io.jenetics.util.ISeq;

/**
 * The order of NSGA-II (Deb et al. 2002): by fronts of what does not dominate one another, within a front those first
 * that have few like them.
 *
 * <p>Limits count by constrained domination, so that nothing that breaks one stands before anything that keeps to all.
 */
final class Ranking {

    /** For what was not measured, so that differences are numbers. */
    private static final double FAR = Double.MAX_VALUE / 8;

    private Ranking() {}

    /**
     * The best, best first; of equal ones that which was proposed first.
     *
     * @param most how many at most
     */
    static List<Finished> best(final List<Finished> all, final Goal goal, final int most) {
        if (all.isEmpty()) {
            return List.of();
        }
        final Standing[] standings =
            all.stream().map(one -> Standing.of(goal, one.scores())).toArray(Standing[]::new);
        final int[] fronts = fronts(standings);
        final double[] crowding = crowding(standings, fronts);
        return IntStream.range(0, all.size()).boxed()
            .sorted(Comparator.<Integer>comparingInt(i -> fronts[i])
                .thenComparing(Comparator.<Integer>comparingDouble(i -> crowding[i]).reversed())
                .thenComparingInt(i -> all.get(i).id()))
            .limit(most).map(all::get).toList();
    }

    /** For each the number of its front, 0 for those that nothing dominates. */
    static int[] fronts(final Standing[] standings) {
        // the library calls better what compares as more
        return Pareto.rank(ISeq.of(standings), (a, b) -> b.dominance(a));
    }

    /** How far apart the neighbours of each are in its front, summed over objectives; infinite at the ends. */
    static double[] crowding(final Standing[] standings, final int[] fronts) {
        final double[] crowding = new double[standings.length];
        for (int front = 0; front <= Arrays.stream(fronts).max().orElse(-1); front++) {
            final int current = front;
            final int[] members = IntStream.range(0, fronts.length).filter(i -> fronts[i] == current).toArray();
            final ISeq<double[]> costs = ISeq.of(Arrays.stream(members).mapToObj(i -> finite(standings[i])).toList());
            final double[] distances = Pareto.crowdingDistance(costs, (a, b, i) -> Double.compare(a[i], b[i]),
                (a, b, i) -> Math.abs(a[i] - b[i]), values -> values.length);
            for (int i = 0; i < members.length; i++) {
                crowding[members[i]] = distances[i];
            }
        }
        return crowding;
    }

    private static double[] finite(final Standing standing) {
        return Arrays.stream(standing.costs()).map(cost -> Math.min(cost, FAR)).toArray();
    }
}
