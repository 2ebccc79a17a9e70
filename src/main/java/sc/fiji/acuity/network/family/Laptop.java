package sc.fiji.acuity.network.family;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.Initializer;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Op.Activation.Function;
import sc.fiji.acuity.network.Weights;

/**
 * Small networks for processors, ours: blocks of several kinds in a row, distilled and fused, a skip around all.
 *
 * <pre>{@code
 * Laptop network = new Laptop(2, 16, Espcn.Nonlinearity.LEAKY, List.of(LaptopBlock.PAIR, LaptopBlock.SEP5),
 *     List.of(true, false), false);
 * }</pre>
 *
 * Head: 3×3 to W channels. Each block whose bit is set gives a(1×1 to W/2) of its result to the fusion, a 1×1 of these
 * and of the last block's result to W (information distillation, as in IMDN and DLSR; the bits are FALSR's). The head's
 * result is added, then come 3×3 to scale² and the shuffle; the input, enlarged by nearest neighbour, is added.
 *
 * @param scale 2, 3 or 4
 * @param width W, an even number
 * @param activation a, behind convolutions
 * @param blocks at least one
 * @param fused for each block whether the fusion reads it
 * @param branches whether 3×3 convolutions are the sum of one and of a 1×1 while the network is trained (Ding et al.:
 *        "RepVGG", CVPR 2021); see {@link #deployed}
 */
public record Laptop(int scale, int width, Espcn.Nonlinearity activation, List<LaptopBlock> blocks, List<Boolean> fused,
    boolean branches) implements Architecture {

    private static final double SLOPE = 0.05;
    private static final int MOST_BLOCKS = 64;

    public Laptop {
        Limits.scale(scale);
        Limits.range("width", width, 2, 1024);
        if (width % 2 != 0) {
            throw new GraphException("width is " + width + ", but must be even");
        }
        Limits.present("activation", activation);
        Limits.complete("blocks", blocks);
        Limits.complete("fused", fused);
        blocks = List.copyOf(blocks);
        fused = List.copyOf(fused);
        Limits.range("number of blocks", blocks.size(), 1, MOST_BLOCKS);
        if (fused.size() != blocks.size()) {
            throw new GraphException(fused.size() + " bits for the fusion do not fit " + blocks.size() + " blocks");
        }
    }

    /** Layers as this network has them. */
    record Layers(GraphBuilder builder, int width, Espcn.Nonlinearity activation, boolean branches) {

        /** 3×3, or the sum that becomes one. */
        String conv(final String name, final int in, final int out, final String from) {
            return branches
                ? builder.add(name, new Op.Add(), builder.add(name + ".3", Op.Conv.same(in, out, 3), from),
                    builder.add(name + ".1", Op.Conv.same(in, out, 1), from))
                : builder.add(name, Op.Conv.same(in, out, 3), from);
        }

        String activated(final String name, final String from) {
            return activated(name, width, from);
        }

        String activated(final String name, final int channels, final String from) {
            return builder.add(name + ".act", switch (activation) {
                case TANH -> Op.Activation.of(Function.TANH);
                case RELU -> Op.Activation.of(Function.RELU);
                case LEAKY -> new Op.Activation(Function.LEAKY_RELU, SLOPE);
                case PRELU -> new Op.PRelu(channels, true);
            }, from);
        }
    }

    @Override
    public Graph graph() {
        final GraphBuilder b = new GraphBuilder(1);
        final Layers layers = new Layers(b, width, activation, branches);
        final String head = layers.conv("head", 1, width, b.input());
        final List<String> read = new ArrayList<>();
        String x = head;
        for (int i = 0; i < blocks.size(); i++) {
            final String name = "block" + (i + 1);
            x = blocks.get(i).build(layers, name, x);
            if (fused.get(i)) {
                read.add(layers.activated(name + ".distil", width / 2,
                    b.add(name + ".distil", Op.Conv.same(width, width / 2, 1), x)));
            }
        }
        if (!read.isEmpty()) {
            final int channels = read.size() * (width / 2) + width;
            read.add(x);
            x = b.add("fusion", Op.Conv.same(channels, width, 1), b.add("fusion.in", new Op.Concat(), read));
        }
        x = b.add("sum", new Op.Add(), x, head);
        x = layers.conv("tail", width, scale * scale, x);
        final String copies = b.add("copies", new Op.Concat(), Collections.nCopies(scale * scale, b.input()));
        return b.build(b.add("shuffle", new Op.PixelShuffle(scale), b.add("skip", new Op.Add(), x, copies)));
    }

    @Override
    public Laptop deployed() {
        return branches ? new Laptop(scale, width, activation, blocks, fused, false) : this;
    }

    /** He's, but what ends a residual and the tail start small. */
    @Override
    public Weights initialWeights(final long seed) {
        final Weights weights = Initializer.he(graph(), seed);
        for (final String name : List.copyOf(weights.names())) {
            final boolean kernel = name.endsWith(".weight");
            if (kernel && (name.startsWith("tail") || LaptopBlock.residuals().stream().anyMatch(name::contains))) {
                Damped.damp(weights, name);
            }
        }
        return weights;
    }

    /** Such as {@code laptop-16-leaky-pair.sep5-10}, with {@code -branches}; the bits are those of the fusion. */
    @Override
    public String toString() {
        return ("laptop-" + width + "-" + activation + "-"
            + blocks.stream().map(LaptopBlock::name).collect(Collectors.joining(".")) + "-"
            + fused.stream().map(bit -> bit ? "1" : "0").collect(Collectors.joining())
            + (branches ? "-branches" : "")).toLowerCase(Locale.ROOT);
    }
}
