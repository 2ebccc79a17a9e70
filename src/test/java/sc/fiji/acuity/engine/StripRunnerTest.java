package sc.fiji.acuity.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import ai.djl.Device;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Fold;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.EdgeSr;
import sc.fiji.acuity.network.family.Samples;

/** Strips where they suit; the contract's other networks go where they would go. */
class StripRunnerTest extends RunnerContract {

    @Override
    LoadedNetwork load(final Graph graph, final Weights weights) {
        final Fold.Folded folded = Fold.fold(graph, weights);
        return StripNetwork.suits(folded.graph()) ? new StripNetwork(graph, folded)
            : new CompiledNetwork(graph, folded, Device.cpu(), ScriptStyle.PORTABLE);
    }

    @Test
    void edgeSrSuitsAndOthersDoNot() {
        final Stream<Architecture> all = Stream.concat(Samples.small().stream(), Samples.colour().stream());
        all.forEach(one -> assertEquals(one instanceof EdgeSr,
            StripNetwork.suits(Fold.fold(one.graph(), one.initialWeights(1)).graph()), one.toString()));
    }
}
