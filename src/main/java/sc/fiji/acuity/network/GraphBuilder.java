package sc.fiji.acuity.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the nodes of a {@link Graph}; see there for an example.
 */
public final class GraphBuilder {

    private static final String INPUT = "input";

    private final List<Graph.Node> nodes = new ArrayList<>();

    /** @param channels of the image that goes in */
    public GraphBuilder(final int channels) {
        nodes.add(new Graph.Node(INPUT, new Op.Input(channels), List.of()));
    }

    /** The name of the node that stands for the image that goes in. */
    public String input() {
        return INPUT;
    }

    /** Adds a node and returns its name, to be used as an input of others. */
    public String add(final String name, final Op op, final String... inputs) {
        return add(name, op, List.of(inputs));
    }

    /** Adds a node and returns its name, to be used as an input of others. */
    public String add(final String name, final Op op, final List<String> inputs) {
        nodes.add(new Graph.Node(name, op, inputs));
        return name;
    }

    /**
     * Adds a node that does what an earlier one does, with the parameters of that one: they exist once.
     *
     * @param of the name of the earlier node
     */
    public String again(final String name, final String of, final String... inputs) {
        final Graph.Node first = nodes.stream().filter(node -> node.name().equals(of)).findFirst()
            .orElseThrow(() -> new GraphException("node " + name + ": there is no node " + of + " to do again"));
        nodes.add(new Graph.Node(name, first.op(), List.of(inputs), first.owner()));
        return name;
    }

    /** The graph whose result is that of {@code output}. */
    public Graph build(final String output) {
        return new Graph(nodes, output);
    }
}
