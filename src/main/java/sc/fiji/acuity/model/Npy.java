package sc.fiji.acuity.model;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.network.Tensor;

/**
 * One tensor in NumPy's own file format, version 1.0: what {@code numpy.save} writes for a {@code float32} array.
 *
 * <pre>{@code
 * Npy.write(path, tensor);
 * Tensor same = Npy.read(path);
 * }</pre>
 *
 * Only little-endian 32-bit floats in C order (last dimension fastest) are read; other types, other versions, values
 * that are NaN or infinite, and files longer or shorter than their header says are an {@link AcuityException}.
 */
public final class Npy {

    /** The most bytes that are read. */
    public static final int MAX_BYTES = 64 << 20;

    private static final byte[] MAGIC = { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0 };
    private static final int PREFIX = MAGIC.length + 2;
    private static final int ALIGNMENT = 64;
    private static final int MAX_HEADER = 1024;
    private static final int MAX_RANK = 8;

    private static final Pattern ITEM = Pattern.compile("\\s*+'(?:(descr)'\\s*+:\\s*+'(?<descr>[^']*+)'"
        + "|(fortran_order)'\\s*+:\\s*+(?<fortran>True|False)"
        + "|(shape)'\\s*+:\\s*+\\((?<shape>[0-9, ]*+)\\))\\s*+(?<end>,\\s*+\\}\\s*+|,|\\}\\s*+)");
    private static final Pattern SHAPE = Pattern.compile("|[0-9]{1,10}, *|[0-9]{1,10}(?:, *[0-9]{1,10})+,?");

    private Npy() {}

    public static Tensor read(final Path file) {
        return read(Blob.of(file));
    }

    public static void write(final Path file, final Tensor tensor) {
        AtomicFiles.write(file, temporary -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
                write(out, tensor);
            }
        });
    }

    /** Writes the content of a file; the caller closes. */
    public static void write(final OutputStream out, final Tensor tensor) throws IOException {
        final StringBuilder header = new StringBuilder("{'descr': '<f4', 'fortran_order': False, 'shape': (");
        final int[] shape = tensor.shape();
        for (int i = 0; i < shape.length; i++) {
            header.append(i == 0 ? "" : " ").append(shape[i]).append(i == 0 || i < shape.length - 1 ? "," : "");
        }
        header.append("), }");
        while ((PREFIX + header.length() + 1) % ALIGNMENT != 0) {
            header.append(' ');
        }
        header.append('\n');
        out.write(MAGIC);
        out.write(header.length() & 0xff);
        out.write(header.length() >> 8);
        out.write(header.toString().getBytes(StandardCharsets.US_ASCII));
        Floats.write(out, tensor.data());
    }

    static Tensor read(final Blob blob) {
        blob.requireAtMost(MAX_BYTES);
        try (InputStream in = blob.opener().open()) {
            final byte[] prefix = in.readNBytes(PREFIX);
            if (prefix.length < PREFIX || !Arrays.equals(prefix, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
                throw fault(blob, "does not begin as an npy file of version 1.0");
            }
            final int length = (prefix[PREFIX - 2] & 0xff) | (prefix[PREFIX - 1] & 0xff) << 8;
            if (length > MAX_HEADER) {
                throw fault(blob, "has a header of " + length + " bytes; " + MAX_HEADER + " is the most that is read");
            }
            final byte[] header = in.readNBytes(length);
            if (header.length < length) {
                throw new EOFException();
            }
            final int[] shape = shape(blob, new String(header, StandardCharsets.ISO_8859_1));
            requireSize(blob, shape, blob.size() - PREFIX - length);
            final Tensor tensor = Tensor.zeros(shape);
            final int bad = Floats.read(in, tensor.data());
            if (bad >= 0) {
                throw fault(blob, "has the value " + tensor.data()[bad] + " at index " + bad);
            }
            if (in.read() >= 0) {
                throw fault(blob, "has bytes after its last value");
            }
            return tensor;
        } catch (final EOFException e) {
            throw new AcuityException(blob.name(), "ends too early", "get the file again", e);
        } catch (final IOException e) {
            throw Blob.unreadable(blob.name(), e);
        }
    }

    /** The header is a Python dictionary of three items, in any order. */
    private static int[] shape(final Blob blob, final String header) {
        final Matcher item = ITEM.matcher(header);
        String descr = null;
        String fortran = null;
        String shape = null;
        int position = 1;
        boolean more = header.startsWith("{");
        while (more && item.region(position, header.length()).lookingAt()) {
            if (item.group("descr") != null && descr == null) {
                descr = item.group("descr");
            } else if (item.group("fortran") != null && fortran == null) {
                fortran = item.group("fortran");
            } else if (item.group("shape") != null && shape == null) {
                shape = item.group("shape");
            } else {
                throw fault(blob, "has an item twice in its header");
            }
            position = item.end();
            more = item.group("end").equals(",");
        }
        if (descr == null || fortran == null || shape == null || more || position < header.length()) {
            throw fault(blob, "has a header that is not descr, fortran_order and shape");
        }
        if (!descr.equals("<f4")) {
            throw fault(blob, "has values of type " + descr + ", not <f4");
        }
        if (!fortran.equals("False")) {
            throw fault(blob, "has its values in Fortran order");
        }
        if (!SHAPE.matcher(shape.trim()).matches()) {
            throw fault(blob, "has the shape (" + shape + "), which is not a tuple of whole numbers");
        }
        return lengths(blob, shape);
    }

    private static int[] lengths(final Blob blob, final String shape) {
        final long[] lengths = Arrays.stream(shape.split(",")).map(String::trim).filter(s -> !s.isEmpty())
            .mapToLong(Long::parseLong).toArray();
        long elements = 1;
        boolean fits = lengths.length <= MAX_RANK;
        for (int i = 0; fits && i < lengths.length; i++) {
            fits = lengths[i] == 0 || lengths[i] <= MAX_BYTES && elements <= MAX_BYTES / lengths[i];
            elements *= lengths[i];
        }
        if (!fits) {
            throw fault(blob, "has the shape (" + shape + "), which is more than fits " + MAX_BYTES + " bytes in "
                + MAX_RANK + " dimensions");
        }
        return Arrays.stream(lengths).mapToInt(Math::toIntExact).toArray();
    }

    private static void requireSize(final Blob blob, final int[] shape, final long available) {
        final long needed = Tensor.elements(shape) * Floats.BYTES;
        if (needed != available) {
            throw fault(blob, "has the shape " + Arrays.toString(shape) + ", which needs " + needed
                + " bytes, but there are " + available);
        }
    }

    private static AcuityException fault(final Blob blob, final String reason) {
        return new AcuityException(blob.name(), reason,
            "save it with numpy.save as a float32 array in C order, or get the file again");
    }
}
