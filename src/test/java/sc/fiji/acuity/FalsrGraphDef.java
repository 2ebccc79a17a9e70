package sc.fiji.acuity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Falsr;
import sc.fiji.acuity.network.family.FalsrCell;
import sc.fiji.acuity.network.family.FalsrCell.Operation;

/**
 * A frozen TensorFlow graph of a FALSR network, with the names and operations of the published ones.
 *
 * <pre>{@code
 * byte[] pb = new FalsrGraphDef(network, weights, "test_sr_evaluator_i1_b0_g/").bytes();
 * }</pre>
 *
 * Nodes can be changed before it is written, to be no such graph any more.
 */
public final class FalsrGraphDef {

    private static final String[] NO_INPUTS = {};

    /** One node: attributes are numbers, lists of them, texts or a tensor. */
    public record Node(String operation, List<String> inputs, Map<String, Object> attributes) { }

    public final Map<String, Node> nodes = new LinkedHashMap<>();

    private final String prefix;
    private final Weights weights;
    private int sums;
    private int concats;

    /** @param network in TensorFlow's order of channels */
    public FalsrGraphDef(final Falsr network, final Weights weights, final String prefix) {
        this.prefix = prefix;
        this.weights = weights;
        add("Placeholder", "image", Map.of());
        final List<String> results = new ArrayList<>();
        results.add(rectified(prefix + "n32s1/c", "features", "image"));
        for (int i = 0; i < network.cells().size(); i++) {
            results.add(cell(network.cells().get(i), i, gathered(network, i, results)));
        }
        final String fused =
            rectified(prefix + "n32s1/2/0", "fusion", gathered(network, network.cells().size(), results));
        final String sum = add("Add", prefix + "elementwise_layer_9", Map.of(), fused, results.get(0));
        final String shuffled =
            add("DepthToSpace", prefix + "pixelshufflerx2/2/0/DepthToSpace", Map.of("block_size", 2L), sum);
        convolved(prefix + "yout", "output", shuffled);
        constant(prefix + "mul/x", new Tensor(new int[0], new float[] {255}));
        add("Mul", prefix + "mul", Map.of(), prefix + "mul/x", prefix + "yout/BiasAdd");
    }

    /** A network with few channels in its cells, of every kind of cell and of connection. */
    public static Falsr small() {
        return new Falsr(List.of(new FalsrCell(Operation.BOTTLENECK, 4, 1, true, 2),
            new FalsrCell(Operation.CONV, 8, 1, true, 2), new FalsrCell(Operation.GROUP2, 4, 3, false, 1),
            new FalsrCell(Operation.GROUP4, 8, 1, true, 2), new FalsrCell(Operation.CONV, 4, 3, false, 1),
            new FalsrCell(Operation.CONV, 4, 1, false, 4), new FalsrCell(Operation.BOTTLENECK, 4, 1, false, 1)),
            List.of("0100100", "100010", "00110", "0101", "000", "10", "1"), true);
    }

    /** Weights of which no two are equal. */
    public static Weights weights(final Falsr network, final long seed) {
        final Weights weights = network.initialWeights(seed);
        final SplittableRandom random = new SplittableRandom(seed);
        weights.asMap().forEach((name, tensor) -> {
            if (name.endsWith(".bias")) {
                for (int i = 0; i < tensor.data().length; i++) {
                    tensor.data()[i] = (float) (0.1 * random.nextDouble());
                }
            }
        });
        return weights;
    }

    /** The small network as a file. */
    public static byte[] smallFile() {
        return new FalsrGraphDef(small(), weights(small(), 3), "net/").bytes();
    }

    public byte[] bytes() {
        final Protobuf graph = Protobuf.message();
        nodes.forEach((name, node) -> {
            final Protobuf message = Protobuf.message().text(1, name).text(2, node.operation);
            node.inputs.forEach(input -> message.text(3, input));
            node.attributes.forEach((key, value) -> message.message(5,
                Protobuf.message().text(1, key).message(2, attribute(value))));
            graph.message(1, message);
        });
        return graph.message(4, Protobuf.message().number(1, 27)).bytes();
    }

