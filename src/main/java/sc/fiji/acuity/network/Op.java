package sc.fiji.acuity.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One operation of a network: a small record that knows its own geometry and nothing of how it is computed.
 *
 * <p>What is written over the graph (counting, receptive field, validation) asks the operation; what computes it
 * (the runners) switches over the permitted types. To add an operation: a record here, its case in the runners, its line
 * in the contract test.
 */
public sealed interface Op {

    /** The shape of the result; {@link GraphException} where the inputs do not fit. */
    Shape shape(List<Shape> inputs);

    /** The indices of an input, along one axis, that the given indices of the result depend on. */
    Span reads(Span result);

    /** The same for one of several inputs, counted from 0, where they are of different sizes. */
    default Span reads(final Span result, final int input) {
        return reads(result);
    }

    /** How many inputs there must be; {@link #ANY} for one or more. */
    default int arity() {
        return 1;
    }

    /** Shapes of the trainable tensors by local name ({@code weight}, {@code bias}, …). */
    default Map<String, int[]> parameters() {
        return Map.of();
    }

    /** Multiplications with an addition; convolutions only, as published tables count. */
    default long multAdds(final List<Shape> inputs, final Shape result) {
        return 0;
    }

    /** Result pixels per input pixel along one axis, as numerator. */
    default int enlarges() {
        return 1;
    }

    /** Result pixels per input pixel along one axis, as denominator. */
    default int reduces() {
        return 1;
    }

    /** Whether the result at a pixel depends on pixels at fixed distances only, not on the size of the image. */
    default boolean local() {
        return true;
    }

    int ANY = -1;

    /** An operation whose result at a pixel depends on its inputs at that pixel only. */
    sealed interface PerPixel extends Op {

        @Override
        default Span reads(final Span result) {
            return result;
        }
    }

    /** The image that goes in. */
    record Input(int channels) implements PerPixel {

        public Input {
            require(channels > 0, "an input needs channels, not %d", channels);
        }

        @Override
        public int arity() {
            return 0;
        }

        @Override
        public Shape shape(final List<Shape> inputs) {
            throw new GraphException("the shape of an input is given, not computed");
        }
    }

    /**
     * Convolution with zero padding. The kernel is {@code weight} [out, in / groups, kernel, kernel]; with weight
     * normalisation it is {@code weight_g · weight_v / ‖weight_v‖} per output channel (Salimans and Kingma 2016).
     */
    record Conv(int in, int out, int kernel, int stride, int padding, int dilation, int groups, boolean bias,
        boolean weightNorm) implements Op {

        public Conv {
            require(in > 0 && out > 0, "a convolution needs channels, not %d to %d", in, out);
            require(kernel > 0 && stride > 0 && dilation > 0 && padding >= 0,
                "kernel %d, stride %d, dilation %d and padding %d make no convolution", kernel, stride, dilation, padding);
            require(groups > 0 && in % groups == 0 && out % groups == 0,
                "%d to %d channels cannot be split into %d groups", in, out, groups);
        }

        /** Stride 1, the size kept ("same"), with bias. */
        public static Conv same(final int in, final int out, final int kernel) {
            require(kernel % 2 == 1, "a kernel of %d keeps no size, only an odd one does", kernel);
            return new Conv(in, out, kernel, 1, kernel / 2, 1, 1, true, false);
        }

        public Conv withoutBias() {
            return new Conv(in, out, kernel, stride, padding, dilation, groups, false, weightNorm);
        }

        public Conv withBias() {
            return new Conv(in, out, kernel, stride, padding, dilation, groups, true, weightNorm);
        }

        public Conv withGroups(final int number) {
            return new Conv(in, out, kernel, stride, padding, dilation, number, bias, weightNorm);
        }

        public Conv withWeightNorm(final boolean on) {
            return new Conv(in, out, kernel, stride, padding, dilation, groups, bias, on);
        }

        @Override
        public Shape shape(final List<Shape> inputs) {
            final Shape x = expect(in, inputs.get(0));
            return new Shape(out, length(x.height()), length(x.width()));
        }

        private int length(final int length) {
            return Math.toIntExact(
                Math.floorDiv(length + 2L * padding - (long) dilation * (kernel - 1) - 1, (long) stride) + 1);
        }

        @Override
        public Map<String, int[]> parameters() {
            final Map<String, int[]> shapes = new LinkedHashMap<>();
            final int[] weight = {out, in / groups, kernel, kernel};
            if (weightNorm) {
                shapes.put("weight_g", new int[] {out, 1, 1, 1});
                shapes.put("weight_v", weight);
            } else {
                shapes.put("weight", weight);
            }
            if (bias) {
                shapes.put("bias", new int[] {out});
            }
            return shapes;
        }

        @Override
        public long multAdds(final List<Shape> inputs, final Shape result) {
            return Math.multiplyExact((long) kernel * kernel * (in / groups), result.size());
        }

        @Override
        public Span reads(final Span result) {
            return new Span(result.low() * stride - padding,
                result.high() * stride - padding + (long) dilation * (kernel - 1));
        }

        @Override
        public int reduces() {
            return stride;
        }
    }

