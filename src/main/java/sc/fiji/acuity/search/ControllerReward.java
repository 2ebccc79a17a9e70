package sc.fiji.acuity.search;

import sc.fiji.acuity.network.Count;
import sc.fiji.acuity.network.family.Hnas;

/**
 * What a network is worth to the controllers of HNAS: λ · PSNR - (1 - λ) · cost, in which the cost is 0.5e-8 times the
 * mult-adds for an LR image of 48 × 48 (Guo et al. 2020). What breaks a limit is worth less, by how much it breaks
 * it.
 *
 * @param lambda what quality weighs against cost, 0..1: 0.2, 0.6 and 0.9 in the paper for its networks A, B and C
 */
record ControllerReward(double lambda) {

    /** Between the cheapest and the best. */
    static final ControllerReward USUAL = new ControllerReward(0.6);

    private static final int SIDE = 48;
    private static final double COST = 0.5e-8;
    /** For a limit that is missed by its whole bound. */
    private static final double PENALTY = 5;
    private static final double MOST_MISSED = 2;

    double cost(final Hnas network) {
        return COST * Count.multAdds(network.graph(), SIDE, SIDE);
    }

    /** @param psnr in dB; below 0 and no number count as 0: paths that are untrained yet give anything */
    double of(final double psnr, final Hnas network, final Goal goal) {
        return lambda * (psnr > 0 ? psnr : 0) - (1 - lambda) * cost(network)
            - PENALTY * Math.min(MOST_MISSED, goal.violation(Counts.of(network)));
    }
}
