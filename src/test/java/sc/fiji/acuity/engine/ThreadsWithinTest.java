package sc.fiji.acuity.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Fold;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Grey;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Dlsr;
import sc.fiji.acuity.network.family.Samples;

/** However many threads each operation has, the result is the same to the last bit. */
class ThreadsWithinTest {

    /** So large that PyTorch and oneDNN share the work out. */
    private static final int HEIGHT = 120;
    private static final int WIDTH = 260;

    static Stream<Architecture> families() {
        return Stream.of(Samples.small(), Samples.attentive(), Samples.colour(), Samples.published())
            .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("families")
    void sameBits(final Architecture architecture) {
        final Graph graph = architecture.graph();
        final Weights weights = architecture.initialWeights(3);
        for (final Precision precision : precisions()) {
            try (LoadedNetwork network = Engine.load(graph, weights, DeviceChoice.CPU, precision)) {
                final float[] one = run(network, 1);
                for (final int threads : new int[] {2, 3, 8}) {
                    assertArrayEquals(one, run(network, threads), architecture + ", " + threads + " threads, "
                        + precision.key());
                }
            }
        }
    }

    @Test
    void attentionOfDlsrIsShared() {
        assertTrue(WorkSharing.isExact(Dlsr.tiny(2).graph()));
        final Fold.Folded grey = Grey.of(Dlsr.tiny(2).graph(), Dlsr.tiny(2).initialWeights(1), 0.299, 0.587, 0.114);
        assertTrue(WorkSharing.isExact(Fold.fold(grey.graph(), grey.weights()).graph()));
    }

    @Test
    void whatDependsOnThreadsIsNot() {
        assertFalse(WorkSharing.isExact(Cases.chain(Op.Conv.same(1, 4, 5), new Op.PixelShuffle(2))));
        assertFalse(WorkSharing.isExact(Cases.chain(Op.Conv.same(1, 4, 3),
            Op.Activation.of(Op.Activation.Function.GELU), new Op.PixelShuffle(2))));
        assertTrue(WorkSharing.isExact(Cases.chain(Op.Conv.same(1, 4, 3), new Op.PixelShuffle(2))));
    }

    private static List<Precision> precisions() {
        final List<Precision> all = new ArrayList<>(List.of(Precision.FP32));
        try {
            Engine.load(Probe.network().graph(), Probe.network().weights(), DeviceChoice.CPU, Precision.BF16).close();
            all.add(Precision.BF16);
        } catch (final AcuityException e) {
            // a machine without bf16 is tested in fp32
            return all;
        }
        return all;
    }

    private static float[] run(final LoadedNetwork network, final int threads) {
        final Graph graph = network.graph();
        final float[] input = Cases.image(graph.inputChannels(), HEIGHT, WIDTH, 4);
        final float[] output = new float[(int) graph.resultShape(HEIGHT, WIDTH).size()];
        try (Runner runner = network.runner(HEIGHT, WIDTH, threads)) {
            runner.run(input, output);
        }
        return output;
    }
}
