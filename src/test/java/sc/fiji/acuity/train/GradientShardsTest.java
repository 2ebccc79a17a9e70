package sc.fiji.acuity.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Espcn;

class GradientShardsTest {

    private static final int BATCH = 12;
    private static final int SIDE = 9;

    private final Architecture architecture = Espcn.narrow(2, 2, 6);
    private final Graph graph = architecture.graph();
    private final Weights weights = architecture.initialWeights(3);
    private final float[] lr = random(BATCH * SIDE * SIDE, 1);
    private final float[] hr = random(4 * BATCH * SIDE * SIDE, 2);

    private static float[] random(final int n, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }

    private record Result(double loss, Weights gradient) {}

    private Result compute(final int shards, final int times) throws InterruptedException {
        try (GradientShards g = new GradientShards(graph, weights, shards, DeviceChoice.CPU)) {
            double loss = 0;
            for (int i = 0; i < times; i++) {
                loss = g.compute(weights, lr, hr, BATCH, SIDE, SIDE);
            }
            return new Result(loss, g.gradient().copy());
        }
    }

    /** Which thread is first cannot be told; the sum is always the same. Earlier gradients leave no trace. */
    @Test
    void alwaysTheSameBytes() throws InterruptedException {
        final Result first = compute(3, 1);
        for (int i = 0; i < 5; i++) {
            assertEquals(first, compute(3, 1 + 2 * i));
        }
    }

    @Test
    void shardsAreTheWholeBatch() throws InterruptedException {
        final Result whole = compute(1, 1);
        for (final int shards : new int[] {2, 3, 4}) {
            final Result parts = compute(shards, 1);
            assertEquals(whole.loss(), parts.loss(), 1e-6);
            for (final String name : whole.gradient().names()) {
                assertArrayEquals(whole.gradient().get(name).data(), parts.gradient().get(name).data(), 1e-6f, name);
            }
        }
    }

    /** The loss falls along the gradient as much as it says. */
    @Test
    void gradientIsTheSlopeOfTheLoss() throws InterruptedException {
        final Result result = compute(2, 1);
        final Weights moved = weights.copy();
        final double small = 1e-3;
        double square = 0;
        for (final String name : moved.names()) {
            final float[] w = moved.get(name).data();
            final float[] g = result.gradient().get(name).data();
            for (int i = 0; i < w.length; i++) {
                w[i] -= (float) (small * g[i]);
                square += (double) g[i] * g[i];
            }
        }
        try (GradientShards g = new GradientShards(graph, weights, 2, DeviceChoice.CPU)) {
            final double loss = g.compute(moved, lr, hr, BATCH, SIDE, SIDE);
            assertTrue(square > 1e-3, "" + square);
            assertEquals(small * square, result.loss() - loss, 0.1 * small * square);
        }
    }

    /** Else Adam's variance would be infinite, and the run could not be saved. */
    @Test
    void aGradientWhoseSquareIsNoFloatIsNone() {
        final Weights usable = new Weights(Map.of("w", new Tensor(new int[] {2}, new float[] {1e18f, -1e18f})));
        final Weights longer = new Weights(Map.of("w", new Tensor(new int[] {2}, new float[] {1e18f, -3e19f})));
        assertTrue(new Batch.Step(0, usable).isFinite());
        assertFalse(new Batch.Step(0, longer).isFinite());
        assertFalse(GradientShards.isUsable(Double.NaN));
    }

    @Test
    void whatFailsInAShardSurfaces() {
        try (GradientShards g = new GradientShards(graph, weights, 2, DeviceChoice.CPU)) {
            assertThrows(RuntimeException.class, () -> g.compute(weights, lr, hr, BATCH, SIDE + 1, SIDE));
        }
    }
}
