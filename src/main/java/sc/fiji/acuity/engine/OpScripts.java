package sc.fiji.acuity.engine;

import static sc.fiji.acuity.engine.ConvScript.number;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import sc.fiji.acuity.engine.GraphScript.Value;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.InterpolationTaps;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Tensor;

/**
 * How each operation is written in TorchScript: a table with one entry for each kind. A test compares it with
 * the kinds there are.
 */
final class OpScripts {

    /** Writes the lines of one node and gives the script its result. */
    @FunctionalInterface
    private interface Writer<T extends Op> {
        void write(GraphScript script, Graph.Node node, T op);
    }

    private static final Map<Class<? extends Op>, Writer<Op>> TABLE = new HashMap<>();

    static {
        add(Op.Conv.class, ConvScript::write);
        add(Op.TransposedConv.class, OpScripts::transposed);
        add(Op.Activation.class, OpScripts::activation);
        add(Op.PRelu.class, OpScripts::prelu);
        add(Op.PixelShuffle.class, (script, node, op) -> {
            final Value x = script.input(node);
            script.result(node, script.line(x.bfloat16(), "torch.pixel_shuffle(%s, %d)", x.name(), op.factor()));
        });
        add(Op.Interpolate.class, OpScripts::interpolate);
        add(Op.MaxPool.class, PoolScript::write);
        add(Op.AdaptiveMaxPool.class, (script, node, op) -> {
            final Value x = script.input(node);
            script.result(node, script.line(x.bfloat16(), "(torch.adaptive_max_pool2d(%1$s, ["
                + "torch.floordiv(torch.size(%1$s, 2), %2$d), torch.floordiv(torch.size(%1$s, 3), %2$d)]))[0]", x.name(),
                op.factor()));
        });
        add(Op.GlobalPool.class, OpScripts::pool);
        add(Op.ChannelNorm.class, OpScripts::normalize);
        add(Op.Gather.class, (script, node, op) -> {
            final Value x = script.input(node);
            script.result(node, script.line(x.bfloat16(), "torch.index_select(%s, 1, %s)", x.name(),
                script.tensor(StoredTensor.integers(op.channels()))));
        });
        add(Op.StretchTo.class, OpScripts::stretch);
        add(Op.Concat.class, OpScripts::concat);
        add(Op.Slice.class, (script, node, op) -> {
            final Value x = script.input(node);
            script.view(node, script.line(x.bfloat16(), "torch.slice(%s, 1, %d, %d, 1)", x.name(), op.from(), op.to()));
        });
        add(Op.Add.class, (script, node, op) -> chain(script, node, "add", ", alpha=1"));
        add(Op.Multiply.class, (script, node, op) -> chain(script, node, "mul", ""));
        add(Op.Mixture.class, OpScripts::mix);
        add(Op.Scale.class, (script, node, op) -> {
            final Value x = script.input(node);
            script.result(node, script.line(x.bfloat16(), "torch.mul(%s, %s)", x.name(), number(op.factor())));
        });
        add(Op.Shift.class, OpScripts::shift);
        add(Op.ChannelSoftmax.class, (script, node, op) -> {
            final Value x = script.asFloat(script.input(node));
            script.result(node, script.line(false, "torch.softmax(%s, 1, None)", x.name()));
        });
        add(Op.ChannelReduce.class, (script, node, op) -> {
            final Value x = script.asFloat(script.input(node));
            script.result(node, op.kind() == Op.ChannelReduce.Kind.MAX
                ? script.line(false, "torch.amax(%s, [1], True)", x.name())
                : script.line(false, "torch.sum(%s, [1], True, dtype=None)", x.name()));
        });
    }

    private OpScripts() {}

    @SuppressWarnings("unchecked")
    private static <T extends Op> void add(final Class<T> kind, final Writer<T> writer) {
        TABLE.put(kind, (Writer<Op>) writer);
    }

    static boolean knows(final Class<?> kind) {
        return TABLE.containsKey(kind);
    }

    static void write(final GraphScript script, final Graph.Node node) {
        TABLE.get(node.op().getClass()).write(script, node, node.op());
    }

    private static void activation(final GraphScript script, final Graph.Node node, final Op.Activation op) {
        final Value x = script.input(node);
        final String suffix = script.mayOverwrite(node, 0) ? "_" : "";
        script.result(node, switch (op.function()) {
            case RELU -> script.line(x.bfloat16(), "torch.relu%s(%s)", suffix, x.name());
            case LEAKY_RELU -> script.line(x.bfloat16(), "ops.aten.leaky_relu%s(%s, %s)", suffix, x.name(),
                number(op.slope()));
            case TANH -> script.line(x.bfloat16(), "torch.tanh%s(%s)", suffix, x.name());
            case SIGMOID -> script.line(x.bfloat16(), "torch.sigmoid%s(%s)", suffix, x.name());
            case GELU -> script.line(x.bfloat16(), "torch.gelu(%s)", x.name());
            case SILU -> script.line(x.bfloat16(), "ops.aten.silu%s(%s)", suffix, x.name());
        });
    }

