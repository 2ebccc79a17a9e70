package sc.fiji.acuity.search;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.engine.Gradients;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.space.Relaxation;
import sc.fiji.acuity.train.WeightSteps;
import sc.fiji.acuity.train.pairs.PatchSource;
import sc.fiji.acuity.train.pairs.TrainingSet;

/**
 * First-order bilevel steps of a super-net, as in DLSR: weights go down the loss on training patches; mixtures go down
 * the sum of this loss, of that on held-out patches, and of complexity.
 *
 * <p>The mixtures' gradient on training patches is the one that the step of the weights computed already.
 */
final class Bilevel implements AutoCloseable {

    private static final double BETA1 = 0.9;
    private static final double MIXTURE_BETA1 = 0.5;

    /** The paper's data loss is in units of 1 of 255, ours of the whole range: this keeps the proportion. */
    private static final double COMPLEXITY = 1.0 / 255;

    private final Relaxation relaxed;
    private final BilevelSettings settings;
    private final PatchSource patches;
    private final PatchSource heldOut;
    private final WeightSteps steps;
    private final WeightSteps.Part kernels;
    private final WeightSteps.Part mixtures;
    private final float[] lr;
    private final float[] hr;
    private int done;
    private double loss;
    private double heldOutLoss = Double.NaN;

    Bilevel(final Relaxation relaxed, final TrainingSet images, final BilevelSettings settings) {
        this.relaxed = relaxed;
        this.settings = settings;
        patches = images.patches(settings.patch(), settings.seed());
        heldOut = images.heldOutPatches(settings.patch(), settings.seed());
        final Set<String> others = new LinkedHashSet<>(relaxed.graph().parameters().keySet());
        others.removeAll(relaxed.deciding());
        kernels = new WeightSteps.Part("kernels", others, BETA1);
        mixtures = new WeightSteps.Part("mixtures", relaxed.deciding(), MIXTURE_BETA1);
        steps = new WeightSteps(relaxed.graph(), relaxed.initialWeights(settings.seed()), settings.loss(),
            Gradients.FAST, 2, List.of(kernels, mixtures));
        lr = new float[settings.batch() * relaxed.graph().inputChannels() * settings.patch() * settings.patch()];
        hr = new float[lr.length * relaxed.graph().scale() * relaxed.graph().scale()];
    }

    /** How many steps were made. */
    int done() {
        return done;
    }

    /** On training patches, of the last step. */
    double loss() {
        return loss;
    }

    /** On held-out patches; no number before the mixtures' first step. */
    double heldOutLoss() {
        return heldOutLoss;
    }

    Weights weights() {
        return steps.weights();
    }

    Weights state() {
        return steps.state();
    }

    void restore(final Weights state, final int step) {
        steps.restore(state);
        done = step;
    }

    /** What the draws depend on. */
    String fingerprint() {
        return patches.fingerprint() + heldOut.fingerprint();
    }

    void step() {
        loss = compute(patches);
        final Weights onTraining = mixturesOnly(steps.gradient());
        steps.step(kernels, settings.rate(done), done);
        if (done >= settings.alone()) {
            heldOutLoss = compute(heldOut);
            final Weights gradient = steps.gradient();
            onTraining.asMap().forEach((name, tensor) -> add(tensor, gradient.get(name)));
            relaxed.addComplexityGradient(steps.weights(), COMPLEXITY, gradient);
            steps.step(mixtures, settings.mixtureRate(), done - settings.alone());
        }
        done++;
    }

    private double compute(final PatchSource source) {
        source.draw(done, settings.batch(), lr, hr);
        final double value = steps.compute(lr, hr, settings.batch(), settings.patch());
        if (!Double.isFinite(value) || !Double.isFinite(steps.gradientNorm())) {
            throw new AcuityException("super-net", "the loss is no longer a number at step " + done,
                "search with another --seed");
        }
        return value;
    }

    private Weights mixturesOnly(final Weights gradient) {
        final Map<String, Tensor> copies = new LinkedHashMap<>();
        relaxed.deciding().forEach(name -> copies.put(name, gradient.get(name).copy()));
        return new Weights(copies);
    }

    private static void add(final Tensor from, final Tensor to) {
        for (int i = 0; i < to.data().length; i++) {
            to.data()[i] += from.data()[i];
        }
    }

    @Override
    public void close() {
        steps.close();
    }
}
