package sc.fiji.acuity.train;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphException;

/**
 * How a network is trained. Two runs with equal settings, images and machine end with the same weights, byte for byte.
 *
 * @param architecture the network
 * @param steps batches in all
 * @param batch patches in a batch
 * @param patch side of a patch in LR pixels
 * @param rate learning rate after the warm-up
 * @param finalRate learning rate at the end, reached along a cosine
 * @param warmup steps over which the rate rises from 0
 * @param ema how much of the averaged weights is kept in each step: 0.999
 * @param shards parts of a batch that are computed at the same time; part of the recipe: it fixes the order of sums
 * @param seed of the first weights and of every draw
 */
public record TrainSettings(Architecture architecture, int steps, int batch, int patch, double rate, double finalRate,
    int warmup, double ema, int shards, long seed) {

    public TrainSettings {
        positive("steps", steps);
        positive("batch", batch);
        positive("patch", patch);
        requireFit(architecture, patch);
        positive("shards", shards);
        if (batch % shards != 0) {
            throw new AcuityException("batch " + batch, "cannot be split into " + shards + " equal shards",
                "choose a multiple of the number of shards");
        }
        if (!(rate > 0 && rate < Double.POSITIVE_INFINITY && finalRate >= 0 && finalRate <= rate)) {
            throw new AcuityException("learning rate " + rate + " to " + finalRate, "is not a falling schedule",
                "give a positive rate and a final rate that is not larger");
        }
        if (warmup < 0 || warmup >= steps) {
            throw new AcuityException("warm-up of " + warmup + " steps", "does not fit " + steps + " steps",
                "choose fewer");
        }
        if (!(ema >= 0 && ema < 1)) {
            throw new AcuityException("ema " + ema, "is not in 0..1", "0.999 is a good choice");
        }
    }

    private static void requireFit(final Architecture architecture, final int patch) {
        final Graph graph = architecture.graph();
        final int channels = graph.inputChannels();
        if (channels != graph.outputChannels() || channels != 1 && channels != 3) {
            throw new AcuityException("network " + architecture, "is neither for luma nor for red, green and blue",
                "choose another: see acuity cost --help");
        }
        try {
            graph.resultShape(patch, patch);
        } catch (final GraphException e) {
            throw new AcuityException("patch " + patch, "does not fit network " + architecture + " (" + e.getMessage()
                + ")", "choose another size of patches", e);
        }
    }

    /** 1: trained on luma; 3: on red, green and blue. */
    public int channels() {
        return architecture.graph().inputChannels();
    }

    private static void positive(final String name, final int value) {
        if (value < 1) {
            throw new AcuityException(name + " " + value, "is not positive", "give 1 or more");
        }
    }

    /** The learning rate of a step, counted from 0: linear warm-up, then half a cosine (Loshchilov and Hutter 2017). */
    public double rateAt(final int step) {
        if (step < warmup) {
            return rate * (step + 1) / warmup;
        }
        final double done = (double) (step - warmup) / Math.max(1, steps - warmup);
        return finalRate + (rate - finalRate) * 0.5 * (1 + StrictMath.cos(Math.PI * done));
    }
}
