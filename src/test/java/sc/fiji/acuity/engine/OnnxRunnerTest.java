package sc.fiji.acuity.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Shape;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Samples;

/** Exported ONNX files compute what networks are defined to, in every operation and family, at every small size. */
class OnnxRunnerTest extends RunnerContract {

    private static final int HEIGHT = 17;
    private static final int WIDTH = 19;

    @Override
    LoadedNetwork load(final Graph graph, final Weights weights) {
        return new OnnxNetwork(graph, weights, 1);
    }

    static Stream<Architecture> large() {
        return Samples.large().stream().filter(architecture -> architecture.scale() == 2);
    }

    /** The networks of the papers in full size, too large for exact arithmetic: as in the reference. */
    @ParameterizedTest
    @MethodSource("large")
    void largeNetworksAreAsInTheReference(final Architecture architecture) {
        final Graph graph = architecture.graph();
        final Weights weights = Cases.weights(graph, 9);
        final float[] input = Cases.image(graph.inputChannels(), HEIGHT, WIDTH, 10);
        final Shape shape = graph.resultShape(HEIGHT, WIDTH);
        final float[] expected = new float[(int) shape.size()];
        final float[] actual = new float[(int) shape.size()];
        run(Engine.load(graph, weights, DeviceChoice.CPU), input, expected);
        run(load(graph, weights), input, actual);
        float largest = 0;
        for (final float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 1e-5 * largest);
        }
    }

    private static void run(final LoadedNetwork network, final float[] input, final float[] output) {
        try (network; Runner runner = network.runner(HEIGHT, WIDTH)) {
            runner.run(input, output);
        }
    }
}
