package sc.fiji.acuity.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import sc.fiji.acuity.network.Count;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Shape;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

/**
 * A graph as TorchScript: one method, a line for each operation, or for a convolution and what is fused with it.
 *
 * <pre>{@code
 * byte[] archive = GraphScript.archive(folded.graph(), folded.weights(), ScriptStyle.FUSED);
 * }</pre>
 *
 * {@link OpScripts} knows how each operation is written; here is who may overwrite what, and which precision a value
 * has.
 */
final class GraphScript {

    private static final String INPUT = "x";
    /** A size at which every network runs. */
    private static final int LARGE = 720;
    private static final int FLOAT = 6;
    private static final int BFLOAT16 = 15;

    /** A value that a line has computed. */
    record Value(String name, boolean bfloat16) { }

    private final Graph graph;
    private final Weights weights;
    private final ScriptStyle style;
    private final ScriptArchive archive = new ScriptArchive();
    private final StringBuilder text = new StringBuilder();
    private final Map<String, Value> values = new HashMap<>();
    private final Map<Value, Value> casts = new HashMap<>();
    private final Set<String> pinned = new HashSet<>(Set.of(INPUT));
    private final Map<String, Integer> open;
    private final Map<String, List<Graph.Node>> users = new HashMap<>();
    private final Set<String> views = new HashSet<>();
    private final Map<String, Shape> largeShapes;
    private final Set<String> fusedAway = new HashSet<>();
    private final Map<String, Graph.Node> parts = new HashMap<>();
    private final Set<String> beforeConvolution = new HashSet<>();
    private final Map<String, String> arguments = new LinkedHashMap<>();
    private int lines;
    private int tensors;

