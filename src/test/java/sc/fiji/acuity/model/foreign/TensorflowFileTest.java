package sc.fiji.acuity.model.foreign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.FalsrGraphDef;
import sc.fiji.acuity.Protobuf;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Tensor;

class TensorflowFileTest {

    private static final TensorflowFile FORMAT = new TensorflowFile();

    private static ForeignTensors read(final Protobuf graph) {
        return FORMAT.read(graph.bytes(), "some.pb");
    }

    private static Protobuf graph(final Protobuf... nodes) {
        final Protobuf graph = Protobuf.message();
        Arrays.stream(nodes).forEach(node -> graph.message(1, node));
        return graph;
    }

    private static Protobuf constant(final String name, final Protobuf tensor) {
        return Protobuf.message().text(1, name).text(2, "Const").message(5,
            Protobuf.message().text(1, "value").message(2, Protobuf.message().message(8, tensor)));
    }

    private static Protobuf tensor(final long type, final long... shape) {
        final Protobuf lengths = Protobuf.message();
        Arrays.stream(shape).forEach(n -> lengths.message(2, Protobuf.message().number(1, n)));
        return Protobuf.message().number(1, type).message(2, lengths);
    }

    private static void assertRefused(final String reason, final Protobuf graph) {
        assertRefused(reason, graph.bytes());
    }

    private static void assertRefused(final String reason, final byte[] file) {
        final String message = assertThrows(AcuityException.class, () -> FORMAT.read(file, "some.pb")).getMessage();
        assertTrue(message.startsWith("some.pb: ") && message.contains(reason), message);
    }

    @Test
    void valuesInEveryWayThatTheyAreWritten() {
        final float[] values = {1, -2, 0.5f};
        final ForeignTensors file = read(graph(constant("bytes", tensor(1, 3).bytes(4, Protobuf.floats(values))),
            constant("packed", tensor(1, 3).bytes(5, Protobuf.floats(values))),
            constant("single", tensor(1, 3).single(5, 1).single(5, -2).single(5, 0.5f)),
            constant("all the same", tensor(1, 2, 2).single(5, 7)), constant("scalar", tensor(1).single(5, 3)),
            constant("none", tensor(1, 0, 3)), constant("whole numbers", tensor(3, 3).number(7, 5)),
            constant("doubles", tensor(2, 1).bytes(4, new byte[8]))));
        assertEquals(List.of("bytes", "packed", "single", "all the same", "scalar", "none"),
            List.copyOf(file.tensors().keySet()));
        for (final String name : List.of("bytes", "packed", "single")) {
            assertEquals(new Tensor(new int[] {3}, values), file.tensors().get(name), name);
        }
        assertEquals(new Tensor(new int[] {2, 2}, new float[] {7, 7, 7, 7}), file.tensors().get("all the same"));
        assertArrayEquals(new int[0], file.shape("scalar").orElseThrow());
        assertEquals(8, file.nodes().size());
    }

    @Test
    void nodesAndWhatTheyRead() {
        final Protobuf node = Protobuf.message().text(1, "a/b").text(2, "Conv2D").text(3, "x").text(3, "y:0")
            .text(3, "z:1").text(3, "^first").text(4, "/device:CPU:0");
        final Protobuf strides = Protobuf.message().number(3, 1).number(3, 2);
        for (final Map.Entry<String, Protobuf> e : Map.of("s", Protobuf.message().message(1, strides), "n",
            Protobuf.message().number(3, -4), "t", Protobuf.message().text(2, "SAME"), "type",
            Protobuf.message().number(6, 1)).entrySet()) {
            node.message(5, Protobuf.message().text(1, e.getKey()).message(2, e.getValue()));
        }
        assertEquals(Map.of("a/b", new ForeignTensors.Node("Conv2D", List.of("x", "y", "z:1"),
            Map.of("s", "1,2", "n", "-4", "t", "SAME"))), read(graph(node)).nodes());
    }

    @Test
    void looksLikeAGraphByItsFirstBytesOnly() {
        final byte[] file = FalsrGraphDef.smallFile();
        assertTrue(FORMAT.looksLike(file, file.length));
        assertTrue(FORMAT.looksLike(Arrays.copyOf(file, 10), file.length));
        for (final String other : List.of("", "\n", "PK\3\4", "\u0080\u0002}q", "{\"a\": 1}", "\n# Title\n")) {
            final byte[] head = other.getBytes(StandardCharsets.ISO_8859_1);
            assertFalse(FORMAT.looksLike(head, head.length), other);
        }
    }

