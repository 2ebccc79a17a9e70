package sc.fiji.acuity.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Op.Activation.Function;
import sc.fiji.acuity.network.Op.Interpolate.Method;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

/** Tiny networks in which each operation appears in all its forms, and random values for them. */
final class Cases {

    private Cases() {}

    /** Chains of operations that start from one channel each. */
    static Map<String, Graph> operations() {
        final Map<String, Graph> cases = new LinkedHashMap<>();
        cases.put("nothing", chain());
        cases.put("conv 1x1", chain(Op.Conv.same(1, 3, 1)));
        cases.put("conv 3x3", chain(Op.Conv.same(1, 2, 3), Op.Conv.same(2, 3, 3)));
        cases.put("conv 7x7 without bias", chain(Op.Conv.same(1, 2, 7).withoutBias()));
        cases.put("conv even kernels", chain(new Op.Conv(1, 2, 2, 1, 1, 1, 1, true, false),
            new Op.Conv(2, 1, 4, 1, 1, 1, 1, true, false)));
        cases.put("conv dilated", chain(new Op.Conv(1, 2, 3, 1, 2, 2, 1, true, false),
            new Op.Conv(2, 1, 5, 1, 6, 3, 1, true, false)));
        cases.put("conv in groups", chain(Op.Conv.same(1, 4, 3), Op.Conv.same(4, 6, 3).withGroups(2)));
        cases.put("conv depthwise", chain(Op.Conv.same(1, 3, 1), Op.Conv.same(3, 3, 3).withGroups(3).withoutBias()));
        cases.put("conv weight norm", chain(Op.Conv.same(1, 3, 3).withWeightNorm(true),
            Op.Conv.same(3, 2, 3).withoutBias().withWeightNorm(true)));
        cases.put("relu", chain(Op.Conv.same(1, 2, 1), Op.Activation.of(Function.RELU)));
        cases.put("leaky relu", chain(Op.Conv.same(1, 2, 1), new Op.Activation(Function.LEAKY_RELU, 0.05)));
        cases.put("tanh", chain(Op.Conv.same(1, 2, 1), Op.Activation.of(Function.TANH)));
        cases.put("sigmoid", chain(Op.Conv.same(1, 2, 1), Op.Activation.of(Function.SIGMOID)));
        cases.put("gelu", chain(Op.Conv.same(1, 3, 1), new Op.Scale(4), Op.Activation.of(Function.GELU)));
        cases.put("silu", chain(Op.Conv.same(1, 3, 1), new Op.Scale(4), Op.Activation.of(Function.SILU)));
        cases.put("channel norm", chain(Op.Conv.same(1, 5, 3), new Op.ChannelNorm(5, 1e-6)));
        cases.put("channel norm of little", chain(Op.Conv.same(1, 3, 3), new Op.Scale(1e-3),
            new Op.ChannelNorm(3, 1e-6)));
        cases.put("prelu per channel", chain(Op.Conv.same(1, 3, 1), new Op.PRelu(3, true)));
        cases.put("prelu shared", chain(Op.Conv.same(1, 3, 1), new Op.PRelu(3, false)));
        cases.put("slice", chain(Op.Conv.same(1, 5, 1), new Op.Slice(1, 4)));
        cases.put("slice of slice", chain(Op.Conv.same(1, 5, 1), new Op.Slice(1, 5), new Op.Slice(1, 3),
            Op.Conv.same(2, 1, 3)));
        cases.put("gather", chain(Op.Conv.same(1, 4, 3), new Op.Gather(List.of(2, 0, 3, 1))));
        cases.put("gather some, one twice", chain(Op.Conv.same(1, 4, 1), new Op.Gather(List.of(3, 0, 3)),
            Op.Conv.same(3, 2, 3)));
        cases.put("scale", chain(new Op.Scale(-2.5), Op.Conv.same(1, 1, 3)));
        cases.put("shift", chain(new Op.Shift(List.of(0.75)), Op.Conv.same(1, 2, 3), Op.Activation.of(Function.RELU),
            new Op.Shift(List.of(-0.5, 2.0))));
        cases.put("softmax", chain(Op.Conv.same(1, 5, 3), new Op.ChannelSoftmax()));
        cases.put("softmax of large values", chain(Op.Conv.same(1, 5, 3), new Op.Scale(1000), new Op.ChannelSoftmax()));
        cases.put("channel max", chain(Op.Conv.same(1, 5, 3), new Op.ChannelReduce(Op.ChannelReduce.Kind.MAX)));
        cases.put("channel sum", chain(Op.Conv.same(1, 5, 3), new Op.ChannelReduce(Op.ChannelReduce.Kind.SUM)));
        for (int f = 1; f <= 4; f++) {
            cases.put("shuffle " + f, chain(Op.Conv.same(1, 2 * f * f, 1), new Op.PixelShuffle(f)));
            for (final Method method : Method.values()) {
                cases.put(method + " " + f, chain(Op.Conv.same(1, 2, 1), new Op.Interpolate(method, f)));
            }
        }
        transposed(cases, 9, 2, 4, 1);
        transposed(cases, 9, 3, 3, 0);
        transposed(cases, 9, 4, 3, 1);
        transposed(cases, 3, 2, 1, 1);
        transposed(cases, 4, 2, 1, 0);
        transposed(cases, 2, 2, 0, 0);
        transposed(cases, 1, 2, 0, 1);
        transposed(cases, 2, 3, 0, 1);
        transposed(cases, 5, 1, 2, 0);
        transposed(cases, 6, 4, 1, 0);
        transposed(cases, 7, 3, 3, 2);
        transposed(cases, 5, 2, 4, 1, new Op.Conv(2, 2, 3, 1, 2, 1, 1, true, false));
        cases.put("transposed without bias", chain(Op.Conv.same(1, 2, 3),
            new Op.TransposedConv(2, 1, 9, 2, 4, 1, false)));
        cases.putAll(joins());
        for (final Op.GlobalPool.Mode mode : Op.GlobalPool.Mode.values()) {
            cases.put("global " + mode, attention(mode));
            final GraphBuilder b = new GraphBuilder(1);
            final String pool = b.add("pool", new Op.GlobalPool(mode), b.add("head", Op.Conv.same(1, 2, 3), b.input()));
            cases.put("global " + mode + " alone", b.build(b.add("spread", new Op.StretchTo(1), b.input(), pool)));
        }
        return cases;
    }

