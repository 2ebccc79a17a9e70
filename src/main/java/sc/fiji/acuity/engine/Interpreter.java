package sc.fiji.acuity.engine;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

import sc.fiji.acuity.network.Count;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Weights;

/**
 * Computes a graph with DJL, one operation after the other; differentiable, as every step is.
 *
 * <p>An array that DJL computes belongs to the manager of its first operand, and a parameter's manager lives long: so
 * the running image is always the first operand, and what starts from a parameter is attached to the image's manager.
 */
final class Interpreter {

    /** The numbers of them where DJL wants an integer. */
    private static final int NEAREST = Image.Interpolation.NEAREST.ordinal();
    private static final int BILINEAR = Image.Interpolation.BILINEAR.ordinal();

    /** A square root has no slope at 0, where a constant plane is; there the gradient is 0 instead of no number. */
    static final float LEAST_VARIANCE = 1e-30f;

    private final Graph graph;
    private final Map<String, Integer> uses;
    private final Map<String, NDArray> constants = new HashMap<>();

    /** @param manager owns the constants that operations need */
    Interpreter(final Graph graph, final NDManager manager) {
        this.graph = graph;
        uses = Count.uses(graph);
        for (final Graph.Node node : graph.nodes()) {
            if (node.op() instanceof Op.TransposedConv deconv) {
                constants.put(node.name(), Polyphase.index(deconv, manager));
            } else if (node.op() instanceof Op.Interpolate interpolate) {
                constants.put(node.name(), InterpolationKernel.of(interpolate, manager));
            } else if (node.op() instanceof Op.Shift shift) {
                constants.put(node.name(), shiftOf(shift, manager));
            } else if (node.op() instanceof Op.Gather gather) {
                constants.put(node.name(),
                    manager.create(gather.channels().stream().mapToLong(Integer::longValue).toArray()));
            }
        }
    }

    static Map<String, NDArray> upload(final Weights weights, final NDManager manager) {
        final Map<String, NDArray> arrays = new LinkedHashMap<>();
        weights.asMap().forEach((name, tensor) -> {
            final int[] shape = tensor.shape();
            final long[] longs = new long[shape.length];
            for (int i = 0; i < shape.length; i++) {
                longs[i] = shape[i];
            }
            arrays.put(name, manager.create(tensor.data(), new Shape(longs)));
        });
        return arrays;
    }

    /**
     * @param input N × C × H × W; belongs to the caller
     * @param parameters by name
     * @return N × C' × (H · scale) × (W · scale), of the input's manager; everything between is released
     */
    NDArray run(final NDArray input, final Map<String, NDArray> parameters) {
        final Map<String, NDArray> results = new HashMap<>();
        final Map<String, Integer> open = new HashMap<>(uses);
        for (final Graph.Node node : graph.nodes()) {
            final List<NDArray> in = node.inputs().stream().map(results::get).toList();
            results.put(node.name(), node.op() instanceof Op.Input ? input : compute(node, in, parameters));
            for (final String from : node.inputs()) {
                if (open.merge(from, -1, Integer::sum) == 0) {
                    final NDArray done = results.remove(from);
                    if (done != input) {
                        done.close();
                    }
                }
            }
        }
        return results.get(graph.output().name());
    }