    @Test
    void sizesThatOverflow() {
        final long huge = 1L << 31;
        assertRefused("length 2147483648", graph(constant("a", tensor(1, huge).single(5, 1))));
        assertRefused("length -1", graph(constant("a", tensor(1, -1).single(5, 1))));
        assertRefused("[65536, 65536]", graph(constant("a", tensor(1, 65536, 65536).single(5, 1))));
        assertRefused("with 0 values", graph(constant("a", tensor(1, 65536, 65536, 65536, 65536))));
        assertRefused("with 1 values", graph(constant("a",
            tensor(1, 1 << 30, 1 << 30, 1 << 30, 1 << 30, 1 << 30, 1 << 30, 1 << 30, 1 << 30).single(5, 1))));
        assertRefused("along axis 8", graph(constant("a", tensor(1, 1, 1, 1, 1, 1, 1, 1, 1, 1).single(5, 1))));
        assertRefused("[4] with 5 values", graph(constant("a", tensor(1, 4).bytes(4, new byte[20]))));
        assertRefused("no whole number of 32-bit values", graph(constant("a", tensor(1, 4).bytes(4, new byte[15]))));
    }

    /** One value can stand for many, but not again and again. */
    @Test
    void repeatedValuesAreBounded() {
        final Protobuf[] nodes = new Protobuf[20];
        Arrays.setAll(nodes, i -> constant("a" + i, tensor(1, 100_000).single(5, 1)));
        assertEquals(10, read(graph(Arrays.copyOf(nodes, 10))).tensors().size());
        assertRefused("shape [100000] with 1 values", graph(nodes));
    }

    @Test
    void whatIsThereTwice() {
        final Protobuf a = Protobuf.message().text(1, "a").text(2, "Relu");
        assertRefused("two nodes of the name a", graph(a, a));
        assertRefused("name of a node twice", graph(Protobuf.message().text(1, "a").text(1, "b").text(2, "Relu")));
        assertRefused("operation of a node twice",
            graph(Protobuf.message().text(1, "a").text(2, "Relu").text(2, "Relu")));
        assertRefused("type of a tensor twice", graph(constant("a", tensor(1, 1).number(1, 1).single(5, 1))));
        assertRefused("content of a tensor twice",
            graph(constant("a", tensor(1, 1).bytes(4, new byte[4]).bytes(4, new byte[4]))));
        assertRefused("in two ways", graph(constant("a", tensor(1, 1).bytes(4, new byte[4]).single(5, 1))));
        final Protobuf value = Protobuf.message().message(8, tensor(1, 1).single(5, 1));
        assertRefused("value of a node twice", graph(constant("a", tensor(1, 1).single(5, 1)).message(5,
            Protobuf.message().text(1, "other").message(2, value))));
        final Protobuf number = Protobuf.message().text(1, "n").message(2, Protobuf.message().number(3, 1));
        assertRefused("attribute n twice",
            graph(Protobuf.message().text(1, "a").text(2, "Relu").message(5, number).message(5, number)));
    }

    @Test
    void lengthsAndNumbersOutsideTheFile() {
        assertRefused("bytes follow", Protobuf.message().raw(1 << 3 | 2).raw(Integer.MAX_VALUE));
        assertRefused("bytes follow", Protobuf.message().raw(1 << 3 | 2).raw(-1));
        assertRefused("bytes follow", Protobuf.message().raw(1 << 3 | 2).raw(1L << 40));
        final byte[] endless = new byte[100];
        Arrays.fill(endless, (byte) 0xFF);
        assertRefused("more than 64 bits", endless);
        assertRefused("no field", new byte[] {0, 0});
        assertRefused("no field", Protobuf.message().raw(1L << 40));
        assertRefused("of type 0 where 2", Protobuf.message().number(1, 5));
        assertRefused("unknown type 3", Protobuf.message().raw(9 << 3 | 3));
        assertRefused("unknown type 7", Protobuf.message().raw(9 << 3 | 7));
        assertRefused("ends too early", Protobuf.message().raw(9 << 3 | 5));
        assertRefused("name of 2000 bytes", graph(Protobuf.message().text(1, "a".repeat(2000))));
        assertRefused("not UTF-8", graph(Protobuf.message().bytes(1, new byte[] {(byte) 0xC0, 0})));
    }

    /** Messages within messages are not followed where nothing is looked for: no depth of them uses a stack. */
    @Test
    void deepNesting() {
        Protobuf deep = Protobuf.message().number(1, 1);
        for (int i = 0; i < 5000; i++) {
            deep = Protobuf.message().message(i % 7 + 1, deep);
        }
        final Protobuf last = deep;
        assertRefused("has a name of", graph(last));
        final Protobuf beside = graph(Protobuf.message().text(1, "a").text(2, "Relu")).message(2, last);
        assertEquals(1, read(beside).nodes().size());
        final byte[] groups = new byte[1 << 20];
        Arrays.fill(groups, (byte) (9 << 3 | 3));
        assertRefused("unknown type 3", groups);
    }

    @Test
    void numbersOfThingsAreBounded() {
        final Protobuf inputs = Protobuf.message().text(1, "a").text(2, "AddN");
        final Protobuf list = Protobuf.message();
        for (int i = 0; i < 2000; i++) {
            inputs.text(3, "b");
            list.number(3, i);
        }
        assertRefused("more than 1024 inputs", graph(inputs));
        assertRefused("list of more than 64", graph(Protobuf.message().text(1, "a").text(2, "b").message(5,
            Protobuf.message().text(1, "l").message(2, Protobuf.message().message(1, list)))));
    }
}