    private static void prelu(final GraphScript script, final Graph.Node node, final Op.PRelu op) {
        final Value x = script.input(node);
        script.result(node, script.line(x.bfloat16(), "torch.prelu(%s, %s)", x.name(),
            script.parameter(node.parameter("weight"), x.bfloat16())));
    }

    /** One after the other, into the first where nobody needs it any more. */
    private static void chain(final GraphScript script, final Graph.Node node, final String function,
        final String argument) {
        final List<Value> in = script.inputs(node).stream()
            .map(x -> script.isLast(node) ? script.asFloat(x) : x).toList();
        if (in.size() == 1) {
            script.view(node, in.get(0));
            return;
        }
        final boolean bfloat16 = in.stream().allMatch(Value::bfloat16);
        Value sum = in.get(0);
        // values of one precision only: a narrow one cannot take a wide result; and never one that is added to itself
        boolean inPlace = script.mayOverwrite(node, 0) && sum.equals(script.input(node)) && sum.bfloat16() == bfloat16;
        for (final Value x : in.subList(1, in.size())) {
            sum = script.line(bfloat16, "torch.%s%s(%s, %s%s)", function, inPlace ? "_" : "", sum.name(), x.name(),
                argument);
            // in training, gradients may need what would be overwritten
            inPlace = !script.style().training();
        }
        script.result(node, sum);
    }

    private static void concat(final GraphScript script, final Graph.Node node, final Op.Concat op) {
        final List<Value> in = script.inputs(node);
        if (in.size() == 1) {
            script.view(node, in.get(0));
            return;
        }
        if (ConvScript.takesParts(script, node)) {
            script.leaveInParts(node);
            return;
        }
        final boolean bfloat16 = in.stream().allMatch(Value::bfloat16);
        script.result(node, script.line(bfloat16, "torch.cat([%s], 1)", in.stream()
            .map(x -> bfloat16 ? x : script.asFloat(x)).map(Value::name).collect(Collectors.joining(", "))));
    }

    private static void mix(final GraphScript script, final Graph.Node node, final Op.Mixture op) {
        final String softmax = script.line(false, "torch.softmax(%s, 0, None)",
            script.parameter(node.parameter("alpha"), false)).name();
        final List<Value> parts = new ArrayList<>();
        for (final Value x : script.inputs(node)) {
            parts.add(script.line(false, "torch.mul(%s, torch.slice(%s, 0, %d, %d, 1))", script.asFloat(x).name(),
                softmax, parts.size(), parts.size() + 1));
        }
        if (op.join() == Op.Mixture.Join.CONCAT) {
            script.result(node, script.line(false, "torch.cat([%s], 1)",
                parts.stream().map(Value::name).collect(Collectors.joining(", "))));
            return;
        }
        Value sum = parts.get(0);
        for (final Value part : parts.subList(1, parts.size())) {
            sum = script.line(false, "torch.add(%s, %s, alpha=1)", sum.name(), part.name());
        }
        script.result(node, sum);
    }

    private static void shift(final GraphScript script, final Graph.Node node, final Op.Shift op) {
        final Value x = script.asFloat(script.input(node));
        final Tensor values = Tensor.zeros(1, op.values().size(), 1, 1);
        for (int i = 0; i < values.data().length; i++) {
            values.data()[i] = (float) op.value(i);
        }
        script.result(node, script.line(false, "torch.add(%s, %s, alpha=1)", x.name(),
            script.tensor(StoredTensor.plain(values, false))));
    }

    private static void stretch(final GraphScript script, final Graph.Node node, final Op.StretchTo op) {
        final List<Value> in = script.inputs(node);
        final String like = in.get(0).name();
        final Value x = in.get(1);
        if (script.isOnePixel(node.inputs().get(1))) {
            // one value for the whole image: nothing is written for each pixel
            script.view(node, script.line(x.bfloat16(), "torch.expand(%2$s, [-1, -1, torch.size(%1$s, 2), "
                + "torch.size(%1$s, 3)])", like, x.name()));
            return;
        }
        if (script.style().fused() && op.method() != Op.Interpolate.Method.NEAREST) {
            script.result(node, PoolScript.stretch(script, x, like));
            return;
        }
        script.result(node, script.line(x.bfloat16(), op.method() == Op.Interpolate.Method.NEAREST
            ? "torch.upsample_nearest2d(%2$s, [torch.size(%1$s, 2), torch.size(%1$s, 3)], None, None)"
            : "torch.upsample_bilinear2d(%2$s, [torch.size(%1$s, 2), torch.size(%1$s, 3)], False, None, None)",
            like, x.name()));
    }

