package sc.fiji.acuity.network.family;

import java.util.List;
import java.util.Locale;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Op.Activation.Function;
import sc.fiji.acuity.network.Weights;

/**
 * edge-SR with three layers: two small convolutions, then candidates v weighed by softmax(k²)
 * (Navarrete Michelini, Lu, Jiang: "edge-SR: super-resolution for the masses", WACV 2022).
 *
 * @param scale 2, 3 or 4
 * @param channels candidates for each output pixel: 2, 4, 6 or 8 in the published pool
 * @param features channels after the 5×5 convolution, D in the paper: 1, 3, 5, 7 or 9
 * @param shrink channels after the 3×3 convolution, S in the paper: 3, 6, 9, 12 or 15
 */
public record EdgeSrCnn(int scale, int channels, int features, int shrink) implements Architecture {

    public EdgeSrCnn {
        Limits.scale(scale);
        Limits.range("channels", channels, 1, 256);
        Limits.range("features", features, 1, 1024);
        Limits.range("shrink", shrink, 1, 1024);
    }

    @Override
    public Graph graph() {
        final GraphBuilder b = new GraphBuilder(1);
        String x = b.add("conv1", Op.Conv.same(1, features, 5), b.input());
        x = b.add("tanh1", Op.Activation.of(Function.TANH), x);
        x = b.add("conv2", Op.Conv.same(features, shrink, 3), x);
        x = b.add("tanh2", Op.Activation.of(Function.TANH), x);
        x = b.add("filter", Op.Conv.same(shrink, 2 * scale * scale * channels, 3).withoutBias(), x);
        x = b.add("shuffle", new Op.PixelShuffle(scale), x);
        final String v = b.add("v", new Op.Slice(0, channels), x);
        final String k = b.add("k", new Op.Slice(channels, 2 * channels), x);
        return b.build(EdgeSr.weigh(b, v, b.add("kk", new Op.Multiply(), k, k)));
    }

    @Override
    public Weights initialWeights(final long seed) {
        return CentreTap.xavier(graph(), seed, List.of("conv1", "conv2", "filter"));
    }

    /** The name in the published pool, such as {@code eSR-CNN_s2_C2_D3_S6}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "eSR-CNN_s%d_C%d_D%d_S%d", scale, channels, features, shrink);
    }
}
