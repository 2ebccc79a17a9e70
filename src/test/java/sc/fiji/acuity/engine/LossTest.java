package sc.fiji.acuity.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Espcn;

class LossTest {

    private static final int BATCH = 2;
    private static final int SIDE = 6;
    private static final int LARGE = 12;

    @ParameterizedTest
    @CsvSource({"l1, l1", "L1, l1", "l1+0.2*hfen, l1+0.2*hfen", "0.5 * mse + 0.5*l1, 0.5*l1+0.5*mse",
        "charbonnier, charbonnier", "1e-1*l1+2E+0*mse, 0.1*l1+2.0*mse"})
    void readAndWritten(final String text, final String canonical) {
        assertEquals(canonical, Loss.parse(text).toString());
        assertEquals(Loss.parse(text), Loss.parse(canonical));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "l2", "l1+", "l1+l1", "0*l1", "-1*l1", "l1*2", "1e400*l1", "--*l1", "nan*l1"})
    void refused(final String text) {
        assertThrows(AcuityException.class, () -> Loss.parse(text));
    }

    private static double of(final Loss loss, final float[] result, final float[] truth, final int channels) {
        return Losses.naive(loss, result, truth, BATCH, channels, LARGE);
    }

    /** The engine's loss is the formula's, and its gradient the slope of the formula. */
    @ParameterizedTest
    @ValueSource(strings = {"l1", "charbonnier", "mse", "hfen", "0.3*l1+0.5*mse+0.2*hfen"})
    void valuesAndSlopes(final String text) {
        final Loss loss = Loss.parse(text);
        final Architecture architecture = Espcn.narrow(2, 1, 3);
        final Graph graph = architecture.graph();
        final Weights weights = Cases.weights(graph, 4);
        final float[] lr = Cases.image(BATCH, SIDE, SIDE, 1);
        final float[] hr = Cases.image(BATCH, LARGE, LARGE, 2);
        try (Differentiator d = Engine.differentiate(graph, weights, DeviceChoice.CPU)) {
            final Weights gradient = d.newGradient();
            final double value = d.loss(loss, lr, hr, BATCH, SIDE, SIDE, gradient);
            assertEquals(of(loss, Losses.run(graph, weights, lr, BATCH, SIDE), hr, 1), value, 1e-5);
            for (final Map.Entry<String, Tensor> e : gradient.asMap().entrySet()) {
                final double slope = slope(loss, graph, weights, e.getKey(), lr, hr);
                assertEquals(slope, e.getValue().data()[0], 0.02 * Math.max(0.02, Math.abs(slope)), e.getKey());
            }
        }
    }

    private static double slope(final Loss loss, final Graph graph, final Weights weights, final String name,
        final float[] lr, final float[] hr) {
        final float delta = 1e-3f;
        final double[] values = new double[2];
        for (int i = 0; i < 2; i++) {
            final Weights moved = weights.copy();
            moved.get(name).data()[0] += i == 0 ? -delta : delta;
            values[i] = of(loss, Losses.run(graph, moved, lr, BATCH, SIDE), hr, 1);
        }
        return (values[1] - values[0]) / (2 * delta);
    }

    /** Flat images have no edges: no division by zero, no gradient that is not a number. */
    @Test
    void edgesOfFlatImages() {
        final Architecture architecture = Espcn.narrow(2, 1, 3);
        final Weights weights = architecture.initialWeights(1);
        try (Differentiator d = Engine.differentiate(architecture.graph(), weights, DeviceChoice.CPU)) {
            final Weights gradient = d.newGradient();
            final double value = d.loss(Loss.parse("hfen"), new float[BATCH * SIDE * SIDE],
                new float[BATCH * LARGE * LARGE], BATCH, SIDE, SIDE, gradient);
            assertTrue(Double.isFinite(value), "loss " + value);
            gradient.asMap().values().forEach(tensor -> {
                for (final float g : tensor.data()) {
                    assertTrue(Float.isFinite(g));
                }
            });
        }
    }
}
