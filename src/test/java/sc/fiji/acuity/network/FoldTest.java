package sc.fiji.acuity.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import sc.fiji.acuity.network.family.Samples;

/** Which nodes remain and with which weights; that images come out alike is seen in the engine's tests. */
class FoldTest {

    private static List<String> names(final Fold.Folded folded) {
        return folded.graph().nodes().stream().map(Graph.Node::name).toList();
    }

    private static Weights weights(final Object... namesAndTensors) {
        final Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTensors.length; i += 2) {
            tensors.put((String) namesAndTensors[i], (Tensor) namesAndTensors[i + 1]);
        }
        return new Weights(tensors);
    }

    private static Tensor tensor(final int[] shape, final float... values) {
        return new Tensor(shape, values);
    }

    @Test
    void weightNormBecomesAPlainKernel() {
        final GraphBuilder b = new GraphBuilder(1);
        final Graph graph = b.build(b.add("c", Op.Conv.same(1, 2, 1).withWeightNorm(true), b.input()));
        final Weights given = weights("c.weight_g", tensor(new int[] {2, 1, 1, 1}, 3, -5),
            "c.weight_v", tensor(new int[] {2, 1, 1, 1}, -4, 0.5f), "c.bias", tensor(new int[] {2}, 1, 2));
        final Weights before = given.copy();
        final Fold.Folded folded = Fold.fold(graph, given);
        assertEquals(List.of("c.weight", "c.bias"), List.copyOf(folded.weights().names()));
        assertArrayEquals(new float[] {-3, -5}, folded.weights().get("c.weight").data());
        assertEquals(before, given);
    }

    @Test
    void aKernelOfZerosStaysZero() {
        final GraphBuilder b = new GraphBuilder(1);
        final Graph graph = b.build(b.add("c", Op.Conv.same(1, 1, 1).withoutBias().withWeightNorm(true), b.input()));
        final Fold.Folded folded = Fold.fold(graph,
            weights("c.weight_g", tensor(new int[] {1, 1, 1, 1}, 3), "c.weight_v", tensor(new int[] {1, 1, 1, 1}, 0)));
        assertArrayEquals(new float[] {0}, folded.weights().get("c.weight").data());
    }

    @Test
    void constantsBehindAConvolutionGoIntoIt() {
        final GraphBuilder b = new GraphBuilder(1);
        String x = b.add("c", Op.Conv.same(1, 2, 1).withoutBias(), b.input());
        x = b.add("s", new Op.Scale(10), x);
        final Graph graph = b.build(b.add("t", new Op.Shift(List.of(1.0, 2.0)), x));
        final Weights given = weights("c.weight", tensor(new int[] {2, 1, 1, 1}, 3, 4));
        final Fold.Folded folded = Fold.fold(graph, given);
        assertEquals(List.of("input", "c"), names(folded));
        assertArrayEquals(new float[] {30, 40}, folded.weights().get("c.weight").data());
        assertArrayEquals(new float[] {1, 2}, folded.weights().get("c.bias").data());
        assertArrayEquals(new float[] {3, 4}, given.get("c.weight").data());
    }

    @Test
    void theOrderOfFactorAndShiftMatters() {
        final GraphBuilder b = new GraphBuilder(1);
        String x = b.add("c", Op.Conv.same(1, 1, 1), b.input());
        x = b.add("t", new Op.Shift(List.of(5.0)), x);
        final Graph graph = b.build(b.add("s", new Op.Scale(10), x));
        final Fold.Folded folded = Fold.fold(graph,
            weights("c.weight", tensor(new int[] {1, 1, 1, 1}, 3), "c.bias", tensor(new int[] {1}, 2)));
        assertArrayEquals(new float[] {30}, folded.weights().get("c.weight").data());
        assertArrayEquals(new float[] {70}, folded.weights().get("c.bias").data());
    }

    @Test
    void shiftsGoThroughPixelShuffles() {
        final GraphBuilder b = new GraphBuilder(1);
        String x = b.add("c", Op.Conv.same(1, 32, 1), b.input());
        x = b.add("p1", new Op.PixelShuffle(2), x);
        x = b.add("p2", new Op.PixelShuffle(2), x);
        final Graph graph = b.build(b.add("t", new Op.Shift(List.of(1.0, 2.0)), x));
        final Fold.Folded folded = Fold.fold(graph,
            weights("c.weight", Tensor.zeros(32, 1, 1, 1), "c.bias", Tensor.zeros(32)));
        assertEquals(List.of("input", "c", "p1", "p2"), names(folded));
        final float[] bias = folded.weights().get("c.bias").data();
        for (int i = 0; i < 32; i++) {
            assertEquals(i < 16 ? 1 : 2, bias[i]);
        }
    }

    @Test
    void aShiftOfTheInputStays() {
        final GraphBuilder b = new GraphBuilder(1);
        final String x = b.add("mean", new Op.Shift(List.of(-0.5)), b.input());
        final Graph graph = b.build(b.add("c", Op.Conv.same(1, 1, 3), x));
        final Weights given = Initializer.he(graph, 1);
        final Fold.Folded folded = Fold.fold(graph, given);
        assertEquals(graph, folded.graph());
        assertEquals(given, folded.weights());
    }

    @Test
    void whatOthersReadToStays() {
        final GraphBuilder b = new GraphBuilder(1);
        final String c = b.add("c", Op.Conv.same(1, 1, 3), b.input());
        final String s = b.add("s", new Op.Scale(2), c);
        final Graph graph = b.build(b.add("sum", new Op.Add(), s, c));
        assertEquals(graph, Fold.fold(graph, Initializer.he(graph, 1)).graph());
    }

    @Test
    void behindAnActivationNothingIsFolded() {
        final GraphBuilder b = new GraphBuilder(1);
        String x = b.add("c", Op.Conv.same(1, 1, 3), b.input());
        x = b.add("r", Op.Activation.of(Op.Activation.Function.RELU), x);
        final Graph graph = b.build(b.add("s", new Op.Scale(-2), x));
        assertEquals(graph, Fold.fold(graph, Initializer.he(graph, 1)).graph());
    }

    @Test
    void branchesBecomeOneConvolution() {
        final GraphBuilder b = new GraphBuilder(2);
        final String one = b.add("one", Op.Conv.same(2, 3, 1), b.input());
        final String three = b.add("three", Op.Conv.same(2, 3, 3).withoutBias(), b.input());
        final String five = b.add("five", Op.Conv.same(2, 3, 5).withWeightNorm(true), b.input());
        final Graph graph = b.build(b.add("sum", new Op.Add(), one, three, five));
        final Weights given = Initializer.he(graph, 5);
        final Fold.Folded folded = Fold.fold(graph, given);
        assertEquals(List.of("input", "sum"), names(folded));
        assertEquals(Op.Conv.same(2, 3, 5), folded.graph().output().op());
        // the corner belongs to the widest alone
        final float[] v = given.get("five.weight_v").data();
        double square = 0;
        for (int i = 0; i < 50; i++) {
            square += (double) v[i] * v[i];
        }
        assertEquals(v[0] / Math.sqrt(square), folded.weights().get("sum.weight").data()[0], 1e-6);
    }

    @Test
    void branchesThatMustStay() {
        final GraphBuilder b = new GraphBuilder(1);
        final String plain = b.add("plain", Op.Conv.same(1, 1, 3), b.input());
        final String wide = b.add("dilated", new Op.Conv(1, 1, 3, 1, 2, 2, 1, true, false), b.input());
        final String sum = b.add("sum", new Op.Add(), plain, wide);
        final String own = b.add("own", Op.Conv.same(1, 1, 3), sum);
        final Graph graph = b.build(b.add("twice", new Op.Add(), own, own, b.input()));
        assertEquals(graph, Fold.fold(graph, Initializer.he(graph, 1)).graph());
    }

    @Test
    void sharedParametersStayAsTheyAre() {
        final GraphBuilder b = new GraphBuilder(1);
        String x = b.add("a", Op.Conv.same(1, 1, 3), b.input());
        x = b.again("b", "a", b.add("s", new Op.Scale(2), x));
        x = b.add("c", Op.Conv.same(1, 1, 1), b.add("t", new Op.Shift(List.of(1.0)), x));
        final Graph graph = b.build(b.add("u", new Op.Scale(3), x));
        final Weights given = Initializer.he(graph, 1);
        final Fold.Folded folded = Fold.fold(graph, given);
        assertEquals(List.of("input", "a", "s", "b", "t", "c"), names(folded));
        assertSame(given.get("a.weight"), folded.weights().get("a.weight"));
        assertEquals("a", folded.graph().node("b").owner());
    }

    @Test
    void sharedWeightNormBecomesOnePlainKernel() {
        final GraphBuilder b = new GraphBuilder(1);
        final String x = b.add("a", Op.Conv.same(1, 1, 1).withWeightNorm(true), b.input());
        final Graph graph = b.build(b.again("b", "a", x));
        final Fold.Folded folded = Fold.fold(graph, weights("a.weight_g", tensor(new int[] {1, 1, 1, 1}, 3),
            "a.weight_v", tensor(new int[] {1, 1, 1, 1}, -4), "a.bias", tensor(new int[] {1}, 1)));
        assertEquals(List.of("a.weight", "a.bias"), List.copyOf(folded.weights().names()));
        assertArrayEquals(new float[] {-3}, folded.weights().get("a.weight").data());
    }

    @Test
    void familiesWithoutConstantsAreLeftAlone() {
        for (final Architecture a : Samples.small()) {
            final Graph graph = a.graph();
            final Weights given = a.initialWeights(3);
            final Fold.Folded folded = Fold.fold(graph, given);
            assertEquals(graph, folded.graph());
            graph.parameters().keySet().forEach(name -> assertSame(given.get(name), folded.weights().get(name)));
        }
    }
}