    /**
     * Transposed convolution, the kernel {@code weight} [in, out, kernel, kernel]: input pixel i is added, weighted, to
     * the outputs i · stride − padding … + kernel − 1.
     *
     * @param counted where published tables of this network count the kernel; the results do not depend on it
     */
    record TransposedConv(int in, int out, int kernel, int stride, int padding, int outputPadding, boolean bias,
        Positions counted) implements Op {

        /**
         * Papers differ. INPUT: every input pixel meets every kernel value once, which is what a good implementation
         * computes. OUTPUT: kernel² for each output pixel, stride² times as much, as if zeros between the input pixels
         * were multiplied too; the tables that list FSRCNN do that.
         */
        public enum Positions {
            INPUT, OUTPUT
        }

        /** Counted at the output's positions. */
        public TransposedConv(final int in, final int out, final int kernel, final int stride, final int padding,
            final int outputPadding, final boolean bias) {
            this(in, out, kernel, stride, padding, outputPadding, bias, Positions.OUTPUT);
        }

        public TransposedConv countedAt(final Positions positions) {
            return new TransposedConv(in, out, kernel, stride, padding, outputPadding, bias, positions);
        }

        public TransposedConv {
            require(in > 0 && out > 0, "a convolution needs channels, not %d to %d", in, out);
            require(kernel > 0 && stride > 0 && padding >= 0 && padding < kernel,
                "kernel %d, stride %d and padding %d make no transposed convolution", kernel, stride, padding);
            require(outputPadding >= 0 && outputPadding < stride,
                "an output padding of %d does not fit a stride of %d", outputPadding, stride);
        }

        @Override
        public Shape shape(final List<Shape> inputs) {
            final Shape x = expect(in, inputs.get(0));
            return new Shape(out, length(x.height()), length(x.width()));
        }

        private int length(final int length) {
            return Math.toIntExact((length - 1L) * stride + kernel + outputPadding - 2L * padding);
        }

        @Override
        public Map<String, int[]> parameters() {
            final Map<String, int[]> shapes = new LinkedHashMap<>();
            shapes.put("weight", new int[] {in, out, kernel, kernel});
            if (bias) {
                shapes.put("bias", new int[] {out});
            }
            return shapes;
        }

        @Override
        public long multAdds(final List<Shape> inputs, final Shape result) {
            return Math.multiplyExact((long) kernel * kernel * in,
                counted == Positions.OUTPUT ? result.size() : Math.multiplyExact(out, inputs.get(0).pixels()));
        }

        @Override
        public Span reads(final Span result) {
            return new Span(-Math.floorDiv(kernel - 1 - padding - result.low(), (long) stride),
                Math.floorDiv(result.high() + padding, (long) stride));
        }

        @Override
        public int enlarges() {
            return stride;
        }
    }

    /** A function of each value by itself, without parameters. */
    record Activation(Function function, double slope) implements PerPixel {

        /**
         * What is computed; {@code slope} is that of the negative side of LEAKY_RELU and 0 elsewhere. GELU is x · Φ(x) with
         * the normal distribution itself, no approximation (Hendrycks and Gimpel 2016); SILU is x · sigmoid(x).
         */
        public enum Function {
            RELU, LEAKY_RELU, TANH, SIGMOID, GELU, SILU;

            /** Whether results lie in a fixed range whatever goes in. */
            public boolean bounded() {
                return this == TANH || this == SIGMOID;
            }
        }

        public static Activation of(final Function function) {
            return new Activation(function, 0);
        }

        @Override
        public Shape shape(final List<Shape> inputs) {
            return inputs.get(0);
        }
    }

    /** ReLU whose negative slope is learned: {@code weight} [channels], or [1] for all channels together. */
    record PRelu(int channels, boolean perChannel) implements PerPixel {

