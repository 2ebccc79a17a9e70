package sc.fiji.acuity.network.family;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Op.Activation.Function;

/**
 * A bicubic enlargement and three convolutions
 * (Dong, Loy, He, Tang: "Image super-resolution using deep convolutional networks", PAMI 2016).
 *
 * @param scale 2, 3 or 4
 * @param features channels after the 9×9 convolution, 64 in the paper
 * @param shrink channels after the middle one, 32 in the paper
 * @param kernel of the middle one: 5 in the larger network of the paper (9-5-5); odd
 */
public record Srcnn(int scale, int features, int shrink, int kernel) implements Architecture {

    public Srcnn {
        Limits.scale(scale);
        Limits.range("features", features, 1, 1024);
        Limits.range("shrink", shrink, 1, 1024);
        Limits.odd("kernel", kernel, 31);
    }

    /** The 9-5-5 of the paper. */
    public static Srcnn original(final int scale) {
        return new Srcnn(scale, 64, 32, 5);
    }

    @Override
    public Graph graph() {
        final GraphBuilder b = new GraphBuilder(1);
        String x = b.add("bicubic", new Op.Interpolate(Op.Interpolate.Method.BICUBIC, scale), b.input());
        x = b.add("conv1", Op.Conv.same(1, features, 9), x);
        x = b.add("relu1", Op.Activation.of(Function.RELU), x);
        x = b.add("conv2", Op.Conv.same(features, shrink, kernel), x);
        x = b.add("relu2", Op.Activation.of(Function.RELU), x);
        return b.build(b.add("conv3", Op.Conv.same(shrink, 1, 5), x));
    }

    /** {@code srcnn}, or such as {@code srcnn-9-1-5-64x32}: kernels and channels. */
    @Override
    public String toString() {
        return equals(original(scale)) ? "srcnn" : "srcnn-9-" + kernel + "-5-" + features + "x" + shrink;
    }
}
