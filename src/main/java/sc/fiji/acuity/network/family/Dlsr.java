package sc.fiji.acuity.network.family;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Op.Activation.Function;

/**
 * DLSR: six cells that distil information in steps found by differentiable search, with attention over the image
 * (Huang et al.: "DLSR: lightweight image super-resolution via differentiable architecture search", 2021).
 *
 * <p>Takes and gives red, green and blue in [0, 1]; inside, values are of the range 255. Images have at least 15 × 15
 * pixels. Nodes are called as the tensors of the published checkpoints.
 *
 * @param scale 2, 3 or 4
 * @param width channels, an even number: 48, or 18 in the tiny one
 * @param steps the three steps of every cell
 * @param connections for each of cells 3, 4, 5, 6 the two earlier ones (counted from 1) that it reads, in their order
 */
public record Dlsr(int scale, int width, List<Step> steps, List<List<Integer>> connections) implements Architecture {

    /** CONV is a plain convolution; SEP twice ReLU, depthwise and 1×1; DIL ReLU, depthwise with gaps of 2, 1×1. */
    public enum Step {
        CONV1(1), CONV3(3), CONV5(5), CONV7(7), SEP3(3), SEP5(5), SEP7(7), DIL3(3), DIL5(5);

        private final int kernel;

        Step(final int kernel) {
            this.kernel = kernel;
        }
    }

    private static final int CELLS = 6;
    private static final int STEPS = 3;
    private static final int RANGE = 255;

    public Dlsr {
        Limits.scale(scale);
        Limits.range("width", width, 4, 1024);
        if (width % 2 != 0) {
            throw new GraphException("width is " + width + ", but must be even");
        }
        Limits.complete("steps", steps);
        Limits.complete("connections", connections);
        steps = List.copyOf(steps);
        Limits.range("number of steps", steps.size(), STEPS, STEPS);
        Limits.range("number of connections", connections.size(), CELLS - 2, CELLS - 2);
        for (int i = 0; i < connections.size(); i++) {
            final List<Integer> sources = connections.get(i);
            Limits.complete("connections", sources);
            Limits.range("number of cells that a cell reads", sources.size(), 2, 2);
            for (final int source : sources) {
                Limits.range("cell that cell " + (i + 3) + " reads", source, 1, i + 2);
            }
        }
        connections = connections.stream().map(List::copyOf).toList();
    }

    /** The network found by the search, 48 channels. */
    public static Dlsr original(final int scale) {
        return found(scale, 48);
    }

    /** The same with 18 channels. */
    public static Dlsr tiny(final int scale) {
        return found(scale, 18);
    }

    private static Dlsr found(final int scale, final int width) {
        return new Dlsr(scale, width, List.of(Step.CONV1, Step.SEP7, Step.SEP5),
            List.of(List.of(1, 2), List.of(2, 3), List.of(2, 4), List.of(4, 5)));
    }

    @Override
    public Graph graph() {
        final GraphBuilder b = new GraphBuilder(Rgb.CHANNELS);
        final String in = b.add("in.scale", new Op.Scale(RANGE), b.input());
        final String features = b.add("fea_conv", Op.Conv.same(Rgb.CHANNELS, width, 3), in);
        final String[] cells = new String[CELLS + 1];
        for (int i = 1; i <= CELLS; i++) {
            final String from = i == 1 ? features : i == 2 ? cells[1]
                : reduced(b, "c" + i, cells, connections.get(i - 3));
            cells[i] = cell(b, "B" + i, from);
        }
        final String all = reduced(b, "cout", cells, List.of(1, 2, 3, 4, 5, 6));
        final String body = b.add("LR_conv", Op.Conv.same(width, width, 3), all);
        String x = b.add("sum", new Op.Add(), body, features);
        x = b.add("upsampler.0", Op.Conv.same(width, Rgb.CHANNELS * scale * scale, 3), x);
        x = b.add("shuffle", new Op.PixelShuffle(scale), x);
        return b.build(b.add("out.scale", new Op.Scale(1.0 / RANGE), x));
    }

    private static String leaky(final GraphBuilder b, final String name, final String from) {
        return b.add(name, new Op.Activation(Function.LEAKY_RELU, 0.05), from);
    }

    private String reduced(final GraphBuilder b, final String name, final String[] cells, final List<Integer> sources) {
        final String all = b.add(name + ".in", new Op.Concat(), sources.stream().map(i -> cells[i]).toList());
        return leaky(b, name + ".act", b.add(name + ".0", Op.Conv.same(sources.size() * width, width, 1), all));
    }

    private String cell(final GraphBuilder b, final String name, final String from) {
        final int distilled = width / 2;
        final String[] parts = new String[STEPS + 1];
        String x = from;
        for (int i = 0; i < STEPS; i++) {
            final String step = name + ".c" + (i + 1);
            parts[i] = leaky(b, step + "_d.act", b.add(step + "_d", Op.Conv.same(width, distilled, 1), x));
            final String sum = b.add(step + "_r.sum", new Op.Add(), step(b, step + "_r.op", steps.get(i), x), x);
            x = leaky(b, step + "_r.act", sum);
        }
        parts[STEPS] = leaky(b, name + ".c4.act", b.add(name + ".c4", Op.Conv.same(width, distilled, 3), x));
        final String joined = b.add(name + ".in5", new Op.Concat(), parts);
        final String y = b.add(name + ".c5", Op.Conv.same(parts.length * distilled, width, 1), joined);
        return EnhancedAttention.add(b, name + ".esa", width, y);
    }

    private String step(final GraphBuilder b, final String name, final Step step, final String from) {
        if (step.name().startsWith("CONV")) {
            return b.add(name + ".0", Op.Conv.same(width, width, step.kernel).withoutBias(), from);
        }
        if (step.name().startsWith("SEP")) {
            return Separable.twice(b, name, width, step.kernel, from);
        }
        return Separable.add(b, name, 0, width, step.kernel, 2, from);
    }

    /** {@code dlsr}, {@code dlsr-tiny}, or the genotype. */
    @Override
    public String toString() {
        if (equals(original(scale))) {
            return "dlsr";
        }
        return equals(tiny(scale)) ? "dlsr-tiny"
            : "dlsr-" + width + "-" + steps.stream().map(s -> s.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("-")) + "-" + connections.toString().replace(" ", "");
    }
}
