package sc.fiji.acuity.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A network: nodes, each an operation with its inputs, from one image to one image.
 *
 * <pre>{@code
 * GraphBuilder b = new GraphBuilder(1);
 * String x = b.add("conv1", Op.Conv.same(1, 64, 5), b.input());
 * x = b.add("tanh1", Op.Activation.of(TANH), x);
 * x = b.add("conv2", Op.Conv.same(64, 4, 3), x);
 * Graph graph = b.build(b.add("output", new Op.PixelShuffle(2), x));
 * }</pre>
 *
 * A graph is checked when it is made: names, arity, channels, sizes, cycles, nodes without use. What exists can be run.
 */
public final class Graph {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
    private static final int LIMIT = 100_000;

    /** A size at which no operation of the known families runs out of pixels, and divisible by their strides. */
    private static final int TRIAL = 720;

    private final Map<String, Node> nodes;
    private final Node input;
    private final Node output;
    private final int scale;

    /**
     * One operation in place.
     *
     * @param name unique in the graph
     * @param inputs names of the nodes whose results it takes, in order
     * @param owner the node whose parameters it uses, and the prefix of their names: itself, or another of equal operation
     *        that it shares them with
     */
    public record Node(String name, Op op, List<String> inputs, String owner) {

        public Node {
            inputs = List.copyOf(inputs);
        }

        /** With parameters of its own. */
        public Node(final String name, final Op op, final List<String> inputs) {
            this(name, op, inputs, name);
        }

        /** The name of one of its parameters: {@code owner.local}. */
        public String parameter(final String local) {
            return owner + "." + local;
        }

        /** Whether its parameters are another node's. */
        public boolean shares() {
            return !owner.equals(name);
        }

        /** The same node with another operation. */
        public Node withOp(final Op other) {
            return new Node(name, other, inputs, owner);
        }

        /** The same node with other inputs. */
        public Node withInputs(final List<String> others) {
            return new Node(name, op, others, owner);
        }
    }

    /**
     * @param nodes in any order
     * @param output the name of the node whose result is the network's
     * @throws GraphException naming the node and the fault
     */
    public Graph(final List<Node> nodes, final String output) {
        final Map<String, Node> byName = index(nodes);
        this.nodes = Collections.unmodifiableMap(sort(byName, output));
        this.input = findInput(this.nodes);
        this.output = byName.get(output);
        if (this.nodes.size() < byName.size()) {
            final List<String> unused = new ArrayList<>(byName.keySet());
            unused.removeAll(this.nodes.keySet());
            throw new GraphException("nodes without use: " + unused);
        }
        this.nodes.values().forEach(this::checkOwner);
        this.scale = findScale();
    }

    /** Owners own what others share, whatever the order of nodes. */
    private void checkOwner(final Node node) {
        final Node owner = nodes.get(node.owner());
        if (owner == null) {
            throw new GraphException("node " + node.name() + ": there is no node " + node.owner()
                + " to share parameters with");
        }
        if (owner.shares() || !owner.op().equals(node.op())) {
            throw new GraphException("node " + node.name() + ": cannot share the parameters of " + owner.name() + ", which "
                + (owner.shares() ? "are those of " + owner.owner() : "is another operation"));
        }
    }

    /** The nodes in an order in which each comes after its inputs. */
    public List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    public Node node(final String name) {
        return nodes.get(name);
    }

    public Node input() {
        return input;
    }

    public Node output() {
        return output;
    }

    /** Channels of the image that goes in. */
    public int inputChannels() {
        return ((Op.Input) input.op()).channels();
    }

    /** Channels of the image that comes out. */
    public int outputChannels() {
        return shapes(TRIAL, TRIAL).get(output.name()).channels();
    }

    /** How many times larger the output is than the input, along each axis. */
    public int scale() {
        return scale;
    }

    /** Shapes of all trainable tensors, as {@code node.local}, in the order of the graph; shared ones once. */
    public Map<String, int[]> parameters() {
        final Map<String, int[]> shapes = new LinkedHashMap<>();
        for (final Node node : nodes.values()) {
            if (node.shares()) {
                continue;
            }
            node.op().parameters().forEach((local, shape) -> shapes.put(node.parameter(local), shape));
        }
        return shapes;
    }

    /**
     * The shape of every node's result for an input of the given size.
     *
     * @throws GraphException if the image is too small
     */
    public Map<String, Shape> shapes(final int height, final int width) {
        final Map<String, Shape> shapes = new LinkedHashMap<>();
        for (final Node node : nodes.values()) {
            shapes.put(node.name(), shape(node, shapes, height, width));
        }
        return shapes;
    }

