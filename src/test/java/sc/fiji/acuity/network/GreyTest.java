package sc.fiji.acuity.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.network.Op.Activation.Function;
import sc.fiji.acuity.network.family.Dlsr;
import sc.fiji.acuity.network.family.Samples;
import sc.fiji.acuity.upscale.ModelTest;

class GreyTest {

    private static final double[] LUMA = {0.299, 0.587, 0.114};
    private static final int HEIGHT = 17;
    private static final int WIDTH = 19;

    static Stream<Architecture> families() {
        final List<Architecture> all = new ArrayList<>(Samples.colour());
        all.addAll(Samples.attentive());
        all.addAll(Samples.global());
        all.add(Dlsr.tiny(2));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("families")
    void givesTheLumaOfTheColourNetwork(final Architecture architecture) {
        final Graph graph = architecture.graph();
        final Weights weights = biased(architecture.initialWeights(3));
        final Fold.Folded grey = equal(graph, weights);
        assertTrue(Count.multAdds(grey.graph(), 30, 30) < Count.multAdds(graph, 30, 30));
        // nothing had to be mixed: first and last layers took it all
        grey.graph().nodes().forEach(node -> assertTrue(graph.node(node.name()) != null
            || !(node.op() instanceof Op.Conv), node.name()));
    }

    /** The shift of each channel is another: a constant goes in beside the image. */
    @Test
    void meansThatDifferByChannelStayExactAtTheBorder() {
        final GraphBuilder b = new GraphBuilder(3);
        String x = b.add("shift", new Op.Shift(List.of(-0.4, 0.1, 0.3)), b.input());
        x = b.add("scale", new Op.Scale(2), x);
        x = b.add("conv", Op.Conv.same(3, 3, 5), x);
        final Graph graph = b.build(b.add("back", new Op.Shift(List.of(0.5, -0.2, 0.1)), x));
        final Fold.Folded grey = equal(graph, biased(Initializer.he(graph, 1)));
        assertEquals(2, ((Op.Conv) grey.graph().node("conv").op()).in());
    }

    @Test
    void oneShiftForAllNeedsNoConstant() {
        final GraphBuilder b = new GraphBuilder(3);
        String x = b.add("scale", new Op.Scale(255), b.input());
        x = b.add("shift", new Op.Shift(List.of(-100.0)), x);
        x = b.add("conv", Op.Conv.same(3, 12, 3), x);
        final Graph graph = b.build(b.add("shuffle", new Op.PixelShuffle(2), x));
        final Fold.Folded grey = equal(graph, biased(Initializer.he(graph, 1)));
        assertEquals(1, ((Op.Conv) grey.graph().node("conv").op()).in());
        assertEquals(4, ((Op.Conv) grey.graph().node("conv").op()).out());
    }

    /** Interpolated skips, two readers of one result, groups, transposed convolutions, channels that are mixed. */
    @Test
    void whateverIsInBetween() {
        final GraphBuilder b = new GraphBuilder(3);
        final String in = b.add("shift", new Op.Shift(List.of(-0.4, 0.1, 0.3)), b.input());
        final String large = b.add("large", new Op.Interpolate(Op.Interpolate.Method.BICUBIC, 2), in);
        final String twice = b.add("twice", new Op.Add(), large, large);
        final String each = b.add("each", new Op.Conv(3, 6, 3, 1, 1, 1, 3, true, true), twice);
        final String act = b.add("act", Op.Activation.of(Function.RELU), large);
        final String body = b.add("body", Op.Conv.same(9, 3, 3), b.add("all", new Op.Concat(), each, act));
        final String first = b.add("first", new Op.Conv(3, 4, 3, 1, 1, 1, 1, true, true), in);
        final String up = b.add("up", new Op.TransposedConv(4, 3, 4, 2, 1, 0, true), first);
        final String sum = b.add("sum", new Op.Add(), body, up, twice);
        final String again = b.add("again", Op.Activation.of(Function.TANH), sum);
        final Graph graph = b.build(b.add("out", new Op.Add(), sum, again, body));
        equal(graph, biased(Initializer.he(graph, 5)));
    }

    /** Names that the conversion would like for itself. */
    @Test
    void takenNames() {
        final GraphBuilder b = new GraphBuilder(3);
        String x = b.add("input.shift", new Op.Shift(List.of(-0.5)), b.input());
        x = b.add("input.and-one", Op.Conv.same(3, 3, 3), x);
        x = b.add("input.channels", Op.Activation.of(Function.SIGMOID), x);
        final String side = b.add("input.shift_", Op.Activation.of(Function.RELU), b.input());
        final Graph graph = b.build(b.add("input.channels.luma", new Op.Add(), x, side, b.input()));
        equal(graph, biased(Initializer.he(graph, 5)));
    }

    @Test
    void theInputItself() {
        final GraphBuilder b = new GraphBuilder(3);
        final Graph graph = b.build(b.add("shift", new Op.Shift(List.of(0.1, 0.2, 0.3)), b.input()));
        equal(graph, new Weights(Map.of()));
    }

    /** First and last layers that others use again keep their parameters. */
    @Test
    void sharedParameters() {
        final GraphBuilder b = new GraphBuilder(3);
        final String first = b.add("first", Op.Conv.same(3, 3, 3), b.input());
        final String again = b.again("again", "first", b.add("act", Op.Activation.of(Function.TANH), first));
        final Graph graph = b.build(b.again("last", "first", again));
        final Fold.Folded grey = equal(graph, biased(Initializer.he(graph, 5)));
        assertTrue(grey.graph().node("last").shares());
    }

    @Test
    void networksOfOtherChannels() {
        final GraphBuilder b = new GraphBuilder(3);
        final Graph graph = b.build(b.add("conv", Op.Conv.same(3, 4, 3), b.input()));
        final Weights weights = Initializer.he(graph, 1);
        assertThrows(GraphException.class, () -> Grey.of(graph, weights, LUMA));
        assertThrows(IllegalArgumentException.class,
            () -> Grey.of(Samples.colour().get(0).graph(), weights, 0.2, 0.2, 0.2));
    }

    private static Fold.Folded equal(final Graph graph, final Weights weights) {
        final Weights before = weights.copy();
        final Fold.Folded grey = Grey.of(graph, weights, LUMA);
        assertEquals(before, weights);
        assertEquals(1, grey.graph().inputChannels());
        assertEquals(1, grey.graph().outputChannels());
        final float[] x = new float[HEIGHT * WIDTH];
        final float[] three = new float[3 * x.length];
        final SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextDouble();
            for (int c = 0; c < 3; c++) {
                three[c * x.length + i] = x[i];
            }
        }
        final float[] rgb = ModelTest.infer(graph, weights, new Tensor(new int[] {1, 3, HEIGHT, WIDTH}, three),
            DeviceChoice.CPU).data();
        final float[] own = ModelTest.infer(grey.graph(), grey.weights(),
            new Tensor(new int[] {1, 1, HEIGHT, WIDTH}, x), DeviceChoice.CPU).data();
        assertEquals(rgb.length, 3 * own.length);
        double range = 1;
        double worst = 0;
        for (int i = 0; i < own.length; i++) {
            double luma = 0;
            for (int c = 0; c < 3; c++) {
                luma += LUMA[c] * rgb[c * own.length + i];
            }
            range = Math.max(range, Math.abs(luma));
            worst = Math.max(worst, Math.abs(luma - own[i]));
        }
        assertTrue(worst < 1e-5 * range, worst + " of " + range);
        return grey;
    }

    /** Biases that are not 0; kernels that do not let rounding grow from layer to layer. */
    private static Weights biased(final Weights weights) {
        final SplittableRandom random = new SplittableRandom(7);
        final Map<String, Tensor> tensors = new LinkedHashMap<>();
        weights.copy().asMap().forEach((name, tensor) -> {
            for (int i = 0; i < tensor.data().length; i++) {
                tensor.data()[i] =
                    name.endsWith("bias") ? (float) (random.nextDouble() - 0.5) : 0.6f * tensor.data()[i];
            }
            tensors.put(name, tensor);
        });
        return new Weights(tensors);
    }
}
