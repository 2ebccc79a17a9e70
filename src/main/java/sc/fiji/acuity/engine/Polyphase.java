package sc.fiji.acuity.engine;

import java.util.Arrays;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Tensor;

/**
 * Transposed convolution, which DJL lacks, as an ordinary one with stride² times the channels and a pixel shuffle:
 * each phase of the output sees every stride-th tap of the kernel. 1 / stride² of the arithmetic, and differentiable.
 *
 * <p>With padding p = a·s + b, output q·s + r takes tap (q − i + a)·s + (r + b) of input i. Writing r + b = c·s + d
 * (c is 0 or 1), phase r is a correlation of x with the taps d, d + s, …, reversed, beginning at input q + a + c − K + 1,
 * K = ⌈k / s⌉. All phases share one window of K + 1 inputs, from q + a − K + 1 to q + a + 1 (K inputs when b = 0).
 */
final class Polyphase {

    private Polyphase() {}

    /** Which tap of the kernel, counted from 1, stands where in the ordinary kernel; 0 is no tap. */
    static NDArray index(final Op.TransposedConv op, final NDManager manager) {
        final int s = op.stride();
        return manager.create(expand(op, phases(op), window(op)),
            new Shape((long) op.out() * s * s, op.in(), window(op), window(op)));
    }

    private static int[] phases(final Op.TransposedConv op) {
        final int s = op.stride();
        final int k = op.kernel();
        final int window = window(op);
        final int[] phase = new int[s * window];
        for (int r = 0; r < s; r++) {
            final int c = (r + op.padding() % s) / s;
            final int d = (r + op.padding() % s) % s;
            final int taps = (k + s - 1) / s;
            for (int j = 0; j < taps; j++) {
                final int tap = j * s + d;
                phase[r * window + taps - 1 - j + c] = tap < k ? tap + 1 : 0;
            }
        }
        return phase;
    }

    /** The ordinary kernel of given weights. */
    static Tensor kernel(final Op.TransposedConv op, final Tensor weight) {
        final long[] index = expand(op, phases(op), window(op));
        final float[] kernel = new float[index.length];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = index[i] == 0 ? 0 : weight.data()[(int) index[i] - 1];
        }
        return new Tensor(new int[] {op.out() * op.stride() * op.stride(), op.in(), window(op), window(op)}, kernel);
    }

    /** Zeros around the input, and how many rows and columns of the shuffled result come before the first. */
    static int padding(final Op.TransposedConv op) {
        // convolutions pad both sides alike, and the output may ask for more on the right
        return Math.max(Math.max(left(op), window(op) - 1 - left(op)) + 1, 0);
    }

    static int crop(final Op.TransposedConv op) {
        return (padding(op) - left(op)) * op.stride();
    }

    private static int left(final Op.TransposedConv op) {
        return (op.kernel() + op.stride() - 1) / op.stride() - 1 - op.padding() / op.stride();
    }

    private static long[] expand(final Op.TransposedConv op, final int[] phase, final int window) {
        final int s = op.stride();
        final int k = op.kernel();
        final long[] index = new long[op.out() * s * s * op.in() * window * window];
        Arrays.fill(index, 0);
        int at = 0;
        for (int out = 0; out < op.out(); out++) {
            for (int rr = 0; rr < s * s; rr++) {
                for (int in = 0; in < op.in(); in++) {
                    for (int y = 0; y < window; y++) {
                        for (int x = 0; x < window; x++, at++) {
                            final int ty = phase[rr / s * window + y];
                            final int tx = phase[rr % s * window + x];
                            if (ty > 0 && tx > 0) {
                                index[at] = 1 + (((long) in * op.out() + out) * k + ty - 1) * k + tx - 1;
                            }
                        }
                    }
                }
            }
        }
        return index;
    }

    private static int window(final Op.TransposedConv op) {
        return (op.kernel() + op.stride() - 1) / op.stride() + (op.padding() % op.stride() == 0 ? 0 : 1);
    }

    static NDArray run(final Op.TransposedConv op, final NDArray x, final NDArray weight, final NDArray index,
        final NDArray bias) {
        final int s = op.stride();
        final Shape in = x.getShape();
        final long height = (in.get(2) - 1) * s + op.kernel() + op.outputPadding() - 2L * op.padding();
        final long width = (in.get(3) - 1) * s + op.kernel() + op.outputPadding() - 2L * op.padding();
        final NDManager caller = x.getManager();
        try (NDManager temporary = caller.newSubManager()) {
            final NDArray flat = weight.flatten();
            flat.attach(temporary);
            final NDArray kernel = temporary.zeros(new Shape(1)).concat(flat).take(temporary, index);
            NDArray y = Interpreter.convolve(x, kernel, null, 1, padding(op), 1, 1);
            y.attach(temporary);
            y = Interpreter.shuffle(y, s);
            y.attach(temporary);
            final long from = crop(op);
            NDArray result = y.get(new NDIndex(":, :, " + from + ":" + (from + height) + ", " + from + ":" + (from + width)));
            if (bias != null) {
                result.attach(temporary);
                final NDArray biases = bias.reshape(1, op.out(), 1, 1);
                biases.attach(temporary);
                result = result.add(biases);
            }
            result.attach(caller);
            return result;
        }
    }
}
