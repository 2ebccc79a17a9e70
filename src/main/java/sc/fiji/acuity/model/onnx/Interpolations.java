package sc.fiji.acuity.model.onnx;

import sc.fiji.acuity.network.InterpolationTaps;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Tensor;

/**
 * Enlarging, in ONNX's operators. Its own {@code Resize} computes positions in 32-bit floats: for a factor of 3 its
 * weights are the further off the larger the image is. So where the factor is known the taps are written down, as a
 * convolution of each channel by itself and a shuffle.
 */
final class Interpolations {

    private Interpolations() {}

    static void interpolate(final GraphWriter to, final Op.Interpolate op) {
        final int channels = to.shape(0).channels();
        final int reach = op.method().reach();
        String x = to.input();
        if (reach > 0) {
            final String pads = to.numbers(0, 0, reach, reach, 0, 0, reach, reach);
            x = to.step(OnnxNode.of("Pad", x, pads).with("mode", "edge"));
        }
        final Tensor once = InterpolationTaps.of(op);
        final Tensor each = Tensor.zeros(channels * once.shape()[0], 1, once.shape()[2], once.shape()[3]);
        for (int c = 0; c < channels; c++) {
            System.arraycopy(once.data(), 0, each.data(), c * once.data().length, once.data().length);
        }
        x = to.step(OnnxNode.of("Conv", x, to.constant("taps", each)).with("group", channels)
            .withAll("kernel_shape", once.shape()[2], once.shape()[3]));
        to.result(OpWriters.shuffle(x, op.factor()));
    }

    static void stretch(final GraphWriter to, final Op.StretchTo op) {
        final String x = to.inputs().get(1);
        final String like = to.step(OnnxNode.of("Shape", to.inputs().get(0)));
        if (to.shape(1).pixels() == 1) {
            final String size = to.step(OnnxNode.of("Slice", like, to.numbers(2), to.numbers(4)));
            final String sizes = to.step(OnnxNode.of("Concat", to.numbers(1, 1), size).with("axis", 0));
            to.result(OnnxNode.of("Expand", x, sizes));
        } else if (op.method() == Op.Interpolate.Method.NEAREST) {
            final String own = to.step(OnnxNode.of("Shape", x));
            final String rows = to.step(OnnxNode.of("Gather", x, nearest(to, own, like, 2)).with("axis", 2));
            to.result(OnnxNode.of("Gather", rows, nearest(to, own, like, 3)).with("axis", 3));
        } else {
            bilinear(to, x, like);
        }
    }

    /** Half-pixel centres, in 32-bit floats as libtorch does it. */
    private static void bilinear(final GraphWriter to, final String x, final String like) {
        final String shape = to.step(OnnxNode.of("Shape", x));
        final String own = to.step(OnnxNode.of("Slice", shape, to.numbers(0), to.numbers(2)));
        final String size = to.step(OnnxNode.of("Slice", like, to.numbers(2), to.numbers(4)));
        final String sizes = to.step(OnnxNode.of("Concat", own, size).with("axis", 0));
        to.result(OnnxNode.of("Resize", x, "", "", sizes).with("coordinate_transformation_mode", "half_pixel")
            .with("mode", "linear"));
    }

    /** Which pixel each takes: ⌊i · m / n⌋, in whole numbers. */
    private static String nearest(final GraphWriter to, final String own, final String like, final int axis) {
        final String from = to.step(OnnxNode.of("Gather", own, to.number(axis)));
        final String count = to.step(OnnxNode.of("Gather", like, to.number(axis)));
        final String index = to.step(OnnxNode.of("Range", to.number(0), count, to.number(1)));
        return to.step(OnnxNode.of("Div", to.step(OnnxNode.of("Mul", index, from)), count));
    }
}
