package sc.fiji.acuity.network.family;

import java.util.List;

import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Initializer;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

/** How edge-SR starts: Xavier-normal, then the centre tap of every filter's first input channel is 1. */
final class CentreTap {

    private CentreTap() {}

    static Weights xavier(final Graph graph, final long seed, final List<String> convolutions) {
        final Weights weights = Initializer.xavier(graph, seed);
        for (final String name : convolutions) {
            final Tensor kernel = weights.get(name + ".weight");
            final int[] shape = kernel.shape();
            final int area = shape[2] * shape[3];
            for (int out = 0; out < shape[0]; out++) {
                kernel.data()[out * shape[1] * area + area / 2] = 1;
            }
        }
        return weights;
    }
}
