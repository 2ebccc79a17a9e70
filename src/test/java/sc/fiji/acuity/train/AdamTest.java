package sc.fiji.acuity.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

class AdamTest {

    private static final Map<String, int[]> SHAPES = Map.of("w", new int[] {1});

    private static Weights one(final float value) {
        return new Weights(Map.of("w", new Tensor(new int[] {1}, new float[] {value})));
    }

    private static float value(final Weights weights) {
        return weights.get("w").data()[0];
    }

    /** Two steps on paper: rate 0.1, gradients 0.5 and -1. */
    @Test
    void byHand() {
        final Weights start = one(1);
        final Adam adam = new Adam(start);
        adam.step(one(0.5f), 0.1, 0.999, 0);
        assertEquals(0.9, value(adam.weights()), 1e-6);
        // early averages forget the start: 0.1 of it is kept at first, then 2 / 11
        assertEquals(0.91, value(adam.average()), 1e-6);
        adam.step(one(-1), 0.1, 0.999, 1);
        // m = -0.055, v = 0.00124975; corrected by 0.19 and 0.001999
        assertEquals(0.9 + 0.1 * (0.055 / 0.19) / Math.sqrt(0.00124975 / 0.001999), value(adam.weights()), 1e-6);
        assertEquals(0.9366104, value(adam.weights()), 1e-6);
        assertEquals(2 / 11.0 * 0.91 + 9 / 11.0 * 0.9366104, value(adam.average()), 1e-6);
        assertEquals(1, value(start), "the first weights are not touched");
    }

    @Test
    void averageOfLaterSteps() {
        final Adam adam = new Adam(one(1));
        adam.step(one(0), 0.1, 0.9, 1000);
        assertEquals(1, value(adam.weights()));
        adam.step(one(1), 0.1, 0.9, 1000);
        assertEquals(0.9 * 1 + 0.1 * value(adam.weights()), value(adam.average()), 1e-6);
    }

    @Test
    void finds() {
        final Adam adam = new Adam(one(3));
        for (int i = 0; i < 500; i++) {
            adam.step(one(2 * (value(adam.weights()) + 1)), 0.05, 0.99, i);
        }
        assertEquals(-1, value(adam.weights()), 0.01);
        assertEquals(-1, value(adam.average()), 0.01);
    }

    @Test
    void stateGoesOnAsIfNothingHadBeen() {
        final Adam adam = new Adam(one(1));
        adam.step(one(0.5f), 0.1, 0.9, 0);
        final Adam restored = Adam.restore(adam.state().copy(), "", SHAPES);
        adam.step(one(-2), 0.1, 0.9, 1);
        assertNotEquals(adam.state(), restored.state());
        restored.step(one(-2), 0.1, 0.9, 1);
        assertEquals(adam.state(), restored.state());
    }

    @Test
    void aStateOfAnotherNetwork() {
        final Weights state = new Adam(one(1)).state();
        assertThrows(IllegalArgumentException.class, () -> Adam.restore(state, "", Map.of("v", new int[] {1})));
        assertThrows(IllegalArgumentException.class, () -> Adam.restore(state, "", Map.of("w", new int[] {1, 1})));
        assertThrows(IllegalArgumentException.class, () -> Adam.restore(one(1), "", SHAPES));
    }
}
