package sc.fiji.acuity.model.foreign;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Tensor;

/** Zips that PyTorch does not write are refused before memory is taken for what they claim to hold. */
class HostileTorchZipTest {

    private static final Map<String, Tensor> TENSORS =
        Map.of("filter.0.bias", new Tensor(new int[] {3}, new float[] {1, 2, 3}));

    @TempDir
    private Path folder;

    private AcuityException refused(final byte[] bytes) {
        return assertThrows(AcuityException.class,
            () -> new TorchFile().read(Files.write(folder.resolve("hostile.zip"), bytes)));
    }

    private static void assertSays(final String expected, final AcuityException e) {
        assertTrue(e.reason().contains(expected), e.getMessage());
    }

    /** A file with a hole takes no space on disk. */
    @Test
    void refusesAFileThatIsTooLarge() throws IOException {
        final Path file = Files.write(folder.resolve("large.pth"), TorchFiles.zip(TENSORS));
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(TorchFile.MAX_BYTES + 1);
        }
        assertSays("is the most that is read", assertThrows(AcuityException.class, () -> ForeignFile.read(file)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/data/0", "/etc/passwd", "a/../../b", "C:\\x", "a\\..\\b", "a/data/0\n"})
    void refusesNamesThatLeadOut(final String name) {
        final Map<String, byte[]> records = new LinkedHashMap<>();
        records.put("a/data.pkl", new PickleWriter().op("}").stop());
        records.put(name, new byte[1]);

        assertSays("leads out", refused(TorchFiles.records(records)));
    }

    @Test
    void refusesABomb() throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("a/data.pkl"));
            zip.write(new byte[1 << 24]);
        }
        assertSays("compressed", refused(bytes.toByteArray()));
    }

    @Test
    void refusesZipsThatAreNotFromPyTorch() {
        assertSays("without data.pkl", refused(TorchFiles.records(Map.of("card.yaml", new byte[1]))));
        final Map<String, byte[]> records = new LinkedHashMap<>();
        records.put("a/data.pkl", new byte[1]);
        records.put("a/constants.pkl", new byte[1]);
        assertSays("TorchScript", refused(TorchFiles.records(records)));
        records.put("b/data.pkl", new byte[1]);
        assertSays("two records", refused(TorchFiles.records(records)));
    }

    /** Directory entries that point to the same bytes, sizes beyond the end, a count that is not there. */
    @Test
    void refusesADirectoryThatLies() {
        final byte[] good = TorchFiles.zip(TENSORS);
        final int end = good.length - 22;
        final int directory = ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getInt(end + 16);
        for (final int at : new int[] {directory + 20, directory + 24, directory + 42, end + 12, end + 16}) {
            final byte[] bad = good.clone();
            ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putInt(at, -2);
            refused(bad);
        }
        final byte[] flipped = good.clone();
        flipped[indexOf(flipped, TorchFiles.floats(1, 2, 3))] ^= 1;
        assertSays("damaged", refused(flipped));
    }

    /** The first record as large as all of them: each lies in the file, but not all do. */
    @Test
    void refusesRecordsThatShareBytes() {
        final byte[] zip = TorchFiles.zip(Map.of("a", Tensor.zeros(100)));
        final ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        final int directory = bytes.getInt(zip.length - 22 + 16);
        final int header = 30;
        bytes.putInt(directory + 20, directory - header).putInt(directory + 24, directory - header);

        assertSays("larger than the file", refused(zip));
    }

    private static int indexOf(final byte[] in, final byte[] what) {
        int at = 0;
        while (!Arrays.equals(in, at, at + what.length, what, 0, what.length)) {
            at++;
        }
        return at;
    }
}
