package sc.fiji.acuity.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.Test;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Tensor;

class ScriptArchiveTest {

    private static final String METHOD =
        "  def forward(self: __torch__.Net,\n    x: Tensor) -> Tensor:\n    return torch.add(x, self.a, alpha=1)\n";

    private static byte[] archive() {
        final ScriptArchive archive = new ScriptArchive();
        archive.tensor("a", StoredTensor.plain(new Tensor(new int[] {2, 1}, new float[] {1, 2.5f}), false));
        archive.tensor("b", StoredTensor.plain(new Tensor(new int[] {1}, new float[] {-1}), true));
        return archive.write(METHOD);
    }

    private static Map<String, byte[]> entries(final byte[] archive) throws IOException {
        final Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertEquals(ZipEntry.STORED, entry.getMethod());
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    @Test
    void itHoldsWhatPyTorchLooksFor() throws IOException {
        final Map<String, byte[]> entries = entries(archive());
        assertEquals(Set.of("net/data.pkl", "net/code/__torch__.py", "net/constants.pkl", "net/version", "net/data/0",
            "net/data/1"), entries.keySet());
        assertArrayEquals(new byte[] {(byte) 0x80, 2, ')', '.'}, entries.get("net/constants.pkl"));
        assertEquals("3\n", new String(entries.get("net/version"), StandardCharsets.US_ASCII));
        final ByteBuffer values = ByteBuffer.wrap(entries.get("net/data/0")).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(1f, values.getFloat());
        assertEquals(2.5f, values.getFloat());
        assertArrayEquals(new byte[] {(byte) 0x80, (byte) 0xbf}, entries.get("net/data/1"));
        assertTrue(new String(entries.get("net/code/__torch__.py"), StandardCharsets.UTF_8)
            .startsWith("class Net(Module):\n  __parameters__ = []\n  __buffers__ = [\"a\", \"b\", ]\n  a : Tensor\n"));
    }

    @Test
    void entriesLieAtMultiplesOf64() throws IOException {
        final byte[] archive = archive();
        for (final Map.Entry<String, byte[]> entry : entries(archive).entrySet()) {
            assertEquals(0, start(archive, entry.getKey()) % 64, entry.getKey());
        }
    }

    /** Where the content of an entry begins, from its local header. */
    private static int start(final byte[] archive, final String name) {
        final ByteBuffer bytes = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (bytes.getInt(at) == 0x04034b50) {
            final int names = bytes.getShort(at + 26);
            final int content = at + 30 + names + bytes.getShort(at + 28);
            if (new String(archive, at + 30, names, StandardCharsets.UTF_8).equals(name)) {
                return content;
            }
            at = content + bytes.getInt(at + 18);
        }
        throw new AssertionError(name + " is not there");
    }

    @Test
    void theSameContentGivesTheSameBytes() {
        assertArrayEquals(archive(), archive());
        final Graph graph = Cases.chain(Op.Conv.same(1, 4, 3), new Op.PixelShuffle(2));
        for (final ScriptStyle style : ScriptStyle.values()) {
            assertArrayEquals(GraphScript.archive(graph, Cases.weights(graph, 1), style),
                GraphScript.archive(graph, Cases.weights(graph, 1), style));
        }
    }

    @Test
    void namesAreUnique() {
        final ScriptArchive archive = new ScriptArchive();
        final StoredTensor one = StoredTensor.plain(Tensor.zeros(1), false);
        archive.tensor("a", one);
        assertThrows(IllegalArgumentException.class, () -> archive.tensor("a", one));
    }

    @Test
    void channelsLastHasTheSecondDimensionFastest() {
        final Tensor kernel = new Tensor(new int[] {1, 2, 1, 3}, new float[] {1, 2, 3, 4, 5, 6});
        final StoredTensor stored = StoredTensor.channelsLast(kernel, false);
        final float[] values = new float[6];
        ByteBuffer.wrap(stored.bytes()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, values);
        assertArrayEquals(new int[] {6, 1, 6, 2}, stored.strides());
        assertEquals(6, stored.elements());
    }

    @Test
    void bfloat16RoundsToNearestTiesToEven() {
        final int[][] cases = {{0x3f800000, 0x3f80}, {0x3f808000, 0x3f80}, {0x3f818000, 0x3f82}, {0x3f808001, 0x3f81},
            {0x3f807fff, 0x3f80}, {0xbf808001, 0xbf81}, {0x7f7fffff, 0x7f80}, {0x7f800000, 0x7f80}, {0, 0}};
        for (final int[] one : cases) {
            assertEquals((short) one[1], StoredTensor.round(Float.intBitsToFloat(one[0])), Integer.toHexString(one[0]));
        }
        assertTrue(Float.isNaN(Float.intBitsToFloat(StoredTensor.round(Float.NaN) << 16)));
    }
}
