package sc.fiji.acuity.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import sc.fiji.acuity.network.family.EdgeSr;
import sc.fiji.acuity.network.family.Espcn;
import sc.fiji.acuity.network.family.Samples;

class InitializerTest {

    private static Graph graph(final Op op, final int channels) {
        final GraphBuilder b = new GraphBuilder(channels);
        return b.build(b.add("op", op, b.input()));
    }

    private static void assertVariance(final double expected, final float[] values) {
        double sum = 0;
        double square = 0;
        for (final float v : values) {
            sum += v;
            square += (double) v * v;
        }
        final double sigma = Math.sqrt(expected);
        assertEquals(0, sum / values.length, 4 * sigma / Math.sqrt(values.length));
        // the variance of n normal values has a relative deviation of √(2 / n)
        assertEquals(1, square / values.length / expected, 4 * Math.sqrt(2.0 / values.length));
    }

    private static List<Architecture> both() {
        return Stream.concat(Samples.small().stream(), Samples.colour().stream()).toList();
    }

    @Test
    void theSameSeedGivesTheSameValues() {
        for (final Architecture a : both()) {
            assertEquals(a.initialWeights(7), a.initialWeights(7), a.toString());
            assertNotEquals(a.initialWeights(7), a.initialWeights(8), a.toString());
        }
    }

    @Test
    void theSameValuesOnEveryMachineAndJava() {
        // SplitMix64 and the polar method, computed by another program
        assertArrayEquals(new float[] {0.202445716f, 0.215175048f},
            java.util.Arrays.copyOf(Initializer.he(graph(Op.Conv.same(1, 1, 3), 1), 1).get("op.weight").data(), 2));
    }

    @Test
    void namesAndShapesAreThoseOfTheGraph() {
        for (final Architecture a : both()) {
            final Graph graph = a.graph();
            final Weights weights = a.initialWeights(1);
            assertEquals(graph.parameters().keySet(), weights.names());
            graph.parameters().forEach((name, shape) -> assertArrayEquals(shape, weights.get(name).shape(), name));
            assertEquals(Count.parameters(graph), weights.count());
        }
    }

    @Test
    void heFollowsTheFanIn() {
        assertVariance(2.0 / (40 * 9), Initializer.he(graph(Op.Conv.same(40, 60, 3), 40), 1).get("op.weight").data());
        assertVariance(2.0 / (10 * 9),
            Initializer.he(graph(Op.Conv.same(40, 60, 3).withGroups(4), 40), 2).get("op.weight").data());
        // of 9 x 9 taps at stride 3, 9 meet in each result
        assertVariance(2.0 / (30 * 9),
            Initializer.he(graph(new Op.TransposedConv(30, 4, 9, 3, 3, 0, true), 30), 3).get("op.weight").data());
    }

    @Test
    void xavierFollowsBothFans() {
        assertVariance(2.0 / (9 * 100),
            Initializer.xavier(graph(Op.Conv.same(40, 60, 3), 40), 1).get("op.weight").data());
        assertVariance(2.0 / (9 * 25),
            Initializer.xavier(graph(Op.Conv.same(40, 60, 3).withGroups(4), 40), 1).get("op.weight").data());
    }

    @Test
    void valuesThatAreNotDrawn() {
        final Weights conv = Initializer.he(graph(Op.Conv.same(1, 3, 3).withWeightNorm(true), 1), 1);
        assertArrayEquals(new float[] {1, 1, 1}, conv.get("op.weight_g").data());
        assertArrayEquals(new float[3], conv.get("op.bias").data());
        assertArrayEquals(new float[] {0.25f, 0.25f},
            Initializer.he(graph(new Op.PRelu(2, true), 2), 1).get("op.weight").data());
    }

    @Test
    void edgeSrStartsWithItsCentreTaps() {
        final float[] kernels = new EdgeSr(EdgeSr.Variant.TM, 2, 3, 1).initialWeights(1).get("filter.weight").data();
        for (int out = 0; out < 8; out++) {
            assertEquals(1, kernels[out * 9 + 4]);
            assertNotEquals(1, kernels[out * 9]);
        }
    }

    @Test
    void withASkipTheLastLayerStartsSmall() {
        assertVariance(0.01 * 2.0 / (64 * 9), Espcn.narrow(4, 2, 64).initialWeights(1).get("conv3.weight").data());
        assertVariance(2.0 / (64 * 9), Espcn.narrow(4, 2, 64).initialWeights(1).get("conv2.weight").data());
    }
}
