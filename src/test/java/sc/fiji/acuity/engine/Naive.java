package sc.fiji.acuity.engine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Shape;
import sc.fiji.acuity.network.Weights;

/** Networks computed as their operations are defined: loops in double precision, no library, no trick. */
final class Naive {

    private Naive() {}

    /** Values channel by channel, row by row. */
    record Image(int channels, int height, int width, double[] values) {

        static Image of(final Shape shape) {
            return new Image(shape.channels(), shape.height(), shape.width(), new double[(int) shape.size()]);
        }

        private int at(final int c, final int y, final int x) {
            return (c * height + y) * width + x;
        }

        double get(final int c, final int y, final int x) {
            return values[at(c, y, x)];
        }

        double orZero(final int c, final int y, final int x) {
            return y < 0 || y >= height || x < 0 || x >= width ? 0 : get(c, y, x);
        }

        double orEdge(final int c, final int y, final int x) {
            return get(c, Math.max(0, Math.min(height - 1, y)), Math.max(0, Math.min(width - 1, x)));
        }
    }

    private interface Pixel {
        double at(int c, int y, int x);
    }

    private static Image fill(final Shape shape, final Pixel pixel) {
        final Image result = Image.of(shape);
        for (int c = 0; c < result.channels; c++) {
            for (int y = 0; y < result.height; y++) {
                for (int x = 0; x < result.width; x++) {
                    result.values[result.at(c, y, x)] = pixel.at(c, y, x);
                }
            }
        }
        return result;
    }

    static Map<String, double[]> doubles(final Weights weights) {
        final Map<String, double[]> doubles = new LinkedHashMap<>();
        weights.asMap().forEach((name, tensor) -> {
            final double[] values = new double[tensor.data().length];
            Arrays.setAll(values, i -> tensor.data()[i]);
            doubles.put(name, values);
        });
        return doubles;
    }

    static Image run(final Graph graph, final Map<String, double[]> weights, final Image input) {
        final Map<String, Shape> shapes = graph.shapes(input.height, input.width);
        final Map<String, Image> results = new HashMap<>();
        for (final Graph.Node node : graph.nodes()) {
            results.put(node.name(), node.op() instanceof Op.Input ? input
                : compute(node, node.inputs().stream().map(results::get).toList(), shapes.get(node.name()), weights));
        }
        return results.get(graph.output().name());
    }

