package sc.fiji.acuity.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Count;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Samples;

/** Members of every family come back from disk as they were saved. */
class FamilyPackagesTest {

    /** LR pixels: enough for every family. */
    private static final int SIDE = 16;

    @TempDir
    Path folder;

    static Stream<Architecture> families() {
        return Stream.of(Samples.small(), Samples.colour(), Samples.attentive(), Samples.global())
            .flatMap(List::stream);
    }

    private static Card.Signal signal(final int channels) {
        return channels == 1 ? Card.Signal.LUMA
            : new Card.Signal(channels, Optional.empty(), 0, 1, false);
    }

    @ParameterizedTest
    @MethodSource("families")
    void comeBackAsTheyWere(final Architecture architecture) {
        final Graph graph = architecture.graph();
        final Weights weights = architecture.initialWeights(7);
        final ModelName name = new ModelName("one", architecture.scale());
        final Card card = new Card(name, Card.About.of("For tests.", "CC0-1.0"), signal(graph.inputChannels()),
            Card.Facts.UNKNOWN, new Card.Trust(Map.of("fp32", 0.001), OptionalDouble.empty(), OptionalDouble.empty(),
                List.of(), ""), Optional.empty());
        final int channels = graph.inputChannels();
        final int large = SIDE * architecture.scale();
        ModelPackage.save(folder.resolve(name.toString()), card, architecture, weights,
            Tensor.zeros(1, channels, SIDE, SIDE), Tensor.zeros(1, channels, large, large));
        final ModelPackage model = ModelPackage.open(folder.resolve(name.toString()));
        assertEquals(architecture, model.architecture());
        assertEquals(graph, model.graph());
        assertEquals(weights, model.weights());
        // what is stored, whatever a table counts
        assertEquals(Count.parameters(graph), model.card().facts().parameters());
        assertEquals(weights.count(), Count.parameters(graph));
    }
}