    private GraphScript(final Graph graph, final Weights weights, final ScriptStyle style) {
        this.graph = graph;
        this.weights = weights;
        this.style = style;
        open = Count.uses(graph);
        largeShapes = graph.shapes(LARGE, LARGE);
        graph.nodes().forEach(node -> node.inputs().forEach(
            from -> users.computeIfAbsent(from, name -> new ArrayList<>()).add(node)));
        final List<Graph.Node> nodes = graph.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            final Op op = nodes.get(i).op();
            if (op instanceof Op.Conv || op instanceof Op.TransposedConv
                || beforeConvolution.contains(nodes.get(i).name())) {
                beforeConvolution.addAll(nodes.get(i).inputs());
            }
        }
    }

    /** @param graph folded: without weight norm, unless it is for training */
    static byte[] archive(final Graph graph, final Weights weights, final ScriptStyle style) {
        return new GraphScript(graph, weights, style).write();
    }

    /** The first operation that cannot be written. */
    static Optional<Op> missing(final Graph graph) {
        return graph.nodes().stream().map(Graph.Node::op)
            .filter(op -> !(op instanceof Op.Input || OpScripts.knows(op.getClass()))).findFirst();
    }

    /** Whether gradients flow through a script of it: not where kernels are rearranged beforehand. */
    static boolean trainable(final Graph graph) {
        return missing(graph).isEmpty()
            && graph.nodes().stream().noneMatch(node -> node.op() instanceof Op.TransposedConv);
    }

    private byte[] write() {
        text.append("  def forward(self: __torch__.Net,\n    ").append(INPUT).append(": Tensor");
        if (style.training()) {
            for (final String name : graph.parameters().keySet()) {
                arguments.put(name, "w" + arguments.size());
                text.append(",\n    ").append(arguments.get(name)).append(": Tensor");
            }
        }
        text.append(") -> Tensor:\n");
        for (final Graph.Node node : graph.nodes()) {
            if (node.op() instanceof Op.Input) {
                values.put(node.name(), new Value(INPUT, false));
            } else if (!values.containsKey(node.name()) && !fusedAway.contains(node.name())) {
                OpScripts.write(this, node);
                if (!parts.containsKey(node.name())) {
                    release(node, Set.of());
                }
            }
        }
        final Value result = asFloat(values.get(graph.output().name()));
        text.append("    return torch.contiguous(").append(result.name()).append(")\n");
        return archive.write(text.toString());
    }

    ScriptStyle style() {
        return style;
    }

    /** The expression for a parameter, in the order of its values that is natural for it. */
    String parameter(final String name, final boolean bfloat16) {
        if (!style.training()) {
            return tensor(StoredTensor.plain(weights.get(name), bfloat16));
        }
        final Value argument = new Value(arguments.get(name), false);
        return bfloat16 ? narrow(argument).name() : argument.name();
    }

    /** The expression for the kernel of a convolution; put together for each run where its length is a parameter. */
    String kernel(final Graph.Node node, final Op.Conv conv, final boolean bfloat16) {
        if (!conv.weightNorm()) {
            return parameter(node.parameter("weight"), bfloat16);
        }
        final String v = parameter(node.parameter("weight_v"), false);
        final Value norm = line(false, "torch.sqrt(torch.sum(torch.mul(%1$s, %1$s), [1, 2, 3], True, dtype=None))", v);
        final Value kernel = line(false, "torch.mul(torch.div(%s, %s), %s)", v, norm.name(),
            parameter(node.parameter("weight_g"), false));
        return bfloat16 ? narrow(kernel).name() : kernel.name();
    }

    Tensor weight(final String name) {
        return weights.get(name);
    }

    boolean hasWeight(final String name) {
        return weights.names().contains(name);
    }

    /** The values that a node takes. */
    List<Value> inputs(final Graph.Node node) {
        return node.inputs().stream().map(values::get).toList();
    }

    Value input(final Graph.Node node) {
        return values.get(node.inputs().get(0));
    }

    /** Whether the value of a node is there. */
    boolean isComputed(final String node) {
        return values.containsKey(node);
    }

    Value value(final String node) {
        return values.get(node);
    }

    /** Writes a line and gives its value a name. */
    Value line(final boolean bfloat16, final String expression, final Object... parts) {
        final Value value = new Value("t" + lines++, bfloat16);
        text.append("    ").append(value.name()).append(" = ").append(String.format(expression, parts)).append('\n');
        return value;
    }

    void result(final Graph.Node node, final Value value) {
        values.put(node.name(), value);
    }

    /** The value of this node shares memory with those of its inputs, which nothing may overwrite from now on. */
    void view(final Graph.Node node, final Value value) {
        inputs(node).forEach(x -> pinned.add(x.name()));
        pinned.add(value.name());
        views.add(node.name());
        values.put(node.name(), value);
    }

    /** Whether the value of a node is a part of another, or one that is repeated. */
    boolean isView(final String node) {
        return views.contains(node);
    }

    /** Whether the result of a node is a single pixel, whatever the size of the image. */
    boolean isOnePixel(final String node) {
        return largeShapes.get(node).pixels() == 1;
    }

    /** How many channels the result of a node has. */
    int channels(final String node) {
        return largeShapes.get(node).channels();
    }

    /** Whether nobody needs an input of a node after the node. */
    boolean mayOverwrite(final Graph.Node node, final int input) {
        final String from = node.inputs().get(input);
        return !style.training() && open.get(from) == 1 && !pinned.contains(values.get(from).name());
    }

    /** The one node that takes the result of a node, if there is one only and the result is not the network's. */
    Optional<Graph.Node> onlyUser(final Graph.Node node) {
        final List<Graph.Node> all = users.getOrDefault(node.name(), List.of());
        return all.size() == 1 && node != graph.output() ? Optional.of(all.get(0)) : Optional.empty();
    }

    /** A concatenation is not written: the convolution behind it takes the parts. */
    void leaveInParts(final Graph.Node concat) {
        parts.put(concat.name(), concat);
    }

    /** The concatenation that a node takes, where it was left in parts. */
    Optional<Graph.Node> parts(final Graph.Node node) {
        return Optional.ofNullable(parts.get(node.inputs().get(0)));
    }

    /** The parts have been taken. */
    void takeParts(final Graph.Node concat) {
        release(concat, Set.of());
    }

    /** A node becomes part of the line of the one before it. */
    void fuse(final Graph.Node before, final Graph.Node node) {
        fusedAway.add(before.name());
        values.remove(before.name());
        release(node, Set.of(before.name()));
    }

    private void release(final Graph.Node node, final Set<String> except) {
        node.inputs().stream().filter(from -> !except.contains(from))
            .forEach(from -> open.merge(from, -1, Integer::sum));
    }

    /** Whether no convolution follows: such sums are computed in fp32. */
    boolean isLast(final Graph.Node node) {
        return !beforeConvolution.contains(node.name());
    }

    Value asFloat(final Value value) {
        return value.bfloat16() ? casts.computeIfAbsent(value, v -> cast(v, FLOAT)) : value;
    }

    /** In the precision that convolutions of this style take. */
    Value narrow(final Value value) {
        return value.bfloat16() || !style.bfloat16() ? value : casts.computeIfAbsent(value, v -> cast(v, BFLOAT16));
    }

    private Value cast(final Value value, final int type) {
        return line(type == BFLOAT16, "torch.to(%s, %d, False, False, None)", value.name(), type);
    }

    /** Stores a tensor; the expression for it. */
    String tensor(final StoredTensor tensor) {
        final String name = "p" + tensors++;
        archive.tensor(name, tensor);
        return "self." + name;
    }
}
