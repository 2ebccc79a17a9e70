package sc.fiji.acuity.network.family;

import java.util.List;
import java.util.Locale;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.Initializer;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Op.Activation.Function;
import sc.fiji.acuity.network.Weights;

/**
 * Residual blocks that are wide before the activation and narrow between blocks, without any layer after the shuffle
 * (Yu et al.: "Wide activation for efficient and accurate image super-resolution", 2018).
 *
 * <pre>{@code
 * Wdsr.a(2);                                                             // 16 blocks, 32 channels, 4 times as wide
 * new Wdsr(Wdsr.Block.B, 2, 64, 3, 6, Wdsr.Input.HALF, false);           // a small one, without weight norm
 * }</pre>
 *
 * Takes and gives red, green and blue in [0, 1]. Its shift of the input stays in front of the zero-padded layers.
 *
 * @param block which kind of residual block
 * @param scale 2, 3 or 4
 * @param width channels between blocks, n in the paper
 * @param blocks number of blocks, B
 * @param expansion how many times wider a block is before its activation: 4 for A, 6 for B
 * @param input what is taken from the image before it goes in
 * @param weightNorm whether convolutions are trained as direction and gain
 */
public record Wdsr(Block block, int scale, int width, int blocks, int expansion, Input input, boolean weightNorm)
    implements Architecture {

    /** A: 3×3 up, ReLU, 3×3 down. B: 1×1 up, ReLU, 1×1 down to 0.8 of the width, 3×3. */
    public enum Block {
        A, B
    }

    /** MEAN, the release of 2018: (x − mean of DIV2K) · 2. HALF, the release of 2020: x − 0.5. */
    public enum Input {
        MEAN(Rgb.times(Rgb.DIV2K_MEAN, -1), 2), HALF(List.of(-0.5), 1);

        private final List<Double> shift;
        private final double factor;

        Input(final List<Double> shift, final double factor) {
            this.shift = shift;
            this.factor = factor;
        }
    }

    public Wdsr {
        Limits.present("block", block);
        Limits.present("input", input);
        Limits.scale(scale);
        Limits.range("width", width, 2, 1024);
        Limits.range("blocks", blocks, 1, 256);
        Limits.range("expansion", expansion, 1, 64);
    }

    /** The WDSR-A of the published table: 16 blocks of 32 channels. */
    public static Wdsr a(final int scale) {
        return new Wdsr(Block.A, scale, 32, 16, 4, Input.HALF, true);
    }

    /** 16 blocks B of 64 channels, the width that fits the parameters of the paper's smaller ones. */
    public static Wdsr b(final int scale) {
        return new Wdsr(Block.B, scale, 64, 16, 6, Input.HALF, true);
    }

    @Override
    public Graph graph() {
        final GraphBuilder b = new GraphBuilder(Rgb.CHANNELS);
        String in = b.add("in.shift", new Op.Shift(input.shift), b.input());
        if (input.factor != 1) {
            in = b.add("in.scale", new Op.Scale(input.factor), in);
        }
        final int last = Rgb.CHANNELS * scale * scale;
        String x = b.add("head", conv(Rgb.CHANNELS, width, 3), in);
        for (int i = 0; i < blocks; i++) {
            x = block == Block.A ? blockA(b, "block" + i, x) : blockB(b, "block" + i, x);
        }
        final String body = b.add("tail", conv(width, last, 3), x);
        final String skip = b.add("skip", conv(Rgb.CHANNELS, last, 5), in);
        String y = b.add("shuffle", new Op.PixelShuffle(scale), b.add("sum", new Op.Add(), body, skip));
        if (input.factor != 1) {
            y = b.add("out.scale", new Op.Scale(1 / input.factor), y);
        }
        return b.build(b.add("out.shift", new Op.Shift(Rgb.times(input.shift, -1)), y));
    }

    private Op.Conv conv(final int in, final int out, final int kernel) {
        return Op.Conv.same(in, out, kernel).withWeightNorm(weightNorm);
    }

    private String blockA(final GraphBuilder b, final String name, final String from) {
        String x = b.add(name + ".up", conv(width, expansion * width, 3), from);
        x = b.add(name + ".relu", Op.Activation.of(Function.RELU), x);
        x = b.add(name + ".down", conv(expansion * width, width, 3), x);
        return b.add(name + ".sum", new Op.Add(), x, from);
    }

    private String blockB(final GraphBuilder b, final String name, final String from) {
        final int low = width * 4 / 5;
        String x = b.add(name + ".up", conv(width, expansion * width, 1), from);
        x = b.add(name + ".relu", Op.Activation.of(Function.RELU), x);
        x = b.add(name + ".mix", conv(expansion * width, low, 1), x);
        x = b.add(name + ".down", conv(low, width, 3), x);
        return b.add(name + ".sum", new Op.Add(), x, from);
    }

    /** With weight norm the gains of the release of 2020: 2 for the first layer of a block, 1 / √B for its last. */
    @Override
    public Weights initialWeights(final long seed) {
        final Weights weights = Initializer.he(graph(), seed);
        for (int i = 0; i < blocks; i++) {
            if (weightNorm) {
                Damped.times(weights, "block" + i + ".up.weight_g", 2);
                Damped.times(weights, "block" + i + ".down.weight_g", 1 / Math.sqrt(blocks));
            } else {
                Damped.damp(weights, "block" + i + ".down.weight");
            }
        }
        return weights;
    }

    /** {@code wdsr-a}, {@code wdsr-b}, or these with what differs, such as {@code wdsr-a-3x64e4-mean}. */
    @Override
    public String toString() {
        final String kind = "wdsr-" + block.name().toLowerCase(Locale.ROOT);
        return equals(a(scale)) || equals(b(scale)) ? kind
            : kind + "-" + blocks + "x" + width + "e" + expansion + (input == Input.MEAN ? "-mean" : "")
                + (weightNorm ? "" : "-plain");
    }
}
