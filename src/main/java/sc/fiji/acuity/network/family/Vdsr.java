package sc.fiji.acuity.network.family;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.Initializer;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Op.Activation.Function;
import sc.fiji.acuity.network.Weights;

/**
 * A bicubic enlargement, and 3×3 convolutions that add what it lacks
 * (Kim, Lee, Lee: "Accurate image super-resolution using very deep convolutional networks", CVPR 2016).
 *
 * <p>Convolutions have no biases, as the published count of 665K has it.
 *
 * @param scale 2, 3 or 4
 * @param layers convolutions, 20 in the paper
 * @param width channels, 64 in the paper
 */
public record Vdsr(int scale, int layers, int width) implements Architecture {

    public Vdsr {
        Limits.scale(scale);
        Limits.range("layers", layers, 2, 256);
        Limits.range("width", width, 1, 1024);
    }

    /** The network of the paper: 20 layers, 64 channels. */
    public static Vdsr original(final int scale) {
        return new Vdsr(scale, 20, 64);
    }

    @Override
    public Graph graph() {
        final GraphBuilder b = new GraphBuilder(1);
        final String large = b.add("bicubic", new Op.Interpolate(Op.Interpolate.Method.BICUBIC, scale), b.input());
        String x = large;
        for (int i = 1; i < layers; i++) {
            x = b.add("conv" + i, Op.Conv.same(i == 1 ? 1 : width, width, 3).withoutBias(), x);
            x = b.add("relu" + i, Op.Activation.of(Function.RELU), x);
        }
        x = b.add("conv" + layers, Op.Conv.same(width, 1, 3).withoutBias(), x);
        return b.build(b.add("sum", new Op.Add(), x, large));
    }

    /** The last layer starts small, that is near the bicubic enlargement. */
    @Override
    public Weights initialWeights(final long seed) {
        final Weights weights = Initializer.he(graph(), seed);
        Damped.damp(weights, "conv" + layers + ".weight");
        return weights;
    }

    /** {@code vdsr}, or such as {@code vdsr-8x32}: layers and channels. */
    @Override
    public String toString() {
        return equals(original(scale)) ? "vdsr" : "vdsr-" + layers + "x" + width;
    }
}
