package sc.fiji.acuity.train;

import java.util.Locale;
import java.util.Optional;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.engine.Gradients;
import sc.fiji.acuity.engine.Loss;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphException;

/**
 * How a network is trained. Two runs with equal settings, images and machine end with the same weights, byte for byte.
 *
 * <pre>{@code
 * TrainSettings settings = TrainSettings.of(architecture, 100_000, 16, 32,
 *     new Schedule.WarmUp(500, new Schedule.Cosine(1e-3, 1e-6))).withSeed(7).withLoss(Loss.parse("l1+0.2*hfen"));
 * }</pre>
 *
 * @param architecture the network
 * @param steps batches in all
 * @param batch patches in a batch
 * @param patch side of a patch in LR pixels
 * @param loss what is made small
 * @param schedule the learning rate, step by step
 * @param ema how much of the averaged weights is kept in each step: 0.999
 * @param clip the largest norm that a gradient may have, all parameters together; longer ones are shortened. 0: none
 * @param shards parts of a batch that are computed at the same time; part of the recipe: it fixes the order of sums
 * @param seed of the first weights and of every draw
 * @param gradients how gradients are computed; part of the recipe too
 * @param budget where the number of steps comes from, if it was time
 */
public record TrainSettings(Architecture architecture, int steps, int batch, int patch, Loss loss, Schedule schedule,
    double ema, double clip, int shards, long seed, Gradients gradients, Optional<Budget> budget) {

    /**
     * Minutes of work that were turned into steps, once.
     *
     * @param minutes that were given
     * @param secondsPerStep what a step took before the start
     * @param reports how often there is time to look at held-out images
     */
    public record Budget(double minutes, double secondsPerStep, int reports) {

        public Budget {
            positive("reports", reports);
        }
    }

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
        if (schedule instanceof Schedule.WarmUp warm && warm.length() >= steps) {
            throw new AcuityException("warm-up of " + warm.length() + " steps", "does not fit " + steps + " steps",
                "choose fewer");
        }
        if (!(ema >= 0 && ema < 1)) {
            throw new AcuityException("ema " + ema, "is not in 0..1", "0.999 is a good choice");
        }
        if (!(clip >= 0 && clip < Double.POSITIVE_INFINITY)) {
            throw new AcuityException("clip " + clip, "is no length of a gradient", "give 0 for none, or more");
        }
        if (loss.weights().containsKey(Loss.Term.HFEN) && patch * architecture.scale() < Loss.LEAST_PATCH) {
            throw new AcuityException("patch " + patch, "is too small for the loss " + loss,
                "choose patches of " + Loss.LEAST_PATCH + " HR pixels or more");
        }
    }

    /** L1, Adam and a cosine after a warm-up. */
    public TrainSettings(final Architecture architecture, final int steps, final int batch, final int patch,
        final double rate, final double finalRate, final int warmup, final double ema, final int shards,
        final long seed) {
        this(architecture, steps, batch, patch, Loss.L1, new Schedule.WarmUp(warmup, new Schedule.Cosine(rate,
            finalRate)), ema, 0, shards, seed, Gradients.REFERENCE, Optional.empty());
    }

    /** L1, an average over 1000 steps, two shards, seed 1, no clipping. */
    public static TrainSettings of(final Architecture architecture, final int steps, final int batch, final int patch,
        final Schedule schedule) {
        return new TrainSettings(architecture, steps, batch, patch, Loss.L1, schedule, 0.999, 0, 2, 1,
            Gradients.REFERENCE, Optional.empty());
    }

    public TrainSettings withLoss(final Loss other) {
        return new TrainSettings(architecture, steps, batch, patch, other, schedule, ema, clip, shards, seed, gradients,
            budget);
    }

    public TrainSettings withClip(final double other) {
        return new TrainSettings(architecture, steps, batch, patch, loss, schedule, ema, other, shards, seed, gradients,
            budget);
    }

    public TrainSettings withShards(final int other) {
        return new TrainSettings(architecture, steps, batch, patch, loss, schedule, ema, clip, other, seed, gradients,
            budget);
    }

    public TrainSettings withSeed(final long other) {
        return new TrainSettings(architecture, steps, batch, patch, loss, schedule, ema, clip, shards, other, gradients,
            budget);
    }

    public TrainSettings withEma(final double other) {
        return new TrainSettings(architecture, steps, batch, patch, loss, schedule, other, clip, shards, seed,
            gradients, budget);
    }

    public TrainSettings withGradients(final Gradients other) {
        return new TrainSettings(architecture, steps, batch, patch, loss, schedule, ema, clip, shards, seed, other,
            budget);
    }

    /** As many steps as a budget was found to have room for; a warm-up is at most a tenth of them. */
    public TrainSettings withBudget(final Budget found, final int room) {
        final Schedule shorter = schedule instanceof Schedule.WarmUp warm
            ? new Schedule.WarmUp(Math.min(warm.length(), room / 10), warm.then()) : schedule;
        return new TrainSettings(architecture, room, batch, patch, loss, shorter, ema, clip, shards, seed, gradients,
            Optional.of(found));
    }

    /** The same, with another number of looks at held-out images; that changes nothing else. */
    TrainSettings looking(final int reports) {
        return new TrainSettings(architecture, steps, batch, patch, loss, schedule, ema, clip, shards, seed, gradients,
            Optional.of(new Budget(0, 0, reports)));
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

    /** The learning rate of a step, counted from 0. */
    public double rateAt(final int step) {
        return schedule.rateAt(step, steps);
    }

    /** In one line, for people. */
    public String recipe() {
        return String.format(Locale.ROOT, "%s, Adam, %s, batch %d of %d x %d LR pixels, EMA %s%s, %d shards%s",
            loss.equals(Loss.L1) ? "L1" : "loss " + loss, schedule, batch, patch, patch, ema,
            clip == 0 ? "" : ", gradients clipped at " + clip, shards,
            gradients == Gradients.REFERENCE ? "" : ", gradients " + gradients.key());
    }
}