    private static Protobuf attribute(final Object value) {
        if (value instanceof Long number) {
            return Protobuf.message().number(3, number);
        }
        if (value instanceof String text) {
            return Protobuf.message().text(2, text);
        }
        if (value instanceof Tensor tensor) {
            return Protobuf.message().message(8, tensor(tensor));
        }
        final Protobuf list = Protobuf.message();
        final Protobuf packed = Protobuf.message();
        ((List<?>) value).forEach(number -> packed.raw((Long) number));
        return Protobuf.message().message(1, list.bytes(3, packed.bytes()));
    }

    /** As TensorFlow writes it: a single value as a number, more as bytes. */
    public static Protobuf tensor(final Tensor tensor) {
        final Protobuf shape = Protobuf.message();
        for (final int length : tensor.shape()) {
            shape.message(2, Protobuf.message().number(1, length));
        }
        final Protobuf message = Protobuf.message().number(1, 1).message(2, shape);
        return tensor.data().length == 1 ? message.bytes(5, Protobuf.floats(tensor.data()))
            : message.bytes(4, Protobuf.floats(tensor.data()));
    }

    private String gathered(final Falsr network, final int target, final List<String> results) {
        final List<String> read = new ArrayList<>();
        for (int source = 0; source <= target; source++) {
            if (source == target || network.connections().get(source).charAt(target - source - 1) == '1') {
                read.add(results.get(source));
            }
        }
        if (read.size() == 1) {
            return read.get(0);
        }
        final String name = prefix + "concat_layer" + (concats == 0 ? "" : "_" + concats);
        concats++;
        read.add(name + "/axis");
        add("Const", name + "/axis", Map.of());
        return add("ConcatV2", name, Map.of("N", (long) read.size() - 1), read.toArray(String[]::new));
    }

    private String cell(final FalsrCell cell, final int index, final String from) {
        final String head = prefix + "cell" + index + "/" + switch (cell.operation()) {
            case CONV -> "conv";
            case GROUP2 -> "groupConG2";
            case GROUP4 -> "groupConG4";
            case BOTTLENECK -> "invertBotConE2";
        } + "_f" + cell.filters() + "_k" + cell.kernel() + "_b" + cell.repeats()
            + (cell.skip() ? "_isskip" : "_noskip");
        final String ours = "c" + index;
        String x = from;
        String first = null;
        if (cell.operation() == Operation.BOTTLENECK) {
            x = convolved(head + "_conv_supple", ours + ".entry", from);
            first = x;
        }
        for (int j = 0; j < cell.repeats(); j++) {
            final String layer = head + "_b" + j;
            x = switch (cell.operation()) {
                case CONV -> rectified(layer, ours + ".conv" + (j + 1), x);
                case GROUP2 -> grouped(layer, ours + ".conv" + (j + 1), x, 2);
                case GROUP4 -> grouped(layer, ours + ".conv" + (j + 1), x, 4);
                case BOTTLENECK -> bottleneck(layer, ours, j + 1, x);
            };
            first = first == null ? x : first;
        }
        return cell.skip() && cell.repeats() > 1 ? add("Add", head + "elementwise_layer", Map.of(), first, x) : x;
    }

    private String bottleneck(final String layer, final String ours, final int repetition, final String from) {
        final String wide = rectified(layer + "_conv_1", ours + ".expand" + repetition, from);
        final String depthwise = layer + "depth_wise";
        final String name = ours + ".depthwise" + repetition;
        final Tensor kernel = weights.get(name + ".weight");
        final int channels = kernel.shape()[0];
        final Tensor theirs = Tensor.zeros(3, 3, channels, 1);
        for (int i = 0; i < kernel.data().length; i++) {
            theirs.data()[i % 9 * channels + i / 9] = kernel.data()[i];
        }
        read(constant(depthwise + "/W_depthwise2d", theirs));
        read(constant(depthwise + "/b_depthwise2d", weights.get(name + ".bias")));
        add("DepthwiseConv2dNative", depthwise + "/depthwise", conv(), wide, depthwise + "/W_depthwise2d/read");
        add("BiasAdd", depthwise + "/bias_add", Map.of(), depthwise + "/depthwise", depthwise + "/b_depthwise2d/read");
        final String deep = add("Relu", depthwise + "/Relu", Map.of(), depthwise + "/bias_add");
        final String narrow = convolved(layer + "_conv_2", ours + ".project" + repetition, deep);
        return add("Add", prefix + "elementwise_layer" + (sums++ == 0 ? "" : "_" + (sums - 1)), Map.of(), narrow, from);
    }

