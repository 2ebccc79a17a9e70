package sc.fiji.acuity.search;

import sc.fiji.acuity.engine.Loss;
import sc.fiji.acuity.network.Count;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.train.Schedule;

/**
 * How a super-net is trained.
 *
 * @param steps in all
 * @param batch patches in a batch, an even number
 * @param patch side of a patch in LR pixels
 * @param loss what is made small, beside complexity
 * @param seed of first weights and draws
 */
record BilevelSettings(int steps, int batch, int patch, Loss loss, long seed) {

    /** The weights have this part of the steps for themselves: 20 of 1000 epochs in the paper, of much longer runs. */
    private static final double ALONE = 0.1;

    private static final double RATE = 1e-3;
    private static final double FINAL_RATE = 1e-5;
    private static final int WARM_UP = 100;

    /** Of the mixtures: the paper's rate, or what moves them by so much in all the steps there are, up to a limit. */
    private static final double MIXTURE_RATE = 3e-4;
    private static final double MIXTURE_PATH = 5;
    private static final double MOST_MIXTURE_RATE = 3e-2;

    private static final int LEAST_BATCH = 4;
    private static final int MOST_BATCH = 8;

    /** For one batch forwards; well below a second on two cores, backwards included. */
    private static final double MULT_ADDS = 1e9;

    private static final int LARGEST_PATCH = 24;

    /** A size that strides divide. */
    private static final int SIDE = 240;

    BilevelSettings withSteps(final int other) {
        return new BilevelSettings(other, batch, patch, loss, seed);
    }

    /** As many patches as are quick, so that a pause or cancel does not wait. */
    static BilevelSettings of(final Graph graph, final int largestPatch, final long seed) {
        final int patch = Math.min(largestPatch, LARGEST_PATCH);
        final double each = (double) Count.multAdds(graph, SIDE, SIDE) / (SIDE * SIDE) * patch * patch;
        final int batch = (int) Math.max(LEAST_BATCH, Math.min(MOST_BATCH, MULT_ADDS / each)) / 2 * 2;
        return new BilevelSettings(1, batch, patch, Loss.L1, seed);
    }

    /** Steps before the first of the mixtures. */
    int alone() {
        return (int) (ALONE * steps);
    }

    double rate(final int step) {
        return new Schedule.WarmUp(Math.min(WARM_UP, steps / 10), new Schedule.Cosine(RATE, FINAL_RATE))
            .rateAt(step, steps);
    }

    double mixtureRate() {
        return Math.min(MOST_MIXTURE_RATE, Math.max(MIXTURE_RATE, MIXTURE_PATH / (steps - alone())));
    }
}
