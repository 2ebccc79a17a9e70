package sc.fiji.acuity.model.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.FalsrGraphDef;
import sc.fiji.acuity.FalsrGraphDef.Node;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Falsr;
import sc.fiji.acuity.network.family.FalsrCell;

/** Every network of the search space is found again in a graph with the published names. */
class FalsrRecogniserTest {

    private static final Hints HINTS = Hints.of("some.pb");

    static Imported recognise(final byte[] file) {
        return Recognisers.recognise(new TensorflowFile().read(file, "some.pb"), HINTS);
    }

    private static void assertFound(final Falsr network, final String prefix) {
        final Weights weights = FalsrGraphDef.weights(network, 5);
        final Imported found = recognise(new FalsrGraphDef(network, weights, prefix).bytes());
        assertEquals(network, found.architecture());
        assertEquals(weights, found.weights());
        assertEquals(Paper.FALSR, found.paper());
    }

    @Test
    void publishedNetworksOfAnyPrefix() {
        for (final Falsr known : List.of(Falsr.b(), Falsr.c())) {
            assertFound(new Falsr(known.cells(), known.connections(), true), "test_sr_evaluator_i1_b0_g/");
        }
        assertFound(FalsrGraphDef.small(), "");
        assertEquals("falsr-b", recognise(new FalsrGraphDef(new Falsr(Falsr.b().cells(), Falsr.b().connections(), true),
            FalsrGraphDef.weights(Falsr.b(), 1), "x/").bytes()).name());
    }

    @Test
    void anyNetworkOfTheSpace() {
        final SplittableRandom random = new SplittableRandom(7);
        for (int n = 0; n < 25; n++) {
            assertFound(random(random), "p" + n + "/");
        }
    }

