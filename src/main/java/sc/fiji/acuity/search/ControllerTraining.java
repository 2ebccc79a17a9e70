package sc.fiji.acuity.search;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;

import sc.fiji.acuity.network.family.Hnas;
import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.network.space.SearchSpace;
import sc.fiji.acuity.search.policy.HnasController;
import sc.fiji.acuity.search.policy.Policy;
import sc.fiji.acuity.search.supernet.SuperNet;
import sc.fiji.acuity.train.Batch;
import sc.fiji.acuity.train.Schedule;
import sc.fiji.acuity.train.TrainingControl;
import sc.fiji.acuity.train.pairs.PatchSource;

/**
 * Trains a super-net and the controllers of HNAS in turn: in each epoch the weights of the paths that controllers draw,
 * on the training images, then the controllers, by the PSNR that their networks have with the shared weights on
 * held-out images. Saved every minute; goes on where it stood, to the same end.
 */
final class ControllerTraining {

    private static final int BATCH = 8;
    private static final int PATCH = 24;
    /** To judge networks by: all steps have the same, so that nothing but the network makes a difference. */
    private static final int JUDGED = 24;
    private static final double BASELINE = 0.95;
    /** Three times that of the authors, whose training is a hundred times as long. */
    private static final Schedule RATE = new Schedule.Cosine(3e-3, 3e-5);
    private static final int TIMED = 4;
    private static final double SAVE_SECONDS = 60;
    private static final String STAGE = "Training the super-net and its controllers";

    /**
     * The demo of the authors has 1, which, for differences of a tenth of a dB, leaves controllers undecided.
     */
    private static final double ENTROPY = 0.01;

    private final Preparation preparation;
    private final SearchSpace space;
    private final ControllerReward reward = ControllerReward.USUAL;
    private final PatchSource patches;
    private final PatchSource heldOut;
    private final Batch judges;
    private final String images;
    private final ControllerState state;

    private ControllerTraining(final Preparation preparation, final ControllerPlan plan) {
        this.preparation = preparation;
        space = preparation.space();
        final int patch = Math.min(PATCH, preparation.images().patch());
        patches = preparation.images().patches(patch, preparation.seed());
        heldOut = preparation.images().heldOutPatches(patch, preparation.seed());
        judges = Batch.draw(heldOut, 0, JUDGED);
        images = patches.fingerprint() + " " + heldOut.fingerprint();
        final SuperNet net = new SuperNet(preparation.seed());
        final HnasController policy = policy();
        state = ControllerState.read(preparation.folder(), space, preparation.seed(), images, net, policy)
            .orElseGet(() -> new ControllerState(plan == null ? plan() : plan, net, policy));
    }

    /** What is in the folder, or the beginning: then some steps are timed, for the number of steps to fit the time. */
    static ControllerTraining open(final Preparation preparation) {
        return new ControllerTraining(preparation, null);
    }

    /** With a given number of steps. */
    static ControllerTraining open(final Preparation preparation, final ControllerPlan plan) {
        return new ControllerTraining(preparation, plan);
    }

    private HnasController policy() {
        return new HnasController(space, HnasController.Settings.PAPER.withEntropyWeight(ENTROPY),
            preparation.seed());
    }

    private ControllerPlan plan() {
        preparation.progress().report("Timing a few steps", 0);
        final long begun = System.nanoTime();
        final ControllerState scratch = new ControllerState(new ControllerPlan(1, TIMED + 1, TIMED + 1),
            new SuperNet(preparation.seed()), policy());
        final double[] seconds = new double[ControllerPlan.Kind.values().length];
        for (; !scratch.done(); scratch.unit++) {
            preparation.progress().checkCancelled();
            final long from = System.nanoTime();
            work(scratch);
            // the first loads and compiles things
            if (scratch.plan.number(scratch.unit) > 0) {
                seconds[scratch.plan.kind(scratch.unit).ordinal()] += (System.nanoTime() - from) / 1e9 / TIMED;
            }
        }
        return ControllerPlan.within(preparation.minutes() * 60 - (System.nanoTime() - begun) / 1e9,
            kind -> seconds[kind.ordinal()]);
    }

    /** Whether all steps are done. */
    boolean done() {
        return state.done();
    }

    Policy controller() {
        return state.policy;
    }

    /**
     * Trains to the end, or until it is asked to finish.
     *
     * @throws CancellationException if cancelled; what was done is then in the folder
     */
    void run() {
        final Path folder = preparation.folder();
        final TrainingControl control = preparation.control();
        final ControlledProgress progress = new ControlledProgress(preparation.progress(), control);
        if (done()) {
            return;
        }
        save();
        final ControllerLog log = ControllerLog.open(folder, state.plan.controllerStepsBefore(state.unit));
        long saved = System.nanoTime();
        while (!done()) {
            if (control.paused() || (System.nanoTime() - saved) / 1e9 > SAVE_SECONDS) {
                save();
                saved = System.nanoTime();
            }
            if (progress.cancelled()) {
                save();
                if (control.finishing()) {
                    return;
                }
                throw new CancellationException("cancelled by the user");
            }
            final ControllerLog.Line line = work(state);
            state.unit++;
            if (line != null) {
                log.add(line);
            }
            preparation.progress().report(STAGE, (double) state.unit / state.plan.units());
        }
        ControllerPlot.write(log.read(), folder);
        save();
    }

    private void save() {
        state.write(preparation.folder(), space, preparation.seed(), images);
    }

    /** @return the line of a step of the controllers; null for one of the weights */
    private ControllerLog.Line work(final ControllerState at) {
        final int number = at.plan.number(at.unit);
        final Genotype genotype = at.policy.sample(Draws.of(preparation.seed(), at.unit));
        final Hnas network = network(genotype);
        if (at.plan.kind(at.unit) == ControllerPlan.Kind.WEIGHTS) {
            if (at.plan.first(at.unit)) {
                at.lossSum = 0;
                at.losses = 0;
            }
            final double loss = at.net.train(network, Batch.draw(patches, number, BATCH),
                RATE.rateAt(number, at.plan.epochs() * at.plan.weightSteps()));
            at.lossSum += Double.isFinite(loss) ? loss : 0;
            at.losses += Double.isFinite(loss) ? 1 : 0;
            return null;
        }
        final double psnr = at.net.psnr(network, judges);
        final double gain = reward.of(psnr, network, preparation.goal());
        final double expected = Double.isNaN(at.baseline) ? gain : at.baseline;
        final double entropy = at.policy.entropy(genotype);
        at.policy.update(genotype, gain - expected);
        at.baseline = BASELINE * expected + (1 - BASELINE) * gain;
        return new ControllerLog.Line(number + 1, entropy, Double.isNaN(psnr) ? 0 : psnr, reward.cost(network), gain,
            expected, at.losses == 0 ? 0 : at.lossSum / at.losses);
    }

    private Hnas network(final Genotype genotype) {
        return (Hnas) space.decode(genotype);
    }

    /** What networks are worth with the weights as they are, all by the same held-out patches. */
    Ranking ranking() {
        // none that controllers were trained by
        final Batch batch = Batch.draw(heldOut, 1, JUDGED);
        return genotype -> reward.of(state.net.psnr(network(genotype), batch), network(genotype),
            preparation.goal());
    }

    /** More is better. */
    @FunctionalInterface
    interface Ranking {
        double reward(Genotype genotype);
    }
}
