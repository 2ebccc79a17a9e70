package sc.fiji.acuity.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Checksums;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

/** What is written is read again; whatever else a file holds is an error that says what is wrong. */
class SafetensorsTest {

    private static final String A = "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

    @TempDir
    Path folder;

    static Weights weights() {
        final Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("conv1.weight", new Tensor(new int[] { 2, 1, 1, 3 }, new float[] { 1, -2, 3.5f, 0, -0f, 1e-40f }));
        tensors.put("conv1.bias", new Tensor(new int[] { 2 }, new float[] { Float.MAX_VALUE, Float.MIN_VALUE }));
        tensors.put("a scalar, \"µ\"", new Tensor(new int[0], new float[] { 7 }));
        tensors.put("empty", Tensor.zeros(0, 3));
        return new Weights(tensors);
    }

    @Test
    void readsWhatItWrites() throws IOException {
        final Path file = folder.resolve("w.safetensors");
        Safetensors.write(file, weights(), Map.of("seed", "42", "by", "Ä <b>"));
        final Safetensors.Content content = Safetensors.readAll(file);
        assertEquals(weights(), content.weights());
        assertEquals(List.copyOf(weights().names()), List.copyOf(content.weights().names()), "order");
        assertEquals(Map.of("seed", "42", "by", "Ä <b>"), content.metadata());
        assertEquals(Checksums.sha256(file), content.sha256());
    }

    @Test
    void readsTensorsLongerThanItsBuffer() {
        final float[] values = new float[100_003];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        final Path file = folder.resolve("w.safetensors");
        Safetensors.write(file, new Weights(Map.of("long", new Tensor(new int[] { values.length }, values))), Map.of());
        assertArrayEquals(values, Safetensors.read(file).get("long").data());
    }

    @Test
    void writesTheBytesOfTheFormat() throws IOException {
        final Path file = folder.resolve("w.safetensors");
        Safetensors.write(file, new Weights(Map.of("a", new Tensor(new int[] { 2 }, new float[] { 1, -2 }))), Map.of());
        final byte[] bytes = Files.readAllBytes(file);
        final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        final int length = Math.toIntExact(buffer.getLong());
        assertEquals(0, length % 8, "values begin at a multiple of 8");
        assertEquals("{" + A + "}", new String(bytes, 8, length, StandardCharsets.UTF_8).stripTrailing());
        assertEquals(1f, buffer.getFloat(8 + length));
        assertEquals(-2f, buffer.getFloat(12 + length));
        assertEquals(16 + length, bytes.length);
        Safetensors.write(file, new Weights(Map.of("a", new Tensor(new int[] { 2 }, new float[] { 1, -2 }))), Map.of());
        assertArrayEquals(bytes, Files.readAllBytes(file), "same bytes for the same weights");
    }

    @Test
    void readsAHeaderInAnotherOrderThanTheValues() throws IOException {
        final Weights read = Safetensors.read(file("{\"b\":{\"data_offsets\":[8,12],\"shape\":[1,1],\"dtype\":\"F32\"},"
            + A + "}  ", 1, 2, 3));
        assertEquals(List.of("b", "a"), List.copyOf(read.names()));
        assertArrayEquals(new float[] { 3 }, read.get("b").data());
        assertArrayEquals(new float[] { 1, 2 }, read.get("a").data());
    }

