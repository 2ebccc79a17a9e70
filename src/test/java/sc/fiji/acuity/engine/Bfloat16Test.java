package sc.fiji.acuity.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.EdgeSr;
import sc.fiji.acuity.network.family.Samples;

/** bf16 is near fp32: within what eight bits of precision give. */
class Bfloat16Test {

    private static final int SIDE = 24;
    private static final double ENOUGH = 40;
    private static final double SLACK = 10;
    private static final double EXACT = 100;

    static Stream<Architecture> families() {
        return Stream.of(Samples.small(), Samples.attentive(), Samples.published()).flatMap(List::stream)
            .filter(one -> !(one instanceof EdgeSr));
    }

    @BeforeAll
    static void ifTheMachineHasIt() {
        final Graph graph = Probe.network().graph();
        try {
            Engine.load(graph, Probe.network().weights(), DeviceChoice.CPU, Precision.BF16).close();
        } catch (final AcuityException e) {
            Assumptions.abort(e.getMessage());
        }
    }

    private static float[] run(final Graph graph, final Weights weights, final Precision precision,
        final float[] input) {
        final float[] output = new float[(int) graph.resultShape(SIDE, SIDE).size()];
        try (LoadedNetwork network = Engine.load(graph, weights, DeviceChoice.CPU, precision);
            Runner runner = network.runner(SIDE, SIDE)) {
            assertEquals("compiled " + precision.key() + ", oneDNN", network.numerics());
            runner.run(input, output);
        }
        return output;
    }

    @ParameterizedTest
    @MethodSource("families")
    void itIsNearFp32AndRepeatable(final Architecture architecture) {
        final Graph graph = architecture.graph();
        final Weights weights = architecture.initialWeights(1);
        final float[] input = Cases.image(graph.inputChannels(), SIDE, SIDE, 2);
        final float[] exact = run(graph, weights, Precision.FP32, input);
        final float[] rough = run(graph, weights, Precision.BF16, input);
        assertArrayEquals(rough, run(graph, weights, Precision.BF16, input));
        final double found = ratio(exact, rough);
        final float[] rounded = run(graph, round(weights), Precision.FP32, round(input));
        // random weights can amplify any rounding; then only as much as fp32 amplifies that of weights and input
        assertTrue(found > Math.min(ENOUGH, ratio(exact, rounded) - SLACK), architecture + ": " + found + " dB");
        assertTrue(found < EXACT, architecture + " was not computed in bf16");
    }

    private static float[] round(final float[] values) {
        final float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = Float.intBitsToFloat(StoredTensor.round(values[i]) << 16);
        }
        return rounded;
    }

    private static Weights round(final Weights weights) {
        final Map<String, Tensor> rounded = new LinkedHashMap<>();
        weights.asMap().forEach((name, tensor) -> rounded.put(name, new Tensor(tensor.shape(), round(tensor.data()))));
        return new Weights(rounded);
    }

    /** Signal to noise in dB. */
    private static double ratio(final float[] exact, final float[] other) {
        double signal = 0;
        double noise = 0;
        for (int i = 0; i < exact.length; i++) {
            signal += (double) exact[i] * exact[i];
            noise += ((double) exact[i] - other[i]) * ((double) exact[i] - other[i]);
        }
        return 10 * Math.log10(signal / noise);
    }
}
