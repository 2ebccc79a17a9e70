package sc.fiji.acuity.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Architectures;
import sc.fiji.acuity.network.family.Espcn;

/** The quick ways to compute gradients against the reference, for every operation and every family. */
class GradientsTest {

    private static final int BATCH = 2;

    private record Result(double loss, Weights gradient) { }

    static Stream<Named<Graph>> graphs() {
        return DifferentiatorTest.graphs();
    }

    private static Result compute(final Graph graph, final Gradients how, final int side) {
        final Weights weights = Cases.weights(graph, 41);
        final float[] lr = Cases.image(BATCH * graph.inputChannels(), side, side, 42);
        final float[] hr = Cases.image(BATCH, 1, (int) graph.resultShape(side, side).size(), 43);
        try (Differentiator d = Engine.differentiate(graph, weights, how, DeviceChoice.CPU)) {
            final Weights gradient = d.newGradient();
            // the second time, with the same values set again
            d.loss(Loss.MSE, lr, hr, BATCH, side, side, gradient);
            d.setParameters(weights);
            return new Result(d.loss(Loss.MSE, lr, hr, BATCH, side, side, gradient), gradient);
        }
    }

    /** How far two gradients are apart, in units of the length of the first. */
    private static double distance(final Weights a, final Weights b) {
        double square = 0;
        double length = 1e-30;
        for (final String name : a.names()) {
            final float[] x = a.get(name).data();
            final float[] y = b.get(name).data();
            for (int i = 0; i < x.length; i++) {
                square += ((double) x[i] - y[i]) * ((double) x[i] - y[i]);
                length += (double) x[i] * x[i];
            }
        }
        return Math.sqrt(square / length);
    }

    private static int side(final Graph graph) {
        try {
            graph.resultShape(8, 8);
            return 8;
        } catch (final RuntimeException e) {
            return 16;
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void fastIsTheSameUpToRounding(final Graph graph) {
        final Result reference = compute(graph, Gradients.REFERENCE, side(graph));
        final Result fast = compute(graph, Gradients.FAST, side(graph));
        assertEquals(reference.loss(), fast.loss(), 1e-5 * Math.max(1e-3, reference.loss()));
        assertTrue(distance(reference.gradient(), fast.gradient()) < 1e-4,
            () -> "differs by " + distance(reference.gradient(), fast.gradient()));
    }

    /** With eight bits of precision, and so that no training notices. */
    @Test
    void narrowIsNear() {
        for (final String name : new String[] {"espcn-4x8", "espcn", "wdsr-a", "edsr-baseline"}) {
            final Graph graph = Architectures.named(name, 2).graph();
            final Architecture architecture = Architectures.named(name, 2);
            final Weights weights = architecture.initialWeights(5);
            final float[] lr = Cases.image(BATCH * graph.inputChannels(), 12, 12, 1);
            final float[] hr = Cases.image(BATCH * graph.inputChannels(), 24, 24, 2);
            final Weights[] gradients = new Weights[2];
            for (int i = 0; i < 2; i++) {
                try (Differentiator d = Engine.differentiate(graph, weights,
                    i == 0 ? Gradients.REFERENCE : Gradients.BF16, DeviceChoice.CPU)) {
                    gradients[i] = d.newGradient();
                    d.loss(Loss.MSE, lr, hr, BATCH, 12, 12, gradients[i]);
                }
            }
            final double distance = distance(gradients[0], gradients[1]);
            assertTrue(distance > 1e-6 && distance < 0.1, name + " differs by " + distance);
        }
    }

    /** Such as separable and dilated layers have; oneDNN has special code for them, which once left values unset. */
    @ParameterizedTest
    @CsvSource({"3, 1, 12", "5, 1, 12", "7, 1, 12", "3, 2, 12", "5, 2, 12", "3, 1, 4", "3, 2, 4", "3, 2, 1",
        "5, 2, 1"})
    void kernelsInGroupsAreNear(final int kernel, final int dilation, final int groups) {
        final int channels = 12;
        final int padding = dilation * (kernel - 1) / 2;
        final GraphBuilder b = new GraphBuilder(3);
        final String x = b.add("first", Op.Conv.same(3, channels, 3), b.input());
        final String y = b.add("groups",
            new Op.Conv(channels, channels, kernel, 1, padding, dilation, groups, false, false), x);
        final String z = b.add("last", Op.Conv.same(channels, 12, 3), y);
        final Graph graph = b.build(b.add("shuffle", new Op.PixelShuffle(2), z));
        final int side = 32;
        final int batch = 8;
        final Weights weights = Cases.weights(graph, 41);
        final float[] lr = Cases.image(batch * 3, side, side, 1);
        final float[] hr = Cases.image(batch * 3, 2 * side, 2 * side, 2);
        for (int round = 0; round < 20; round++) {
            final Weights[] gradients = new Weights[2];
            for (int i = 0; i < 2; i++) {
                try (Differentiator d = Engine.differentiate(graph, weights,
                    i == 0 ? Gradients.FAST : Gradients.BF16, DeviceChoice.CPU)) {
                    gradients[i] = d.newGradient();
                    d.loss(Loss.MSE, lr, hr, batch, side, side, gradients[i]);
                }
            }
            final double distance = distance(gradients[0], gradients[1]);
            assertTrue(distance < 0.1, "differs by " + distance);
        }
    }

    @Test
    void whatCannotBeInBf16() {
        final Graph deconvolving = Architectures.named("fsrcnn", 2).graph();
        assertFalse(GraphScript.trainable(deconvolving));
        assertTrue(GraphScript.trainable(Espcn.narrow(2, 1, 4).graph()));
        assertEquals(Gradients.FAST, Gradients.fastest(deconvolving));
        final Weights weights = Architectures.named("fsrcnn", 2).initialWeights(1);
        final AcuityException e = assertThrows(AcuityException.class,
            () -> Engine.differentiate(deconvolving, weights, Gradients.BF16, DeviceChoice.CPU));
        assertTrue(e.remedy().contains("fast"), e.getMessage());
    }

    @Test
    void names() {
        for (final Gradients how : Gradients.values()) {
            assertEquals(how, Gradients.parse(how.key()));
        }
        assertThrows(AcuityException.class, () -> Gradients.parse("quick"));
    }
}