    @Test
    void readsAFileWithoutTensors() throws IOException {
        assertTrue(Safetensors.read(file("{}")).names().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', value = {
        // not the JSON that it must be
        "{'a':1} | 2 | not the JSON",
        "{'a':[]} | 2 | not the JSON",
        "{'a': | 2 | not the JSON",
        "[] | 0 | does not begin with {",
        "{a:{}} | 0 | not the JSON",
        "{}{} | 0 | not the JSON",
        "{} x | 0 | not the JSON",
        "{'__metadata__':{'k':1}} | 0 | metadata that is not text",
        "{'__metadata__':{'k':{}}} | 0 | metadata that is not text",
        "{'__metadata__':{'k':'1','k':'2'}} | 0 | twice",
        "{'__metadata__':{},'__metadata__':{}} | 0 | twice",
        // names
        "{'':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 2 | name is empty",
        "{'a\\n':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 2 | not printable",
        "{'a\\ud800':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 2 | not printable",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} "
            + "| 2 | tensor a twice",
        // entries
        "{'a':{'dtype':'F32','shape':[2]}} | 2 | needs dtype, shape",
        "{'a':{'dtype':'F32','data_offsets':[0,8]}} | 2 | needs dtype, shape",
        "{'a':{'shape':[2],'data_offsets':[0,8]}} | 2 | needs dtype, shape",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0]}} | 2 | two data_offsets",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8,8]}} | 2 | more than 2 numbers",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'x':0}} | 2 | unknown or second entry x",
        "{'a':{'dtype':'F32','shape':[2],'shape':[2],'data_offsets':[0,8]}} | 2 | unknown or second entry shape",
        "{'a':{'dtype':'F16','shape':[4],'data_offsets':[0,8]}} | 2 | unsupported dtype F16",
        "{'a':{'dtype':'BF16','shape':[4],'data_offsets':[0,8]}} | 2 | unsupported dtype BF16",
        "{'a':{'dtype':'F64','shape':[1],'data_offsets':[0,8]}} | 2 | unsupported dtype F64",
        "{'a':{'dtype':'I64','shape':[1],'data_offsets':[0,8]}} | 2 | unsupported dtype I64",
        "{'a':{'dtype':'f32','shape':[2],'data_offsets':[0,8]}} | 2 | unknown dtype f32",
        // shapes
        "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} | 2 | not a whole number",
        "{'a':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}} | 2 | not a whole number",
        "{'a':{'dtype':'F32','shape':[2e0],'data_offsets':[0,8]}} | 2 | not a whole number",
        "{'a':{'dtype':'F32','shape':['2'],'data_offsets':[0,8]}} | 2 | not a whole number",
        "{'a':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,8]}} | 2 | not a whole number",
        "{'a':{'dtype':'F32','shape':[4294967298],'data_offsets':[0,8]}} | 2 | more than 2147483647 bytes",
        "{'a':{'dtype':'F32','shape':[65536,65536,65536,65536],'data_offsets':[0,0]}} | 0 | more than 2147483647 bytes",
        "{'a':{'dtype':'F32','shape':[2147483647,2147483647,9,0],'data_offsets':[0,0]}} | 0 | more than 2147483647",
        "{'a':{'dtype':'F32','shape':[536870911],'data_offsets':[0,2147483644]}} | 2 | ends at byte 2147483644",
        "{'a':{'dtype':'F32','shape':[1,1,1,1,1,1,1,1,2],'data_offsets':[0,8]}} | 2 | more than 8 numbers",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}} | 2 | needs 12 bytes but has 8",
        "{'a':{'dtype':'F32','shape':[],'data_offsets':[0,8]}} | 2 | needs 4 bytes but has 8",
        // offsets
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}} | 2 | after its end",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}} | 2 | ends at byte 12; there are 8",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}} | 3 | the one before ends at 0",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[-4,4]}} | 2 | not a whole number",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}} "
            + "| 3 | inside the one before",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} "
            + "| 2 | inside the one before",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],'data_offsets':[12,20]}} "
            + "| 5 | the one before ends at 8",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 3 | 4 bytes after its last",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 1 | there are 4",
    })
    void refuses(final String header, final int values, final String reason) throws IOException {
        final Path file = file(header.replace('\'', '"'), new float[values]);
        assertReason(reason, assertThrows(AcuityException.class, () -> Safetensors.read(file)));
    }

    @ParameterizedTest
    @ValueSource(floats = { Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY })
    void refusesValuesThatAreNotFinite(final float value) throws IOException {
        final Path file = file("{" + A + "}", 1, value);
        assertReason("the tensor a [2] has the value " + value + " at index 1",
            assertThrows(AcuityException.class, () -> Safetensors.read(file)));
        final Weights bad = new Weights(Map.of("a", new Tensor(new int[] { 1 }, new float[] { value })));
        assertThrows(IllegalArgumentException.class, () -> Safetensors.write(folder.resolve("x"), bad, Map.of()));
        assertFalse(Files.exists(folder.resolve("x")));
    }

    @ParameterizedTest
    @ValueSource(longs = { 0, 1, 100, (16 << 20) + 1, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE })
    void refusesAHeaderLengthOutsideTheFile(final long length) throws IOException {
        final byte[] bytes = bytes("{" + A + "}", 1, 2);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        final Path file = Files.write(folder.resolve("w.safetensors"), bytes);
        assertReason("says that its header has " + Long.toUnsignedString(length) + " bytes",
            assertThrows(AcuityException.class, () -> Safetensors.read(file)));
    }

    @Test
    void refusesAHeaderThatIsNotUtf8() throws IOException {
        final byte[] bytes = bytes("{" + A + "}", 1, 2);
        bytes[10] = (byte) 0xff;
        final Path file = Files.write(folder.resolve("w.safetensors"), bytes);
        assertReason("not UTF-8", assertThrows(AcuityException.class, () -> Safetensors.read(file)));
        bytes[10] = 1;
        Files.write(file, bytes);
        assertReason("control character", assertThrows(AcuityException.class, () -> Safetensors.read(file)));
    }

    @Test
    void refusesAHeaderThatBeginsWithASpace() throws IOException {
        final Path file = file(" {}");
        assertReason("does not begin with {", assertThrows(AcuityException.class, () -> Safetensors.read(file)));
    }

    @Test
    void refusesNamesWithoutEnd() throws IOException {
        final Path file = file("{" + A.replace("\"a\"", "\"" + "a".repeat(257) + "\"") + "}", 1, 2);
        assertReason("longer than 256", assertThrows(AcuityException.class, () -> Safetensors.read(file)));
    }

    @Test
    void refusesTensorsWithoutEnd() throws IOException {
        final StringBuilder header = new StringBuilder("{");
        for (int i = 0; i <= SafetensorsHeader.MAX_TENSORS; i++) {
            header.append(i == 0 ? "\"" : ",\"").append(i)
                .append("\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}");
        }
        final Path file = file(header.append("}").toString());
        assertReason("more than 65536 tensors", assertThrows(AcuityException.class, () -> Safetensors.read(file)));
    }

    @Test
    void refusesNestingWithoutEnd() throws IOException {
        final Path file = file("{\"a\":" + "{\"b\":".repeat(1_000_000));
        assertReason("unknown or second entry b", assertThrows(AcuityException.class, () -> Safetensors.read(file)));
    }

    @Test
    void refusesWhatIsNotAFile() {
        assertReason("is not a file", assertThrows(AcuityException.class, () -> Safetensors.read(folder)));
        final Path absent = folder.resolve("absent");
        assertReason("does not exist", assertThrows(AcuityException.class, () -> Safetensors.read(absent)));
    }

    @Test
    void refusesAFileThatIsNotAsLongAsItSays() throws IOException {
        final byte[] bytes = bytes("{" + A + "}", 1, 2);
        final Blob shorter = Blob.of(Arrays.copyOf(bytes, bytes.length - 1), "w");
        assertThrows(AcuityException.class, () -> Safetensors.read(shorter, header -> { }));
        final Blob liesAboutMore = new Blob("w", bytes.length, shorter.opener());
        assertReason("ends too early",
            assertThrows(AcuityException.class, () -> Safetensors.read(liesAboutMore, header -> { })));
        final Blob liesAboutLess =
            new Blob("w", bytes.length, Blob.of(Arrays.copyOf(bytes, bytes.length + 1), "w").opener());
        assertReason("bytes after its last tensor",
            assertThrows(AcuityException.class, () -> Safetensors.read(liesAboutLess, header -> { })));
    }

    @Test
    void survivesTruncationAnywhere() throws IOException {
        final byte[] whole = whole();
        for (int percent = 0; percent < 100; percent++) {
            final Blob cut = Blob.of(Arrays.copyOf(whole, whole.length * percent / 100), "cut");
            assertThrows(AcuityException.class, () -> Safetensors.read(cut, header -> { }));
        }
    }

    @Test
    void survivesMutations() throws IOException {
        final byte[] whole = whole();
        final int values = Math.toIntExact(4 * weights().count());
        final Random random = new Random(1);
        final List<String> read = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            final byte[] mutated = whole.clone();
            // mostly in the header, where the traps are
            final int position = random.nextInt(i % 4 == 0 ? whole.length : whole.length - values);
            mutated[position] = (byte) random.nextInt();
            try {
                read.add(Safetensors.read(Blob.of(mutated, "mutated"), header -> { }).sha256());
            } catch (final AcuityException e) {
                assertEquals("mutated", e.input());
            }
        }
        assertTrue(read.size() > 100 && read.size() < 1900, read.size() + " of 2000 were read");
    }

    private byte[] whole() throws IOException {
        final Path file = folder.resolve("whole.safetensors");
        Safetensors.write(file, weights(), Map.of("seed", "42"));
        return Files.readAllBytes(file);
    }

    private Path file(final String header, final float... values) throws IOException {
        return Files.write(folder.resolve("w.safetensors"), bytes(header, values));
    }

    private static byte[] bytes(final String header, final float... values) {
        final byte[] json = header.getBytes(StandardCharsets.UTF_8);
        final ByteBuffer buffer = ByteBuffer.allocate(8 + json.length + 4 * values.length)
            .order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(json.length).put(json);
        for (final float value : values) {
            buffer.putFloat(value);
        }
        return buffer.array();
    }

    static void assertReason(final String expected, final AcuityException e) {
        assertTrue(e.getMessage().contains(expected), () -> "expected '" + expected + "' in: " + e.getMessage());
    }
}
