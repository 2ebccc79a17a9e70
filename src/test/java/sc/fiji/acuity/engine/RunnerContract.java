package sc.fiji.acuity.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.ReceptiveField;
import sc.fiji.acuity.network.Shape;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Dlsr;
import sc.fiji.acuity.network.family.Safmn;
import sc.fiji.acuity.network.family.Samples;

/**
 * What every way of running a network must do. A test of a new runner extends this, says how to load one, and by which
 * part of the range its results may differ from exact arithmetic.
 */
abstract class RunnerContract {

    /** Receptive fields that reach further cannot be seen with random weights. */
    private static final int FAR = 15;

    abstract LoadedNetwork load(Graph graph, Weights weights);

    /** The largest difference from exact arithmetic, as a part of the largest value. */
    double tolerance() {
        return 1e-5;
    }

    static Stream<Named<Graph>> operations() {
        return named(Cases.operations());
    }

    static Stream<Named<Graph>> foldable() {
        return named(Cases.foldable());
    }

    static Stream<Named<Graph>> reaches() {
        return named(Cases.reaches());
    }

    static Stream<Architecture> families() {
        return Stream.of(Samples.small(), Samples.colour(), Samples.published()).flatMap(List::stream);
    }

    private static Stream<Named<Graph>> named(final Map<String, Graph> cases) {
        return cases.entrySet().stream().map(e -> Named.of(e.getKey(), e.getValue()));
    }

    private float[] run(final LoadedNetwork network, final float[] input, final int height, final int width) {
        final float[] output = new float[(int) network.graph().resultShape(height, width).size()];
        try (Runner runner = network.runner(height, width)) {
            runner.run(input, output);
        }
        return output;
    }

