package sc.fiji.acuity.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.acuity.model.SafetensorsTest.assertReason;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Tensor;

class NpyTest {

    private static final String TWO = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }\n";

    @TempDir
    Path folder;

    static Stream<Tensor> tensors() {
        return Stream.of(new Tensor(new int[0], new float[] { 3 }), new Tensor(new int[] { 2 }, new float[] { 1, -0f }),
            new Tensor(new int[] { 1, 2, 1, 2 }, new float[] { 1, 2, 3, Float.MIN_VALUE }), Tensor.zeros(3, 0),
            Tensor.zeros(2, 3, 100, 101));
    }

    @ParameterizedTest
    @MethodSource("tensors")
    void readsWhatItWrites(final Tensor tensor) throws IOException {
        final Path file = folder.resolve("t.npy");
        Npy.write(file, tensor);
        assertEquals(tensor, Npy.read(file));
        assertEquals(0, (Files.size(file) - 4L * tensor.data().length) % 64, "values begin at a multiple of 64");
    }

    @Test
    void writesWhatNumpyWrites() throws IOException {
        final Path file = folder.resolve("t.npy");
        Npy.write(file, new Tensor(new int[] { 1, 2 }, new float[] { 1, 2 }));
        final byte[] bytes = Files.readAllBytes(file);
        assertArrayEquals(new byte[] { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0 }, Arrays.copyOf(bytes, 10));
        final String header = new String(bytes, 10, 118, StandardCharsets.US_ASCII);
        assertEquals("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }", header.stripTrailing());
        assertTrue(header.endsWith(" \n"));
        assertArrayEquals(new byte[] { 0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40 }, Arrays.copyOfRange(bytes, 128, 136));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', value = {
        "{'shape': (2,), 'fortran_order': False, 'descr': '<f4'}",
        "{ 'shape':(2, ),'fortran_order' : False ,'descr':'<f4' , }",
    })
    void readsOtherWaysToSayIt(final String header) throws IOException {
        assertArrayEquals(new float[] { 1, 2 }, Npy.read(file(header, 1, 2)).data());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', value = {
        "{'descr': '>f4', 'fortran_order': False, 'shape': (2,), }                  | of type >f4",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }                  | of type <f8",
        "{'descr': 'O', 'fortran_order': False, 'shape': (1,), }                    | of type O",
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }         | has a header that is not",
        "{'descr': '<f4', 'fortran_order': True, 'shape': (2,), }                   | Fortran order",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2), }                   | not a tuple",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), }                 | has a header that is not",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,,), }                 | not a tuple",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }                  | needs 12 bytes, but there are 8",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }                  | needs 4 bytes, but there are 8",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536), }        | more than fits",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999,), }         | more than fits",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }        | not a tuple",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 1, 1, 1, 1, 1, 1, 2), } | more than fits",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'shape': (2,), }   | twice",
        "{'descr': '<f4', 'fortran_order': False, }                                 | has a header that is not",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } x                | has a header that is not",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,),                    | has a header that is not",
        "__import__('os').system('x')                                               | has a header that is not",
    })
    void refuses(final String header, final String reason) throws IOException {
        final Path file = file(header, 1, 2);
        assertReason(reason, assertThrows(AcuityException.class, () -> Npy.read(file)));
    }

    @Test
    void refusesWhatIsNotVersionOne() throws IOException {
        final byte[] bytes = bytes(TWO, 1, 2);
        for (int i = 0; i < 8; i++) {
            final byte[] other = bytes.clone();
            other[i] ^= 3;
            assertReason("does not begin as", assertThrows(AcuityException.class, () -> Npy.read(Blob.of(other, "t"))));
        }
        final Blob shorter = Blob.of(new byte[9], "t");
        assertReason("does not begin as", assertThrows(AcuityException.class, () -> Npy.read(shorter)));
    }

    @Test
    void refusesValuesThatAreNotFinite() throws IOException {
        final Path file = file(TWO, 1, Float.NaN);
        assertReason("NaN at index 1", assertThrows(AcuityException.class, () -> Npy.read(file)));
    }

    @Test
    void refusesALongHeader() {
        final byte[] bytes = bytes(TWO + " ".repeat(2000), 1, 2);
        assertReason("1024 is the most", assertThrows(AcuityException.class, () -> Npy.read(Blob.of(bytes, "t"))));
    }

    @Test
    void refusesALargeFile() {
        final Blob large = new Blob("t", Npy.MAX_BYTES + 1L, () -> {
            throw new AssertionError("must not be opened");
        });
        assertReason("is the most that is read", assertThrows(AcuityException.class, () -> Npy.read(large)));
    }

    @Test
    void survivesTruncationAndMutations() {
        final byte[] whole = bytes(TWO, 1, 2);
        for (int n = 0; n < whole.length; n++) {
            final Blob cut = Blob.of(Arrays.copyOf(whole, n), "t");
            assertThrows(AcuityException.class, () -> Npy.read(cut));
        }
        final Random random = new Random(1);
        int read = 0;
        for (int i = 0; i < 2000; i++) {
            final byte[] mutated = whole.clone();
            mutated[random.nextInt(whole.length)] = (byte) random.nextInt();
            try {
                Npy.read(Blob.of(mutated, "t"));
                read++;
            } catch (final AcuityException e) {
                assertEquals("t", e.input());
            }
        }
        assertTrue(read > 50 && read < 1900, read + " of 2000 were read");
    }

    private Path file(final String header, final float... values) throws IOException {
        return Files.write(folder.resolve("t.npy"), bytes(header, values));
    }

    private static byte[] bytes(final String header, final float... values) {
        final ByteBuffer buffer =
            ByteBuffer.allocate(10 + header.length() + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(new byte[] { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0 }).putShort((short) header.length());
        buffer.put(header.getBytes(StandardCharsets.ISO_8859_1));
        for (final float value : values) {
            buffer.putFloat(value);
        }
        return buffer.array();
    }
}
