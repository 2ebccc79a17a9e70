package sc.fiji.acuity.train;

import java.util.concurrent.CancellationException;

import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Gradients;
import sc.fiji.acuity.engine.Loss;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.train.pairs.PatchSource;

/**
 * Patches to compute with, for whoever trains in a way of their own: several networks that share weights, say.
 *
 * <pre>{@code
 * Batch batch = Batch.draw(images.patches(24, seed), step, 8);
 * Batch.Step result = batch.gradient(graph, weights, Loss.L1);
 * double psnr = batch.psnr(graph, weights);
 * }</pre>
 *
 * @param lr count × channels × patch × patch values
 * @param hr count × channels × (patch · scale) × (patch · scale) values
 * @param patch side in LR pixels
 */
public record Batch(float[] lr, float[] hr, int count, int patch) {

    private static final double LEAST_ERROR = 1e-12;

    /** What a step needs: the loss, and its gradient by the names of the parameters. */
    public record Step(double loss, Weights gradient) {

        /** Whether loss and gradient are numbers, and the gradient's squares are floats. */
        public boolean isFinite() {
            return Double.isFinite(loss) && GradientShards.isUsable(norm());
        }

        /** The length of the gradient, all parameters together. */
        public double norm() {
            return GradientShards.norm(gradient);
        }
    }

    /** @param step counted from 0 */
    public static Batch draw(final PatchSource patches, final long step, final int count) {
        final int side = patches.patch();
        final float[] lr = new float[count * patches.channels() * side * side];
        final float[] hr = new float[lr.length * patches.scale() * patches.scale()];
        patches.draw(step, count, lr, hr);
        return new Batch(lr, hr, count, side);
    }

    /** The same bytes whatever the number of threads. A network without parameters has no gradient. */
    public Step gradient(final Graph graph, final Weights weights, final Loss loss) {
        try (GradientShards shards = shards(graph, weights, loss)) {
            return new Step(shards.compute(weights, lr, hr, count, patch, patch), shards.gradient());
        } catch (final InterruptedException e) {
            throw interrupted();
        }
    }

    /** Of all values of the batch together, in dB, for values of 0..1. */
    public double psnr(final Graph graph, final Weights weights) {
        try (GradientShards shards = shards(graph, weights, Loss.MSE)) {
            return -10 * StrictMath.log10(Math.max(LEAST_ERROR, shards.evaluate(lr, hr, count, patch, patch)));
        } catch (final InterruptedException e) {
            throw interrupted();
        }
    }

    private GradientShards shards(final Graph graph, final Weights weights, final Loss loss) {
        return new GradientShards(graph, weights, loss, Gradients.REFERENCE, count % 2 == 0 ? 2 : 1,
            DeviceChoice.AUTO);
    }

    private static CancellationException interrupted() {
        Thread.currentThread().interrupt();
        return new CancellationException("interrupted");
    }
}
