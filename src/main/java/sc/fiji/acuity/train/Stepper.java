package sc.fiji.acuity.train;

import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.train.pairs.PatchSource;

/** One step: patches, gradient, optimiser. */
final class Stepper {

    private final TrainSettings settings;
    private final PatchSource patches;
    private final float[] lr;
    private final float[] hr;

    Stepper(final TrainSettings settings, final PatchSource patches) {
        this.settings = settings;
        this.patches = patches;
        final int scale = settings.architecture().graph().scale();
        lr = new float[settings.batch() * settings.channels() * settings.patch() * settings.patch()];
        hr = new float[lr.length * scale * scale];
    }

    /** What a run of steps computes with. */
    GradientShards open(final Weights weights, final DeviceChoice device) {
        return new GradientShards(settings.architecture().graph(), weights, settings.loss(), settings.gradients(),
            settings.shards(), device);
    }

    double rate(final RunState state) {
        return settings.rateAt(state.step()) * state.rateFactor();
    }

    /**
     * Changes weights, average and optimiser; whoever calls counts the step.
     *
     * @return the loss before; no number if loss or gradient are none, and then nothing is changed
     */
    double step(final GradientShards shards, final RunState state) throws InterruptedException {
        patches.draw(state.step(), settings.batch(), lr, hr);
        final double loss =
            shards.compute(state.adam().weights(), lr, hr, settings.batch(), settings.patch(), settings.patch());
        final double norm = shards.norm();
        if (!Double.isFinite(loss) || !GradientShards.isUsable(norm)) {
            return Double.NaN;
        }
        if (settings.clip() > 0 && norm > settings.clip()) {
            shards.multiply(settings.clip() / norm);
        }
        state.adam().step(shards.gradient(), rate(state), settings.ema(), state.step());
        return loss;
    }
}
