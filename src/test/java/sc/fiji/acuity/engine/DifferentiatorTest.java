package sc.fiji.acuity.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Dlsr;
import sc.fiji.acuity.network.family.DlsrSuperNet;
import sc.fiji.acuity.network.family.Imdn;
import sc.fiji.acuity.network.family.Safmn;
import sc.fiji.acuity.network.family.Samples;

class DifferentiatorTest {

    private static final int BATCH = 2;
    private static final int HEIGHT = 4;
    private static final int WIDTH = 3;

    static Stream<Named<Graph>> graphs() {
        return Stream.of(Samples.small().stream().map(a -> Named.of(a.toString(), a.graph())),
            Samples.colour().stream().map(a -> Named.of(a.toString(), a.graph())),
            Samples.global().stream().map(a -> Named.of(a.toString(), a.graph())),
            Cases.operations().entrySet().stream().map(e -> Named.of(e.getKey(), e.getValue())),
            Cases.foldable().entrySet().stream().map(e -> Named.of(e.getKey(), e.getValue()))).flatMap(s -> s)
            .filter(graph -> !graph.getPayload().parameters().isEmpty());
    }

    private static double loss(final Graph graph, final Map<String, double[]> weights, final float[] lr,
        final float[] hr, final int height, final int width) {
        final int each = lr.length / BATCH;
        double sum = 0;
        for (int n = 0; n < BATCH; n++) {
            final double[] image = new double[each];
            for (int i = 0; i < each; i++) {
                image[i] = lr[n * each + i];
            }
            final double[] result =
                Naive.run(graph, weights, new Naive.Image(graph.inputChannels(), height, width, image)).values();
            for (int i = 0; i < result.length; i++) {
                sum += Math.abs(result[i] - hr[n * result.length + i]);
            }
        }
        return sum / hr.length;
    }

    /** Central differences of the loss in double precision against the engine's gradient in single. */
    @ParameterizedTest
    @MethodSource("graphs")
    void gradientsEqualFiniteDifferences(final Graph graph) {
        assertGradients(graph, HEIGHT, WIDTH);
    }

    private static void assertGradients(final Graph graph, final int height, final int width) {
        assertGradients(graph, height, width, name -> true);
    }

    private static void assertGradients(final Graph graph, final int height, final int width,
        final Predicate<String> parameters) {
        final Weights weights = Cases.weights(graph, 41);
        final float[] lr = Cases.image(BATCH * graph.inputChannels(), height, width, 42);
        final int values = (int) graph.resultShape(height, width).size();
        final float[] hr = Cases.image(BATCH, 1, values, 43);
        final Map<String, double[]> doubles = Naive.doubles(weights);
        try (Differentiator differentiator = Engine.differentiate(graph, weights, DeviceChoice.CPU)) {
            final Weights gradient = differentiator.newGradient();
            final double loss = differentiator.l1(lr, hr, BATCH, height, width, gradient);
            assertEquals(loss(graph, doubles, lr, hr, height, width), loss, 1e-5 * Math.max(1, loss));
            double largest = 1e-2;
            for (final String name : gradient.names()) {
                for (final float g : gradient.get(name).data()) {
                    largest = Math.max(largest, Math.abs(g));
                }
            }
            for (final String name : gradient.names().stream().filter(parameters).toList()) {
                final double[] parameter = doubles.get(name);
                // up to a dozen values of each tensor, spread over it
                for (int i = 0; i < parameter.length; i += Math.max(1, parameter.length / 12)) {
                    final double kept = parameter[i];
                    final double step = 1e-7;
                    parameter[i] = kept + step;
                    final double above = loss(graph, doubles, lr, hr, height, width);
                    parameter[i] = kept - step;
                    final double below = loss(graph, doubles, lr, hr, height, width);
                    parameter[i] = kept;
                    assertEquals((above - below) / (2 * step), gradient.get(name).data()[i], 2e-4 * largest,
                        name + " " + i);
                }
            }
        }
    }

    @Test
    void gradientsOfNetworksThatLookAtTheWholeImage() {
        assertGradients(new Imdn(2, 16, 1).graph(), HEIGHT, WIDTH);
        assertGradients(new Safmn(2, 4, 1, 1).graph(), 8, 9);
    }

