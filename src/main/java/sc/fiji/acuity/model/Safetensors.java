package sc.fiji.acuity.model;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Checksums;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

/**
 * Weights in a safetensors file: 8 bytes with the length of a JSON header, the header, then the values, without a gap.
 *
 * <pre>{@code
 * Safetensors.write(path, weights, Map.of("made by", "Acuity"));
 * Weights same = Safetensors.read(path);
 * }</pre>
 *
 * Only 32-bit floats are read. The file is not trusted: the header is bounded and checked as a whole before memory is
 * taken for the values, so a hostile file costs no more than its own size. Tensors that overlap, leave a gap or lie
 * outside the file, values that are NaN or infinite, and files cut short or with bytes at the end are an
 * {@link AcuityException} that names the tensor.
 *
 * <p>Equal weights and metadata give equal bytes.
 */
public final class Safetensors {

    /** The most bytes that are read: tensors are Java arrays, and a package is one file. */
    public static final long MAX_BYTES = Integer.MAX_VALUE;

    private Safetensors() {}

    /**
     * What a file holds.
     *
     * @param weights in the order of the file's header
     * @param metadata free text by key
     * @param sha256 of the whole file
     */
    public record Content(Weights weights, Map<String, String> metadata, String sha256) {}

    /** The tensors of a file, in the order of its header. */
    public static Weights read(final Path file) {
        return readAll(file).weights();
    }

    /** The tensors of a file with what is written beside them. */
    public static Content readAll(final Path file) {
        return read(Blob.of(file), header -> { });
    }

    /**
     * Writes tensors in their order.
     *
     * @param metadata free text by key; may be empty
     * @throws IllegalArgumentException if a value is NaN or infinite: such weights could not be read again
     */
    public static void write(final Path file, final Weights weights, final Map<String, String> metadata) {
        final byte[] header = SafetensorsHeader.encode(weights, metadata);
        AtomicFiles.write(file, temporary -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
                write(out, header, weights);
            }
        });
    }

    /** Writes to a stream and returns the SHA-256 of what was written. */
    static String write(final OutputStream out, final Weights weights, final Map<String, String> metadata)
        throws IOException
    {
        final MessageDigest digest = Checksums.digest();
        write(new DigestOutputStream(out, digest), SafetensorsHeader.encode(weights, metadata), weights);
        return Checksums.hex(digest);
    }

    private static void write(final OutputStream out, final byte[] header, final Weights weights) throws IOException {
        out.write(header);
        for (final Tensor tensor : weights.asMap().values()) {
            Floats.write(out, tensor.data());
        }
    }

    /**
     * Reads a file whose tensors must pass a check.
     *
     * @param check sees the shapes by name before any memory is taken for values
     */
    static Content read(final Blob blob, final Consumer<Map<String, int[]>> check) {
        blob.requireAtMost(MAX_BYTES);
        final MessageDigest digest = Checksums.digest();
        try (InputStream in = new DigestInputStream(blob.opener().open(), digest)) {
            final SafetensorsHeader header = SafetensorsHeader.read(blob, in);
            check.accept(header.shapes());
            final Weights weights = values(blob, in, header);
            if (in.read() >= 0) {
                throw new AcuityException(blob.name(), "has bytes after its last tensor", "get the file again");
            }
            return new Content(weights, header.metadata(), Checksums.hex(digest));
        } catch (final EOFException e) {
            throw truncated(blob, e);
        } catch (final IOException e) {
            throw Blob.unreadable(blob.name(), e);
        }
    }

    private static Weights values(final Blob blob, final InputStream in, final SafetensorsHeader header)
        throws IOException
    {
        // the file is read from front to back; its header may name the tensors in another order
        final List<SafetensorsHeader.Entry> byPosition = new ArrayList<>(header.entries());
        byPosition.sort(Comparator.comparingLong(SafetensorsHeader.Entry::begin)
            .thenComparingLong(SafetensorsHeader.Entry::end));
        final Map<String, Tensor> read = new HashMap<>();
        for (final SafetensorsHeader.Entry entry : byPosition) {
            final Tensor tensor = Tensor.zeros(entry.shape());
            final int bad = Floats.read(in, tensor.data());
            if (bad >= 0) {
                throw new AcuityException(blob.name(),
                    "the tensor " + entry.name() + " " + Arrays.toString(entry.shape())
                        + " has the value " + tensor.data()[bad] + " at index " + bad, "train the network again");
            }
            read.put(entry.name(), tensor);
        }
        final Map<String, Tensor> inOrder = new LinkedHashMap<>();
        header.entries().forEach(entry -> inOrder.put(entry.name(), read.get(entry.name())));
        return new Weights(inOrder);
    }

    private static AcuityException truncated(final Blob blob, final EOFException cause) {
        return new AcuityException(blob.name(), "ends too early", "get the file again", cause);
    }
}
