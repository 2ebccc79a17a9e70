package sc.fiji.acuity.model.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Tensor;

/**
 * A frozen TensorFlow graph: a GraphDef message whose weights are constants. Its 32-bit constants become tensors, all
 * of its nodes say how they are connected. Functions, devices and versions are passed over.
 *
 * <p>The file is not trusted: it is read as a whole, no more than {@link #MAX_BYTES} of it, and every length in it is
 * checked against what is left. Only what TensorFlow's own exporter writes is taken: fields that are there twice or
 * names that stand for two nodes are refused.
 */
final class TensorflowFile implements ForeignFormat {

    /** Sixty times the largest network of the paper. */
    static final int MAX_BYTES = 256 << 20;

    static final int MAX_NAME = 1024;
    private static final int MAX_NODES = 100_000;
    private static final int MAX_INPUTS = 1024;
    private static final int NODE = 1;
    private static final int KEY_OF_NODES = NODE << 3 | 2;
    private static final int KEY_OF_NAMES = 1 << 3 | 2;

    @Override
    public String name() {
        return "TensorFlow graph";
    }

    /** There is no magic number: a GraphDef begins with a node, and that with its name. */
    @Override
    public boolean looksLike(final byte[] head, final long size) {
        int at = 1;
        while (at < head.length && at < 6 && head[at] < 0) {
            at++;
        }
        return head.length > at + 2 && head[0] == KEY_OF_NODES && head[at + 1] == KEY_OF_NAMES && head[at + 2] > 0;
    }

    @Override
    public ForeignTensors read(final Path file) {
        try {
            final long size = Files.size(file);
            if (size > MAX_BYTES) {
                throw new AcuityException(file.toString(), "has " + size + " bytes; " + MAX_BYTES
                    + " is the most that is read", "check that this is the right file");
            }
            return read(Files.readAllBytes(file), file.toString());
        } catch (final IOException e) {
            throw ForeignFile.unreadable(file, e);
        }
    }

    /** @param name of the file, for messages */
    ForeignTensors read(final byte[] bytes, final String name) {
        final Map<String, Tensor> tensors = new LinkedHashMap<>();
        final Map<String, ForeignTensors.Node> nodes = new LinkedHashMap<>();
        final TensorflowTensor reader = new TensorflowTensor();
        for (final Wire graph = Wire.of(bytes, name); graph.next();) {
            if (graph.field() == NODE) {
                if (nodes.size() == MAX_NODES) {
                    throw graph.fault("has more than " + MAX_NODES + " nodes");
                }
                node(graph.message(), reader, tensors, nodes);
            } else {
                graph.skip();
            }
        }
        return new ForeignTensors(name(), tensors, nodes);
    }

    private static void node(final Wire in, final TensorflowTensor reader, final Map<String, Tensor> tensors,
        final Map<String, ForeignTensors.Node> nodes) {
        final Once<String> name = new Once<>(in);
        final Once<String> operation = new Once<>(in);
        final List<String> inputs = new ArrayList<>();
        final Map<String, String> attributes = new LinkedHashMap<>();
        final Once<Tensor> value = new Once<>(in);
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name.set("name of a node", in.text(MAX_NAME));
                case 2 -> operation.set("operation of a node", in.text(MAX_NAME));
                case 3 -> input(in, inputs);
                case 5 -> attribute(in.message(), reader, attributes, value);
                default -> in.skip();
            }
        }
        final String called = name.require("node without a name");
        final String does = operation.require("node without an operation, " + called);
        if (nodes.put(called, new ForeignTensors.Node(does, inputs, attributes)) != null) {
            throw in.fault("has two nodes of the name " + called);
        }
        if (does.equals("Const") && value.get() != null) {
            tensors.put(called, value.get());
        }
    }

    /** {@code name}, {@code name:1} for another of its results, {@code ^name} for the order of execution only. */
    private static void input(final Wire in, final List<String> inputs) {
        final String text = in.text(MAX_NAME);
        if (inputs.size() == MAX_INPUTS) {
            throw in.fault("has a node of more than " + MAX_INPUTS + " inputs");
        }
        if (!text.startsWith("^")) {
            inputs.add(text.endsWith(":0") ? text.substring(0, text.length() - 2) : text);
        }
    }

    private static void attribute(final Wire in, final TensorflowTensor reader, final Map<String, String> attributes,
        final Once<Tensor> value) {
        final Once<String> key = new Once<>(in);
        final Once<Wire> content = new Once<>(in);
        while (in.next()) {
            switch (in.field()) {
                case 1 -> key.set("name of an attribute", in.text(MAX_NAME));
                case 2 -> content.set("value of an attribute", in.message());
                default -> in.skip();
            }
        }
        final String called = key.require("attribute without a name");
        if (content.get() == null) {
            return;
        }
        final Once<String> text = new Once<>(in);
        final Wire attribute = content.get();
        while (attribute.next()) {
            switch (attribute.field()) {
                case 1 -> TensorflowTensor.list(attribute.message()).ifPresent(list -> text.set("attribute", list));
                // raw bytes as often as text: only the short ones that name a choice are of interest
                case 2 -> text.set("attribute", TensorflowTensor.choice(attribute.raw()));
                case 3 -> text.set("attribute", Long.toString(attribute.number()));
                case 8 -> reader.read(attribute.message()).ifPresent(tensor -> value.set("value of a node", tensor));
                default -> attribute.skip();
            }
        }
        if (text.get() != null && attributes.put(called, text.get()) != null) {
            throw in.fault("has the attribute " + called + " twice at one node");
        }
    }

    /** A field that may be there once. */
    static final class Once<T> {

        private final Wire in;
        private T value;

        Once(final Wire in) {
            this.in = in;
        }

        T get() {
            return value;
        }

        void set(final String what, final T found) {
            if (value != null) {
                throw in.fault("has the " + what + " twice");
            }
            value = found;
        }

        T require(final String fault) {
            if (value == null) {
                throw in.fault("has a " + fault);
            }
            return value;
        }
    }
}
