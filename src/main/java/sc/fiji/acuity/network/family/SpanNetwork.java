package sc.fiji.acuity.network.family;

import java.util.List;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Op.Activation.Function;

/**
 * SPAN: blocks of three 3×3 layers whose output weights itself, by an attention without parameters (Wan et al.: "Swift
 * parameter-free attention network for efficient super-resolution", CVPR workshops 2024). In its form for running: the
 * branches that the paper trains each layer with are one convolution.
 *
 * <p>Takes and gives red, green and blue in [0, 1]. Nodes are called as the modules of the published network.
 *
 * @param scale 2, 3 or 4
 * @param width channels: 48, or 52 and 28 in later ones
 * @param blocks number of blocks
 */
public record SpanNetwork(int scale, int width, int blocks) implements Architecture {

    private static final int BLOCKS = 6;
    private static final double RANGE = 255;

    public SpanNetwork {
        Limits.scale(scale);
        Limits.range("width", width, 1, 1024);
        Limits.range("blocks", blocks, 1, 256);
    }

    /** Six blocks. */
    public static SpanNetwork of(final int scale, final int width) {
        return new SpanNetwork(scale, width, BLOCKS);
    }

    @Override
    public Graph graph() {
        final GraphBuilder b = new GraphBuilder(Rgb.CHANNELS);
        String x = b.add("in.shift", new Op.Shift(Rgb.times(Rgb.DIV2K_MEAN, -1)), b.input());
        x = b.add("in.scale", new Op.Scale(RANGE), x);
        final String head = b.add("conv_1", Op.Conv.same(Rgb.CHANNELS, width, 3), x);
        x = head;
        for (int i = 1; i <= blocks; i++) {
            x = block(b, "block_" + i, x);
        }
        x = b.add("conv_2", Op.Conv.same(width, width, 3), x);
        x = b.add("joined", new Op.Concat(), head, x, "block_1.out", "block_" + blocks + ".act1");
        x = b.add("conv_cat", Op.Conv.same(4 * width, width, 1), x);
        x = b.add("upsampler.0", Op.Conv.same(width, Rgb.CHANNELS * scale * scale, 3), x);
        return b.build(b.add("upsampler.1", new Op.PixelShuffle(scale), x));
    }

    /** (c3 + input) · (sigmoid(c3) − 1/2). */
    private String block(final GraphBuilder b, final String name, final String from) {
        String x = from;
        for (int i = 1; i <= 2; i++) {
            x = b.add(name + ".c" + i + "_r", Op.Conv.same(width, width, 3), x);
            x = b.add(name + ".act" + i, Op.Activation.of(Function.SILU), x);
        }
        x = b.add(name + ".c3_r", Op.Conv.same(width, width, 3), x);
        final String sigmoid = b.add(name + ".sigmoid", Op.Activation.of(Function.SIGMOID), x);
        final String attention = b.add(name + ".attention", new Op.Shift(List.of(-0.5)), sigmoid);
        return b.add(name + ".out", new Op.Multiply(), b.add(name + ".sum", new Op.Add(), x, from), attention);
    }

    /** {@code span} for 48 channels, such as {@code span-52} for others, {@code span-28x4} for other numbers of blocks. */
    @Override
    public String toString() {
        return (width == 48 && blocks == BLOCKS ? "span" : "span-" + width) + (blocks == BLOCKS ? "" : "x" + blocks);
    }
}