    /** What decides between options, through six cells. */
    @Test
    void gradientsOfTheMixturesOfASuperNet() {
        final List<List<Dlsr.Step>> steps = List.of(List.of(Dlsr.Step.CONV1, Dlsr.Step.CONV3),
            List.of(Dlsr.Step.SEP3, Dlsr.Step.DIL3, Dlsr.Step.CONV1), List.of(Dlsr.Step.values()));
        final DlsrSuperNet net = new DlsrSuperNet(2, 4, steps,
            List.of(List.of(1, 2), List.of(1, 2, 3), List.of(2, 4), List.of(1, 2, 3, 4, 5)));
        assertGradients(net.graph(), 15, 15, name -> name.endsWith("alpha"));
    }

    /** Through attention, at the smallest size that has it. */
    @Test
    void gradientsThroughPoolingAndStretching() {
        final sc.fiji.acuity.network.GraphBuilder b = new sc.fiji.acuity.network.GraphBuilder(1);
        final String x = b.add("first", Op.Conv.same(1, 2, 3), b.input());
        final String small = b.add("mid", Op.Conv.same(2, 2, 1), b.add("pool", new Op.MaxPool(2, 2), x));
        gradientsEqualFiniteDifferences(b.build(b.add("large", new Op.StretchTo(2), x, small)));
    }

    @Test
    void gradientsThroughCellsAndRepetition() {
        final sc.fiji.acuity.network.GraphBuilder b = new sc.fiji.acuity.network.GraphBuilder(1);
        final String x = b.add("first", Op.Conv.same(1, 2, 3), b.input());
        final String small = b.add("mid", Op.Conv.same(2, 2, 3), b.add("pool", new Op.AdaptiveMaxPool(2), x));
        gradientsEqualFiniteDifferences(
            b.build(b.add("large", new Op.StretchTo(Op.Interpolate.Method.NEAREST, 2), x, small)));
    }

    /** The standard deviation has no slope there; one such plane must not spoil a training run. */
    @Test
    void theContrastOfAConstantPlaneHasAGradient() {
        final sc.fiji.acuity.network.GraphBuilder b = new sc.fiji.acuity.network.GraphBuilder(1);
        final String x = b.add("first", Op.Conv.same(1, 2, 1), b.input());
        final String pool = b.add("pool", new Op.GlobalPool(Op.GlobalPool.Mode.CONTRAST), x);
        final Graph graph = b.build(b.add("spread", new Op.StretchTo(1), x, pool));
        final float[] lr = new float[BATCH * HEIGHT * WIDTH];
        Arrays.fill(lr, 0.5f);
        final float[] hr = new float[2 * lr.length];
        for (final float weight : new float[] {0, 1}) {
            final Weights weights = Cases.weights(graph, 44);
            Arrays.fill(weights.get("first.weight").data(), weight);
            Arrays.fill(weights.get("first.bias").data(), 0.25f);
            try (Differentiator d = Engine.differentiate(graph, weights, DeviceChoice.CPU)) {
                final Weights gradient = d.newGradient();
                assertEquals(0.25 + 0.5 * weight, d.l1(lr, hr, BATCH, HEIGHT, WIDTH, gradient), 1e-6);
                assertEquals(0.5, gradient.get("first.bias").data()[0], 1e-6);
                assertEquals(0.25, gradient.get("first.weight").data()[0], 1e-6);
            }
        }
    }

    @Test
    void gradientsDoNotAddUpOverCalls() {
        final Graph graph = Cases.chain(Op.Conv.same(1, 4, 3), new Op.PixelShuffle(2));
        final float[] lr = Cases.image(BATCH, HEIGHT, WIDTH, 1);
        final float[] hr = Cases.image(BATCH, 2 * HEIGHT, 2 * WIDTH, 2);
        try (Differentiator d = Engine.differentiate(graph, Cases.weights(graph, 3), DeviceChoice.CPU)) {
            final Weights first = d.newGradient();
            final Weights second = d.newGradient();
            assertEquals(d.l1(lr, hr, BATCH, HEIGHT, WIDTH, first), d.l1(lr, hr, BATCH, HEIGHT, WIDTH, second));
            assertEquals(first, second);
            assertNotEquals(0, first.get("n0.bias").data()[0]);
        }
    }