    private static Image compute(final Graph.Node node, final List<Image> in, final Shape shape,
        final Map<String, double[]> weights) {
        final Op op = node.op();
        final Image a = in.get(0);
        final double[] weight = weights.get(node.parameter("weight"));
        final double[] bias = weights.get(node.parameter("bias"));
        if (op instanceof Op.Conv conv) {
            return convolve(conv, a, conv.weightNorm() ? normalized(weights.get(node.parameter("weight_g")),
                weights.get(node.parameter("weight_v"))) : weight, bias, shape);
        }
        if (op instanceof Op.TransposedConv conv) {
            return scatter(conv, a, weight, bias, shape);
        }
        if (op instanceof Op.Activation activation) {
            return fill(shape, (c, y, x) -> activate(activation, a.get(c, y, x)));
        }
        if (op instanceof Op.PRelu) {
            return fill(shape, (c, y, x) -> a.get(c, y, x) > 0 ? a.get(c, y, x)
                : a.get(c, y, x) * weight[weight.length == 1 ? 0 : c]);
        }
        if (op instanceof Op.ChannelNorm norm) {
            return normalize(norm, a, weight, bias, shape);
        }
        if (op instanceof Op.PixelShuffle shuffle) {
            final int f = shuffle.factor();
            return fill(shape, (c, y, x) -> a.get((c * f + y % f) * f + x % f, y / f, x / f));
        }
        if (op instanceof Op.Interpolate interpolate) {
            return fill(shape, (c, y, x) -> interpolate(interpolate, a, c, y, x));
        }
        if (op instanceof Op.MaxPool pool) {
            final int k = pool.kernel();
            return fill(shape, (c, y, x) -> java.util.stream.IntStream.range(0, k * k)
                .mapToDouble(t -> a.get(c, y * pool.stride() + t / k, x * pool.stride() + t % k)).max().orElseThrow());
        }
        if (op instanceof Op.GlobalPool pool) {
            return fill(shape, (c, y, x) -> {
                final int each = a.height * a.width;
                final double[] plane = Arrays.copyOfRange(a.values, c * each, (c + 1) * each);
                final double mean = Arrays.stream(plane).sum() / each;
                return pool.mode() == Op.GlobalPool.Mode.MEAN ? mean
                    : mean + Math.sqrt(Arrays.stream(plane).map(v -> (v - mean) * (v - mean)).sum() / each);
            });
        }
        if (op instanceof Op.AdaptiveMaxPool) {
            return fill(shape, (c, y, x) -> {
                double largest = Double.NEGATIVE_INFINITY;
                for (int iy = y * a.height / shape.height(); iy * shape.height() < (y + 1) * a.height; iy++) {
                    for (int ix = x * a.width / shape.width(); ix * shape.width() < (x + 1) * a.width; ix++) {
                        largest = Math.max(largest, a.get(c, iy, ix));
                    }
                }
                return largest;
            });
        }
        if (op instanceof Op.StretchTo stretch) {
            final Image small = in.get(1);
            if (stretch.method() == Op.Interpolate.Method.NEAREST) {
                return fill(shape,
                    (c, y, x) -> small.get(c, y * small.height / shape.height(), x * small.width / shape.width()));
            }
            return fill(shape, (c, y, x) -> blend(small, c, (y + 0.5) * small.height / shape.height() - 0.5,
                (x + 0.5) * small.width / shape.width() - 0.5));
        }
        if (op instanceof Op.Concat) {
            final int each = a.height * a.width;
            return fill(shape, (c, y, x) -> {
                int channel = c;
                int i = 0;
                while (channel >= in.get(i).channels) {
                    channel -= in.get(i++).channels;
                }
                return in.get(i).values[channel * each + y * a.width + x];
            });
        }
        if (op instanceof Op.Slice slice) {
            return fill(shape, (c, y, x) -> a.get(c + slice.from(), y, x));
        }
        if (op instanceof Op.Gather gather) {
            return fill(shape, (c, y, x) -> a.get(gather.channels().get(c), y, x));
        }
        if (op instanceof Op.Add) {
            return fill(shape, (c, y, x) -> in.stream().mapToDouble(i -> i.get(c, y, x)).sum());
        }
        if (op instanceof Op.Multiply) {
            return fill(shape, (c, y, x) -> in.stream().mapToDouble(i -> i.get(c, y, x)).reduce(1, (p, q) -> p * q));
        }
        if (op instanceof Op.Mixture mixture) {
            final double[] alpha = weights.get(node.parameter("alpha"));
            final double total = Arrays.stream(alpha).map(Math::exp).sum();
            return fill(shape, (c, y, x) -> {
                double value = 0;
                for (int i = 0, first = 0; i < alpha.length; first += in.get(i++).channels) {
                    final int channel = mixture.join() == Op.Mixture.Join.SUM ? c : c - first;
                    if (channel >= 0 && channel < in.get(i).channels) {
                        value += Math.exp(alpha[i]) / total * in.get(i).get(channel, y, x);
                    }
                }
                return value;
            });
        }
        if (op instanceof Op.Scale scale) {
            return fill(shape, (c, y, x) -> a.get(c, y, x) * scale.factor());
        }
        if (op instanceof Op.Shift shift) {
            return fill(shape, (c, y, x) -> a.get(c, y, x) + shift.values().get(shift.values().size() == 1 ? 0 : c));
        }
        if (op instanceof Op.ChannelSoftmax) {
            return fill(shape, (c, y, x) -> {
                double sum = 0;
                for (int k = 0; k < a.channels; k++) {
                    sum += Math.exp(a.get(k, y, x) - a.get(c, y, x));
                }
                return 1 / sum;
            });
        }
        if (op instanceof Op.ChannelReduce reduce) {
            return fill(shape, (c, y, x) -> {
                double value = a.get(0, y, x);
                for (int k = 1; k < a.channels; k++) {
                    value = reduce.kind() == Op.ChannelReduce.Kind.SUM ? value + a.get(k, y, x)
                        : Math.max(value, a.get(k, y, x));
                }
                return value;
            });
        }
        throw new AssertionError("no definition of " + op);
    }

    private static double[] normalized(final double[] gain, final double[] direction) {
        final int each = direction.length / gain.length;
        final double[] kernel = new double[direction.length];
        for (int i = 0; i < kernel.length; i++) {
            double square = 0;
            for (int j = i / each * each; j < i / each * each + each; j++) {
                square += direction[j] * direction[j];
            }
            kernel[i] = gain[i / each] * direction[i] / Math.sqrt(square);
        }
        return kernel;
    }

    private static Image convolve(final Op.Conv conv, final Image a, final double[] weight, final double[] bias,
        final Shape shape) {
        final int k = conv.kernel();
        final int each = conv.in() / conv.groups();
        return fill(shape, (c, y, x) -> {
            final int group = c / (conv.out() / conv.groups());
            double sum = bias == null ? 0 : bias[c];
            for (int i = 0; i < each; i++) {
                for (int dy = 0; dy < k; dy++) {
                    for (int dx = 0; dx < k; dx++) {
                        sum += weight[((c * each + i) * k + dy) * k + dx] * a.orZero(group * each + i,
                            y * conv.stride() - conv.padding() + dy * conv.dilation(),
                            x * conv.stride() - conv.padding() + dx * conv.dilation());
                    }
                }
            }
            return sum;
        });
    }

