package sc.fiji.acuity.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import sc.fiji.acuity.engine.GraphScript.Value;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Tensor;

/** How convolutions are written, together with the activation or the addition that follows. */
final class ConvScript {

    private static final String NO_SCALARS = "annotate(List[Optional[number]], [])";

    private static final String NOTHING = "\"none\", " + NO_SCALARS + ", \"\"";

    private ConvScript() {}

    static void write(final GraphScript script, final Graph.Node node, final Op.Conv conv) {
        final Optional<Graph.Node> concat = script.parts(node);
        if (concat.isPresent()) {
            accumulate(script, node, conv, concat.get());
            return;
        }
        final Value x = hasWrongGradient(script, conv) ? script.asFloat(script.input(node))
            : script.narrow(script.input(node));
        final String bias = conv.bias() ? script.parameter(node.parameter("bias"), x.bfloat16()) : "None";
        if (!script.style().fused()) {
            // back in the precision of what is around it
            script.result(node, script.narrow(script.line(x.bfloat16(), "torch.conv2d(%s, %s, %s, %s, %s, %s, %d)",
                x.name(), script.kernel(node, conv, x.bfloat16()), bias, pair(conv.stride()), pair(conv.padding()),
                pair(conv.dilation()), conv.groups())));
            return;
        }
        final Tensor kernel = script.weight(node.parameter("weight"));
        final String how = String.format("%s, %s, %s, %s, %s, %d", kernel(script, kernel, x), bias,
            pair(conv.padding()), pair(conv.stride()), pair(conv.dilation()), conv.groups());
        final Optional<Graph.Node> next = script.onlyUser(node);
        if (next.isPresent() && isAddition(script, node, next.get(), x)) {
            add(script, node, next.get(), x, how);
            return;
        }
        final Optional<String> unary = next.flatMap(follower -> unary(script, follower));
        final Value y = script.line(x.bfloat16(), "ops.mkldnn._convolution_pointwise(%s, %s, %s)", x.name(), how,
            unary.orElse(NOTHING));
        if (unary.isPresent()) {
            script.result(next.get(), y);
            script.fuse(node, next.get());
        } else {
            script.result(node, y);
        }
    }

    /** libtorch 2.7's gradient for dilated kernels in groups holds values that nothing has set, in bf16. */
    private static boolean hasWrongGradient(final GraphScript script, final Op.Conv conv) {
        return script.style().training() && conv.groups() > 1 && conv.dilation() > 1;
    }

    /**
     * Whether the convolution behind a concatenation adds up what it makes of each part, and the concatenation is never
     * made: copying few channels next to others takes longer than the convolution.
     */
    static boolean takesParts(final GraphScript script, final Graph.Node concat) {
        return script.style().fused() && script.onlyUser(concat)
            .filter(next -> next.op() instanceof Op.Conv conv && conv.groups() == 1).isPresent();
    }

    private static void accumulate(final GraphScript script, final Graph.Node node, final Op.Conv conv,
        final Graph.Node concat) {
        final Tensor kernel = script.weight(node.parameter("weight"));
        final List<Value> in = script.inputs(concat).stream().map(script::narrow).toList();
        Value sum = null;
        int from = 0;
        for (int i = 0; i < in.size(); i++) {
            final Value x = in.get(i);
            final int channels = script.channels(concat.inputs().get(i));
            final String bias = i == 0 && conv.bias() ? script.parameter(node.parameter("bias"), x.bfloat16()) : "None";
            final String how = String.format("%s, %s, %s, %s, %s, 1", kernel(script, part(kernel, from, channels), x),
                bias, pair(conv.padding()), pair(conv.stride()), pair(conv.dilation()));
            sum = i == 0 ? script.line(x.bfloat16(), "ops.mkldnn._convolution_pointwise(%s, %s, %s)", x.name(), how,
                NOTHING)
                : script.line(x.bfloat16(), "ops.mkldnn._convolution_pointwise_(%s, %s, %s, \"add\", None, None, %s, "
                    + "None)", sum.name(), x.name(), how, NO_SCALARS);
            from += channels;
        }
        script.takeParts(concat);
        script.result(node, sum);
    }

    /** Those values of a kernel that belong to some of the channels that go in. */
    private static Tensor part(final Tensor kernel, final int from, final int channels) {
        final int[] shape = kernel.shape();
        final int area = shape[2] * shape[3];
        final Tensor part = Tensor.zeros(shape[0], channels, shape[2], shape[3]);
        for (int o = 0; o < shape[0]; o++) {
            System.arraycopy(kernel.data(), (o * shape[1] + from) * area, part.data(), o * channels * area,
                channels * area);
        }
        return part;
    }

