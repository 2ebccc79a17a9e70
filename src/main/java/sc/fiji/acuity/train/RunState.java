package sc.fiji.acuity.train;

import java.util.Optional;
import java.util.OptionalDouble;

import sc.fiji.acuity.network.Weights;

/** Where a run stands: all that a step changes. */
final class RunState {

    /** The last state of which weights and loss were known to be numbers. */
    record Snapshot(int step, Adam adam) { }

    /** The averaged weights that did best on the held-out images. */
    record Best(int step, double psnr, Weights weights) { }

    private Adam adam;
    private int step;
    private double rateFactor = 1;
    private int setbacks;
    private Snapshot good;
    private Best best;
    private double lossSum;
    private int lossCount;

    RunState(final Weights start) {
        this(new Adam(start), 0);
    }

    RunState(final Adam adam, final int step) {
        this.adam = adam;
        this.step = step;
        keep();
    }

    Adam adam() {
        return adam;
    }

    /** Batches done. */
    int step() {
        return step;
    }

    /** The step is done. */
    void advance(final double loss) {
        step++;
        lossSum += loss;
        lossCount++;
    }

    /** The mean loss since it was asked for. */
    double takeLoss() {
        final double mean = lossSum / lossCount;
        setLosses(0, 0);
        return mean;
    }

    double lossSum() {
        return lossSum;
    }

    int lossCount() {
        return lossCount;
    }

    void setLosses(final double sum, final int count) {
        lossSum = sum;
        lossCount = count;
    }

    /** What the schedule's rates are multiplied with. */
    double rateFactor() {
        return rateFactor;
    }

    /** How often the run was set back. */
    int setbacks() {
        return setbacks;
    }

    void setSetbacks(final int count, final double factor) {
        setbacks = count;
        rateFactor = factor;
    }

    Snapshot good() {
        return good;
    }

    void setGood(final Snapshot snapshot) {
        good = snapshot;
    }

    /** The state is good: a later fault comes back to it. */
    void keep() {
        good = new Snapshot(step, adam.copy());
    }

    /** Back to the last good state. */
    void back() {
        adam = good.adam().copy();
        step = good.step();
        setLosses(0, 0);
    }

    Optional<Best> best() {
        return Optional.ofNullable(best);
    }

    void setBest(final Best other) {
        best = other;
    }

    /** Keeps the averaged weights if none did better. */
    void judge(final OptionalDouble psnr) {
        if (psnr.isPresent() && (best == null || psnr.getAsDouble() > best.psnr())) {
            best = new Best(step, psnr.getAsDouble(), adam.average().copy());
        }
    }
}