    private static void pool(final GraphScript script, final Graph.Node node, final Op.GlobalPool op) {
        final String mean = "torch.mean(%s, [2, 3], True, dtype=None)";
        final Value x = script.asFloat(script.input(node));
        final Value average = script.line(false, mean, x.name());
        if (op.mode() == Op.GlobalPool.Mode.MEAN) {
            script.result(node, average);
            return;
        }
        final Value centred = script.line(false, "torch.sub(%s, %s, alpha=1)", x.name(), average.name());
        final Value variance = script.line(false, mean, "torch.mul(" + centred.name() + ", " + centred.name() + ")");
        // a square root has no slope at 0, where a constant plane is
        final String above = script.style().training()
            ? "torch.clamp_min(" + variance.name() + ", " + number(Interpreter.LEAST_VARIANCE) + ")" : variance.name();
        script.result(node, script.line(false, "torch.add(torch.sqrt(%s), %s, alpha=1)", above, average.name()));
    }

    /** PyTorch normalises the last axes: those of a view with channels last, which costs nothing where they lie so. */
    private static void normalize(final GraphScript script, final Graph.Node node, final Op.ChannelNorm op) {
        final Value x = script.asFloat(script.input(node));
        final Value y = script.line(false, "torch.layer_norm(torch.permute(%s, [0, 2, 3, 1]), [%d], %s, %s, %s)",
            x.name(), op.channels(), script.parameter(node.parameter("weight"), false),
            script.parameter(node.parameter("bias"), false), number(op.epsilon()));
        script.result(node, script.line(false, "torch.permute(%s, [0, 3, 1, 2])", y.name()));
    }

    /** Edge pixels continued, a convolution with fixed taps for each channel by itself, and a shuffle. */
    private static void interpolate(final GraphScript script, final Graph.Node node, final Op.Interpolate op) {
        final Value x = script.asFloat(script.input(node));
        final String height = script.line(false, "torch.size(%s, 2)", x.name()).name();
        final String width = script.line(false, "torch.size(%s, 3)", x.name()).name();
        Value y = script.line(false, "torch.reshape(%s, [-1, 1, %s, %s])", x.name(), height, width);
        final int reach = op.method().reach();
        if (reach > 0) {
            y = script.line(false, "torch.replication_pad2d(%1$s, [%2$d, %2$d, %2$d, %2$d])", y.name(), reach);
        }
        y = ConvScript.convolve(script, y, InterpolationTaps.of(op), Optional.empty(), 0);
        y = script.line(false, "torch.pixel_shuffle(%s, %d)", y.name(), op.factor());
        script.result(node, script.line(false, "torch.reshape(%s, [torch.size(%s, 0), -1, torch.mul(%s, %d), "
            + "torch.mul(%s, %d)])", y.name(), x.name(), height, op.factor(), width, op.factor()));
    }

    /** As an ordinary convolution with all phases, a shuffle and a crop; see {@link Polyphase}. */
    private static void transposed(final GraphScript script, final Graph.Node node, final Op.TransposedConv op) {
        final Value x = script.narrow(script.input(node));
        final int s = op.stride();
        final Tensor kernel = Polyphase.kernel(op, script.weight(node.parameter("weight")));
        final Optional<Tensor> bias = op.bias() ? Optional.of(repeat(script.weight(node.parameter("bias")), s * s))
            : Optional.empty();
        Value y = ConvScript.convolve(script, x, kernel, bias, Polyphase.padding(op));
        y = script.line(y.bfloat16(), "torch.pixel_shuffle(%s, %d)", y.name(), s);
        for (int axis = 2; axis < 4; axis++) {
            y = script.line(y.bfloat16(), "torch.slice(%1$s, %2$d, %3$d, "
                + "torch.add(torch.mul(torch.size(%4$s, %2$d), %5$d), %6$d), 1)", y.name(), axis, Polyphase.crop(op), x.name(),
                s, Polyphase.crop(op) - s + op.kernel() + op.outputPadding() - 2 * op.padding());
        }
        script.result(node, y);
    }

    private static Tensor repeat(final Tensor values, final int times) {
        final Tensor all = Tensor.zeros(values.data().length * times);
        for (int i = 0; i < all.data().length; i++) {
            all.data()[i] = values.data()[i / times];
        }
        return all;
    }
}
