package sc.fiji.acuity.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

import sc.fiji.acuity.network.InterpolationTaps;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Tensor;

/**
 * Enlarging by an integer factor as a convolution with fixed taps, one phase a channel, and a pixel shuffle; the image is
 * continued by its edge pixels. Differentiable, and the same on every device.
 */
final class InterpolationKernel {

    private InterpolationKernel() {}

    /** Taps of all phases: factor² × 1 × window × window. */
    static NDArray of(final Op.Interpolate op, final NDManager manager) {
        final Tensor taps = InterpolationTaps.of(op);
        final int[] shape = taps.shape();
        return manager.create(taps.data(), new Shape(shape[0], shape[1], shape[2], shape[3]));
    }

    static NDArray run(final Op.Interpolate op, final NDArray x, final NDArray kernel) {
        final Shape s = x.getShape();
        final NDManager caller = x.getManager();
        try (NDManager temporary = caller.newSubManager()) {
            NDArray y = x.reshape(s.get(0) * s.get(1), 1, s.get(2), s.get(3));
            y.attach(temporary);
            for (int i = 0; i < op.method().reach(); i++) {
                y = extend(extend(y, 2), 3);
            }
            y = Interpreter.shuffle(Interpreter.convolve(y, kernel, null, 1, 0, 1, 1), op.factor());
            y = y.reshape(s.get(0), s.get(1), s.get(2) * op.factor(), s.get(3) * op.factor());
            y.attach(caller);
            return y;
        }
    }

    /** One more pixel on both sides of an axis, equal to the one at the edge. */
    private static NDArray extend(final NDArray x, final int axis) {
        final long last = x.getShape().get(axis) - 1;
        final String before = ":, ".repeat(axis);
        final NDArray first = x.get(new NDIndex(before + "0:1"));
        final NDArray end = x.get(new NDIndex(before + last + ":" + (last + 1)));
        return NDArrays.concat(new NDList(first, x, end), axis);
    }
}