    private void assertAsDefined(final LoadedNetwork network, final Weights weights, final int height,
        final int width) {
        final Graph graph = network.graph();
        final float[] input = Cases.image(graph.inputChannels(), height, width, 31L * height + width);
        final double[] exactly = new double[input.length];
        Arrays.setAll(exactly, i -> input[i]);
        final double[] expected = Naive.run(graph, Naive.doubles(weights),
            new Naive.Image(graph.inputChannels(), height, width, exactly)).values();
        final float[] actual = run(network, input, height, width);
        assertEquals(expected.length, actual.length);
        final double largest = Math.max(1e-3, Arrays.stream(expected).map(Math::abs).max().orElseThrow());
        for (int i = 0; i < expected.length; i++) {
            final int at = i;
            assertEquals(expected[i], actual[i], tolerance() * largest,
                () -> "value " + at + " of " + height + " x " + width);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void operationsAreAsDefined(final Graph graph) {
        final Weights weights = Cases.weights(graph, 1);
        try (LoadedNetwork network = load(graph, weights)) {
            for (final int[] size : new int[][] {{1, 1}, {1, 4}, {3, 5}, {5, 3}, {7, 2}}) {
                assertAsDefined(network, weights, size[0], size[1]);
            }
        }
    }

    @Test
    void strides() {
        for (final int stride : new int[] {2, 3}) {
            for (final int kernel : new int[] {stride, 3, 5}) {
                final int padding = kernel == stride ? 0 : kernel / 2;
                final Graph graph = Cases.chain(
                    new Op.Conv(1, 2 * stride * stride, kernel, stride, padding, 1, 1, true, false),
                    new Op.PixelShuffle(stride));
                final Weights weights = Cases.weights(graph, 2);
                try (LoadedNetwork network = load(graph, weights)) {
                    assertAsDefined(network, weights, 2 * stride, 3 * stride);
                    assertAsDefined(network, weights, stride, stride);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("foldable")
    void foldingChangesNothingVisible(final Graph graph) {
        final Weights weights = Cases.weights(graph, 3);
        try (LoadedNetwork network = load(graph, weights)) {
            assertSame(graph, network.graph());
            assertAsDefined(network, weights, 1, 1);
            assertAsDefined(network, weights, 7, 9);
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void familiesAreAsDefined(final Architecture architecture) {
        final Graph graph = architecture.graph();
        for (final Weights weights : List.of(architecture.initialWeights(4), Cases.weights(graph, 5))) {
            try (LoadedNetwork network = load(graph, weights)) {
                assertAsDefined(network, weights, 1, 1);
                assertAsDefined(network, weights, 9, 7);
            }
        }
    }

    @Test
    void familiesAtEverySmallSize() {
        for (final Architecture architecture : Samples.small()) {
            final Graph graph = architecture.graph();
            final Weights weights = Cases.weights(graph, 6);
            try (LoadedNetwork network = load(graph, weights)) {
                for (int size = 0; size < 81; size++) {
                    // each scale takes a third of the sizes
                    if (size % 3 == architecture.scale() - 2) {
                        assertAsDefined(network, weights, size / 9 + 1, (size + size / 9) % 9 + 1);
                    }
                }
            }
        }
    }

    /** Attention over the image: from the smallest that there is, at sizes that strides do not divide. */
    @Test
    void networksThatDependOnTheSizeOfTheImage() {
        for (final Architecture architecture : Samples.attentive()) {
            final Graph graph = architecture.graph();
            final Weights weights = Cases.weights(graph, 8);
            try (LoadedNetwork network = load(graph, weights)) {
                assertFalse(ReceptiveField.of(graph).exact());
                final int least = architecture instanceof Dlsr ? 15 : architecture instanceof Safmn ? 8 : 1;
                if (least > 1) {
                    assertTrue(assertThrows(GraphException.class, () -> network.runner(least - 1, 30)).getMessage()
                        .contains("too small"));
                }
                for (final int[] size : new int[][] {{least, least}, {least + 1, 29}, {27, 22}}) {
                    assertAsDefined(network, weights, size[0], size[1]);
                }
            }
        }
    }

    /** A mean of the whole image has no smallest size. */
    @Test
    void networksThatPoolTheWholeImage() {
        for (final Architecture architecture : Samples.global()) {
            final Graph graph = architecture.graph();
            for (final Weights weights : List.of(architecture.initialWeights(4), Cases.weights(graph, 8))) {
                try (LoadedNetwork network = load(graph, weights)) {
                    assertFalse(ReceptiveField.of(graph).exact());
                    for (final int[] size : new int[][] {{1, 1}, {1, 7}, {2, 3}, {9, 6}, {11, 13}}) {
                        assertAsDefined(network, weights, size[0], size[1]);
                    }
                }
            }
        }
    }

    @Test
    void pooling() {
        for (final int[] pool : new int[][] {{1, 1}, {2, 2}, {7, 3}, {3, 1}, {2, 3}}) {
            final sc.fiji.acuity.network.GraphBuilder b = new sc.fiji.acuity.network.GraphBuilder(2);
            final String small = b.add("pool", new Op.MaxPool(pool[0], pool[1]), b.input());
            final Graph graph = b.build(b.add("stretch", new Op.StretchTo(pool[1]), b.input(), small));
            final Weights weights = Cases.weights(graph, 7);
            try (LoadedNetwork network = load(graph, weights)) {
                assertAsDefined(network, weights, 7, 7);
                assertAsDefined(network, weights, 9, 14);
            }
        }
    }

    @Test
    void poolingOfEverySize() {
        for (final int factor : new int[] {1, 2, 4, 8}) {
            final sc.fiji.acuity.network.GraphBuilder b = new sc.fiji.acuity.network.GraphBuilder(2);
            final String small = b.add("pool", new Op.AdaptiveMaxPool(factor), b.input());
            final Op nearest = new Op.StretchTo(Op.Interpolate.Method.NEAREST, factor);
            final Graph graph = b.build(b.add("stretch", nearest, b.input(), small));
            final Weights weights = Cases.weights(graph, 7);
            try (LoadedNetwork network = load(graph, weights)) {
                for (int side = factor; side < 4 * factor; side++) {
                    assertAsDefined(network, weights, side, 5 * factor - side);
                }
                if (factor > 1) {
                    assertTrue(assertThrows(GraphException.class, () -> network.runner(8, factor - 1)).getMessage()
                        .contains("too small"));
                }
            }
        }
    }

    @Test
    void manyChannelsIn() {
        final sc.fiji.acuity.network.GraphBuilder b = new sc.fiji.acuity.network.GraphBuilder(3);
        final String x = b.add("c", Op.Conv.same(3, 12, 3), b.input());
        final Graph graph = b.build(b.add("up", new Op.PixelShuffle(2), x));
        final Weights weights = Cases.weights(graph, 7);
        try (LoadedNetwork network = load(graph, weights)) {
            assertAsDefined(network, weights, 4, 6);
        }
    }

    @Test
    void theSameInputGivesTheSameBytes() throws Exception {
        for (final Architecture architecture : Samples.small()) {
            final Graph graph = architecture.graph();
            final Weights weights = Cases.weights(graph, 8);
            final float[] input = Cases.image(1, 17, 19, 9);
            try (LoadedNetwork network = load(graph, weights); LoadedNetwork other = load(graph, weights)) {
                final float[] first = run(network, input, 17, 19);
                assertArrayEquals(first, run(network, input, 17, 19), architecture.toString());
                assertArrayEquals(first, run(other, input, 17, 19), architecture.toString());
            }
        }
    }

    @Test
    void severalThreadsWithARunnerEach() throws Exception {
        final ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (final Architecture architecture : Samples.small()) {
                final Graph graph = architecture.graph();
                try (LoadedNetwork network = load(graph, Cases.weights(graph, 10))) {
                    final List<float[]> inputs = new ArrayList<>();
                    final List<float[]> expected = new ArrayList<>();
                    for (int i = 0; i < 4; i++) {
                        inputs.add(Cases.image(1, 12, 16, i));
                        expected.add(run(network, inputs.get(i), 12, 16));
                    }
                    final Callable<Void> work = () -> {
                        try (Runner runner = network.runner(12, 16)) {
                            final float[] output = new float[expected.get(0).length];
                            for (int i = 0; i < 20; i++) {
                                runner.run(inputs.get(i % 4), output);
                                assertArrayEquals(expected.get(i % 4), output, architecture.toString());
                            }
                        }
                        return null;
                    };
                    for (final Future<Void> done : threads.invokeAll(List.of(work, work, work, work))) {
                        done.get();
                    }
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void arraysMayBeLargerButNotSmaller() {
        final Graph graph = Cases.chain(Op.Conv.same(1, 4, 3), new Op.PixelShuffle(2));
        try (LoadedNetwork network = load(graph, Cases.weights(graph, 11)); Runner runner = network.runner(3, 5)) {
            assertThrows(IllegalArgumentException.class, () -> runner.run(new float[14], new float[60]));
            assertThrows(IllegalArgumentException.class, () -> runner.run(new float[15], new float[59]));
            final float[] exact = new float[60];
            final float[] larger = new float[70];
            Arrays.fill(larger, 7);
            final float[] input = Cases.image(1, 4, 5, 12);
            runner.run(Arrays.copyOf(input, 15), exact);
            runner.run(input, larger);
            assertArrayEquals(exact, Arrays.copyOf(larger, 60));
            for (int i = 60; i < 70; i++) {
                assertEquals(7, larger[i]);
            }
        }
    }

    @Test
    void sizesThatTheNetworkCannotEnlarge() {
        final Graph graph = Cases.chain(new Op.Conv(1, 4, 2, 2, 0, 1, 1, true, false), new Op.PixelShuffle(2));
        try (LoadedNetwork network = load(graph, Cases.weights(graph, 13))) {
            assertDoesNotThrow(() -> network.runner(2, 4).close());
            assertTrue(assertThrows(GraphException.class, () -> network.runner(1, 1)).getMessage()
                .contains("too small"));
            assertTrue(assertThrows(GraphException.class, () -> network.runner(4, 5)).getMessage()
                .contains("multiples of 2"));
        }
    }

    @Test
    void weightsAreCopied() {
        final Graph graph = Cases.chain(Op.Conv.same(1, 1, 3));
        final Weights weights = Cases.weights(graph, 14);
        final float[] input = Cases.image(1, 3, 3, 15);
        try (LoadedNetwork network = load(graph, weights)) {
            final float[] before = run(network, input, 3, 3);
            Arrays.fill(weights.get("n0.weight").data(), 100);
            assertArrayEquals(before, run(network, input, 3, 3));
            assertArrayEquals(Cases.image(1, 3, 3, 15), input);
        }
    }

    @Test
    void itSaysWhereAndHowItRuns() {
        final Graph graph = Cases.chain(Op.Conv.same(1, 1, 3));
        try (LoadedNetwork network = load(graph, Cases.weights(graph, 16))) {
            assertTrue(network.device().matches("cpu|mps|cuda:\\d+"), network.device());
            assertFalse(network.numerics().isBlank());
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void familiesReadTheirReceptiveFieldAndNothingElse(final Architecture architecture) {
        assertReads(architecture.graph());
    }

    @ParameterizedTest
    @MethodSource("reaches")
    void networksReadTheirReceptiveFieldAndNothingElse(final Graph graph) {
        assertReads(graph);
    }

    /** Changes one LR pixel and looks which enlarged pixels change, for each position on the lattice. */
    private void assertReads(final Graph graph) {
        final ReceptiveField field = ReceptiveField.of(graph);
        final int centre = (field.halo() / field.lattice() + 2) * field.lattice();
        final int size = 2 * centre + 2 * field.lattice();
        final int[] left = {-99, -99};
        final int[] right = {-99, -99};
        for (int trial = 0; trial < 3; trial++) {
            try (LoadedNetwork network = load(graph, Cases.weights(graph, 20 + trial))) {
                final float[] input = Cases.image(graph.inputChannels(), size, size, trial);
                final float[] before = run(network, input, size, size);
                for (int p = centre; p < centre + field.lattice(); p++) {
                    final float[] changed = input.clone();
                    changed[p * size + p] += trial % 2 == 0 ? 1 : -1;
                    reach(graph, before, run(network, changed, size, size), p, left, right);
                }
            }
        }
        if (field.halo() > FAR) {
            brighten(graph, size, centre, left, right);
        }
        assertArrayEquals(new int[] {field.left(), field.left()}, left, "before, in y and x");
        assertArrayEquals(new int[] {field.right(), field.right()}, right, "behind, in y and x");
    }

    /** Through many layers the corner of the field adds less than a rounding: so, a very bright pixel in the dark. */
    private void brighten(final Graph graph, final int size, final int p, final int[] left, final int[] right) {
        final Weights weights = Cases.weights(graph, 23);
        weights.asMap().values().forEach(t -> Arrays.fill(t.data(),
            t.shape().length < 4 ? 0 : 1f / (t.shape()[1] * t.shape()[2] * t.shape()[3])));
        try (LoadedNetwork network = load(graph, weights)) {
            final float[] input = new float[graph.inputChannels() * size * size];
            final float[] before = run(network, input, size, size);
            input[p * size + p] = 1e28f;
            reach(graph, before, run(network, input, size, size), p, left, right);
        }
    }

    private static void reach(final Graph graph, final float[] before, final float[] after, final int p,
        final int[] left, final int[] right) {
        final int scale = graph.scale();
        final int channels = graph.outputChannels();
        final int side = (int) Math.round(Math.sqrt((double) before.length / channels));
        final Shape shape = new Shape(channels, side, side);
        for (int i = 0; i < shape.size(); i++) {
            if (before[i] != after[i]) {
                final int[] at = {i / side % side / scale, i % side / scale};
                for (int axis = 0; axis < 2; axis++) {
                    left[axis] = Math.max(left[axis], at[axis] - p);
                    right[axis] = Math.max(right[axis], p - at[axis]);
                }
            }
        }
    }
}