        @Override
        public Shape shape(final List<Shape> inputs) {
            return expect(channels, inputs.get(0));
        }

        @Override
        public Map<String, int[]> parameters() {
            return Map.of("weight", new int[] {perChannel ? channels : 1});
        }
    }

    /**
     * Layer normalisation over the channels of each pixel: (x − mean) / √(variance + epsilon), the variance that of a
     * population, times {@code weight} [channels] plus {@code bias} [channels] (Ba, Kiros, Hinton 2016).
     */
    record ChannelNorm(int channels, double epsilon) implements PerPixel {

        public ChannelNorm {
            require(channels > 0 && epsilon > 0, "%d channels and an epsilon of %s make no normalisation", channels,
                epsilon);
        }

        @Override
        public Shape shape(final List<Shape> inputs) {
            return expect(channels, inputs.get(0));
        }

        @Override
        public Map<String, int[]> parameters() {
            final Map<String, int[]> shapes = new LinkedHashMap<>();
            shapes.put("weight", new int[] {channels});
            shapes.put("bias", new int[] {channels});
            return shapes;
        }
    }

    /** Sub-pixel shuffle in PyTorch's order: input channel c·f² + i·f + j becomes output channel c, row i, column j. */
    record PixelShuffle(int factor) implements Op {

        public PixelShuffle {
            require(factor > 0 && factor <= 256, "cannot shuffle by %d", factor);
        }

        @Override
        public Shape shape(final List<Shape> inputs) {
            final Shape x = inputs.get(0);
            require(x.channels() % (factor * factor) == 0, "%d channels cannot be shuffled by %d", x.channels(), factor);
            return new Shape(x.channels() / (factor * factor), Math.multiplyExact(x.height(), factor),
                Math.multiplyExact(x.width(), factor));
        }

        @Override
        public Span reads(final Span result) {
            return new Span(Math.floorDiv(result.low(), factor), Math.floorDiv(result.high(), factor));
        }

        @Override
        public int enlarges() {
            return factor;
        }
    }

    /** Enlarges by an integer factor with half-pixel centres; the image is continued by its edge pixels. */
    record Interpolate(Method method, int factor) implements Op {

        /** Nearest neighbour, linear, or cubic with a = −0.5; and how many pixels each reads around a position. */
        public enum Method {
            NEAREST(0), BILINEAR(1), BICUBIC(2);

            private final int reach;

            Method(final int reach) {
                this.reach = reach;
            }

            /** Input pixels read on each side of a position between two pixels. */
            public int reach() {
                return reach;
            }
        }

        public Interpolate {
            require(factor > 0, "cannot enlarge by %d", factor);
        }

        @Override
        public Shape shape(final List<Shape> inputs) {
            final Shape x = inputs.get(0);
            return new Shape(x.channels(), Math.multiplyExact(x.height(), factor), Math.multiplyExact(x.width(), factor));
        }

        @Override
        public Span reads(final Span result) {
            // a result pixel that falls on an input pixel reads that one only, so neighbours of the ends can reach further
            return at(result.low()).union(at(Math.min(result.low() + 1, result.high())))
                .union(at(Math.max(result.high() - 1, result.low()))).union(at(result.high()));
        }

        private Span at(final long index) {
            if (method == Method.NEAREST) {
                final long source = Math.floorDiv(index, factor);
                return new Span(source, source);
            }
            final long doubled = 2 * index + 1 - factor;
            final long source = Math.floorDiv(doubled, 2L * factor);
            return Math.floorMod(doubled, 2L * factor) == 0 ? new Span(source, source)
                : new Span(source + 1 - method.reach, source + method.reach);
        }

        @Override
        public int enlarges() {
            return factor;
        }
    }

    /** Channels of the input in another order: channel i of the result is channel {@code channels.get(i)}. */
    record Gather(List<Integer> channels) implements PerPixel {

        public Gather {
            channels = List.copyOf(channels);
            require(!channels.isEmpty(), "a gather needs channels");
            channels.forEach(c -> require(c >= 0, "there is no channel %d", c));
        }

        @Override
        public Shape shape(final List<Shape> inputs) {
            final Shape x = inputs.get(0);
            channels.forEach(c -> require(c < x.channels(), "there is no channel %d among %d", c, x.channels()));
            return new Shape(channels.size(), x.height(), x.width());
        }
    }

