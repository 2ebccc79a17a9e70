package sc.fiji.acuity.engine;

import ai.djl.Device;

import sc.fiji.acuity.network.Fold;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Weights;

class CompiledRunnerTest extends RunnerContract {

    @Override
    LoadedNetwork load(final Graph graph, final Weights weights) {
        return new CompiledNetwork(graph, Fold.fold(graph, weights), Device.cpu(), ScriptStyle.FUSED);
    }
}
