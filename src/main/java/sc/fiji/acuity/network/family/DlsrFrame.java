package sc.fiji.acuity.network.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.Initializer;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Op.Activation.Function;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

/** All of DLSR but what its search chooses: the steps of cells, and which earlier cells are read. */
final class DlsrFrame {

    static final int CELLS = 6;
    static final int STEPS = 3;

    /** Cells from this one on read a choice of earlier ones. */
    static final int FIRST_READER = 3;

    private static final String HEAD = "fea_conv";
    private static final String BODY = "LR_conv";
    private static final String TAIL = "upsampler.0";
    private static final int RANGE = 255;
    private static final double SLOPE = 0.05;

    /** Of the kernels at both ends. */
    private static final int AREA = 9;
    private static final double STEP_GAIN = 0.5;
    private static final double LAST_GAIN = 0.01;

    private final GraphBuilder b = new GraphBuilder(Rgb.CHANNELS);
    private final int width;
    private final Choices choices;

    private DlsrFrame(final int width, final Choices choices) {
        this.width = width;
        this.choices = choices;
    }

    /** A node with the channels of so many cells. */
    record Read(String node, int cells) { }

    /** What is chosen. */
    interface Choices {

        /**
         * Adds a step of a cell.
         *
         * @param cell 1 to 6
         * @param number of the step, 1 to 3
         * @return the name of the last node
         */
        String step(GraphBuilder b, int cell, int number, String from);

        /**
         * Puts side by side what a cell reads.
         *
         * @param cell 3 to 6
         * @param earlier results of the cells 1, 2, … before it
         */
        Read read(GraphBuilder b, int cell, List<String> earlier);
    }

    /** What the names of the nodes of a step begin with. */
    static String step(final int cell, final int number) {
        return "B" + cell + ".c" + number + "_r";
    }

    /** The name of the node that puts side by side what a cell reads. */
    static String read(final int cell) {
        return "c" + cell + ".in";
    }

    static Graph build(final int scale, final int width, final Choices choices) {
        return new DlsrFrame(width, choices).build(scale);
    }

    /**
     * He's, but the first three features are the colours, the last kernel takes them to the pixels of the result, and
     * the last two kernels are small besides: the network begins as nearest-neighbour interpolation. Steps add to what
     * they read, so that theirs are smaller too, or values would grow from cell to cell.
     */
    static Weights initialWeights(final Graph graph, final long seed) {
        final Weights weights = Initializer.he(graph, seed);
        for (final String name : weights.names()) {
            if (name.contains("_r.op.")) {
                Damped.times(weights, name, STEP_GAIN);
            }
        }
        Damped.times(weights, BODY + ".weight", LAST_GAIN);
        Damped.times(weights, TAIL + ".weight", LAST_GAIN);
        final Tensor head = weights.get(HEAD + ".weight");
        final Tensor tail = weights.get(TAIL + ".weight");
        Arrays.fill(head.data(), 0, Rgb.CHANNELS * Rgb.CHANNELS * AREA, 0);
        final int each = tail.shape()[0] / Rgb.CHANNELS;
        for (int colour = 0; colour < Rgb.CHANNELS; colour++) {
            head.data()[(colour * Rgb.CHANNELS + colour) * AREA + AREA / 2] = 1;
            for (int pixel = 0; pixel < each; pixel++) {
                tail.data()[((colour * each + pixel) * tail.shape()[1] + colour) * AREA + AREA / 2] += 1;
            }
        }
        return weights;
    }

    private Graph build(final int scale) {
        final String in = b.add("in.scale", new Op.Scale(RANGE), b.input());
        final String features = b.add(HEAD, Op.Conv.same(Rgb.CHANNELS, width, 3), in);
        final List<String> cells = new ArrayList<>();
        for (int i = 1; i <= CELLS; i++) {
            final String from = i == 1 ? features : i < FIRST_READER ? cells.get(i - 2)
                : reduced("c" + i, choices.read(b, i, List.copyOf(cells)));
            cells.add(cell(i, from));
        }
        final String all = reduced("cout", new Read(b.add("cout.in", new Op.Concat(), cells), CELLS));
        final String body = b.add(BODY, Op.Conv.same(width, width, 3), all);
        String x = b.add("sum", new Op.Add(), body, features);
        x = b.add(TAIL, Op.Conv.same(width, Rgb.CHANNELS * scale * scale, 3), x);
        x = b.add("shuffle", new Op.PixelShuffle(scale), x);
        return b.build(b.add("out.scale", new Op.Scale(1.0 / RANGE), x));
    }

    private String leaky(final String name, final String from) {
        return b.add(name, new Op.Activation(Function.LEAKY_RELU, SLOPE), from);
    }

    private String reduced(final String name, final Read read) {
        return leaky(name + ".act", b.add(name + ".0", Op.Conv.same(read.cells() * width, width, 1), read.node()));
    }

    private String cell(final int number, final String from) {
        final String name = "B" + number;
        final int distilled = width / 2;
        final String[] parts = new String[STEPS + 1];
        String x = from;
        for (int i = 1; i <= STEPS; i++) {
            final String step = name + ".c" + i;
            parts[i - 1] = leaky(step + "_d.act", b.add(step + "_d", Op.Conv.same(width, distilled, 1), x));
            final String sum = b.add(step(number, i) + ".sum", new Op.Add(), choices.step(b, number, i, x), x);
            x = leaky(step(number, i) + ".act", sum);
        }
        parts[STEPS] = leaky(name + ".c4.act", b.add(name + ".c4", Op.Conv.same(width, distilled, 3), x));
        final String joined = b.add(name + ".in5", new Op.Concat(), parts);
        final String y = b.add(name + ".c5", Op.Conv.same(parts.length * distilled, width, 1), joined);
        return EnhancedAttention.add(b, name + ".esa", width, y);
    }
}
