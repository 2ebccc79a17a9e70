package sc.fiji.acuity.model.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Tensor;

/** How each operation is said in ONNX's operators: a table with one entry for each kind. */
final class OpWriters {

    /** Adds the nodes of one operation. */
    @FunctionalInterface
    private interface Writer<T extends Op> {
        void write(GraphWriter to, T op);
    }

    private static final Map<Class<? extends Op>, Writer<Op>> TABLE = new HashMap<>();

    static {
        add(Op.Input.class, (to, op) -> to.result(OnnxNode.of("Identity", to.input())));
        add(Op.Conv.class, OpWriters::conv);
        add(Op.TransposedConv.class, OpWriters::transposed);
        add(Op.Activation.class, OpWriters::activation);
        add(Op.PRelu.class, (to, op) -> to.result(OnnxNode.of("PRelu", to.input(),
            to.parameter("weight", op.perChannel() ? op.channels() : 1, 1, 1))));
        add(Op.ChannelNorm.class, OpWriters::normalize);
        add(Op.PixelShuffle.class, (to, op) -> to.result(shuffle(to.input(), op.factor())));
        add(Op.Interpolate.class, Interpolations::interpolate);
        add(Op.StretchTo.class, Interpolations::stretch);
        add(Op.MaxPool.class, (to, op) -> to.result(OnnxNode.of("MaxPool", to.input())
            .withAll("kernel_shape", op.kernel(), op.kernel()).withAll("strides", op.stride(), op.stride())));
        add(Op.AdaptiveMaxPool.class, Pooling::adaptive);
        add(Op.GlobalPool.class, Pooling::global);
        add(Op.Concat.class, (to, op) -> to.result(OnnxNode.of("Concat", to.inputs()).with("axis", 1)));
        add(Op.Slice.class, (to, op) -> to.result(OnnxNode.of("Slice", to.input(), to.numbers(op.from()),
            to.numbers(op.to()), to.numbers(1))));
        add(Op.Gather.class, (to, op) -> to.result(OnnxNode.of("Gather", to.input(),
            to.numbers(op.channels().stream().mapToLong(Integer::longValue).toArray())).with("axis", 1)));
        add(Op.Add.class, (to, op) -> chain(to, "Add", to.inputs()));
        add(Op.Multiply.class, (to, op) -> chain(to, "Mul", to.inputs()));
        add(Op.Mixture.class, OpWriters::mix);
        add(Op.Scale.class, (to, op) -> to.result(OnnxNode.of("Mul", to.input(), to.constant(op.factor()))));
        add(Op.Shift.class, OpWriters::shift);
        add(Op.ChannelSoftmax.class, (to, op) -> to.result(OnnxNode.of("Softmax", to.input()).with("axis", 1)));
        add(Op.ChannelReduce.class, (to, op) -> to.result(op.kind() == Op.ChannelReduce.Kind.MAX
            ? OnnxNode.of("ReduceMax", to.input()).withAll("axes", 1)
            : OnnxNode.of("ReduceSum", to.input(), to.numbers(1))));
    }

    private OpWriters() {}

    @SuppressWarnings("unchecked")
    private static <T extends Op> void add(final Class<T> kind, final Writer<T> writer) {
        TABLE.put(kind, (Writer<Op>) writer);
    }

    static boolean knows(final Op op) {
        return knows(op.getClass());
    }

    static boolean knows(final Class<?> kind) {
        return TABLE.containsKey(kind);
    }

    static void write(final GraphWriter to, final Graph.Node node) {
        TABLE.get(node.op().getClass()).write(to, node.op());
    }

    private static void conv(final GraphWriter to, final Op.Conv op) {
        final int p = op.padding();
        to.result(weighted(to, "Conv", op.bias()).withAll("dilations", op.dilation(), op.dilation())
            .with("group", op.groups()).withAll("kernel_shape", op.kernel(), op.kernel()).withAll("pads", p, p, p, p)
            .withAll("strides", op.stride(), op.stride()));
    }

    private static void transposed(final GraphWriter to, final Op.TransposedConv op) {
        final int p = op.padding();
        to.result(weighted(to, "ConvTranspose", op.bias()).withAll("kernel_shape", op.kernel(), op.kernel())
            .withAll("output_padding", op.outputPadding(), op.outputPadding()).withAll("pads", p, p, p, p)
            .withAll("strides", op.stride(), op.stride()));
    }

