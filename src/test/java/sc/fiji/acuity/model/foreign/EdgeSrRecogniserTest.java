package sc.fiji.acuity.model.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.family.Architectures;

class EdgeSrRecogniserTest {

    private static final Recogniser RECOGNISER = new EdgeSrRecogniser();

    /** As a file of the pool has the tensors of a network, by the position of each layer in its sequence. */
    private static Map<String, Tensor> published(final Architecture network) {
        final Map<String, Tensor> tensors = new LinkedHashMap<>();
        final int[] layer = {-1};
        network.initialWeights(1).asMap().forEach((name, tensor) -> {
            final String local = name.substring(name.lastIndexOf('.'));
            final boolean slope = name.contains("prelu");
            if (local.equals(".weight")) {
                layer[0] += slope ? 1 : layer[0] % 2 == 0 ? 2 : 1;
            }
            final String family = network.toString();
            tensors.put(family.startsWith("eSR-CNN") ? "filter." + layer[0] + local
                : family.startsWith("eSR") ? "filter" + local : "net." + layer[0] + local, tensor);
        });
        return tensors;
    }

    private static Imported recognise(final Map<String, Tensor> tensors, final Hints hints) {
        return RECOGNISER.recognise(new ForeignTensors("PyTorch (zip)", tensors), hints).orElseThrow();
    }

    private static AcuityException refused(final Map<String, Tensor> tensors, final Hints hints) {
        return assertThrows(AcuityException.class, () -> recognise(tensors, hints));
    }