    private static Image scatter(final Op.TransposedConv conv, final Image a, final double[] weight,
        final double[] bias, final Shape shape) {
        final int k = conv.kernel();
        final Image result = fill(shape, (c, y, x) -> bias == null ? 0 : bias[c]);
        for (int i = 0; i < conv.in(); i++) {
            for (int c = 0; c < conv.out(); c++) {
                for (int y = 0; y < a.height; y++) {
                    for (int x = 0; x < a.width; x++) {
                        for (int t = 0; t < k * k; t++) {
                            final int toY = y * conv.stride() - conv.padding() + t / k;
                            final int toX = x * conv.stride() - conv.padding() + t % k;
                            if (toY >= 0 && toY < shape.height() && toX >= 0 && toX < shape.width()) {
                                result.values[result.at(c, toY, toX)] +=
                                    a.get(i, y, x) * weight[(i * conv.out() + c) * k * k + t];
                            }
                        }
                    }
                }
            }
        }
        return result;
    }

    private static double activate(final Op.Activation activation, final double v) {
        return switch (activation.function()) {
            case RELU -> Math.max(0, v);
            case LEAKY_RELU -> v > 0 ? v : activation.slope() * v;
            case TANH -> Math.tanh(v);
            case SIGMOID -> 1 / (1 + Math.exp(-v));
            case GELU -> v * normal(v);
            case SILU -> v / (1 + Math.exp(-v));
        };
    }

    /** The part of a normal distribution below a value: 1/2 + its density · Σ v^(2k+1) / (1 · 3 · … · (2k + 1)). */
    private static double normal(final double v) {
        if (Math.abs(v) > 9) {
            return v < 0 ? 0 : 1;
        }
        double term = v;
        double sum = v;
        for (int k = 1; Math.abs(term) > 1e-17 * Math.abs(sum); k++) {
            term *= v * v / (2 * k + 1);
            sum += term;
        }
        return 0.5 + sum * Math.exp(-v * v / 2) / Math.sqrt(2 * Math.PI);
    }

    private static Image normalize(final Op.ChannelNorm norm, final Image a, final double[] weight, final double[] bias,
        final Shape shape) {
        return fill(shape, (c, y, x) -> {
            double sum = 0;
            double square = 0;
            for (int k = 0; k < a.channels; k++) {
                sum += a.get(k, y, x) / a.channels;
            }
            for (int k = 0; k < a.channels; k++) {
                square += (a.get(k, y, x) - sum) * (a.get(k, y, x) - sum) / a.channels;
            }
            return (a.get(c, y, x) - sum) / Math.sqrt(square + norm.epsilon()) * weight[c] + bias[c];
        });
    }

    private static double blend(final Image a, final int c, final double y, final double x) {
        final int iy = (int) Math.floor(y);
        final int ix = (int) Math.floor(x);
        final double top = a.orEdge(c, iy, ix) * (1 - x + ix) + a.orEdge(c, iy, ix + 1) * (x - ix);
        final double bottom = a.orEdge(c, iy + 1, ix) * (1 - x + ix) + a.orEdge(c, iy + 1, ix + 1) * (x - ix);
        return top * (1 - y + iy) + bottom * (y - iy);
    }

    private static double interpolate(final Op.Interpolate op, final Image a, final int c, final int y, final int x) {
        if (op.method() == Op.Interpolate.Method.NEAREST) {
            return a.get(c, y / op.factor(), x / op.factor());
        }
        final double atY = (y + 0.5) / op.factor() - 0.5;
        final double atX = (x + 0.5) / op.factor() - 0.5;
        final int reach = op.method() == Op.Interpolate.Method.BILINEAR ? 1 : 2;
        double sum = 0;
        for (int iy = (int) Math.floor(atY) + 1 - reach; iy <= Math.floor(atY) + reach; iy++) {
            for (int ix = (int) Math.floor(atX) + 1 - reach; ix <= Math.floor(atX) + reach; ix++) {
                sum += a.orEdge(c, iy, ix) * tap(reach, atY - iy) * tap(reach, atX - ix);
            }
        }
        return sum;
    }

    /** Triangle, or Keys 1981 with a = -1/2. */
    private static double tap(final int reach, final double offset) {
        final double t = Math.abs(offset);
        if (reach == 1) {
            return 1 - t;
        }
        return t < 1 ? 1.5 * t * t * t - 2.5 * t * t + 1 : -0.5 * t * t * t + 2.5 * t * t - 4 * t + 2;
    }
}
