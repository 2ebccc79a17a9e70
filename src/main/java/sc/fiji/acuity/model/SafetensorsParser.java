package sc.fiji.acuity.model;

import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

import sc.fiji.acuity.base.AcuityException;

/**
 * Reads the JSON of a safetensors header token by token: what the format does not know is an error, and nothing nests
 * deeper than the format does.
 */
final class SafetensorsParser {

    /** What else the format has. */
    private static final Set<String> UNSUPPORTED = Set.of("BOOL", "U8", "I8", "F8_E5M2", "F8_E4M3", "I16", "U16", "F16",
        "BF16", "I32", "U32", "F64", "I64", "U64");

    private final Blob blob;
    private final JsonReader json;
    private final Map<String, SafetensorsHeader.Entry> entries = new LinkedHashMap<>();
    private Map<String, String> metadata;

    SafetensorsParser(final Blob blob, final String text) {
        this.blob = blob;
        this.json = new JsonReader(new StringReader(text));
    }

    SafetensorsHeader parse() {
        try {
            json.beginObject();
            while (json.hasNext()) {
                final String name = json.nextName();
                if (name.equals(SafetensorsHeader.METADATA)) {
                    readMetadata();
                } else {
                    readEntry(name);
                }
            }
            json.endObject();
            if (json.peek() != JsonToken.END_DOCUMENT) {
                throw fault("has more than one object in its header");
            }
        } catch (final IOException | IllegalStateException | NumberFormatException e) {
            // what Gson throws for text that is not JSON, and for a value of another kind
            throw SafetensorsHeader.fault(blob,
                "has a header that is not the JSON of safetensors (" + e.getMessage() + ")", e);
        }
        return new SafetensorsHeader(List.copyOf(entries.values()), metadata == null ? Map.of() : metadata);
    }

    private void readMetadata() throws IOException {
        if (metadata != null) {
            throw fault("has " + SafetensorsHeader.METADATA + " twice in its header");
        }
        metadata = new LinkedHashMap<>();
        json.beginObject();
        while (json.hasNext()) {
            final String key = json.nextName();
            if (json.peek() != JsonToken.STRING) {
                throw fault("has metadata that is not text: " + key);
            }
            if (metadata.put(key, json.nextString()) != null) {
                throw fault("has the metadata " + key + " twice");
            }
        }
        json.endObject();
    }

    private void readEntry(final String name) throws IOException {
        if (!SafetensorsHeader.isName(name)) {
            throw fault("has a tensor whose name is empty, longer than " + SafetensorsHeader.MAX_NAME
                + " characters, or not printable");
        }
        if (entries.size() == SafetensorsHeader.MAX_TENSORS) {
            throw fault("has more than " + SafetensorsHeader.MAX_TENSORS + " tensors");
        }
        String dtype = null;
        long[] shape = null;
        long[] offsets = null;
        json.beginObject();
        while (json.hasNext()) {
            final String key = json.nextName();
            if (key.equals("dtype") && dtype == null) {
                dtype = dtype(name);
            } else if (key.equals("shape") && shape == null) {
                shape = numbers(name, key, SafetensorsHeader.MAX_RANK);
            } else if (key.equals("data_offsets") && offsets == null) {
                offsets = numbers(name, key, 2);
            } else {
                throw fault("the tensor " + name + " has an unknown or second entry " + key);
            }
        }
        json.endObject();
        if (dtype == null || shape == null || offsets == null || offsets.length != 2) {
            throw fault("the tensor " + name + " needs dtype, shape and two data_offsets");
        }
        if (entries.put(name, entry(name, shape, offsets[0], offsets[1])) != null) {
            throw fault("has the tensor " + name + " twice");
        }
    }

    private String dtype(final String name) throws IOException {
        final String dtype = json.nextString();
        if (!dtype.equals("F32")) {
            final String kind = UNSUPPORTED.contains(dtype) ? "the unsupported" : "an unknown";
            throw new AcuityException(blob.name(), "the tensor " + name + " has " + kind + " dtype " + dtype,
                "save the weights as 32-bit floats (F32)");
        }
        return dtype;
    }

    private long[] numbers(final String name, final String key, final int most) throws IOException {
        final long[] numbers = new long[most];
        int n = 0;
        json.beginArray();
        while (json.hasNext()) {
            if (n == most) {
                throw fault("the tensor " + name + " has more than " + most + " numbers in " + key);
            }
            // as text: the parser would take "3", 3.0 and 3e0 for a whole number
            final boolean number = json.peek() == JsonToken.NUMBER;
            final String text = json.nextString();
            if (!number || !text.matches("0|[1-9][0-9]{0,17}")) {
                throw fault("the tensor " + name + " has " + text + " in " + key
                    + ", which is not a whole number from 0");
            }
            numbers[n++] = Long.parseLong(text);
        }
        json.endArray();
        return Arrays.copyOf(numbers, n);
    }

    private SafetensorsHeader.Entry entry(final String name, final long[] shape, final long begin, final long end) {
        long bytes = Floats.BYTES;
        boolean fits = true;
        for (final long n : shape) {
            fits &= n <= Integer.MAX_VALUE;
        }
        for (int i = 0; fits && i < shape.length; i++) {
            fits = shape[i] == 0 || bytes <= Safetensors.MAX_BYTES / shape[i];
            bytes *= shape[i];
        }
        if (!fits) {
            throw fault("the tensor " + name + " " + Arrays.toString(shape) + " has more than "
                + Safetensors.MAX_BYTES + " bytes");
        }
        if (begin > end) {
            throw fault("the tensor " + name + " begins at byte " + begin + ", after its end at " + end);
        }
        if (end - begin != bytes) {
            throw fault("the tensor " + name + " " + Arrays.toString(shape) + " needs " + bytes
                + " bytes but has " + (end - begin));
        }
        return new SafetensorsHeader.Entry(name, Arrays.stream(shape).mapToInt(Math::toIntExact).toArray(), begin, end);
    }

    private AcuityException fault(final String reason) {
        return SafetensorsHeader.fault(blob, reason, null);
    }
}
