package sc.fiji.acuity.model.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Carn;
import sc.fiji.acuity.network.family.Imdn;

/** CARN and IMDN by the names and shapes that their authors' programs save. */
class ClassicsRecogniserTest {

    private static final float[] MEAN = {0.4488f, 0.4371f, 0.4040f};

    private static Carn carn(final int scale, final Carn.Block block, final boolean recursive, final boolean several) {
        return new Carn(scale, 8, block, 4, recursive, several);
    }

    private static void shift(final Map<String, Tensor> tensors, final String layer, final int sign) {
        tensors.put(layer + ".weight", new Tensor(new int[] {3, 3, 1, 1}, new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}));
        tensors.put(layer + ".bias",
            new Tensor(new int[] {3}, new float[] {sign * MEAN[0], sign * MEAN[1], sign * MEAN[2]}));
    }

    /** What the authors' program saves: one network with layers for several scales, and the shifts. */
    private static Map<String, Tensor> published(final Carn.Block block, final boolean recursive, final int... scales) {
        final Map<String, Tensor> tensors = new LinkedHashMap<>();
        shift(tensors, "sub_mean.shifter", -1);
        for (final int scale : scales) {
            tensors.putAll(carn(scale, block, recursive, true).initialWeights(1).asMap());
        }
        shift(tensors, "add_mean.shifter", 1);
        return tensors;
    }

    private static Imported recognise(final Map<String, Tensor> tensors, final String said) {
        return Recognisers.recognise(new ForeignTensors("PyTorch", tensors),
            new Hints("some.pth", Optional.of(said).filter(text -> !text.isEmpty())));
    }

    private static void refused(final Map<String, Tensor> tensors, final String said, final String reason) {
        final AcuityException e = assertThrows(AcuityException.class, () -> recognise(tensors, said));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
        assertTrue(e.getMessage().contains("some.pth"), e.getMessage());
    }

    private static void assertWeights(final Map<String, Tensor> tensors, final Imported network) {
        final Weights weights = network.weights();
        assertEquals(network.architecture().graph().parameters().keySet(), weights.names());
        weights.names().forEach(name -> assertEquals(tensors.get(name), weights.get(name), name));
    }

    @ParameterizedTest
    @CsvSource({"RESIDUAL, false", "EFFICIENT, true", "EFFICIENT, false", "RESIDUAL, true"})
    void carnForThreeScales(final Carn.Block block, final boolean recursive) {
        final Map<String, Tensor> tensors = published(block, recursive, 2, 3, 4);
        final Imported two = recognise(tensors, "");
        assertEquals(carn(2, block, recursive, true), two.architecture());
        assertEquals("2, 3, 4", two.facts().get("scales"));
        assertEquals(Paper.CARN, two.paper());
        assertWeights(tensors, two);
        for (int scale = 2; scale <= 4; scale++) {
            final Imported one = recognise(tensors, two.architecture() + "-x" + scale);
            assertEquals(carn(scale, block, recursive, true), one.architecture());
            assertWeights(tensors, one);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void carnForOneScale(final int scale) {
        final Map<String, Tensor> single = new LinkedHashMap<>();
        shift(single, "sub_mean.shifter", -1);
        single.putAll(carn(scale, Carn.Block.EFFICIENT, true, false).initialWeights(2).asMap());
        shift(single, "add_mean.shifter", 1);
        final Imported one = recognise(single, "");
        assertEquals(carn(scale, Carn.Block.EFFICIENT, true, false), one.architecture());
        assertWeights(single, one);
    }

    @Test
    void theNetworksOfThePaperHaveTheirNames() {
        final Map<String, Tensor> tensors = new LinkedHashMap<>();
        shift(tensors, "sub_mean.shifter", -1);
        shift(tensors, "add_mean.shifter", 1);
        tensors.putAll(Carn.mobile(4).initialWeights(3).asMap());
        final Imported network = recognise(tensors, "");
        assertEquals("carn-m", network.name());
        assertEquals(4, network.architecture().scale());
        assertEquals("imdn", recognise(Imdn.original(3).initialWeights(3).asMap(), "").name());
    }

    @Test
    void carnThatDoesNotFit() {
        final Map<String, Tensor> tensors = published(Carn.Block.EFFICIENT, true, 2, 3);
        refused(tensors, "carn-m-x4", "enlarge by 2, 3, not by 4");
        refused(tensors, "carn-x2", "does not hold carn by its tensors");
        changed(tensors, "b2.c3.body.0.weight", null, "has no tensor b2.c3.body.0.weight [8, 32, 1, 1]");
        changed(tensors, "b2.c3.body.0.weight", Tensor.zeros(8, 32, 3, 3),
            "b2.c3.body.0.weight has the shape [8, 32, 3, 3]");
        // of the scale that is not used
        changed(tensors, "upsample.up3.body.0.weight", Tensor.zeros(72, 1, 3, 3),
            "upsample.up3.body.0.weight has the shape");
        changed(tensors, "b1.b1.body.0.weight", Tensor.zeros(8, 3, 3, 3), "b1.b1.body.0.weight has the shape");
        changed(tensors, "b1.b1.body.0.weight", Tensor.zeros(8), "b1.b1.body.0.weight has the shape [8]");
        changed(tensors, "entry.weight", Tensor.zeros(0, 3, 3, 3), "entry.weight");
        changed(tensors, "more.weight", Tensor.zeros(1), "1 more: more.weight [1]");
        changed(tensors, "sub_mean.shifter.bias", null, "sub_mean.shifter.bias is missing");
        changed(tensors, "add_mean.shifter.bias", Tensor.zeros(3),
            "add_mean.shifter.bias is [0.0, 0.0, 0.0], not [0.4488");
        changed(tensors, "sub_mean.shifter.weight", Tensor.zeros(3, 3, 1, 1), "sub_mean.shifter.weight is [0.0");
        changed(tensors, "sub_mean.shifter.bias", Tensor.zeros(2), "sub_mean.shifter.bias is [0.0");
    }

    private static void changed(final Map<String, Tensor> tensors, final String name, final Tensor value,
        final String reason) {
        final Map<String, Tensor> other = new LinkedHashMap<>(tensors);
        other.put(name, value);
        other.values().removeIf(tensor -> tensor == null);
        refused(other, "", reason);
    }

    @ParameterizedTest
    @CsvSource({"2, 16, 1", "3, 20, 3", "4, 32, 6"})
    void imdn(final int scale, final int width, final int modules) {
        final Imdn network = new Imdn(scale, width, modules);
        final Map<String, Tensor> tensors = network.initialWeights(4).asMap();
        final Imported found = recognise(tensors, "");
        assertEquals(network, found.architecture());
        assertEquals(Paper.IMDN, found.paper());
        assertWeights(tensors, found);
    }

    @Test
    void imdnThatDoesNotFit() {
        final Map<String, Tensor> tensors = new Imdn(2, 16, 2).initialWeights(5).asMap();
        changed(tensors, "IMDB2.cca.conv_du.0.bias", null, "has no tensor IMDB2.cca.conv_du.0.bias [1]");
        changed(tensors, "IMDB3.c1.weight", Tensor.zeros(16, 16, 3, 3), "has no tensor IMDB3.c1.bias");
        changed(tensors, "upsampler.0.weight", Tensor.zeros(13, 16, 3, 3),
            "upsampler.0.weight has the shape [13, 16, 3, 3]");
        changed(tensors, "fea_conv.weight", Tensor.zeros(18, 3, 3, 3), "width is 18, but must be a multiple of 4");
        changed(tensors, "fea_conv.weight", Tensor.zeros(16), "fea_conv.weight has the shape [16]");
    }
}