    /** The largest value of each window of kernel × kernel pixels, without padding. */
    record MaxPool(int kernel, int stride) implements Op {

        public MaxPool {
            require(kernel > 0 && stride > 0, "kernel %d and stride %d make no pooling", kernel, stride);
        }

        @Override
        public Shape shape(final List<Shape> inputs) {
            final Shape x = inputs.get(0);
            return new Shape(x.channels(), length(x.height()), length(x.width()));
        }

        private int length(final int length) {
            return Math.floorDiv(length - kernel, stride) + 1;
        }

        @Override
        public Span reads(final Span result) {
            return new Span(result.low() * stride, result.high() * stride + kernel - 1);
        }

        @Override
        public int reduces() {
            return stride;
        }
    }

    /**
     * The largest value of each cell of a grid of ⌊height / factor⌋ × ⌊width / factor⌋ cells over the image. Where factor
     * does not divide a side, cells are a little larger and overlap: cell i of n reads ⌊i · side / n⌋ to
     * ⌈(i + 1) · side / n⌉ − 1.
     */
    record AdaptiveMaxPool(int factor) implements Op {

        public AdaptiveMaxPool {
            require(factor > 0, "cannot pool by %d", factor);
        }

        @Override
        public Shape shape(final List<Shape> inputs) {
            final Shape x = inputs.get(0);
            return new Shape(x.channels(), Math.floorDiv(x.height(), factor), Math.floorDiv(x.width(), factor));
        }

        /** What it reads in an image whose sides the factor divides. */
        @Override
        public Span reads(final Span result) {
            return new Span(result.low() * factor, result.high() * factor + factor - 1);
        }

        @Override
        public int reduces() {
            return factor;
        }

        @Override
        public boolean local() {
            return factor == 1;
        }
    }

    /**
     * One value for each channel, made of the whole plane: what channel attention starts from. The result is 1 × 1;
     * after 1×1 convolutions and activations, {@code StretchTo(1)} spreads it over the image again, to be multiplied
     * with.
     *
     * <p>In receptive fields every position of the plane counts as having its own copy, made from that position: the
     * field is then that of the other paths, and {@link #local()} tells that it is not the whole truth.
     */
    record GlobalPool(Mode mode) implements PerPixel {

        /**
         * MEAN of the plane; CONTRAST is its standard deviation (of a population: divided by the number of pixels) plus
         * its mean (Hui et al.: "Lightweight image super-resolution with information multi-distillation network",
         * 2019).
         */
        public enum Mode {
            MEAN, CONTRAST
        }

        public GlobalPool {
            require(mode != null, "a global pooling needs a mode");
        }

        @Override
        public Shape shape(final List<Shape> inputs) {
            // below 1 stays below 1: an image that was too small does not become one of 1 × 1
            return new Shape(inputs.get(0).channels(), Math.min(1, inputs.get(0).height()),
                Math.min(1, inputs.get(0).width()));
        }

        @Override
        public boolean local() {
            return false;
        }
    }

    /**
     * The second input, stretched to the height and width of the first: bilinearly, with half-pixel centres and edge
     * pixels continued, or NEAREST, where pixel i of n takes pixel ⌊i · m / n⌋ of m. Where a pixel reads depends on the size
     * of the image, so a part of it gives nearly the same only. One pixel is spread over the whole plane.
     *
     * @param about how many times larger the first input is on large images; used for receptive fields only;
     *        1 behind a {@link GlobalPool}
     */
    record StretchTo(Interpolate.Method method, int about) implements Op {

        public StretchTo {
            require(about > 0, "cannot stretch by %d", about);
            require(method == Interpolate.Method.BILINEAR || method == Interpolate.Method.NEAREST,
                "stretching is bilinear or nearest, not %s", method);
        }

        /** Bilinear. */
        public StretchTo(final int about) {
            this(Interpolate.Method.BILINEAR, about);
        }

        @Override
        public int arity() {
            return 2;
        }

        @Override
        public Shape shape(final List<Shape> inputs) {
            return new Shape(inputs.get(1).channels(), inputs.get(0).height(), inputs.get(0).width());
        }

        @Override
        public Span reads(final Span result) {
            return new Interpolate(method, about).reads(result);
        }

        /** Of the first input only the size is asked. */
        @Override
        public Span reads(final Span result, final int input) {
            return input == 0 ? result : reads(result);
        }

        @Override
        public boolean local() {
            return false;
        }
    }

