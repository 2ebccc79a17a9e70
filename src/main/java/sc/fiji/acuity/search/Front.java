package sc.fiji.acuity.search;

import java.util.Comparator;
import java.util.List;

/** The candidates that nothing beats. */
public final class Front {

    private Front() {}

    /**
     * Those that keep to the limits and that no other dominates, from the cheapest by the second objective, or where
     * there is one only, from the best.
     */
    public static List<Finished> of(final List<Finished> all, final Goal goal) {
        final List<Finished> known =
            all.stream().filter(one -> one.scores().has(goal.quality()) && goal.feasible(one.scores())).toList();
        final Measure order = goal.objectives().get(goal.objectives().size() > 1 ? 1 : 0);
        return known.stream()
            .filter(one -> known.stream().noneMatch(other -> goal.dominance(other.scores(), one.scores()) < 0))
            .sorted(Comparator.<Finished>comparingDouble(one -> order.cost(one.scores().get(order)))
                .thenComparingInt(Finished::id))
            .toList();
    }
}
