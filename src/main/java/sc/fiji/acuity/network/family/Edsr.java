package sc.fiji.acuity.network.family;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.Initializer;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Op.Activation.Function;
import sc.fiji.acuity.network.Weights;

/**
 * Residual blocks without batch norm, then sub-pixel enlargement
 * (Lim et al.: "Enhanced deep residual networks for single image super-resolution", CVPR workshops 2017).
 *
 * <p>Takes and gives red, green and blue in [0, 1]; inside, values are of the range 255 with the mean of DIV2K removed,
 * as in the published weights. That shift stays in front of the zero-padded layers.
 *
 * @param scale 2, 3 or 4; 4 enlarges twice by 2
 * @param width channels, 64 in the baseline
 * @param blocks residual blocks, 16 in the baseline
 */
public record Edsr(int scale, int width, int blocks) implements Architecture {

    private static final int RANGE = 255;

    public Edsr {
        Limits.scale(scale);
        Limits.range("width", width, 1, 1024);
        Limits.range("blocks", blocks, 1, 256);
    }

    /** The baseline of the paper: 16 blocks of 64 channels. */
    public static Edsr baseline(final int scale) {
        return new Edsr(scale, 64, 16);
    }

    @Override
    public Graph graph() {
        final GraphBuilder b = new GraphBuilder(Rgb.CHANNELS);
        final String ranged = b.add("in.scale", new Op.Scale(RANGE), b.input());
        final String in = b.add("in.shift", new Op.Shift(Rgb.times(Rgb.DIV2K_MEAN, -RANGE)), ranged);
        final String head = b.add("head", Op.Conv.same(Rgb.CHANNELS, width, 3), in);
        String x = head;
        for (int i = 0; i < blocks; i++) {
            x = residual(b, "block" + i, x);
        }
        x = b.add("body", Op.Conv.same(width, width, 3), x);
        x = enlarged(b, b.add("sum", new Op.Add(), x, head));
        x = b.add("tail", Op.Conv.same(width, Rgb.CHANNELS, 3), x);
        x = b.add("out.shift", new Op.Shift(Rgb.times(Rgb.DIV2K_MEAN, RANGE)), x);
        return b.build(b.add("out.scale", new Op.Scale(1.0 / RANGE), x));
    }

    private String residual(final GraphBuilder b, final String name, final String from) {
        String x = b.add(name + ".conv1", Op.Conv.same(width, width, 3), from);
        x = b.add(name + ".relu", Op.Activation.of(Function.RELU), x);
        x = b.add(name + ".conv2", Op.Conv.same(width, width, 3), x);
        return b.add(name + ".sum", new Op.Add(), x, from);
    }

    private String enlarged(final GraphBuilder b, final String from) {
        final int factor = scale == 4 ? 2 : scale;
        String x = from;
        for (int done = 1, i = 1; done < scale; done *= factor, i++) {
            x = b.add("up" + i, Op.Conv.same(width, width * factor * factor, 3), x);
            x = b.add("shuffle" + i, new Op.PixelShuffle(factor), x);
        }
        return x;
    }

    @Override
    public Weights initialWeights(final long seed) {
        final Weights weights = Initializer.he(graph(), seed);
        for (int i = 0; i < blocks; i++) {
            Damped.damp(weights, "block" + i + ".conv2.weight");
        }
        return weights;
    }

    /** {@code edsr-baseline}, or such as {@code edsr-8x64}: blocks and channels. */
    @Override
    public String toString() {
        return equals(baseline(scale)) ? "edsr-baseline" : "edsr-" + blocks + "x" + width;
    }
}