    /** A convolution of stride 1 that is part of another operation; in the precision of what it takes. */
    static Value convolve(final GraphScript script, final Value x, final Tensor kernel, final Optional<Tensor> bias,
        final int padding) {
        final String biases = bias.map(values -> bias(script, values, x)).orElse("None");
        if (!script.style().fused()) {
            return script.line(x.bfloat16(), "torch.conv2d(%s, %s, %s, [1, 1], %s, [1, 1], 1)", x.name(),
                script.tensor(StoredTensor.plain(kernel, x.bfloat16())), biases, pair(padding));
        }
        return script.line(x.bfloat16(), "ops.mkldnn._convolution_pointwise(%s, %s, %s, %s, [1, 1], [1, 1], 1, %s)",
            x.name(), kernel(script, kernel, x), biases, pair(padding), NOTHING);
    }

    private static String kernel(final GraphScript script, final Tensor kernel, final Value x) {
        return script.tensor(StoredTensor.channelsLast(kernel, x.bfloat16()));
    }

    private static String bias(final GraphScript script, final Tensor bias, final Value x) {
        return script.tensor(StoredTensor.plain(bias, x.bfloat16()));
    }

    private static boolean isAddition(final GraphScript script, final Graph.Node node, final Graph.Node next,
        final Value x) {
        if (!(next.op() instanceof Op.Add) || next.inputs().size() != 2) {
            return false;
        }
        final String other = other(node, next);
        return script.isComputed(other) && !script.isView(other) && script.value(other).bfloat16() == x.bfloat16()
            && !(x.bfloat16() && script.isLast(next));
    }

    private static String other(final Graph.Node node, final Graph.Node sum) {
        return sum.inputs().get(sum.inputs().get(0).equals(node.name()) ? 1 : 0);
    }

    /** oneDNN takes a ReLU behind the addition along, and nothing else. */
    private static void add(final GraphScript script, final Graph.Node node, final Graph.Node sum, final Value x,
        final String how) {
        final String other = other(node, sum);
        final Optional<Graph.Node> relu = script.onlyUser(sum).filter(next ->
            next.op() instanceof Op.Activation activation && activation.function() == Op.Activation.Function.RELU);
        final String after = String.format("%s, \"add\", None, %s, %s, None", how,
            relu.isPresent() ? "\"relu\"" : "None", NO_SCALARS);
        final boolean inPlace = script.mayOverwrite(sum, sum.inputs().indexOf(other));
        final Value y = inPlace
            ? script.line(x.bfloat16(), "ops.mkldnn._convolution_pointwise_(%s, %s, %s)", script.value(other).name(),
                x.name(), after)
            : script.line(x.bfloat16(), "ops.mkldnn._convolution_pointwise(%s, %s, %s)", x.name(),
                script.value(other).name(), after);
        script.result(sum, y);
        script.fuse(node, sum);
        if (relu.isPresent()) {
            script.result(relu.get(), y);
            script.fuse(sum, relu.get());
        }
    }

    private static Optional<String> unary(final GraphScript script, final Graph.Node node) {
        if (node.op() instanceof Op.Activation activation) {
            return Optional.of(switch (activation.function()) {
                case RELU -> "\"relu\", " + NO_SCALARS + ", \"\"";
                case LEAKY_RELU -> leaky(activation.slope());
                case TANH -> "\"tanh\", " + NO_SCALARS + ", \"\"";
                case SIGMOID -> "\"sigmoid\", " + NO_SCALARS + ", \"\"";
                case GELU -> "\"gelu\", " + NO_SCALARS + ", \"none\"";
                case SILU -> "\"swish\", " + NO_SCALARS + ", \"\"";
            });
        }
        // one slope for all channels is a leaky ReLU
        if (node.op() instanceof Op.PRelu prelu && !prelu.perChannel()) {
            return Optional.of(leaky(script.weight(node.parameter("weight")).data()[0]));
        }
        return Optional.empty();
    }

    private static String leaky(final double slope) {
        return "\"leaky_relu\", annotate(List[Optional[number]], [" + number(slope) + "]), \"\"";
    }

    /** A float in Python's notation, exactly. */
    static String number(final double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.17e", value) : "float(\"" + value + "\")";
    }

    static String pair(final int value) {
        return "[" + value + ", " + value + "]";
    }
}
