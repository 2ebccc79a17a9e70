package sc.fiji.acuity.model.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.family.Dlsr;
import sc.fiji.acuity.network.family.Dlsr.Step;

class DlsrRecogniserTest {

    private static final Recogniser RECOGNISER = new DlsrRecogniser();
    private static final List<List<Integer>> SECOND =
        List.of(List.of(2, 1), List.of(3, 2), List.of(4, 3), List.of(1, 3));

    private static Imported recognise(final Map<String, Tensor> tensors, final Optional<String> architecture) {
        return RECOGNISER.recognise(new ForeignTensors("PyTorch (before 1.6)", tensors),
            new Hints("checkpoint.pt", architecture)).orElseThrow();
    }

    static Stream<Dlsr> networks() {
        return Stream.of(Dlsr.original(2), Dlsr.original(3), Dlsr.tiny(4),
            new Dlsr(2, 16, List.of(Step.SEP3, Step.SEP5, Step.SEP5), SECOND),
            new Dlsr(4, 8, List.of(Step.CONV3, Step.DIL3, Step.DIL5), SECOND),
            new Dlsr(3, 8, List.of(Step.CONV7, Step.CONV5, Step.SEP7), List.of(List.of(1, 2), List.of(1, 3),
                List.of(1, 4), List.of(5, 2))));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void findsScaleWidthAndStepsAndTakesConnectionsFromTheUser(final Dlsr network) {
        final Imported imported =
            recognise(network.initialWeights(3).asMap(), Optional.of(network.connections().toString()));

        assertEquals(network, imported.architecture());
        assertEquals(network.initialWeights(3), imported.weights());
        assertFalse(imported.studioLuma());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dlsr", "DLSR-x2"})
    void takesPublishedConnectionsByName(final String name) {
        assertEquals(Dlsr.original(2),
            recognise(Dlsr.original(2).initialWeights(1).asMap(), Optional.of(name)).architecture());
    }

    /** Untrained weights enlarge nothing, so that nothing tells how the cells belong together. */
    @Test
    void asksForConnectionsWhereNoneOfThePublishedOnesEnlarges() {
        final Dlsr network = new Dlsr(2, 8, List.of(Step.CONV1, Step.CONV1, Step.CONV1), SECOND);

        final AcuityException e = assertThrows(AcuityException.class,
            () -> recognise(network.initialWeights(3).asMap(), Optional.empty()));

        assertTrue(e.reason().contains("dlsr-8-conv1-conv1-conv1-[[2,1],[3,2],[4,3],[1,3]]"), e.reason());
        assertTrue(e.remedy().contains("--architecture"));
        assertEquals(network, recognise(network.initialWeights(3).asMap(), Optional.of(network.toString()))
            .architecture(), "by the name that the message gives");
    }

    @Test
    void saysPreciselyWhatDoesNotFit() {
        assertSays("B3.esa.conv2.weight has the shape [4, 4, 3, 5], and [4, 4, 3, 3] was expected for dlsr-tiny",
            "B3.esa.conv2.weight", Tensor.zeros(4, 4, 3, 5));
        assertSays("upsampler.0.weight has the shape [13, 18, 3, 3], and [3 · s², width, 3, 3] with the scale s",
            "upsampler.0.weight", Tensor.zeros(13, 18, 3, 3));
        assertSays("B1.c2_r.op.1.weight has the shape [18, 1, 9, 9], and a kernel of 1, 3, 5 or 7",
            "B1.c2_r.op.1.weight", Tensor.zeros(18, 1, 9, 9));
        assertSays("B4.c2_r.op.1.weight has the shape [18, 1, 5, 5], and [18, 1, 7, 7]",
            "B4.c2_r.op.1.weight", Tensor.zeros(18, 1, 5, 5));
        assertSays("has 1 more: B7.c1_d.weight", "B7.c1_d.weight", Tensor.zeros(1));
        assertSays("width", "fea_conv.weight", Tensor.zeros(17, 3, 3, 3));
    }

    private static void assertSays(final String expected, final String name, final Tensor tensor) {
        final Map<String, Tensor> tensors = new LinkedHashMap<>(Dlsr.tiny(2).initialWeights(1).asMap());
        tensors.put(name, tensor);
        final AcuityException e =
            assertThrows(AcuityException.class, () -> recognise(tensors, Optional.of("dlsr-tiny")));
        assertTrue(e.reason().contains(expected), e.reason());
    }

    @Test
    void leavesRfdnAlone() {
        final Map<String, Tensor> rfdn = Map.of("fea_conv.weight", Tensor.zeros(50, 3, 3, 3), "B1.c1_d.weight",
            Tensor.zeros(25, 50, 1, 1), "B1.c1_r.weight", Tensor.zeros(50, 50, 3, 3));

        assertEquals(Optional.empty(),
            RECOGNISER.recognise(new ForeignTensors("PyTorch (zip)", rfdn), Hints.of("rfdn.pth")));
    }
}