    private static Falsr random(final SplittableRandom random) {
        final List<FalsrCell> cells = new ArrayList<>();
        final List<String> connections = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            final FalsrCell cell = FalsrCell.options().get(random.nextInt(192));
            // with one repetition the skip is nothing
            cells.add(new FalsrCell(cell.operation(), cell.filters() / 4, cell.kernel(),
                cell.skip() && cell.repeats() > 1, cell.repeats()));
            final StringBuilder word = new StringBuilder();
            for (int j = i; j < 7; j++) {
                word.append(random.nextInt(2));
            }
            connections.add(word.toString());
        }
        return new Falsr(cells, connections, true);
    }

    @Test
    void theSkipOfOneRepetitionIsNone() {
        final Falsr network = FalsrGraphDef.small();
        final List<FalsrCell> cells = new ArrayList<>(network.cells());
        cells.set(2, new FalsrCell(FalsrCell.Operation.GROUP2, 4, 3, true, 1));
        final Falsr skipping = new Falsr(cells, network.connections(), true);
        assertEquals(network, recognise(
            new FalsrGraphDef(skipping, FalsrGraphDef.weights(network, 1), "").bytes()).architecture());
    }

    private static FalsrGraphDef small() {
        return new FalsrGraphDef(FalsrGraphDef.small(), FalsrGraphDef.weights(FalsrGraphDef.small(), 3), "net/");
    }

    private static void assertRefused(final String reason, final FalsrGraphDef graph) {
        final String message = assertThrows(AcuityException.class, () -> recognise(graph.bytes())).getMessage();
        assertTrue(message.contains(reason), message);
    }

    private static FalsrGraphDef attribute(final String node, final String key, final Object value) {
        final FalsrGraphDef graph = small();
        final Node before = graph.node(node);
        final Map<String, Object> attributes = new HashMap<>(before.attributes());
        attributes.put(key, value);
        return graph.change(node, new Node(before.operation(), before.inputs(), attributes));
    }

    private static FalsrGraphDef inputs(final String node, final UnaryOperator<List<String>> change) {
        final FalsrGraphDef graph = small();
        final Node before = graph.node(node);
        return graph.change(node,
            new Node(before.operation(), change.apply(new ArrayList<>(before.inputs())), before.attributes()));
    }

    private static List<String> swapped(final List<String> inputs) {
        inputs.add(0, inputs.remove(1));
        return inputs;
    }

    @Test
    void shapesThatDoNotFitAreNamed() {
        final String kernel = "cell1/conv_f8_k1_b2_isskip_b0/kernel";
        assertRefused("whose tensor net/" + kernel + " has the shape [3, 3, 4, 8], not [1, 1, 4, 8]",
            attribute(kernel, "value", Tensor.zeros(3, 3, 4, 8)));
        final FalsrGraphDef without = small();
        without.nodes.remove("net/yout/bias");
        assertRefused("without the tensor net/yout/bias [1]", without);
        final FalsrGraphDef more = small();
        more.nodes.put("net/cell6/invertBotConE2_f4_k1_b1_noskip_b1_conv_1/bias",
            new Node("Const", List.of(), Map.of("value", Tensor.zeros(8))));
        assertRefused("with the tensor net/cell6/invertBotConE2_f4_k1_b1_noskip_b1_conv_1/bias [8], which such a "
            + "network has not", more);
    }

    @Test
    void cellsThatDoNotFitAreNamed() {
        final FalsrGraphDef eight = small();
        eight.nodes.put("net/cell7/conv_f8_k1_b2_isskip_b0/kernel",
            new Node("Const", List.of(), Map.of("value", Tensor.zeros(1))));
        assertRefused("where cell0 to cell6 are expected", eight);
        final FalsrGraphDef odd = small();
        odd.nodes.put("net/cell3/conv_f8_k1_b2_isskip_b0/kernel",
            new Node("Const", List.of(), Map.of("value", Tensor.zeros(1))));
        assertRefused("of 7 cells, cell3 called [conv_f8_k1_b2_isskip, groupConG4_f8_k1_b2_isskip], where cell0 to "
            + "cell6 are expected, once each", odd);
    }

    @Test
    void otherOperationsThanThoseOfThePaperAreRefused() {
        final String conv = "cell1/conv_f8_k1_b2_isskip_b0/Conv2D";
        assertRefused(conv + " has padding VALID, not SAME", attribute(conv, "padding", "VALID"));
        assertRefused(conv + " has strides 1,2,2,1, not 1,1,1,1", attribute(conv, "strides", List.of(1L, 2L, 2L, 1L)));
        assertRefused("DepthToSpace has block_size 4, not 2",
            attribute("pixelshufflerx2/2/0/DepthToSpace", "block_size", 4L));
        final FalsrGraphDef relu6 = small();
        final Node relu = relu6.node("n32s1/c/Relu");
        assertRefused("net/n32s1/c/Relu is the operation Relu6, not Relu",
            relu6.change("n32s1/c/Relu", new Node("Relu6", relu.inputs(), Map.of())));
        assertRefused("are not added", inputs("elementwise_layer_9", inputs -> List.of(inputs.get(0), inputs.get(0))));
        assertRefused("joins", inputs("cell3/groupConG4_f8_k1_b2_isskip_b0/concat", FalsrRecogniserTest::swapped));
        assertRefused("there is no operation net/nowhere",
            inputs("n32s1/2/0/Conv2D", inputs -> List.of("net/nowhere", inputs.get(1))));
    }

    @Test
    void connectionsOutsideTheSpaceAreRefused() {
        assertRefused("not in the order in which they are computed",
            inputs("concat_layer", FalsrRecogniserTest::swapped));
        assertRefused("is no result of the features or of an earlier cell", inputs("concat_layer",
            inputs -> List.of("net/yout/BiasAdd", inputs.get(1), inputs.get(2))));
        assertRefused("the one before it", inputs("cell1/conv_f8_k1_b2_isskip_b0/Conv2D",
            inputs -> List.of("net/n32s1/c/Relu", inputs.get(1))));
    }

    @Test
    void whatIsNotFalsrIsToldApart() {
        final FalsrGraphDef other = small();
        other.nodes.keySet().removeIf(name -> name.contains("/cell"));
        final String message = assertThrows(AcuityException.class, () -> recognise(other.bytes())).getMessage();
        assertTrue(message.startsWith("some.pb: holds no network that is known here (TensorFlow graph, 7 tensors: "
            + "net/n32s1/c/kernel [3, 3, 1, 32], net/n32s1/c/bias [32], "), message);
        assertTrue(message.contains("FALSR (frozen TensorFlow graph)"), message);
    }
}
