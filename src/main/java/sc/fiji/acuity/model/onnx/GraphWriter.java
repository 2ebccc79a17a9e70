package sc.fiji.acuity.model.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Shape;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

/**
 * A {@code GraphProto}: nodes in order, and the tensors that they take beside the image. {@link OpWriters} knows how
 * each operation is said; here is which name a value has.
 */
final class GraphWriter {

    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    /** A size at which every known network has pixels left. */
    private static final int TRIAL = 720;

    private final Graph graph;
    private final Weights weights;
    private final Map<String, Shape> shapes;
    private final Message nodes = new Message();
    private final Message tensors = new Message();
    private final Set<String> names = new HashSet<>(Set.of(OnnxModel.INPUT, OnnxModel.OUTPUT));
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> written = new HashMap<>();
    private Graph.Node current;

    GraphWriter(final Graph graph, final Weights weights) {
        this.graph = graph;
        this.weights = weights;
        shapes = graph.shapes(TRIAL, TRIAL);
    }

    /** @param name of the graph */
    Message write(final String name) {
        for (final Graph.Node node : graph.nodes()) {
            current = node;
            final boolean last = node == graph.output();
            if (node.op() instanceof Op.Input && !last) {
                values.put(node.name(), OnnxModel.INPUT);
            } else {
                values.put(node.name(), last ? OnnxModel.OUTPUT : unique(node.name()));
                OpWriters.write(this, node);
            }
        }
        final Message image = image(OnnxModel.INPUT, graph.inputChannels(), "height", "width");
        final Message result = image(OnnxModel.OUTPUT, graph.outputChannels(), "output_height", "output_width");
        final Message all = new Message();
        all.append(nodes).text(2, name).append(tensors).message(11, image).message(12, result);
        return all;
    }

    /** The names of what the node that is being written takes. */
    List<String> inputs() {
        return current.inputs().stream().map(values::get).toList();
    }

    String input() {
        return current.op() instanceof Op.Input ? OnnxModel.INPUT : values.get(current.inputs().get(0));
    }

    /** The shape of an input for an image of {@value #TRIAL} × {@value #TRIAL}. */
    Shape shape(final int input) {
        return shapes.get(current.inputs().get(input));
    }

    /** A node whose result is that of the operation. */
    void result(final OnnxNode node) {
        add(node, values.get(current.name()));
    }

    /** A node whose result other nodes of the operation take; its name. */
    String step(final OnnxNode node) {
        final String name = unique(current.name() + "." + node.type());
        add(node, name);
        return name;
    }

    private void add(final OnnxNode node, final String result) {
        nodes.message(1, node.message(result));
    }

    /** A parameter of the operation, once for all nodes that share it; its name. */
    String parameter(final String local) {
        final String key = current.parameter(local);
        return written.computeIfAbsent(key, k -> tensor(unique(k), weights.get(k)));
    }

    /** A parameter of the operation, with other lengths for the same values. */
    String parameter(final String local, final int... shape) {
        final String key = current.parameter(local);
        return written.computeIfAbsent(key, k -> tensor(unique(k), new Tensor(shape, weights.get(k).data())));
    }

    /** Values that are part of the operation; the name. */
    String constant(final String local, final Tensor values) {
        return tensor(unique(current.name() + "." + local), values);
    }

    String constant(final double value) {
        return written.computeIfAbsent("value " + (float) value,
            k -> tensor(unique("value"), new Tensor(new int[0], new float[] {(float) value})));
    }

    /** Whole numbers as a tensor of one dimension; those with equal values are written once. */
    String numbers(final long... values) {
        return whole(new int[] {values.length}, values);
    }

    /** A whole number as a tensor without dimensions. */
    String number(final long value) {
        return whole(new int[0], value);
    }

    private String whole(final int[] shape, final long... values) {
        return written.computeIfAbsent("numbers " + shape.length + Arrays.toString(values), k -> {
            final String name = unique("numbers");
            tensors.message(5, header(shape, INT64).text(8, name).longs(9, values));
            return name;
        });
    }

    private String tensor(final String name, final Tensor tensor) {
        tensors.message(5, header(tensor.shape(), FLOAT).text(8, name).floats(9, tensor.data()));
        return name;
    }

    private static Message header(final int[] shape, final int type) {
        final Message tensor = new Message();
        for (final int length : shape) {
            tensor.number(1, length);
        }
        return tensor.number(2, type);
    }

    /** {@code ValueInfoProto}: a tensor of N × channels × height × width, with names for lengths that are free. */
    private static Message image(final String name, final int channels, final String height, final String width) {
        final Message shape = new Message().message(1, new Message().text(2, "batch"))
            .message(1, new Message().number(1, channels)).message(1, new Message().text(2, height))
            .message(1, new Message().text(2, width));
        final Message tensor = new Message().number(1, FLOAT).message(2, shape);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    private String unique(final String wanted) {
        String name = wanted;
        for (int i = 1; !names.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }
}
