package sc.fiji.acuity.search;

/**
 * How a candidate stands to a goal, computed once where it is compared with many.
 *
 * @param violation {@link Goal#violation}
 * @param costs {@link Goal#costs}
 */
record Standing(double violation, double[] costs) {

    static Standing of(final Goal goal, final Scores scores) {
        return new Standing(goal.violation(scores), goal.costs(scores));
    }

    /** {@link Goal#dominance}: negative if this dominates. */
    int dominance(final Standing other) {
        final int violations = Double.compare(violation, other.violation);
        if (violations != 0) {
            return violations;
        }
        boolean better = false;
        boolean worse = false;
        for (int i = 0; i < costs.length; i++) {
            better |= costs[i] < other.costs[i];
            worse |= costs[i] > other.costs[i];
        }
        return better == worse ? 0 : better ? -1 : 1;
    }
}
