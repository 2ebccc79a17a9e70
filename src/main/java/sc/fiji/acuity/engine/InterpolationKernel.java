package sc.fiji.acuity.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

import sc.fiji.acuity.network.Op;

/**
 * Enlarging by an integer factor as a convolution with fixed taps, one phase a channel, and a pixel shuffle; the image is
 * continued by its edge pixels. Differentiable, and the same on every device.
 */
final class InterpolationKernel {

    private InterpolationKernel() {}

    /** Taps of all phases: factor² × 1 × window × window. */
    static NDArray of(final Op.Interpolate op, final NDManager manager) {
        final int f = op.factor();
        final int reach = op.method().reach();
        final int window = 2 * reach + 1;
        final double[][] phase = new double[f][window];
        for (int r = 0; r < f; r++) {
            final double position = (r + 0.5) / f - 0.5;
            for (int t = -reach; t <= reach; t++) {
                phase[r][t + reach] = op.method() == Op.Interpolate.Method.NEAREST ? 1 : weight(reach, position - t);
            }
        }
        final float[] taps = new float[f * f * window * window];
        int at = 0;
        for (int rr = 0; rr < f * f; rr++) {
            for (int y = 0; y < window; y++) {
                for (int x = 0; x < window; x++) {
                    taps[at++] = (float) (phase[rr / f][y] * phase[rr % f][x]);
                }
            }
        }
        return manager.create(taps, new Shape((long) f * f, 1, window, window));
    }

    /** Linear (reach 1), or Keys's cubic with a = −0.5 (reach 2). */
    private static double weight(final int reach, final double distance) {
        final double d = Math.abs(distance);
        if (reach == 1) {
            return Math.max(0, 1 - d);
        }
        if (d <= 1) {
            return (1.5 * d - 2.5) * d * d + 1;
        }
        return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
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
