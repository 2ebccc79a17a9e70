package sc.fiji.acuity.model;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.google.gson.stream.JsonWriter;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

/** The header of a safetensors file, checked against the size of the file. */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {

    static final int MAX_BYTES = 16 << 20;
    static final int MAX_TENSORS = 65_536;
    static final int MAX_NAME = 256;
    static final int MAX_RANK = 8;

    private static final int ALIGNMENT = 8;
    static final String METADATA = "__metadata__";

    /**
     * One tensor.
     *
     * @param begin its first byte, counted from the end of the header
     * @param end one after its last byte
     */
    record Entry(String name, int[] shape, long begin, long end) {}

    Map<String, int[]> shapes() {
        final Map<String, int[]> shapes = new LinkedHashMap<>();
        entries.forEach(entry -> shapes.put(entry.name(), entry.shape()));
        return shapes;
    }

    /** Reads the header, and leaves the stream at the first value. */
    static SafetensorsHeader read(final Blob blob, final InputStream in) throws IOException {
        if (blob.size() < Long.BYTES + 2) {
            throw fault(blob, "has " + blob.size() + " bytes, too few for a header");
        }
        final long length = ByteBuffer.wrap(exactly(in, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > MAX_BYTES || length > blob.size() - Long.BYTES) {
            throw fault(blob, "says that its header has " + Long.toUnsignedString(length) + " bytes; it must have 2 to "
                + Math.min(MAX_BYTES, blob.size() - Long.BYTES));
        }
        final SafetensorsHeader header = new SafetensorsParser(blob, text(blob, exactly(in, (int) length))).parse();
        header.requireWhole(blob, blob.size() - Long.BYTES - length);
        return header;
    }

    private static byte[] exactly(final InputStream in, final int n) throws IOException {
        final byte[] bytes = in.readNBytes(n);
        if (bytes.length < n) {
            throw new EOFException();
        }
        return bytes;
    }

    private static String text(final Blob blob, final byte[] json) {
        // the parser itself would let line breaks and worse pass inside names
        for (final byte b : json) {
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r') {
                throw fault(blob, "has the control character " + b + " in its header");
            }
        }
        try {
            final String text = Blob.decode(json);
            if (text.charAt(0) != '{') {
                throw fault(blob, "has a header that does not begin with {");
            }
            return text;
        } catch (final CharacterCodingException e) {
            throw fault(blob, "has a header that is not UTF-8", e);
        }
    }

    /** The tensors must lie side by side and fill the rest of the file. */
    private void requireWhole(final Blob blob, final long available) {
        final List<Entry> byPosition = new ArrayList<>(entries);
        byPosition.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long position = 0;
        for (final Entry entry : byPosition) {
            if (entry.end > available) {
                throw fault(blob, "the tensor " + entry.name + " ends at byte " + entry.end
                    + "; there are " + available);
            }
            if (entry.begin != position) {
                throw fault(blob, "the tensor " + entry.name + " begins at byte " + entry.begin
                    + (entry.begin < position ? ", inside the one before, which ends at " : "; the one before ends at ")
                    + position);
            }
            position = entry.end;
        }
        if (position != available) {
            throw fault(blob, "has " + (available - position) + " bytes after its last tensor");
        }
    }

    static AcuityException fault(final Blob blob, final String reason) {
        return fault(blob, reason, null);
    }

    static AcuityException fault(final Blob blob, final String reason, final Exception cause) {
        return new AcuityException(blob.name(), reason, "get the file again, or save the weights again", cause);
    }

    /** Header and its length, padded with spaces so that the values begin at a multiple of 8 bytes. */
    static byte[] encode(final Weights weights, final Map<String, String> metadata) {
        final StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.beginObject();
            if (!metadata.isEmpty()) {
                json.name(METADATA).beginObject();
                for (final Map.Entry<String, String> e : new TreeMap<>(metadata).entrySet()) {
                    json.name(e.getKey()).value(e.getValue());
                }
                json.endObject();
            }
            long position = 0;
            for (final Map.Entry<String, Tensor> e : weights.asMap().entrySet()) {
                position = encode(json, e.getKey(), e.getValue(), position);
            }
            json.endObject();
        } catch (final IOException e) {
            throw new IllegalStateException("a string takes everything", e);
        }
        final byte[] json = text.toString().getBytes(StandardCharsets.UTF_8);
        final int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (padded > MAX_BYTES || weights.names().size() > MAX_TENSORS) {
            throw new IllegalArgumentException("the header would have " + padded + " bytes for "
                + weights.names().size() + " tensors, more than can be read again");
        }
        final byte[] header = new byte[Long.BYTES + padded];
        Arrays.fill(header, (byte) ' ');
        ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putLong(padded).put(json);
        return header;
    }

    private static long encode(final JsonWriter json, final String name, final Tensor tensor, final long begin)
        throws IOException
    {
        if (!isName(name) || tensor.shape().length > MAX_RANK) {
            throw new IllegalArgumentException("a tensor " + name + " " + tensor + " could not be read again");
        }
        for (final float value : tensor.data()) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("the tensor " + name + " has the value " + value);
            }
        }
        final long end = begin + (long) tensor.data().length * Floats.BYTES;
        json.name(name).beginObject().name("dtype").value("F32").name("shape").beginArray();
        for (final int n : tensor.shape()) {
            json.value(n);
        }
        json.endArray().name("data_offsets").beginArray().value(begin).value(end).endArray().endObject();
        return end;
    }

    static boolean isName(final String name) {
        return !name.isEmpty() && name.length() <= MAX_NAME && !name.equals(METADATA) && name.codePoints()
            .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }
}
