package sc.fiji.acuity.network;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a network costs, known from its graph alone.
 *
 * <pre>{@code
 * long parameters = Count.parameters(graph);
 * long multAdds = Count.multAdds(graph, 480, 480);
 * }</pre>
 *
 * Mult-adds follow the convention of the published tables (that of CARN, Ahn et al. 2018): one multiplication with one
 * addition counts 1; convolutions only; bias, activations, shuffling and interpolation are free, and so are
 * convolutions of what was pooled to one pixel (channel attention).
 *
 * <p>Transposed convolutions say themselves at which {@linkplain Op.TransposedConv.Positions positions} the tables of
 * their network count.
 */
public final class Count {

    private Count() {}

    /** All trainable values, biases and weight-norm gains included; shared ones once. */
    public static long parameters(final Graph graph) {
        return graph.parameters().values().stream().mapToLong(Tensor::elements).sum();
    }

    /** As published tables count: with what a network trained for several scales at once holds for the others. */
    public static long parameters(final Architecture architecture) {
        return Math.addExact(parameters(architecture.graph()), architecture.parametersForOtherScales());
    }

    /** Mult-adds for one LR image of the given size. */
    public static long multAdds(final Graph graph, final int height, final int width) {
        final Map<String, Shape> shapes = graph.shapes(height, width);
        final Set<String> pooled = new HashSet<>();
        long sum = 0;
        for (final Graph.Node node : graph.nodes()) {
            if (node.op() instanceof Op.GlobalPool || !node.inputs().isEmpty() && pooled.containsAll(node.inputs())) {
                pooled.add(node.name());
                continue;
            }
            final List<Shape> inputs = node.inputs().stream().map(shapes::get).toList();
            sum = Math.addExact(sum, node.op().multAdds(inputs, shapes.get(node.name())));
        }
        return sum;
    }

    /**
     * The largest number of bytes that results of operations take at one time, for one LR image, when each is released
     * after its last use; 4 bytes a value. What a library needs inside an operation comes on top.
     */
    public static long activationBytes(final Graph graph, final int height, final int width) {
        final Map<String, Shape> shapes = graph.shapes(height, width);
        final Map<String, Integer> uses = uses(graph);
        long live = 0;
        long peak = 0;
        for (final Graph.Node node : graph.nodes()) {
            live += shapes.get(node.name()).size();
            peak = Math.max(peak, live);
            for (final String from : node.inputs()) {
                if (uses.merge(from, -1, Integer::sum) == 0) {
                    live -= shapes.get(from).size();
                }
            }
        }
        return Math.multiplyExact(peak, Float.BYTES);
    }

    /** How often the result of each node is taken; once more for the output. */
    public static Map<String, Integer> uses(final Graph graph) {
        final Map<String, Integer> uses = new HashMap<>();
        graph.nodes().forEach(node -> node.inputs().forEach(from -> uses.merge(from, 1, Integer::sum)));
        uses.merge(graph.output().name(), 1, Integer::sum);
        return uses;
    }
}
