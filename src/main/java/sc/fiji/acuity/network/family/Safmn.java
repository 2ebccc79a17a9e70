package sc.fiji.acuity.network.family;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Op.Activation.Function;

/**
 * SAFMN: blocks that weight features by what they are at full, half, quarter and eighth size, then mix channels (Sun,
 * Dong, Tang, Pan: "Spatially-adaptive feature modulation for efficient image super-resolution", ICCV 2023).
 *
 * <p>Takes and gives red, green and blue in [0, 1]. Images have at least 8 × 8 pixels, of which the smallest map is one.
 * Nodes are called as the modules of the published network.
 *
 * @param scale 2, 3 or 4
 * @param width channels, a multiple of 4: 36 in the paper
 * @param blocks number of blocks: 8 in the paper
 * @param expansion how many times wider the mixing of channels is inside: 2 in the paper
 */
public record Safmn(int scale, int width, int blocks, int expansion) implements Architecture {

    private static final int LEVELS = 4;
    private static final double EPSILON = 1e-6;

    public Safmn {
        Limits.scale(scale);
        Limits.range("width", width, LEVELS, 1024);
        Limits.range("blocks", blocks, 1, 256);
        Limits.range("expansion", expansion, 1, 16);
        if (width % LEVELS != 0) {
            throw new GraphException("width is " + width + ", but must be a multiple of " + LEVELS);
        }
    }

    /** The network of the paper. */
    public static Safmn original(final int scale) {
        return new Safmn(scale, 36, 8, 2);
    }

    @Override
    public Graph graph() {
        final GraphBuilder b = new GraphBuilder(Rgb.CHANNELS);
        final String features = b.add("to_feat", Op.Conv.same(Rgb.CHANNELS, width, 3), b.input());
        String x = features;
        for (int i = 0; i < blocks; i++) {
            final String name = "feats." + i;
            String y = modulated(b, name + ".safm", b.add(name + ".norm1", new Op.ChannelNorm(width, EPSILON), x));
            x = b.add(name + ".sum1", new Op.Add(), y, x);
            y = mixed(b, name + ".ccm.ccm", b.add(name + ".norm2", new Op.ChannelNorm(width, EPSILON), x));
            x = b.add(name, new Op.Add(), y, x);
        }
        x = b.add("sum", new Op.Add(), x, features);
        x = b.add("to_img.0", Op.Conv.same(width, Rgb.CHANNELS * scale * scale, 3), x);
        return b.build(b.add("to_img.1", new Op.PixelShuffle(scale), x));
    }

    private static String gelu(final GraphBuilder b, final String name, final String from) {
        return b.add(name, Op.Activation.of(Function.GELU), from);
    }

    /** The input times weights that a quarter of the channels each makes, at 1, 1/2, 1/4 and 1/8 of the size. */
    private String modulated(final GraphBuilder b, final String name, final String from) {
        final int part = width / LEVELS;
        final List<String> parts = new ArrayList<>();
        for (int i = 0; i < LEVELS; i++) {
            final int factor = 1 << i;
            final String layer = name + ".mfr." + i;
            String x = b.add(layer + ".part", new Op.Slice(i * part, (i + 1) * part), from);
            if (i > 0) {
                x = b.add(layer + ".pool", new Op.AdaptiveMaxPool(factor), x);
            }
            x = b.add(layer, Op.Conv.same(part, part, 3).withGroups(part), x);
            if (i > 0) {
                x = b.add(layer + ".stretch", new Op.StretchTo(Op.Interpolate.Method.NEAREST, factor), from, x);
            }
            parts.add(x);
        }
        final String joined = b.add(name + ".joined", new Op.Concat(), parts);
        final String all = gelu(b, name + ".act", b.add(name + ".aggr", Op.Conv.same(width, width, 1), joined));
        return b.add(name, new Op.Multiply(), all, from);
    }

    private String mixed(final GraphBuilder b, final String name, final String from) {
        final String wide = b.add(name + ".0", Op.Conv.same(width, expansion * width, 3), from);
        return b.add(name + ".2", Op.Conv.same(expansion * width, width, 1), gelu(b, name + ".1", wide));
    }

    /** {@code safmn}, or such as {@code safmn-4x36e2}: blocks, channels, expansion. */
    @Override
    public String toString() {
        return equals(original(scale)) ? "safmn" : "safmn-" + blocks + "x" + width + "e" + expansion;
    }
}
