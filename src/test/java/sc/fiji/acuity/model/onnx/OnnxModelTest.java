package sc.fiji.acuity.model.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Samples;

class OnnxModelTest {

    @TempDir
    Path folder;

    private static byte[] bytes(final Message message) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        assertEquals(message.size(), bytes.size());
        return bytes.toByteArray();
    }

    private static String hex(final Message message) throws IOException {
        return HexFormat.of().formatHex(bytes(message));
    }

    /** The examples of protobuf's own description of its encoding, and the ends of what numbers there are. */
    @Test
    void wireFormat() throws IOException {
        assertEquals("089601", hex(new Message().number(1, 150)));
        assertEquals("120774657374696e67", hex(new Message().text(2, "testing")));
        assertEquals("1a03089601", hex(new Message().message(3, new Message().number(1, 150))));
        assertEquals("08ffffffffffffffffff01", hex(new Message().number(1, -1)));
        assertEquals("0800", hex(new Message().number(1, 0)));
        assertEquals("a00102", hex(new Message().number(20, 2)));
        assertEquals("150000803f", hex(new Message().single(2, 1)));
        assertEquals("4a100100000000000000feffffffffffffff", hex(new Message().longs(9, new long[] {1, -2})));
        assertEquals("0a02c3bc", hex(new Message().text(1, "ü")));
        assertEquals("08011002", hex(new Message().number(1, 1).append(new Message().number(2, 2))));
    }

    @Test
    void manyFloats() throws IOException {
        for (final int count : new int[] {0, 1, 16384, 16385, 40000}) {
            final float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = 0.37f * i - 99;
            }
            final byte[] bytes = bytes(new Message().floats(9, values));
            final float[] read = new float[count];
            ByteBuffer.wrap(bytes, bytes.length - 4 * count, 4 * count).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer()
                .get(read);
            assertArrayEquals(values, read);
        }
    }

    @Test
    void everyOperationCanBeSaid() {
        assertEquals(List.of(), kinds(Op.class).filter(kind -> !OpWriters.knows(kind)).toList());
    }

    private static Stream<Class<?>> kinds(final Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
            .flatMap(kind -> kind.isSealed() ? kinds(kind) : Stream.of(kind));
    }

    @Test
    void theSameNetworkGivesTheSameFile() throws IOException {
        final Architecture architecture = Samples.small().get(0);
        for (final String name : List.of("a.onnx", "b.onnx")) {
            OnnxModel.of("net", architecture.graph(), architecture.initialWeights(1), Map.of("scale", "2"))
                .write(folder.resolve(name));
        }
        assertEquals(-1, Files.mismatch(folder.resolve("a.onnx"), folder.resolve("b.onnx")));
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        final Path file = Files.writeString(folder.resolve("mine.onnx"), "mine");
        final Architecture architecture = Samples.small().get(0);
        final OnnxModel model = OnnxModel.of("net", architecture.graph(), architecture.initialWeights(1), Map.of());
        final String message = assertThrows(AcuityException.class, () -> model.write(file)).getMessage();
        assertTrue(message.contains("exists already"), message);
        assertEquals("mine", Files.readString(file));
    }

    /** Nodes of the graph may be called as the image is, and parameters as nodes are. */
    @Test
    void namesThatAreTakenAlready() throws IOException {
        final GraphBuilder b = new GraphBuilder(1);
        String x = b.add("output", Op.Conv.same(1, 1, 1), b.input());
        x = b.add("output.weight", new Op.Scale(2), x);
        x = b.add("output_1", Op.Activation.of(Op.Activation.Function.RELU), x);
        final Graph graph = b.build(b.add("last", new Op.Add(), x, b.input(), x));
        final Weights weights = new Weights(Map.of("output.weight", new Tensor(new int[] {1, 1, 1, 1}, new float[] {3}),
            "output.bias", new Tensor(new int[] {1}, new float[] {1})));
        final OnnxModel model = OnnxModel.of("net", graph, weights, Map.of());
        final ByteArrayOutputStream file = new ByteArrayOutputStream();
        model.writeTo(file);
        assertArrayEquals(new float[] {10.5f}, OnnxFiles.run(file.toByteArray(), new float[] {0.5f}, 1, 1, 1, 1));
    }
}