    @Test
    void parametersAreTakenOverAndCopied() {
        final Graph graph = Cases.chain(Op.Conv.same(1, 4, 3).withWeightNorm(true), new Op.PixelShuffle(2));
        final float[] lr = Cases.image(BATCH, HEIGHT, WIDTH, 1);
        final float[] hr = Cases.image(BATCH, 2 * HEIGHT, 2 * WIDTH, 2);
        final Weights a = Cases.weights(graph, 3);
        final Weights b = Cases.weights(graph, 4);
        try (Differentiator first = Engine.differentiate(graph, a, DeviceChoice.CPU);
            Differentiator second = Engine.differentiate(graph, b, DeviceChoice.CPU)) {
            final Weights ga = first.newGradient();
            final Weights gb = first.newGradient();
            final double lossA = first.l1(lr, hr, BATCH, HEIGHT, WIDTH, ga);
            final double lossB = second.l1(lr, hr, BATCH, HEIGHT, WIDTH, gb);
            assertNotEquals(lossA, lossB);
            first.setParameters(b);
            final Weights again = first.newGradient();
            assertEquals(lossB, first.l1(lr, hr, BATCH, HEIGHT, WIDTH, again));
            assertEquals(gb, again);
            // what a trainer does with its own weights must not reach the engine before it says so
            b.asMap().values().forEach(t -> Arrays.fill(t.data(), 9));
            System.gc();
            assertEquals(lossB, first.l1(lr, hr, BATCH, HEIGHT, WIDTH, again));
        }
    }

    @Test
    void threadsWithOneEachDoNotDisturbOneAnother() throws Exception {
        final Graph graph = Samples.small().get(7).graph();
        final Weights weights = Cases.weights(graph, 5);
        final int values = (int) graph.resultShape(HEIGHT, WIDTH).size();
        final List<Callable<Void>> work = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            final float[] lr = Cases.image(BATCH, HEIGHT, WIDTH, t);
            final float[] hr = Cases.image(BATCH, 1, values, 100 + t);
            work.add(() -> {
                try (Differentiator d = Engine.differentiate(graph, weights, DeviceChoice.CPU)) {
                    final Weights first = d.newGradient();
                    final Weights later = d.newGradient();
                    final double loss = d.l1(lr, hr, BATCH, HEIGHT, WIDTH, first);
                    for (int i = 0; i < 50; i++) {
                        assertEquals(loss, d.l1(lr, hr, BATCH, HEIGHT, WIDTH, later));
                        assertEquals(first, later);
                    }
                }
                return null;
            });
        }
        final ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (final Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void smallStepsAgainstTheGradientLowerTheLoss() {
        final Graph graph = Samples.small().get(0).graph();
        final Weights weights = Cases.weights(graph, 6);
        final float[] lr = Cases.image(BATCH, HEIGHT, WIDTH, 7);
        final float[] hr = Cases.image(BATCH, 1, (int) graph.resultShape(HEIGHT, WIDTH).size(), 8);
        try (Differentiator d = Engine.differentiate(graph, weights, DeviceChoice.CPU)) {
            final Weights gradient = d.newGradient();
            final double before = d.l1(lr, hr, BATCH, HEIGHT, WIDTH, gradient);
            double after = before;
            for (int step = 0; step < 50; step++) {
                weights.asMap().forEach((name, tensor) -> {
                    for (int i = 0; i < tensor.data().length; i++) {
                        tensor.data()[i] -= 0.02f * gradient.get(name).data()[i];
                    }
                });
                d.setParameters(weights);
                after = d.l1(lr, hr, BATCH, HEIGHT, WIDTH, gradient);
            }
            assertTrue(after < 0.9 * before, before + " became " + after);
        }
    }

    @Test
    void runningAfterTrainingStaysWithoutGradients() {
        final Graph graph = Cases.chain(Op.Conv.same(1, 4, 3), new Op.PixelShuffle(2));
        final Weights weights = Cases.weights(graph, 3);
        final float[] lr = Cases.image(1, HEIGHT, WIDTH, 1);
        final float[] before = new float[4 * HEIGHT * WIDTH];
        final float[] after = new float[4 * HEIGHT * WIDTH];
        try (LoadedNetwork network = Engine.load(graph, weights, DeviceChoice.CPU);
            Runner runner = network.runner(HEIGHT, WIDTH);
            Differentiator d = Engine.differentiate(graph, weights, DeviceChoice.CPU)) {
            runner.run(lr, before);
            d.l1(lr, before, 1, HEIGHT, WIDTH, d.newGradient());
            runner.run(lr, after);
            assertArrayEquals(before, after);
        }
    }
}
