package sc.fiji.acuity.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GraphTest {

    private static final Graph.Node INPUT = node("input", new Op.Input(1));

    private static Graph.Node node(final String name, final Op op, final String... inputs) {
        return new Graph.Node(name, op, List.of(inputs));
    }

    private static Graph graph(final String output, final Graph.Node... nodes) {
        return new Graph(List.of(nodes), output);
    }

    private static void refused(final String message, final Executable making) {
        assertEquals(message, assertThrows(GraphException.class, making).getMessage());
    }

    @Test
    void nodesMayComeInAnyOrderAndAreSorted() {
        final Graph graph = graph("c", node("c", new Op.Add(), "b", "a"), node("b", new Op.Scale(2), "a"),
            node("a", new Op.Scale(3), "input"), INPUT);
        assertEquals(List.of("input", "a", "b", "c"), graph.nodes().stream().map(Graph.Node::name).toList());
        assertEquals("c", graph.output().name());
        assertEquals(INPUT, graph.input());
        assertEquals(1, graph.scale());
    }

    @Test
    void equalWhenNodesAndOutputAre() {
        final Graph a = graph("b", INPUT, node("b", new Op.Scale(2), "input"));
        assertEquals(a, graph("b", node("b", new Op.Scale(2), "input"), INPUT));
        assertEquals(a.hashCode(), graph("b", node("b", new Op.Scale(2), "input"), INPUT).hashCode());
        assertNotEquals(a, graph("b", INPUT, node("b", new Op.Scale(3), "input")));
    }

    @Test
    void twoNodesOfOneName() {
        refused("node a: there are two of that name",
            () -> graph("a", INPUT, node("a", new Op.Scale(1), "input"), node("a", new Op.Scale(2), "input")));
    }

    @Test
    void namesThatCouldNotBeFileNamesOrKeys() {
        refused("node '../a': a name is letters, digits, _ . and -",
            () -> graph("../a", INPUT, node("../a", new Op.Scale(1), "input")));
        refused("node '': a name is letters, digits, _ . and -", () -> graph("", node("", new Op.Input(1))));
    }

    @Test
    void missingNodes() {
        refused("node a: there is no node x to be its input", () -> graph("a", INPUT, node("a", new Op.Scale(1), "x")));
        refused("there is no node y to be the output", () -> graph("y", INPUT));
    }

    @Test
    void cycles() {
        refused("node a: is part of a cycle through a",
            () -> graph("a", INPUT, node("a", new Op.Add(), "input", "a")));
        refused("node a: is part of a cycle through c", () -> graph("out", INPUT, node("a", new Op.Add(), "input", "c"),
            node("b", new Op.Scale(1), "a"), node("c", new Op.Scale(1), "b"), node("out", new Op.Scale(1), "c")));
    }

    @Test
    void diamondsAreNoCycles() {
        final Graph graph = graph("d", INPUT, node("a", new Op.Scale(1), "input"),
            node("b", new Op.Add(), "a", "input"), node("c", new Op.Add(), "b", "a"),
            node("d", new Op.Add(), "a", "c", "b", "input"));
        assertEquals(List.of("input", "a", "b", "c", "d"), graph.nodes().stream().map(Graph.Node::name).toList());
    }

    @Test
    void arity() {
        refused("node a: 2 inputs, but 1 expected",
            () -> graph("a", INPUT, node("a", new Op.Scale(1), "input", "input")));
        refused("node a: 0 inputs, but one or more expected", () -> graph("a", INPUT, node("a", new Op.Add())));
        refused("node input: 1 inputs, but 0 expected", () -> graph("input", node("input", new Op.Input(1), "input")));
    }

    @Test
    void channels() {
        refused("node a: expects 3 channels but gets 1",
            () -> graph("a", INPUT, node("a", Op.Conv.same(3, 1, 3), "input")));
        refused("node p: expects 2 channels but gets 1",
            () -> graph("p", INPUT, node("p", new Op.PRelu(2, true), "input")));
        refused("node t: expects 2 channels but gets 1",
            () -> graph("t", INPUT, node("t", new Op.TransposedConv(2, 1, 2, 2, 0, 0, true), "input")));
        refused("node a: 6 channels cannot be shuffled by 2", () -> graph("a", INPUT,
            node("c", Op.Conv.same(1, 6, 3), "input"), node("a", new Op.PixelShuffle(2), "c")));
        refused("node s: there are 1 channels, not 2",
            () -> graph("s", INPUT, node("s", new Op.Slice(0, 2), "input")));
        refused("node s: 2 values do not fit 1 channels",
            () -> graph("s", INPUT, node("s", new Op.Shift(List.of(1.0, 2.0)), "input")));
        refused("node a: shapes differ: [2 x 720 x 720, 1 x 720 x 720]", () -> graph("a", INPUT,
            node("c", Op.Conv.same(1, 2, 3), "input"), node("a", new Op.Add(), "c", "input")));
        refused("node m: shapes differ: [1 x 720 x 720, 1 x 1440 x 1440]", () -> graph("m", INPUT,
            node("u", new Op.Interpolate(Op.Interpolate.Method.NEAREST, 2), "input"),
            node("m", new Op.Multiply(), "input", "u")));
        refused("node a: sizes differ: [1 x 720 x 720, 1 x 1440 x 1440]", () -> graph("a", INPUT,
            node("u", new Op.Interpolate(Op.Interpolate.Method.NEAREST, 2), "input"),
            node("a", new Op.Concat(), "input", "u")));
    }

    @Test
    void sharedParameters() {
        final GraphBuilder b = new GraphBuilder(1);
        String x = b.add("a", Op.Conv.same(1, 1, 3), b.input());
        x = b.again("b", "a", x);
        final Graph graph = b.build(b.again("c", "b", x));
        assertEquals(List.of("a.weight", "a.bias"), List.copyOf(graph.parameters().keySet()));
        assertEquals("a.bias", graph.node("c").parameter("bias"));
        assertNotEquals(graph, graph("c", INPUT, node("a", Op.Conv.same(1, 1, 3), "input"),
            node("b", Op.Conv.same(1, 1, 3), "a"), node("c", Op.Conv.same(1, 1, 3), "b")));
        // the owner may come later
        final Graph turned = graph("a", INPUT, new Graph.Node("b", Op.Conv.same(1, 1, 3), List.of("input"), "a"),
            node("a", Op.Conv.same(1, 1, 3), "b"));
        assertEquals(List.of("a.weight", "a.bias"), List.copyOf(turned.parameters().keySet()));
        assertEquals(turned.parameters().keySet(), Initializer.he(turned, 1).names());
    }

    @Test
    void parametersThatCannotBeShared() {
        final Op conv = Op.Conv.same(1, 1, 3);
        refused("node b: there is no node x to share parameters with",
            () -> graph("b", INPUT, new Graph.Node("b", conv, List.of("input"), "x")));
        refused("node b: cannot share the parameters of a, which is another operation", () -> graph("b", INPUT,
            node("a", Op.Conv.same(1, 1, 5), "input"), new Graph.Node("b", conv, List.of("a"), "a")));
        refused("node a: cannot share the parameters of b, which are those of a", () -> graph("b", INPUT,
            new Graph.Node("a", conv, List.of("input"), "b"), new Graph.Node("b", conv, List.of("a"), "a")));
        refused("nodes without use: [a]", () -> graph("b", INPUT, node("a", conv, "input"),
            new Graph.Node("b", conv, List.of("input"), "a")));
        refused("node b: there is no node a to do again", () -> new GraphBuilder(1).again("b", "a", "input"));
    }

    @Test
    void nodesWithoutUse() {
        refused("nodes without use: [b, c]", () -> graph("a", INPUT, node("a", new Op.Scale(1), "input"),
            node("b", new Op.Scale(1), "c"), node("c", new Op.Scale(1), "b")));
    }

    @Test
    void oneInput() {
        refused("a network has one input, not 2",
            () -> graph("a", INPUT, node("other", new Op.Input(1)), node("a", new Op.Add(), "input", "other")));
    }

    @Test
    void imagesThatAreTooSmall() {
        final Graph graph = graph("up", INPUT,
            node("half", new Op.Conv(1, 4, 2, 2, 0, 1, 1, true, false), "input"),
            node("up", new Op.PixelShuffle(2), "half"));
        assertEquals(1, graph.scale());
        assertEquals(new Shape(1, 2, 2), graph.shapes(2, 2).get("up"));
        refused("node half: an image of 5 x 1 pixels is too small for this network", () -> graph.shapes(1, 5));
        refused("an image of 5 x 4 pixels becomes 4 x 4, not 1 times as large; its sides must be multiples of 2",
            () -> graph.resultShape(4, 5));
        assertEquals(new Shape(1, 4, 6), graph.resultShape(4, 6));
    }

    @Test
    void enlargementsThatAreNoInteger() {
        refused("node a: 720 x 720 pixels become 718 x 718, no integer enlargement",
            () -> graph("a", INPUT, node("a", new Op.Conv(1, 1, 3, 1, 0, 1, 1, true, false), "input")));
        refused("node a: 720 x 720 pixels become 360 x 360, no integer enlargement",
            () -> graph("a", INPUT, node("a", new Op.Conv(1, 1, 3, 2, 1, 1, 1, true, false), "input")));
    }

    @Test
    void operationsThatMakeNoSense() {
        refused("a convolution needs channels, not 0 to 1", () -> Op.Conv.same(0, 1, 3));
        refused("a kernel of 4 keeps no size, only an odd one does", () -> Op.Conv.same(1, 1, 4));
        refused("kernel 0, stride 1, dilation 1 and padding 0 make no convolution",
            () -> new Op.Conv(1, 1, 0, 1, 0, 1, 1, true, false));
        refused("4 to 6 channels cannot be split into 4 groups", () -> Op.Conv.same(4, 6, 3).withGroups(4));
        refused("an output padding of 2 does not fit a stride of 2",
            () -> new Op.TransposedConv(1, 1, 9, 2, 4, 2, true));
        refused("kernel 3, stride 2 and padding 3 make no transposed convolution",
            () -> new Op.TransposedConv(1, 1, 3, 2, 3, 0, true));
        refused("cannot shuffle by 65536", () -> new Op.PixelShuffle(65536));
        refused("cannot enlarge by 0", () -> new Op.Interpolate(Op.Interpolate.Method.BICUBIC, 0));
        refused("cannot pool by 0", () -> new Op.AdaptiveMaxPool(0));
        refused("stretching is bilinear or nearest, not BICUBIC",
            () -> new Op.StretchTo(Op.Interpolate.Method.BICUBIC, 2));
        refused("3 channels and an epsilon of 0.0 make no normalisation", () -> new Op.ChannelNorm(3, 0));
        refused("channels 2 to 2 are no slice", () -> new Op.Slice(2, 2));
        refused("a shift needs a value", () -> new Op.Shift(List.of()));
    }

    @Test
    void hugeNumbersAreErrorsAndDoNotWrapAround() {
        // 720 + 2 · 2^30 is negative in 32 bits
        refused("node a: 720 x 720 pixels become 1073742545 x 1073742545, no integer enlargement",
            () -> graph("a", INPUT, node("a", new Op.Conv(1, 1, 1 << 30, 1, 1 << 30, 1, 1, true, false), "input")));
        assertThrows(GraphException.class, () -> graph("a", INPUT,
            node("a", new Op.Conv(1, 1, 3, 1, Integer.MAX_VALUE, 1, 1, true, false), "input")));
        assertThrows(GraphException.class, () -> graph("a", INPUT,
            node("a", new Op.TransposedConv(1, 1, 3, Integer.MAX_VALUE, 0, 0, true), "input")));
        assertThrows(GraphException.class, () -> graph("a", INPUT,
            node("a", new Op.Interpolate(Op.Interpolate.Method.NEAREST, Integer.MAX_VALUE), "input")));
        assertThrows(GraphException.class, () -> graph("s", node("input", new Op.Input(Integer.MAX_VALUE)),
            node("c", new Op.Concat(), "input", "input"), node("s", new Op.Slice(0, 1), "c")));
    }

    @Test
    void deepNetworksNeedNoDeepStack() {
        final List<Graph.Node> nodes = new ArrayList<>(List.of(INPUT));
        for (int i = 0; i < 50_000; i++) {
            nodes.add(node("n" + i, new Op.Add(), i == 0 ? "input" : "n" + (i - 1), "input"));
        }
        Collections.reverse(nodes);
        assertTimeoutPreemptively(Duration.ofSeconds(10),
            () -> assertEquals(50_001, new Graph(nodes, "n49999").nodes().size()));
        refused("a graph of 100001 nodes; at most 100000",
            () -> new Graph(Collections.nCopies(100_001, INPUT), "input"));
    }

    @Test
    void parametersInTheOrderOfTheGraph() {
        final GraphBuilder b = new GraphBuilder(1);
        String x = b.add("c", Op.Conv.same(1, 2, 3).withWeightNorm(true), b.input());
        x = b.add("p", new Op.PRelu(2, false), x);
        final Graph graph = b.build(b.add("t", new Op.TransposedConv(2, 1, 2, 2, 0, 0, false), x));
        assertEquals(List.of("c.weight_g", "c.weight_v", "c.bias", "p.weight", "t.weight"),
            List.copyOf(graph.parameters().keySet()));
        assertEquals(List.of(2, 1, 2, 2), java.util.Arrays.stream(graph.parameters().get("t.weight")).boxed().toList());
        assertEquals(2 + 18 + 2 + 1 + 8, Count.parameters(graph));
        assertEquals(1, graph.inputChannels());
        assertEquals(1, graph.outputChannels());
        assertEquals(2, graph.scale());
    }
}
