package sc.fiji.acuity.model.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;

/**
 * Reads tensors from a file of another program.
 *
 * <pre>{@code
 * ForeignTensors file = ForeignFile.read(Path.of("FALSR-B.pb"));
 * }</pre>
 *
 * What a file is follows from its first bytes, not from its name. Nothing in it is run; sizes are checked before memory
 * is taken.
 */
public final class ForeignFile {

    /** How many bytes formats see to tell whether a file is theirs. */
    static final int HEAD = 4096;

    /** The more certain ones first: TensorFlow's has no magic number. */
    private static final List<ForeignFormat> FORMATS = List.of(
        new SafetensorsFile(),
        new TorchFile(),
        new TensorflowFile());

    private ForeignFile() {}

    /** @throws AcuityException naming the file and what is wrong with it */
    public static ForeignTensors read(final Path file) {
        final String name = file.toString();
        if (!Files.isRegularFile(file)) {
            throw new AcuityException(name, Files.exists(file) ? "is not a file" : "does not exist",
                "give the path of a file");
        }
        final byte[] head = head(file);
        final long size = size(file);
        return FORMATS.stream().filter(format -> format.looksLike(head, size)).findFirst()
            .orElseThrow(() -> new AcuityException(name, "is in no format that is known here; these are "
                + FORMATS.stream().map(ForeignFormat::name).collect(Collectors.joining(", ")) + ", and model packages",
                "check that this is the right file, whole"))
            .read(file);
    }

    private static byte[] head(final Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD);
        } catch (final IOException e) {
            throw unreadable(file, e);
        }
    }

    private static long size(final Path file) {
        try {
            return Files.size(file);
        } catch (final IOException e) {
            throw unreadable(file, e);
        }
    }

    static AcuityException unreadable(final Path file, final IOException e) {
        return new AcuityException(file.toString(), "cannot be read (" + AtomicFiles.describe(e) + ")",
            "check the file and its permissions, or get it again", e);
    }
}