    private static void transposed(final Map<String, Graph> cases, final int kernel, final int stride,
        final int padding, final int outputPadding, final Op... before) {
        final List<Op> chain = new ArrayList<>(List.of(Op.Conv.same(1, 2, 1)));
        Collections.addAll(chain, before);
        chain.add(new Op.TransposedConv(2, 3, kernel, stride, padding, outputPadding, true));
        cases.put("transposed k" + kernel + " s" + stride + " p" + padding + "+" + outputPadding,
            chain(chain.toArray(Op[]::new)));
    }

    private static Map<String, Graph> joins() {
        final Map<String, Graph> cases = new LinkedHashMap<>();
        final List<Op> kinds = List.of(new Op.Concat(), new Op.Add(), new Op.Multiply());
        for (final Op.Mixture.Join join : Op.Mixture.Join.values()) {
            for (int n = 1; n <= 3; n++) {
                cases.put("mixture of " + n + " " + join, mixture(n, join));
            }
        }
        for (final Op kind : kinds) {
            for (int n = 1; n <= 3; n++) {
                final GraphBuilder b = new GraphBuilder(1);
                final List<String> parts = new ArrayList<>();
                for (int i = 0; i < n; i++) {
                    final int channels = kind instanceof Op.Concat ? i + 1 : 2;
                    final String conv = b.add("c" + i, Op.Conv.same(1, channels, 3), b.input());
                    parts.add(b.add("t" + i, Op.Activation.of(Function.TANH), conv));
                }
                cases.put(kind.getClass().getSimpleName() + " of " + n, b.build(b.add("join", kind, parts)));
            }
            final GraphBuilder b = new GraphBuilder(1);
            cases.put(kind.getClass().getSimpleName() + " of one thrice",
                b.build(b.add("join", kind, b.input(), b.input(), b.input())));
        }
        return cases;
    }