    private static Hints said(final String architecture) {
        return new Hints("weights.pth", Optional.of(architecture));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eSR-MAX_s2_K3_C1", "eSR-MAX_s4_K7_C4", "eSR-TM_s2_K7_C16", "eSR-TR_s3_K5_C16",
        "eSR-CNN_s2_C2_D3_S6", "eSR-CNN_s4_C8_D9_S15", "ESPCN_s2_D16_S32", "ESPCN_s3_D0_S9", "ESPCN_s4_D64_S6",
        "FSRCNN_s2_D56_S12_M4", "FSRCNN_s3_D6_S1_M1", "FSRCNN_s4_D44_S12_M4"})
    void findsTheConfiguration(final String name) {
        final int scale = Integer.parseInt(name.replaceFirst(".*_s(\\d)_.*", "$1"));
        final Architecture network = Architectures.named(name, scale);

        final Imported imported = recognise(published(network), said(name));

        assertEquals(network, imported.architecture());
        assertEquals(network.initialWeights(1), imported.weights());
        assertTrue(imported.studioLuma());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ESPCN_s2_D16_S32", "ESPCN_s3_D0_S9", "eSR-MAX_s2_K3_C1", "eSR-CNN_s3_C2_D3_S6"})
    void needsNoHelpWhereShapesAreOfOneNetwork(final String name) {
        final Architecture network = Architectures.named(name, name.charAt(name.indexOf("_s") + 2) - '0');

        assertEquals(network, recognise(published(network), Hints.of("weights.pth")).architecture());
    }

    /** Interpolation as a convolution to the phases of each pixel. */
    private static Map<String, Tensor> interpolating(final int scale, final int kernel) {
        final Tensor filter = Tensor.zeros(scale * scale, 1, kernel, kernel);
        for (int i = 0; i < filter.data().length; i++) {
            final int phase = i / (kernel * kernel);
            final double y = i / kernel % kernel - kernel / 2 - ((phase / scale + 0.5) / scale - 0.5);
            final double x = i % kernel - kernel / 2 - ((phase % scale + 0.5) / scale - 0.5);
            filter.data()[i] = (float) (cubic(y) * cubic(x));
        }
        return Map.of("filter.weight", filter);
    }

    private static double cubic(final double x) {
        final double t = Math.abs(x);
        return t <= 1 ? 1.5 * t * t * t - 2.5 * t * t + 1
            : t <= 2 ? -0.5 * t * t * t + 2.5 * t * t - 4 * t + 2 : 0;
    }

    /** 16 filters are one at ×4, four at ×2, or two with their keys. */
    @Test
    void aPictureDecidesWhatShapesLeaveOpen() {
        final Imported imported = recognise(interpolating(4, 5), Hints.of("eSR-TM_s2_K5_C2.model"));

        assertEquals("eSR-MAX_s4_K5_C1", imported.architecture().toString(), "whatever the file is called");
        assertTrue(imported.facts().get("recognised").contains("test picture"), imported.facts().toString());
    }

    /** Its last kernel has the same shape at every scale; here it interpolates, the rest hands the image on. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void aPictureDecidesTheScaleOfFsrcnn(final int scale) {
        final Architecture network = Architectures.named("FSRCNN_s" + scale + "_D1_S1_M1", scale);
        final Map<String, Tensor> tensors = new LinkedHashMap<>(published(network));
        tensors.replaceAll((name, tensor) -> {
            final Tensor plain = Tensor.zeros(tensor.shape());
            if (name.endsWith("weight")) {
                plain.data()[plain.data().length / 2] = 1;
            }
            return plain;
        });
        final double centre = (8 - scale) / 2 + 1 + (scale - 1) / 2.0;
        final DoubleUnaryOperator tap = k -> scale == 2 ? cubic((k - centre) / scale)
            : Math.max(0, 1 - Math.abs(k - centre) / scale);
        final float[] last = tensors.get("net.8.weight").data();
        for (int i = 0; i < last.length; i++) {
            last[i] = (float) (tap.applyAsDouble(i / 9) * tap.applyAsDouble(i % 9));
        }

        assertEquals(network, recognise(tensors, said(network.toString())).architecture());
        assertEquals(1, tensors.get("net.1.weight").data().length);
        assertEquals(network, recognise(tensors, Hints.of("weights.pth")).architecture());
    }

    @Test
    void namesWhatIsPossibleWhereNothingDecides() {
        final Map<String, Tensor> untrained = Map.of("filter.weight", Tensor.zeros(16, 1, 3, 3));

        final AcuityException open = refused(untrained, Hints.of("weights.model"));
        assertTrue(open.reason().contains("eSR-MAX_s2_K3_C4, eSR-MAX_s4_K3_C1, eSR-TM_s2_K3_C2"), open.reason());
        assertTrue(open.remedy().contains("--architecture"));

        final AcuityException none = refused(untrained, said("eSR-TR_s2_K3_C1"));
        assertTrue(none.reason().contains("does not hold eSR-TR_s2_K3_C1"), none.reason());
    }

    @ParameterizedTest
    @CsvSource({"folder/eSR-TM_s2_K3_C2.model, eSR-TM_s2_K3_C2", "eSR-MAX_s4_K3_C1 (1).model, eSR-MAX_s4_K3_C1",
        "eSR-MAX_s4_K3_C16.model,", "eSR-TR_s2_K3_C1.model,", "eSR-TM_s2_K3_C2/weights.model,"})
    void aFileNameChoosesOnlyAmongWhatFits(final String file, final String expected) {
        final Map<String, Tensor> untrained = Map.of("filter.weight", Tensor.zeros(16, 1, 3, 3));
        if (expected == null) {
            refused(untrained, Hints.of(file));
        } else {
            assertEquals(expected, recognise(untrained, Hints.of(file)).architecture().toString());
        }
    }

    @Test
    void saysPreciselyWhatDoesNotFit() {
        assertSays("filter.weight has the shape [17, 1, 3, 3], and [s² · C · 1, 2 or 3, 1, K, K]",
            Map.of("filter.weight", Tensor.zeros(17, 1, 3, 3)));
        assertSays("filter.weight has the shape [16, 1, 4, 4]", Map.of("filter.weight", Tensor.zeros(16, 1, 4, 4)));
        assertSays("filter.weight has the shape [16]", Map.of("filter.weight", Tensor.zeros(16)));
        assertSays("filter.weight has the shape [4, 2, 3, 3], and [4, 1, 3, 3] was expected for eSR-MAX_s2_K3_C1",
            Map.of("filter.weight", Tensor.zeros(4, 2, 3, 3)));
        assertSays("but has 1 more: extra [5]",
            Map.of("filter.weight", Tensor.zeros(4, 1, 3, 3), "extra", Tensor.zeros(5)));

        final Map<String, Tensor> espcn = new LinkedHashMap<>(published(Architectures.named("ESPCN_s2_D16_S32", 2)));
        espcn.put("net.2.bias", Tensor.zeros(31));
        assertSays("net.2.bias has the shape [31], and [32] was expected for ESPCN_s2_D16_S32", espcn);
        espcn.remove("net.2.bias");
        assertSays("has no tensor net.2.bias [32]", espcn);
        espcn.remove("net.0.weight");
        assertSays("has no tensor net.0.weight", espcn);

        final Map<String, Tensor> fsrcnn = new LinkedHashMap<>(published(Architectures.named("FSRCNN_s2_D6_S1_M1", 2)));
        fsrcnn.put("net.3.weight", Tensor.zeros(12));
        assertSays("net.3.weight has the shape [12], and [1]", fsrcnn);
        assertSays("net.4.weight [4, 4, 3, 3]", Map.of("net.0.weight", Tensor.zeros(4, 1, 5, 5), "net.0.bias",
            Tensor.zeros(4), "net.1.weight", Tensor.zeros(1), "net.2.weight", Tensor.zeros(4, 4, 1, 1), "net.2.bias",
            Tensor.zeros(4), "net.3.weight", Tensor.zeros(1), "net.99.weight", Tensor.zeros(1)));
    }

    private static void assertSays(final String expected, final Map<String, Tensor> tensors) {
        final AcuityException e = refused(tensors, Hints.of("weights.pth"));
        assertTrue(e.reason().contains(expected), e.reason());
    }

    @Test
    void leavesOtherFamiliesAlone() {
        assertEquals(Optional.empty(), RECOGNISER.recognise(new ForeignTensors("safetensors",
            Map.of("conv1.weight", Tensor.zeros(4, 1, 3, 3))), Hints.of("a")));
        assertEquals(Optional.empty(), RECOGNISER.recognise(new ForeignTensors("safetensors",
            Map.of("net.0.weight", Tensor.zeros(4, 1, 3, 3), "head.weight", Tensor.zeros(1))), Hints.of("a")));
        assertEquals(Optional.empty(),
            RECOGNISER.recognise(new ForeignTensors("safetensors", Map.of()), Hints.of("a")));
    }
}