    private String grouped(final String layer, final String ours, final String from, final int groups) {
        read(constant(layer + "/W", transposed(weights.get(ours + ".weight"))));
        read(constant(layer + "/b", weights.get(ours + ".bias")));
        add("Const", layer + "/split/split_dim", Map.of());
        add("Split", layer + "/split", Map.of("num_split", (long) groups), layer + "/split/split_dim", from);
        add("Split", layer + "/split_1", Map.of("num_split", (long) groups), layer + "/split/split_dim",
            layer + "/W/read");
        final List<String> parts = new ArrayList<>();
        for (int g = 0; g < groups; g++) {
            final String part = g == 0 ? "" : ":" + g;
            parts.add(add("Conv2D", layer + "/Conv2D" + (g == 0 ? "" : "_" + g), conv(), layer + "/split" + part,
                layer + "/split_1" + part));
        }
        parts.add(layer + "/concat/axis");
        add("Const", layer + "/concat/axis", Map.of());
        add("ConcatV2", layer + "/concat", Map.of(), parts.toArray(String[]::new));
        add("BiasAdd", layer + "/bias_add", Map.of(), layer + "/concat", layer + "/b/read");
        return add("Relu", layer + "/Relu", Map.of(), layer + "/bias_add");
    }

    private String rectified(final String layer, final String ours, final String from) {
        return add("Relu", layer + "/Relu", Map.of(), convolved(layer, ours, from));
    }

    private String convolved(final String layer, final String ours, final String from) {
        final String kernel = read(constant(layer + "/kernel", transposed(weights.get(ours + ".weight"))));
        final String bias = read(constant(layer + "/bias", weights.get(ours + ".bias")));
        return add("BiasAdd", layer + "/BiasAdd", Map.of("data_format", "NHWC"),
            add("Conv2D", layer + "/Conv2D", conv(), from, kernel), bias);
    }

    private static Map<String, Object> conv() {
        return Map.of("padding", "SAME", "data_format", "NHWC", "strides", List.of(1L, 1L, 1L, 1L), "dilations",
            List.of(1L, 1L, 1L, 1L));
    }

    /** [out, in, height, width] as [height, width, in, out]. */
    private static Tensor transposed(final Tensor kernel) {
        final int[] s = kernel.shape();
        final Tensor theirs = Tensor.zeros(s[2], s[3], s[1], s[0]);
        IntStream.range(0, kernel.data().length).forEach(i -> {
            final int x = i % s[3];
            final int y = i / s[3] % s[2];
            final int in = i / (s[2] * s[3]) % s[1];
            final int out = i / (s[1] * s[2] * s[3]);
            theirs.data()[((y * s[3] + x) * s[1] + in) * s[0] + out] = kernel.data()[i];
        });
        return theirs;
    }

    private String constant(final String name, final Tensor tensor) {
        return add("Const", name, Map.of("value", tensor, "dtype", 1L), NO_INPUTS);
    }

    private String read(final String name) {
        return add("Identity", name + "/read", Map.of(), name);
    }

    private String add(final String operation, final String name, final Map<String, Object> attributes,
        final String... inputs) {
        if (nodes.put(name, new Node(operation, List.of(inputs), attributes)) != null) {
            throw new IllegalStateException("two nodes " + name);
        }
        return name;
    }

    /** Puts another node in the place of one. */
    public FalsrGraphDef change(final String name, final Node other) {
        if (nodes.replace(prefix + name, other) == null) {
            throw new IllegalStateException("no node " + name + " in " + nodes.keySet());
        }
        return this;
    }

    public Node node(final String name) {
        return nodes.get(prefix + name);
    }
}