    /** Twice, with the same weights. */
    private static Graph mixture(final int n, final Op.Mixture.Join join) {
        final GraphBuilder b = new GraphBuilder(1);
        final List<String> parts = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            parts.add(b.add("c" + i, Op.Conv.same(1, join == Op.Mixture.Join.SUM ? 2 : i + 1, 3), b.input()));
        }
        final String first = b.add("first", new Op.Mixture(n, join), parts);
        Collections.reverse(parts);
        final String second = b.again("second", "first", parts.toArray(String[]::new));
        return b.build(b.add("both", new Op.Concat(), first, second));
    }

    /** Each channel times a factor in (0, 1) that the whole plane makes. */
    private static Graph attention(final Op.GlobalPool.Mode mode) {
        final GraphBuilder b = new GraphBuilder(1);
        final String x = b.add("head", Op.Conv.same(1, 4, 3), b.input());
        String y = b.add("pool", new Op.GlobalPool(mode), x);
        y = b.add("mix", Op.Conv.same(4, 4, 1), y);
        y = b.add("gate", Op.Activation.of(Function.SIGMOID), y);
        y = b.add("spread", new Op.StretchTo(1), x, y);
        return b.build(b.add("times", new Op.Multiply(), x, y));
    }

    /** Convolutions that use each other's parameters, in all ways that {@code Fold} has something to say to. */
    static Map<String, Graph> shared() {
        final Map<String, Graph> cases = new LinkedHashMap<>();
        GraphBuilder b = new GraphBuilder(1);
        String x = b.add("head", Op.Conv.same(1, 3, 3), b.input());
        x = b.add("first", Op.Conv.same(3, 3, 3), x);
        x = b.again("second", "first", b.add("relu", Op.Activation.of(Function.RELU), x));
        x = b.again("third", "second", b.add("norm", new Op.ChannelNorm(3, 1e-6), x));
        cases.put("one thrice", b.build(b.again("norm2", "norm", x)));
        b = new GraphBuilder(1);
        x = b.add("first", Op.Conv.same(1, 1, 3).withWeightNorm(true), b.input());
        x = b.again("second", "first", b.add("tanh", Op.Activation.of(Function.TANH), x));
        cases.put("weight norm twice", b.build(x));
        b = new GraphBuilder(1);
        x = b.add("first", Op.Conv.same(1, 1, 3), b.input());
        x = b.again("second", "first", b.add("twice", new Op.Scale(2), x));
        x = b.add("up", Op.Conv.same(1, 4, 1), b.add("shift", new Op.Shift(List.of(0.5)), x));
        cases.put("constants behind", b.build(b.add("out", new Op.Scale(0.5), x)));
        b = new GraphBuilder(1);
        x = b.add("one", Op.Conv.same(1, 1, 3), b.input());
        x = b.add("sum", new Op.Add(), x, b.add("other", Op.Conv.same(1, 1, 1), b.input()));
        cases.put("a branch elsewhere", b.build(b.again("again", "one", x)));
        b = new GraphBuilder(1);
        x = b.add("one", Op.Conv.same(1, 1, 3), b.input());
        cases.put("branches of each other", b.build(b.add("sum", new Op.Add(), x, b.again("two", "one", b.input()))));
        return cases;
    }

    /** Graphs that {@code Fold} changes. */
    static Map<String, Graph> foldable() {
        final Map<String, Graph> cases = new LinkedHashMap<>();
        cases.put("weight norm", chain(Op.Conv.same(1, 4, 3).withWeightNorm(true), Op.Activation.of(Function.RELU),
            Op.Conv.same(4, 4, 3).withoutBias().withWeightNorm(true), new Op.PixelShuffle(2)));
        cases.put("factor and shift", chain(Op.Conv.same(1, 2, 3).withoutBias(), new Op.Scale(3),
            new Op.Shift(List.of(0.5, -0.25)), new Op.Scale(-0.5)));
        cases.put("through shuffles", chain(Op.Conv.same(1, 32, 3), new Op.PixelShuffle(2), new Op.PixelShuffle(2),
            new Op.Shift(List.of(0.5, -0.25)), new Op.Scale(2), new Op.Shift(List.of(0.1))));
        cases.put("input shift stays", chain(new Op.Shift(List.of(-0.5)), new Op.Scale(4), Op.Conv.same(1, 3, 5),
            Op.Activation.of(Function.TANH), Op.Conv.same(3, 4, 3).withWeightNorm(true), new Op.PixelShuffle(2),
            new Op.Scale(0.25), new Op.Shift(List.of(0.5))));
        final GraphBuilder b = new GraphBuilder(1);
        final String x = b.add("head", Op.Conv.same(1, 3, 3), b.input());
        final String one = b.add("one", Op.Conv.same(3, 4, 1), x);
        final String three = b.add("three", Op.Conv.same(3, 4, 3).withoutBias(), x);
        final String five = b.add("five", Op.Conv.same(3, 4, 5).withWeightNorm(true), x);
        final String sum = b.add("sum", new Op.Add(), one, three, five);
        final String scaled = b.add("scaled", new Op.Scale(0.5), sum);
        cases.put("branches", b.build(b.add("up", new Op.PixelShuffle(2), scaled)));
        cases.putAll(shared());
        return cases;
    }

    /** Graphs whose reach is not plain to see: strides, enlargement and reduction, branches. */
    static Map<String, Graph> reaches() {
        final Map<String, Graph> cases = new LinkedHashMap<>();
        cases.put("even kernels", chain(new Op.Conv(1, 2, 4, 1, 1, 1, 1, true, false),
            new Op.Conv(2, 1, 2, 1, 1, 1, 1, true, false)));
        cases.put("dilated", chain(new Op.Conv(1, 1, 5, 1, 6, 3, 1, true, false)));
        cases.put("stride 2", chain(new Op.Conv(1, 4, 3, 2, 1, 1, 1, true, false), new Op.PixelShuffle(2)));
        cases.put("stride 3", chain(new Op.Conv(1, 18, 5, 3, 2, 1, 1, true, false), new Op.PixelShuffle(3),
            Op.Conv.same(2, 1, 3)));
        cases.put("stride 2 then 2", chain(new Op.Conv(1, 2, 3, 2, 1, 1, 1, true, false), Op.Conv.same(2, 2, 3),
            new Op.Conv(2, 16, 3, 2, 1, 1, 1, true, false), new Op.PixelShuffle(4)));
        cases.put("nearest, then stride 2", chain(new Op.Interpolate(Method.NEAREST, 2),
            new Op.Conv(1, 1, 3, 2, 1, 1, 1, true, false)));
        // the ends of what is needed fall on pixels, their neighbours between
        cases.put("cubic, then stride 3", chain(new Op.Interpolate(Method.BICUBIC, 3),
            new Op.Conv(1, 1, 5, 3, 2, 1, 1, true, false)));
        cases.put("cubic, then stride 3, wider", chain(new Op.Interpolate(Method.BICUBIC, 3),
            new Op.Conv(1, 1, 7, 3, 2, 1, 1, true, false)));
        for (int f = 2; f <= 4; f++) {
            for (final Method method : Method.values()) {
                cases.put(method + " " + f, chain(new Op.Interpolate(method, f)));
                cases.put(method + " " + f + " then 3x3", chain(new Op.Interpolate(method, f), Op.Conv.same(1, 1, 3)));
            }
        }
        for (final int[] t : new int[][] {{9, 2, 4, 1}, {9, 3, 3, 0}, {9, 4, 3, 1}, {4, 2, 1, 0}, {2, 2, 0, 0},
            {3, 2, 1, 1},            {2, 3, 0, 1}, {6, 4, 1, 0}}) {
            cases.put("transposed k" + t[0] + " s" + t[1], chain(Op.Conv.same(1, 2, 3),
                new Op.TransposedConv(2, 1, t[0], t[1], t[2], t[3], true)));
        }
        final GraphBuilder b = new GraphBuilder(1);
        String low = b.add("half", new Op.Conv(1, 2, 2, 2, 0, 1, 1, true, false), b.input());
        low = b.add("inner", Op.Conv.same(2, 2, 3), low);
        low = b.add("back", new Op.Interpolate(Method.BILINEAR, 2), low);
        final String side = b.add("side", Op.Conv.same(1, 2, 5), b.input());
        final String gate = b.add("gate", new Op.Multiply(), low, side);
        final String merged = b.add("merge", Op.Conv.same(2, 4, 1), gate);
        cases.put("attention beside a convolution", b.build(b.add("up", new Op.PixelShuffle(2), merged)));
        return cases;
    }

    static Graph chain(final Op... ops) {
        final GraphBuilder b = new GraphBuilder(1);
        String x = b.input();
        for (int i = 0; i < ops.length; i++) {
            x = b.add("n" + i, ops[i], x);
        }
        return b.build(x);
    }

    /** Every parameter random, biases, slopes and gains too; kernels so that values stay near 1. */
    static Weights weights(final Graph graph, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final Map<String, Tensor> tensors = new LinkedHashMap<>();
        graph.parameters().forEach((name, shape) -> {
            final Tensor tensor = Tensor.zeros(shape);
            final double size = shape.length == 4 && !name.endsWith("weight_g")
                ? Math.sqrt(3.0 / (shape[1] * shape[2] * shape[3])) : 0.5;
            for (int i = 0; i < tensor.data().length; i++) {
                tensor.data()[i] = (float) (size * random.nextDouble(-1, 1));
            }
            tensors.put(name, tensor);
        });
        return new Weights(tensors);
    }

    static float[] image(final int channels, final int height, final int width, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final float[] values = new float[channels * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }
}