    /** The channels of all inputs, one after the other. */
    record Concat() implements PerPixel {

        @Override
        public int arity() {
            return ANY;
        }

        @Override
        public Shape shape(final List<Shape> inputs) {
            final Shape first = inputs.get(0);
            int channels = 0;
            for (final Shape x : inputs) {
                require(x.height() == first.height() && x.width() == first.width(), "sizes differ: %s", inputs);
                channels = Math.addExact(channels, x.channels());
            }
            return new Shape(channels, first.height(), first.width());
        }
    }

    /** Channels {@code from} (inclusive) to {@code to} (exclusive). */
    record Slice(int from, int to) implements PerPixel {

        public Slice {
            require(from >= 0 && to > from, "channels %d to %d are no slice", from, to);
        }

        @Override
        public Shape shape(final List<Shape> inputs) {
            final Shape x = inputs.get(0);
            require(to <= x.channels(), "there are %d channels, not %d", x.channels(), to);
            return new Shape(to - from, x.height(), x.width());
        }
    }

    /** The sum of all inputs, value by value. */
    record Add() implements PerPixel {

        @Override
        public int arity() {
            return ANY;
        }

        @Override
        public Shape shape(final List<Shape> inputs) {
            return equal(inputs);
        }
    }

    /** The product of all inputs, value by value. */
    record Multiply() implements PerPixel {

        @Override
        public int arity() {
            return ANY;
        }

        @Override
        public Shape shape(final List<Shape> inputs) {
            return equal(inputs);
        }
    }

    /**
     * Several inputs, each times a weight that is learned: input i of n has the i-th value of softmax({@code alpha} [n]).
     * What differentiable architecture search puts in place of a choice (Liu, Simonyan, Yang: "DARTS", 2019).
     */
    record Mixture(int inputs, Join join) implements PerPixel {

        /** SUM adds the weighted inputs, which are of one shape; CONCAT has the channels of one after the other. */
        public enum Join {
            SUM, CONCAT
        }

        public Mixture {
            require(inputs > 0, "a mixture needs inputs, not %d", inputs);
            require(join != null, "a mixture needs a way to join");
        }

        @Override
        public int arity() {
            return inputs;
        }

        @Override
        public Shape shape(final List<Shape> from) {
            return join == Join.SUM ? equal(from) : new Concat().shape(from);
        }

        @Override
        public Map<String, int[]> parameters() {
            return Map.of("alpha", new int[] {inputs});
        }
    }

    /** Multiplies everything by a constant. */
    record Scale(double factor) implements PerPixel {

        @Override
        public Shape shape(final List<Shape> inputs) {
            return inputs.get(0);
        }
    }

    /** Adds a constant to each channel; one value for all, or one for each. */
    record Shift(List<Double> values) implements PerPixel {

        public Shift {
            values = List.copyOf(values);
            require(!values.isEmpty(), "a shift needs a value");
        }

        @Override
        public Shape shape(final List<Shape> inputs) {
            final Shape x = inputs.get(0);
            require(values.size() == 1 || values.size() == x.channels(), "%d values do not fit %d channels", values.size(),
                x.channels());
            return x;
        }

        /** The value for a channel. */
        public double value(final int channel) {
            return values.get(values.size() == 1 ? 0 : channel);
        }
    }

    /** Soft-max over the channels at each pixel. */
    record ChannelSoftmax() implements PerPixel {

        @Override
        public Shape shape(final List<Shape> inputs) {
            return inputs.get(0);
        }
    }

    /** One channel made of all: their largest value or their sum at each pixel. */
    record ChannelReduce(Kind kind) implements PerPixel {

        /** Which value stands for all channels. */
        public enum Kind {
            MAX, SUM
        }

        @Override
        public Shape shape(final List<Shape> inputs) {
            final Shape x = inputs.get(0);
            return new Shape(1, x.height(), x.width());
        }
    }

    private static Shape expect(final int channels, final Shape x) {
        require(x.channels() == channels, "expects %d channels but gets %d", channels, x.channels());
        return x;
    }

    private static Shape equal(final List<Shape> inputs) {
        final Shape first = inputs.get(0);
        for (final Shape x : inputs) {
            require(x.equals(first), "shapes differ: %s", inputs);
        }
        return first;
    }

    private static void require(final boolean condition, final String message, final Object... values) {
        if (!condition) {
            throw new GraphException(String.format(message, values));
        }
    }
}