    private NDArray compute(final Graph.Node node, final List<NDArray> in, final Map<String, NDArray> parameters) {
        final Op op = node.op();
        final NDArray x = in.get(0);
        if (op instanceof Op.Conv conv) {
            return convolve(x, kernel(node, conv, x.getManager(), parameters), parameters.get(node.parameter("bias")),
                conv.stride(), conv.padding(), conv.dilation(), conv.groups());
        }
        if (op instanceof Op.TransposedConv deconv) {
            return Polyphase.run(deconv, x, parameters.get(node.parameter("weight")), constants.get(node.name()),
                parameters.get(node.parameter("bias")));
        }
        if (op instanceof Op.Activation activation) {
            return activate(x, activation);
        }
        if (op instanceof Op.PRelu) {
            return prelu(x, parameters.get(node.parameter("weight")));
        }
        if (op instanceof Op.ChannelNorm norm) {
            return normalize(x, norm.epsilon(), parameters.get(node.parameter("weight")),
                parameters.get(node.parameter("bias")));
        }
        if (op instanceof Op.PixelShuffle shuffle) {
            return shuffle(x, shuffle.factor());
        }
        if (op instanceof Op.Interpolate interpolate) {
            return InterpolationKernel.run(interpolate, x, constants.get(node.name()));
        }
        if (op instanceof Op.MaxPool pool) {
            return x.getNDArrayInternal().maxPool(new Shape(pool.kernel(), pool.kernel()),
                new Shape(pool.stride(), pool.stride()), new Shape(0, 0), false);
        }
        if (op instanceof Op.GlobalPool pool) {
            return pool(x, pool.mode());
        }
        if (op instanceof Op.AdaptiveMaxPool pool) {
            return JniUtils.adaptiveMaxPool((PtNDArray) x,
                new Shape(x.getShape().get(2) / pool.factor(), x.getShape().get(3) / pool.factor()));
        }
        if (op instanceof Op.StretchTo stretch) {
            return stretch(in.get(1), x.getShape(),
                stretch.method() == Op.Interpolate.Method.NEAREST ? NEAREST : BILINEAR);
        }
        if (op instanceof Op.Concat) {
            return in.size() == 1 ? same(x) : NDArrays.concat(new NDList(in), 1);
        }
        if (op instanceof Op.Slice slice) {
            return x.get(new NDIndex(":, " + slice.from() + ":" + slice.to()));
        }
        if (op instanceof Op.Gather) {
            return x.get(new NDIndex(":, {}", constants.get(node.name())));
        }
        if (op instanceof Op.Add) {
            return in.size() == 1 ? same(x) : in.stream().skip(1).reduce(x, fold(NDArray::add, x));
        }
        if (op instanceof Op.Multiply) {
            return in.size() == 1 ? same(x) : in.stream().skip(1).reduce(x, fold(NDArray::mul, x));
        }
        if (op instanceof Op.Mixture mixture) {
            return Mixing.run(in, parameters.get(node.parameter("alpha")), mixture.join());
        }
        if (op instanceof Op.Scale scale) {
            return x.mul((float) scale.factor());
        }
        if (op instanceof Op.Shift) {
            return x.add(constants.get(node.name()));
        }
        if (op instanceof Op.ChannelSoftmax) {
            return x.softmax(1);
        }
        if (op instanceof Op.ChannelReduce reduce) {
            final int[] channels = {1};
            return reduce.kind() == Op.ChannelReduce.Kind.MAX ? x.max(channels, true) : x.sum(channels, true);
        }
        throw new IllegalStateException("no runner for " + op);
    }

    private static NDArray pool(final NDArray x, final Op.GlobalPool.Mode mode) {
        final Shape s = x.getShape();
        final Shape one = new Shape(s.get(0), s.get(1), 1, 1);
        final int[] pixels = {2};
        try (NDArray flat = x.reshape(s.get(0), s.get(1), s.get(2) * s.get(3));
            NDArray mean = flat.mean(pixels, true)) {
            if (mode == Op.GlobalPool.Mode.MEAN) {
                return mean.reshape(one);
            }
            try (NDArray centred = flat.sub(mean); NDArray squares = centred.square();
                NDArray variance = squares.mean(pixels, true);
                NDArray above = variance.clip(LEAST_VARIANCE, Float.MAX_VALUE); NDArray deviation = above.sqrt();
                NDArray contrast = deviation.add(mean)) {
                return contrast.reshape(one);
            }
        }
    }

    private static NDArray stretch(final NDArray x, final Shape to, final int method) {
        if (x.getShape().get(2) == 1 && x.getShape().get(3) == 1) {
            return x.broadcast(x.getShape().get(0), x.getShape().get(1), to.get(2), to.get(3));
        }
        return x.getNDArrayInternal().interpolation(new long[] {to.get(2), to.get(3)}, method, false);
    }

    /** Another array of the same values; DJL's duplicate would end the gradient there. */
    private static NDArray same(final NDArray x) {
        return x.reshape(x.getShape());
    }

    /** A sum or product of several, releasing what lies between. */
    private static java.util.function.BinaryOperator<NDArray> fold(final java.util.function.BinaryOperator<NDArray> op,
        final NDArray first) {
        return (a, b) -> {
            final NDArray result = op.apply(a, b);
            if (a != first) {
                a.close();
            }
            return result;
        };
    }

