package sc.fiji.acuity.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Weights;

class ReferenceRunnerTest extends RunnerContract {

    @Override
    LoadedNetwork load(final Graph graph, final Weights weights) {
        return Engine.load(graph, weights, DeviceChoice.CPU);
    }

    @Test
    void itIsTheReference() {
        final Graph graph = Cases.chain(Op.Conv.same(1, 1, 3));
        try (LoadedNetwork network = load(graph, Cases.weights(graph, 1))) {
            assertEquals("cpu", network.device());
            assertEquals("reference fp32", network.numerics());
        }
    }
}
