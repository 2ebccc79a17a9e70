package sc.fiji.acuity.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Samples;

/** Weights of every family come back from disk as they were, and fit the graph. */
class FamiliesOnDiskTest {

    static Stream<Architecture> families() {
        return Stream.of(Samples.small(), Samples.colour(), Samples.attentive(), Samples.global())
            .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("families")
    void weightsComeBack(final Architecture architecture, @TempDir final Path folder) {
        final Weights weights = architecture.initialWeights(5);
        final Path file = folder.resolve("weights.safetensors");
        Safetensors.write(file, weights, Map.of());
        final Weights read = Safetensors.read(file);
        assertEquals(weights, read);
        final Map<String, int[]> expected = architecture.graph().parameters();
        assertEquals(expected.keySet(), read.names());
        expected.forEach((name, shape) -> assertArrayEquals(shape, read.get(name).shape(), name));
    }
}
