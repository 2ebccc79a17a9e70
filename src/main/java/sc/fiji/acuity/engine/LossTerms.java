package sc.fiji.acuity.engine;

import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** The terms of a {@link Loss}, as arrays that gradients flow through. */
final class LossTerms {

    private static final float CHARBONNIER = 1e-6f;

    /** Where there is no edge, rounding must not be taken for one. */
    private static final float LEAST_EDGE = 0.01f;

    private static final int GAUSS = 5;
    private static final double SIGMA = 1.5;
    private static final int KERNEL = GAUSS + 2;

    private LossTerms() {}

    /**
     * @param result N × C × H × W; everything computed belongs to its manager
     * @return a scalar
     */
    static NDArray of(final Loss loss, final NDArray result, final NDArray target) {
        NDArray sum = null;
        for (final Map.Entry<Loss.Term, Double> e : loss.weights().entrySet()) {
            final NDArray term = term(e.getKey(), result, target);
            // a product with 1 is one array more and nothing else
            final NDArray weighted = e.getValue() == 1 ? term : term.mul(e.getValue().floatValue());
            sum = sum == null ? weighted : sum.add(weighted);
        }
        return sum;
    }

    private static NDArray term(final Loss.Term term, final NDArray result, final NDArray target) {
        return switch (term) {
            case L1 -> result.sub(target).abs().mean();
            case CHARBONNIER -> result.sub(target).square().add(CHARBONNIER).sqrt().mean();
            case MSE -> result.sub(target).square().mean();
            case HFEN -> {
                final NDArray kernel = edges(result.getManager(), Math.toIntExact(result.getShape().get(1)));
                yield normalized(result, kernel).sub(normalized(target, kernel)).abs().mean();
            }
        };
    }

    private static NDArray normalized(final NDArray images, final NDArray kernel) {
        final NDArray edges = Interpreter.convolve(images, kernel, null, 1, 0, 1, 1);
        final long n = edges.getShape().get(0);
        final NDArray flat = edges.reshape(n, -1);
        return flat.div(flat.max(new int[] {1}, true).clip(LEAST_EDGE, Float.MAX_VALUE));
    }

    /** Gaussian, then Laplacian 0 1 0 / 1 -4 1 / 0 1 0, as one kernel for all channels. */
    private static NDArray edges(final NDManager manager, final int channels) {
        final float[] values = new float[channels * KERNEL * KERNEL];
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < KERNEL; y++) {
                for (int x = 0; x < KERNEL; x++) {
                    values[(c * KERNEL + y) * KERNEL + x] = (float) (gauss(y - 1, x) + gauss(y + 1, x)
                        + gauss(y, x - 1) + gauss(y, x + 1) - 4 * gauss(y, x));
                }
            }
        }
        return manager.create(values, new Shape(1, channels, KERNEL, KERNEL));
    }

    /** The Gaussian in the middle of the kernel: its sum is 1. */
    private static double gauss(final int y, final int x) {
        return tap(y - KERNEL / 2) * tap(x - KERNEL / 2);
    }

    private static double tap(final int offset) {
        if (Math.abs(offset) > GAUSS / 2) {
            return 0;
        }
        double sum = 0;
        for (int i = -GAUSS / 2; i <= GAUSS / 2; i++) {
            sum += bell(i);
        }
        return bell(offset) / sum;
    }

    private static double bell(final int offset) {
        return StrictMath.exp(-offset * offset / (2 * SIGMA * SIGMA));
    }
}