    private static OnnxNode weighted(final GraphWriter to, final String type, final boolean bias) {
        final String kernel = to.parameter("weight");
        return bias ? OnnxNode.of(type, to.input(), kernel, to.parameter("bias"))
            : OnnxNode.of(type, to.input(), kernel);
    }

    private static void activation(final GraphWriter to, final Op.Activation op) {
        final String x = to.input();
        to.result(switch (op.function()) {
            case RELU -> OnnxNode.of("Relu", x);
            case LEAKY_RELU -> OnnxNode.of("LeakyRelu", x).withFloat("alpha", op.slope());
            case TANH -> OnnxNode.of("Tanh", x);
            case SIGMOID -> OnnxNode.of("Sigmoid", x);
            case GELU -> OnnxNode.of("Mul", x, normal(to, x));
            case SILU -> OnnxNode.of("Mul", x, to.step(OnnxNode.of("Sigmoid", x)));
        });
    }

    /** The normal distribution up to each value: (1 + erf(x / √2)) / 2. */
    private static String normal(final GraphWriter to, final String x) {
        final String scaled = to.step(OnnxNode.of("Mul", x, to.constant(Math.sqrt(0.5))));
        final String erf = to.step(OnnxNode.of("Erf", scaled));
        return to.step(OnnxNode.of("Mul", to.step(OnnxNode.of("Add", erf, to.constant(1))), to.constant(0.5)));
    }

    private static void normalize(final GraphWriter to, final Op.ChannelNorm op) {
        final String x = to.input();
        final String centred = to.step(OnnxNode.of("Sub", x, to.step(mean(x, 1))));
        final String squares = to.step(OnnxNode.of("Mul", centred, centred));
        final String above = to.step(OnnxNode.of("Add", to.step(mean(squares, 1)), to.constant(op.epsilon())));
        final String plain = to.step(OnnxNode.of("Div", centred, to.step(OnnxNode.of("Sqrt", above))));
        final String gained = to.step(OnnxNode.of("Mul", plain, to.parameter("weight", op.channels(), 1, 1)));
        to.result(OnnxNode.of("Add", gained, to.parameter("bias", op.channels(), 1, 1)));
    }

    static OnnxNode mean(final String x, final long... axes) {
        return OnnxNode.of("ReduceMean", x).withAll("axes", axes);
    }

    /** PyTorch's order of channels is called CRD. */
    static OnnxNode shuffle(final String x, final int factor) {
        return OnnxNode.of("DepthToSpace", x).with("blocksize", factor).with("mode", "CRD");
    }

    private static void mix(final GraphWriter to, final Op.Mixture op) {
        final String softmax = to.step(OnnxNode.of("Softmax", to.parameter("alpha")).with("axis", 0));
        final List<String> parts = new ArrayList<>();
        for (final String x : to.inputs()) {
            final String weight = to.step(OnnxNode.of("Slice", softmax, to.numbers(parts.size()),
                to.numbers(parts.size() + 1), to.numbers(0)));
            parts.add(to.step(OnnxNode.of("Mul", x, weight)));
        }
        if (op.join() == Op.Mixture.Join.CONCAT) {
            to.result(OnnxNode.of("Concat", parts).with("axis", 1));
        } else {
            chain(to, "Add", parts);
        }
    }

    private static void shift(final GraphWriter to, final Op.Shift op) {
        final float[] values = new float[op.values().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) op.value(i);
        }
        to.result(OnnxNode.of("Add", to.input(),
            to.constant("values", new Tensor(new int[] {values.length, 1, 1}, values))));
    }

    /** One after the other, as the reference does it. */
    private static void chain(final GraphWriter to, final String type, final List<String> in) {
        if (in.size() == 1) {
            to.result(OnnxNode.of("Identity", in));
            return;
        }
        String sum = in.get(0);
        for (int i = 1; i < in.size() - 1; i++) {
            sum = to.step(OnnxNode.of(type, sum, in.get(i)));
        }
        to.result(OnnxNode.of(type, sum, in.get(in.size() - 1)));
    }
}
