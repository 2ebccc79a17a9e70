package sc.fiji.acuity.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How much of the space of costs a set of points dominates (Zitzler and Thiele 1999): one figure for a front, more is
 * better.
 *
 * <pre>{@code
 * double volume = Hypervolume.of(List.of(new double[] {1, 2}, new double[] {2, 1}), 3, 3);   // 3
 * }</pre>
 *
 * Exact, for one to three objectives. Less is better in each, as {@link Goal#costs} has them.
 */
public final class Hypervolume {

    private static final int MOST = 3;

    private Hypervolume() {}

    /**
     * Of what keeps to the limits and was measured.
     *
     * @param reference a bad value of each objective, as a cost
     */
    public static double of(final List<Finished> all, final Goal goal, final double... reference) {
        return of(all.stream().filter(one -> goal.feasible(one.scores())).map(one -> goal.costs(one.scores())).toList(),
            reference);
    }

    /**
     * @param costs points; those that are nowhere below the reference add nothing
     * @param reference the corner up to which volume counts
     */
    public static double of(final List<double[]> costs, final double... reference) {
        if (reference.length < 1 || reference.length > MOST) {
            throw new IllegalArgumentException("hypervolume of " + reference.length + " objectives");
        }
        final List<double[]> inside = new ArrayList<>();
        for (final double[] point : costs) {
            if (point.length != reference.length) {
                throw new IllegalArgumentException(point.length + " costs for " + reference.length + " objectives");
            }
            boolean below = true;
            for (int i = 0; i < point.length; i++) {
                below &= point[i] < reference[i];
            }
            if (below) {
                inside.add(point);
            }
        }
        return switch (reference.length) {
            case 1 -> inside.stream().mapToDouble(point -> reference[0] - point[0]).max().orElse(0);
            case 2 -> area(inside, reference);
            default -> volume(inside, reference);
        };
    }

    /** Strips along the second objective, each up to the next point. */
    private static double area(final List<double[]> points, final double[] reference) {
        final double[][] sorted = sorted(points, 1);
        double least = reference[0];
        double sum = 0;
        for (int i = 0; i < sorted.length; i++) {
            least = Math.min(least, sorted[i][0]);
            sum += thickness(sorted, i, 1, reference) * (reference[0] - least);
        }
        return sum;
    }

    /** Slices along the third objective. */
    private static double volume(final List<double[]> points, final double[] reference) {
        final double[][] sorted = sorted(points, 2);
        double sum = 0;
        for (int i = 0; i < sorted.length; i++) {
            final double thickness = thickness(sorted, i, 2, reference);
            sum += thickness > 0 ? thickness * area(Arrays.asList(sorted).subList(0, i + 1), reference) : 0;
        }
        return sum;
    }

    private static double[][] sorted(final List<double[]> points, final int objective) {
        return points.stream().sorted(Comparator.comparingDouble(point -> point[objective])).toArray(double[][]::new);
    }

    private static double thickness(final double[][] sorted, final int i, final int objective,
        final double[] reference) {
        return (i + 1 < sorted.length ? sorted[i + 1][objective] : reference[objective]) - sorted[i][objective];
    }
}
