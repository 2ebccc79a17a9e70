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
 * IMDN: blocks that set a quarter of their channels aside after each layer, with channel attention by contrast (Hui, Gao,
 * Yang, Wang: "Lightweight image super-resolution with information multi-distillation network", ACM Multimedia 2019).
 *
 * <p>Takes and gives red, green and blue in [0, 1]. Nodes are called as the tensors of the published checkpoints. The
 * attention averages over the whole image, so tiles give nearly, not exactly, what the whole gives.
 *
 * @param scale 2, 3 or 4
 * @param width channels, a multiple of 4, at least 16: 64 in the paper
 * @param modules number of blocks: 6 in the paper
 */
public record Imdn(int scale, int width, int modules) implements Architecture {

    /** Layers of a block that set channels aside; the last layer makes such channels only. */
    private static final int STEPS = 3;

    /** How many times narrower the attention is. */
    private static final int REDUCTION = 16;

    public Imdn {
        Limits.scale(scale);
        Limits.range("width", width, REDUCTION, 1024);
        Limits.range("modules", modules, 1, 256);
        if (width % (STEPS + 1) != 0) {
            throw new GraphException("width is " + width + ", but must be a multiple of " + (STEPS + 1));
        }
    }

    /** The network of the paper. */
    public static Imdn original(final int scale) {
        return new Imdn(scale, 64, 6);
    }

    @Override
    public Graph graph() {
        final GraphBuilder b = new GraphBuilder(Rgb.CHANNELS);
        final String features = b.add("fea_conv", Op.Conv.same(Rgb.CHANNELS, width, 3), b.input());
        final List<String> all = new ArrayList<>();
        String x = features;
        for (int i = 1; i <= modules; i++) {
            x = block(b, "IMDB" + i, x);
            all.add(x);
        }
        x = b.add("c.in", new Op.Concat(), all);
        x = leaky(b, "c.1", b.add("c.0", Op.Conv.same(modules * width, width, 1), x));
        x = b.add("LR_conv", Op.Conv.same(width, width, 3), x);
        x = b.add("sum", new Op.Add(), x, features);
        x = b.add("upsampler.0", Op.Conv.same(width, Rgb.CHANNELS * scale * scale, 3), x);
        return b.build(b.add("upsampler.1", new Op.PixelShuffle(scale), x));
    }

    private static String leaky(final GraphBuilder b, final String name, final String from) {
        return b.add(name, new Op.Activation(Function.LEAKY_RELU, 0.05), from);
    }

    private String block(final GraphBuilder b, final String name, final String from) {
        final int aside = width / (STEPS + 1);
        final List<String> parts = new ArrayList<>();
        String x = from;
        for (int i = 1; i <= STEPS; i++) {
            final String step = name + ".c" + i;
            x = leaky(b, step + ".act", b.add(step, Op.Conv.same(i == 1 ? width : width - aside, width, 3), x));
            parts.add(b.add(step + ".aside", new Op.Slice(0, aside), x));
            x = b.add(step + ".rest", new Op.Slice(aside, width), x);
        }
        parts.add(b.add(name + ".c4", Op.Conv.same(width - aside, aside, 3), x));
        x = attended(b, name + ".cca", b.add(name + ".joined", new Op.Concat(), parts));
        x = b.add(name + ".c5", Op.Conv.same(width, width, 1), x);
        return b.add(name + ".sum", new Op.Add(), x, from);
    }

    /** Each channel times a weight in (0, 1) made of standard deviations and means of all. */
    private String attended(final GraphBuilder b, final String name, final String from) {
        final int narrow = width / REDUCTION;
        String x = b.add(name + ".contrast", new Op.GlobalPool(Op.GlobalPool.Mode.CONTRAST), from);
        x = b.add(name + ".conv_du.0", Op.Conv.same(width, narrow, 1), x);
        x = b.add(name + ".conv_du.1", Op.Activation.of(Function.RELU), x);
        x = b.add(name + ".conv_du.2", Op.Conv.same(narrow, width, 1), x);
        x = b.add(name + ".conv_du.3", Op.Activation.of(Function.SIGMOID), x);
        return b.add(name, new Op.Multiply(), from, b.add(name + ".spread", new Op.StretchTo(1), from, x));
    }

    /** {@code imdn}, or such as {@code imdn-4x32}: blocks and channels. */
    @Override
    public String toString() {
        return equals(original(scale)) ? "imdn" : "imdn-" + modules + "x" + width;
    }
}
