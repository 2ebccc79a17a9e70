package sc.fiji.acuity.model.onnx;

import java.util.List;

/**
 * A {@code NodeProto} on its way: an operator with its inputs, then its attributes.
 *
 * <pre>{@code
 * OnnxNode.of("Conv", x, kernel).with("strides", 1, 1).with("group", 2)
 * }</pre>
 */
final class OnnxNode {

    private static final int FLOAT = 1;
    private static final int INT = 2;
    private static final int STRING = 3;
    private static final int INTS = 7;

    private final String type;
    private final List<String> inputs;
    private final Message attributes = new Message();

    private OnnxNode(final String type, final List<String> inputs) {
        this.type = type;
        this.inputs = inputs;
    }

    /** @param inputs names of values; empty for one that is left out */
    static OnnxNode of(final String type, final String... inputs) {
        return new OnnxNode(type, List.of(inputs));
    }

    static OnnxNode of(final String type, final List<String> inputs) {
        return new OnnxNode(type, inputs);
    }

    OnnxNode with(final String name, final long value) {
        return attribute(new Message().text(1, name).number(3, value).number(20, INT));
    }

    OnnxNode withFloat(final String name, final double value) {
        return attribute(new Message().text(1, name).single(2, (float) value).number(20, FLOAT));
    }

    OnnxNode with(final String name, final String value) {
        return attribute(new Message().text(1, name).text(4, value).number(20, STRING));
    }

    /** Several whole numbers. */
    OnnxNode withAll(final String name, final long... values) {
        final Message attribute = new Message().text(1, name);
        for (final long value : values) {
            attribute.number(8, value);
        }
        return attribute(attribute.number(20, INTS));
    }

    private OnnxNode attribute(final Message attribute) {
        attributes.message(5, attribute);
        return this;
    }

    String type() {
        return type;
    }

    /** @param result the name of what it computes; its own name too */
    Message message(final String result) {
        final Message node = new Message();
        inputs.forEach(input -> node.text(1, input));
        return node.text(2, result).text(3, result).text(4, type).append(attributes);
    }
}
