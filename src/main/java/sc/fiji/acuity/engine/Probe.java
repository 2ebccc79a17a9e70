package sc.fiji.acuity.engine;

import sc.fiji.acuity.network.Fold;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.Initializer;
import sc.fiji.acuity.network.Op;

/** The smallest network that shows whether a way of running networks is there. */
final class Probe {

    static final int SIDE = 8;

    private Probe() {}

    static Fold.Folded network() {
        final GraphBuilder b = new GraphBuilder(1);
        final String x = b.add("conv1", Op.Conv.same(1, 4, 3), b.input());
        final String y = b.add("relu", Op.Activation.of(Op.Activation.Function.RELU), x);
        final Graph graph = b.build(b.add("conv2", Op.Conv.same(4, 1, 3), y));
        return Fold.fold(graph, Initializer.he(graph, 1));
    }
}