    /**
     * The shape of the result for an input of the given size: {@link #scale()} times as high and wide.
     *
     * @throws GraphException if the image is too small, or, in a network with strides, its sides do not fit them
     */
    public Shape resultShape(final int height, final int width) {
        final Shape result = shapes(height, width).get(output.name());
        if (result.height() != (long) height * scale || result.width() != (long) width * scale) {
            throw new GraphException("an image of " + width + " x " + height + " pixels becomes "
                + result.width() + " x " + result.height() + ", not " + scale
                + " times as large; its sides must be multiples of " + ReceptiveField.of(this).lattice());
        }
        return result;
    }

    private static Shape shape(final Node node, final Map<String, Shape> shapes, final int height, final int width) {
        if (node.op() instanceof Op.Input in) {
            return new Shape(in.channels(), height, width);
        }
        final Shape shape;
        try {
            shape = node.op().shape(node.inputs().stream().map(shapes::get).toList());
        } catch (final GraphException | ArithmeticException e) {
            throw new GraphException("node " + node.name() + ": " + e.getMessage());
        }
        if (shape.height() < 1 || shape.width() < 1) {
            throw new GraphException("node " + node.name() + ": an image of " + width + " x " + height
                + " pixels is too small for this network");
        }
        return shape;
    }

    private static Map<String, Node> index(final List<Node> nodes) {
        if (nodes.size() > LIMIT) {
            throw new GraphException("a graph of " + nodes.size() + " nodes; at most " + LIMIT);
        }
        final Map<String, Node> byName = new LinkedHashMap<>();
        for (final Node node : nodes) {
            if (!NAME.matcher(node.name()).matches()) {
                throw new GraphException("node '" + node.name() + "': a name is letters, digits, _ . and -");
            }
            if (byName.put(node.name(), node) != null) {
                throw new GraphException("node " + node.name() + ": there are two of that name");
            }
            final int arity = node.op().arity();
            final int given = node.inputs().size();
            if (arity == Op.ANY ? given < 1 : given != arity) {
                throw new GraphException("node " + node.name() + ": " + given + " inputs, but "
                    + (arity == Op.ANY ? "one or more" : arity) + " expected");
            }
        }
        return byName;
    }

    /** Depth first from the output, without recursion: a deep network is no reason for a stack overflow. */
    private static Map<String, Node> sort(final Map<String, Node> byName, final String output) {
        final Map<String, Node> sorted = new LinkedHashMap<>();
        final Map<String, Boolean> open = new LinkedHashMap<>();
        final Deque<String> stack = new ArrayDeque<>();
        if (!byName.containsKey(output)) {
            throw new GraphException("there is no node " + output + " to be the output");
        }
        stack.push(output);
        while (!stack.isEmpty()) {
            final String name = stack.peek();
            final Node node = byName.get(name);
            if (sorted.containsKey(name)) {
                stack.pop();
                continue;
            }
            if (open.put(name, true) != null) {
                stack.pop();
                sorted.put(name, node);
                open.remove(name);
                continue;
            }
            for (int i = node.inputs().size() - 1; i >= 0; i--) {
                final String from = node.inputs().get(i);
                if (!byName.containsKey(from)) {
                    throw new GraphException("node " + name + ": there is no node " + from + " to be its input");
                }
                if (open.containsKey(from)) {
                    throw new GraphException("node " + name + ": is part of a cycle through " + from);
                }
                stack.push(from);
            }
        }
        return sorted;
    }

    private static Node findInput(final Map<String, Node> nodes) {
        final List<Node> inputs = nodes.values().stream().filter(n -> n.op() instanceof Op.Input).toList();
        if (inputs.size() != 1) {
            throw new GraphException("a network has one input, not " + inputs.size());
        }
        return inputs.get(0);
    }

    private int findScale() {
        final Shape result = shapes(TRIAL, TRIAL).get(output.name());
        if (result.height() != result.width() || result.height() % TRIAL != 0) {
            throw new GraphException("node " + output.name() + ": " + TRIAL + " x " + TRIAL + " pixels become "
                + result.width() + " x " + result.height() + ", no integer enlargement");
        }
        return result.height() / TRIAL;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Graph g && nodes.equals(g.nodes) && output.equals(g.output);
    }

    @Override
    public int hashCode() {
        return nodes.hashCode();
    }

    @Override
    public String toString() {
        return "Graph" + nodes.values();
    }
}
