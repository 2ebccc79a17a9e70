package sc.fiji.acuity.network.family;

import java.util.Locale;
import java.util.Map;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

/**
 * The bicubic of the edge-SR pool: a transposed convolution whose kernel starts as cubic taps and could be trained.
 *
 * <p>It is here to reproduce the pool's own rows, not as a baseline: outside the image it takes 0, and at ×3 its result
 * lies half a pixel of the result too far right and down. Use {@code bicubic} for real enlargement.
 *
 * @param scale 2, 3 or 4
 */
public record EdgeSrBicubic(int scale) implements Architecture {

    /** How far behind its first result pixel an input pixel has its centre, in the result: right for 2, 4. */
    private static double phase(final int scale) {
        return scale == 2 ? 0.5 : 1.5;
    }

    public EdgeSrBicubic {
        Limits.scale(scale);
    }

    private int kernel() {
        return 4 * scale + 3;
    }

    /** Puts the tap at {@link #phase} on the input's first result pixel. */
    private int padding() {
        return scale == 2 ? 5 : 2 * scale;
    }

    @Override
    public Graph graph() {
        final GraphBuilder b = new GraphBuilder(1);
        return b.build(b.add("net",
            new Op.TransposedConv(1, 1, kernel(), scale, padding(), (scale + 1) % 2, false), b.input()));
    }

    /** The cubic taps with a = −0.5, whose sum is scale²; the same for every seed. */
    @Override
    public Weights initialWeights(final long seed) {
        final int kernel = kernel();
        final double[] taps = new double[kernel];
        double sum = 0;
        // the last row and column stay 0: an odd kernel has a centre
        for (int k = 0; k < kernel - 1; k++) {
            taps[k] = cubic(Math.abs(k - padding() - phase(scale)) / scale);
            sum += taps[k];
        }
        final Weights weights = new Weights(Map.of("net.weight", Tensor.zeros(1, 1, kernel, kernel)));
        final float[] data = weights.get("net.weight").data();
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) (taps[i / kernel] * taps[i % kernel] * scale * scale / (sum * sum));
        }
        return weights;
    }

    private static double cubic(final double d) {
        if (d < 1) {
            return (1.5 * d - 2.5) * d * d + 1;
        }
        return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
    }

    /** The name in the published pool, such as {@code Bicubic_s2}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "Bicubic_s%d", scale);
    }
}
