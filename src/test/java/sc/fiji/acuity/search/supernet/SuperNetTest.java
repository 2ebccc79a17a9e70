package sc.fiji.acuity.search.supernet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.engine.Loss;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Hnas;
import sc.fiji.acuity.network.space.SearchSpace;
import sc.fiji.acuity.network.space.Spaces;
import sc.fiji.acuity.train.Batch;

class SuperNetTest {

    private static final SearchSpace SPACE = Spaces.named("hnas-4x2", 2);
    private static final int SIDE = 8;

    private static Hnas network(final int seed) {
        return (Hnas) SPACE.decode(SPACE.random(new SplittableRandom(seed)));
    }

    private static Batch batch() {
        final SplittableRandom random = new SplittableRandom(9);
        final float[] hr = new float[2 * 3 * 4 * SIDE * SIDE];
        final float[] lr = new float[2 * 3 * SIDE * SIDE];
        for (int i = 0; i < hr.length; i++) {
            hr[i] = (float) random.nextDouble();
        }
        for (int i = 0; i < lr.length; i++) {
            lr[i] = (float) random.nextDouble();
        }
        return new Batch(lr, hr, 2, SIDE);
    }

    @Test
    void eachOperationOfEachEdgeOfEachCellHasAKeyOfItsOwn() {
        final Map<String, int[]> shapes = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            final Hnas network = network(i);
            final Map<String, String> keys = HnasPaths.of(network);
            final Map<String, int[]> own = network.graph().parameters();
            assertEquals(own.keySet(), keys.keySet());
            assertEquals(keys.size(), new HashSet<>(keys.values()).size(), "two parameters, one key");
            // what shares a key can share a tensor
            keys.forEach((name, key) -> assertArrayEquals(own.get(name),
                shapes.computeIfAbsent(key, k -> own.get(name)), key));
        }
        final Hnas b = Hnas.b(2);
        final Map<String, String> keys = HnasPaths.of(b);
        assertEquals("cells.3.normal.node5.slot0.from2.sep3/op.1.weight", keys.get("cells.3._ops.6.op.1.weight"));
        assertEquals("cells.11.up.node5.slot0.from0.deconvolution/deconv.weight",
            keys.get("cells.11._ops.6.deconv.weight"));
        assertEquals("cells.11.up/preprocess0.op.1.weight", keys.get("cells.11.preprocess0.op.1.weight"));
        assertEquals("stem.0.weight", keys.get("stem.0.weight"));
    }

    @Test
    void theGradientOfSharedTensorsIsThatOfFiniteDifferences() {
        final SuperNet net = new SuperNet(3);
        final Hnas network = network(4);
        net.train(network, batch(), 1e-3);
        final Batch.Step step = net.gradient(network, batch(), Loss.MSE);
        final Weights shared = net.weights(network);
        int checked = 0;
        for (final String name : shared.names()) {
            final float[] w = shared.get(name).data();
            final float[] g = step.gradient().get(name).data();
            double square = 0;
            for (final float one : g) {
                square += (double) one * one;
            }
            // a short way along its own gradient; a loss in floats cannot show less than that
            final double way = 2e-3 / Math.sqrt(square);
            final double expected = 2 * way * square;
            if (expected < 5e-6) {
                continue;
            }
            final float[] kept = w.clone();
            final double[] loss = new double[2];
            for (int side = 0; side < 2; side++) {
                for (int i = 0; i < w.length; i++) {
                    w[i] = (float) (kept[i] + (side == 0 ? way : -way) * g[i]);
                }
                loss[side] = net.gradient(network, batch(), Loss.MSE).loss();
            }
            System.arraycopy(kept, 0, w, 0, w.length);
            assertEquals(expected, loss[0] - loss[1], 0.03 * expected + 2e-7, name);
            checked++;
        }
        assertTrue(checked > shared.names().size() / 3, checked + " of " + shared.names().size());
    }

    @Test
    void aStepChangesThePathThatWasTakenAndNothingElse() {
        final SuperNet net = new SuperNet(3);
        final Hnas one = network(4);
        final Hnas other = network(5);
        net.train(one, batch(), 1e-3);
        net.train(other, batch(), 1e-3);
        final Map<String, Tensor> before = net.state().asMap();
        net.train(one, batch(), 1e-3);
        final Map<String, Tensor> after = net.state().asMap();
        final Set<String> path = new HashSet<>(HnasPaths.of(one).values());
        final Set<String> changed = new HashSet<>();
        before.forEach((key, tensor) -> {
            if (!tensor.equals(after.get(key)) && !key.equals("steps")) {
                changed.add(key);
            }
        });
        assertTrue(path.containsAll(changed), changed + " of " + path);
        assertTrue(changed.contains("stem.0.weight"));
        assertNotEquals(path, new HashSet<>(HnasPaths.of(other).values()));
        assertEquals(before.keySet(), after.keySet());
    }

    @Test
    void whatIsSharedIsLearnedForOthersToo() {
        final SuperNet net = new SuperNet(3);
        final Hnas one = network(4);
        final double first = net.psnr(one, batch());
        double loss = 0;
        for (int i = 0; i < 30; i++) {
            loss = net.train(one, batch(), 1e-3);
        }
        assertTrue(net.psnr(one, batch()) > first + 0.5, net.psnr(one, batch()) + " after " + first);
        assertTrue(loss < 0.5 && loss > 0);
    }

    @Test
    void aRestoredNetGoesOnAsItWould() {
        final SuperNet net = new SuperNet(3);
        net.train(network(4), batch(), 1e-3);
        net.train(network(5), batch(), 1e-3);
        final SuperNet other = new SuperNet(3);
        other.restore(net.state());
        assertEquals(net.train(network(6), batch(), 1e-3), other.train(network(6), batch(), 1e-3));
        assertEquals(net.train(network(4), batch(), 1e-3), other.train(network(4), batch(), 1e-3));
        assertEquals(net.state(), other.state());
        assertFalse(net.state().names().isEmpty());
        assertThrows(IllegalArgumentException.class, () -> other.restore(new Weights(Map.of())));
    }
}
