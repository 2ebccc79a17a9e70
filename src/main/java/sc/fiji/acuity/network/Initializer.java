package sc.fiji.acuity.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * Weights to start training from. The same graph and seed give the same values.
 */
public final class Initializer {

    /** The negative slope that PReLU starts from (He et al. 2015). */
    private static final float PRELU_SLOPE = 0.25f;

    /** Deviation of what mixtures start from: every input weighs nearly the same (Liu et al. 2019). */
    private static final double MIXTURE = 1e-3;

    private Initializer() {}

    /**
     * Kernels normal with variance 2 / fan-in (He et al. 2015), biases 0, PReLU slopes 0.25, gains of norms 1, mixtures
     * nearly even.
     */
    public static Weights he(final Graph graph, final long seed) {
        return draw(graph, seed, (fanIn, fanOut) -> Math.sqrt(2.0 / fanIn));
    }

    /** Kernels normal with variance 2 / (fan-in + fan-out) (Glorot and Bengio 2010); the rest as {@link #he}. */
    public static Weights xavier(final Graph graph, final long seed) {
        return draw(graph, seed, (fanIn, fanOut) -> Math.sqrt(2.0 / (fanIn + fanOut)));
    }

    private interface Deviation {
        double of(double fanIn, double fanOut);
    }

    /** Kernel values that meet in one value of the result. */
    private static double fanIn(final Op op) {
        if (op instanceof Op.TransposedConv t) {
            return (double) t.in() * t.kernel() * t.kernel() / ((double) t.stride() * t.stride());
        }
        final Op.Conv conv = (Op.Conv) op;
        return (double) conv.in() / conv.groups() * conv.kernel() * conv.kernel();
    }

    /** Kernel values that one value of the input meets. */
    private static double fanOut(final Op op) {
        if (op instanceof Op.TransposedConv t) {
            return (double) t.out() * t.kernel() * t.kernel();
        }
        final Op.Conv conv = (Op.Conv) op;
        return (double) conv.out() / conv.groups() * conv.kernel() * conv.kernel()
            / ((double) conv.stride() * conv.stride());
    }

    private static Weights draw(final Graph graph, final long seed, final Deviation deviation) {
        final SplittableRandom random = new SplittableRandom(seed);
        final DoubleSupplier normal = gaussian(random);
        final Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (final Graph.Node node : graph.nodes()) {
            if (node.shares()) {
                continue;
            }
            node.op().parameters().forEach((local, shape) -> {
                final Tensor tensor = Tensor.zeros(shape);
                final float[] data = tensor.data();
                if (node.op() instanceof Op.PRelu) {
                    java.util.Arrays.fill(data, PRELU_SLOPE);
                } else if (local.equals("weight_g") || node.op() instanceof Op.ChannelNorm && local.equals("weight")) {
                    java.util.Arrays.fill(data, 1);
                } else if (shape.length == 4 || node.op() instanceof Op.Mixture) {
                    final double sigma = node.op() instanceof Op.Mixture ? MIXTURE
                        : deviation.of(fanIn(node.op()), fanOut(node.op()));
                    for (int i = 0; i < data.length; i++) {
                        data[i] = (float) (sigma * normal.getAsDouble());
                    }
                }
                tensors.put(node.parameter(local), tensor);
            });
        }
        return new Weights(tensors);
    }

    /** Polar method; SplittableRandom has no nextGaussian of fixed algorithm across Java versions. */
    private static DoubleSupplier gaussian(final SplittableRandom random) {
        return () -> {
            double u;
            double square;
            do {
                u = 2 * random.nextDouble() - 1;
                final double v = 2 * random.nextDouble() - 1;
                square = u * u + v * v;
            } while (square >= 1 || square == 0);
            return u * Math.sqrt(-2 * StrictMath.log(square) / square);
        };
    }
}
