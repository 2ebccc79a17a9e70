package sc.fiji.acuity.engine;

import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Weights;

/** Exported ONNX files compute what networks are defined to, in every operation and family, at every small size. */
class OnnxRunnerTest extends RunnerContract {

    @Override
    LoadedNetwork load(final Graph graph, final Weights weights) {
        return new OnnxNetwork(graph, weights, 1);
    }
}