    private static NDArray kernel(final Graph.Node node, final Op.Conv conv, final NDManager manager,
        final Map<String, NDArray> parameters) {
        if (!conv.weightNorm()) {
            return parameters.get(node.parameter("weight"));
        }
        final NDArray v = parameters.get(node.parameter("weight_v"));
        try (NDManager temporary = manager.newSubManager()) {
            final NDArray flat = v.reshape(conv.out(), -1);
            flat.attach(temporary);
            final NDArray norm = flat.square().sum(new int[] {1}, true).sqrt().reshape(conv.out(), 1, 1, 1);
            final NDArray kernel = flat.reshape(v.getShape()).div(norm).mul(parameters.get(node.parameter("weight_g")));
            kernel.attach(manager);
            return kernel;
        }
    }

    static NDArray convolve(final NDArray x, final NDArray kernel, final NDArray bias, final int stride,
        final int padding, final int dilation, final int groups) {
        return JniUtils.convolution((PtNDArray) x, (PtNDArray) kernel, (PtNDArray) bias, new Shape(stride, stride),
            new Shape(padding, padding), new Shape(dilation, dilation), groups);
    }

    private static NDArray activate(final NDArray x, final Op.Activation activation) {
        return switch (activation.function()) {
            case RELU -> x.getNDArrayInternal().relu();
            case LEAKY_RELU -> x.getNDArrayInternal().leakyRelu((float) activation.slope());
            case TANH -> x.tanh();
            case SIGMOID -> x.getNDArrayInternal().sigmoid();
            case GELU -> x.getNDArrayInternal().gelu();
            case SILU -> {
                try (NDArray gate = x.getNDArrayInternal().sigmoid()) {
                    yield x.mul(gate);
                }
            }
        };
    }

    /** Mean 0 and variance 1 over the channels of each pixel, then gain and offset. */
    private static NDArray normalize(final NDArray x, final double epsilon, final NDArray weight, final NDArray bias) {
        final NDManager caller = x.getManager();
        try (NDManager temporary = caller.newSubManager()) {
            final int[] channels = {1};
            final NDArray mean = x.mean(channels, true);
            mean.attach(temporary);
            final NDArray centred = x.sub(mean);
            centred.attach(temporary);
            final NDArray deviation = centred.square().mean(channels, true).add((float) epsilon).sqrt();
            final NDArray gain = weight.reshape(1, -1, 1, 1);
            gain.attach(temporary);
            final NDArray offset = bias.reshape(1, -1, 1, 1);
            offset.attach(temporary);
            final NDArray result = centred.div(deviation).mul(gain).add(offset);
            result.attach(caller);
            return result;
        }
    }

    /** max(x, 0) + slope · min(x, 0); DJL has no such operation for PyTorch. */
    private static NDArray prelu(final NDArray x, final NDArray slope) {
        final NDManager caller = x.getManager();
        try (NDManager temporary = caller.newSubManager()) {
            final NDArray positive = x.getNDArrayInternal().relu();
            positive.attach(temporary);
            final NDArray slopes = slope.reshape(1, -1, 1, 1);
            slopes.attach(temporary);
            final NDArray negative = x.sub(positive);
            negative.attach(temporary);
            final NDArray scaled = negative.mul(slopes);
            scaled.attach(temporary);
            final NDArray result = positive.add(scaled);
            result.attach(caller);
            return result;
        }
    }

    /** Channel c·f² + i·f + j of N × C·f² × H × W becomes row i, column j of channel c. */
    static NDArray shuffle(final NDArray x, final int f) {
        final Shape s = x.getShape();
        final long channels = s.get(1) / ((long) f * f);
        try (NDArray split = x.reshape(s.get(0), channels, f, f, s.get(2), s.get(3));
            NDArray moved = split.transpose(0, 1, 4, 2, 5, 3)) {
            return moved.reshape(s.get(0), channels, s.get(2) * f, s.get(3) * f);
        }
    }

    private static NDArray shiftOf(final Op.Shift shift, final NDManager manager) {
        final float[] values = new float[shift.values().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) shift.value(i);
        }
        return manager.create(values, new Shape(1, values.length, 1, 1));
    }
}
