package sc.fiji.acuity.model.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in protobuf's wire format, put together field by field.
 *
 * <pre>{@code
 * Message node = new Message().text(4, "Conv").text(1, "input");
 * new Message().message(1, node).writeTo(out);
 * }</pre>
 *
 * Nothing is copied when a message becomes part of another one, and values become bytes when they are written. Fields
 * are written in the order in which they are added: the same calls give the same bytes.
 */
final class Message {

    private static final int VARINT = 0;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private static final int BUFFER = 1 << 16;

    /** Bytes that know how many they are. */
    private interface Part {
        void writeTo(OutputStream out) throws IOException;
    }

    private final List<Part> parts = new ArrayList<>();
    private long size;

    /** The number of bytes. */
    long size() {
        return size;
    }

    void writeTo(final OutputStream out) throws IOException {
        for (final Part part : parts) {
            part.writeTo(out);
        }
    }

    /** A whole number. */
    Message number(final int field, final long value) {
        return key(field, VARINT).varint(value);
    }

    Message single(final int field, final float value) {
        key(field, FIXED32);
        return bytes(little(Float.BYTES).putFloat(value).array());
    }

    Message text(final int field, final String value) {
        final byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return key(field, LENGTH).varint(utf8.length).bytes(utf8);
    }

    /** @param value must not change any more */
    Message message(final int field, final Message value) {
        key(field, LENGTH).varint(value.size);
        return part(value.size, value::writeTo);
    }

    /** The fields of another message, behind those of this one. */
    Message append(final Message other) {
        return part(other.size, other::writeTo);
    }

    /** Values as a field of little-endian bytes. */
    Message floats(final int field, final float[] values) {
        final long length = (long) values.length * Float.BYTES;
        key(field, LENGTH).varint(length);
        return part(length, out -> write(values, out));
    }

    /** Values as a field of little-endian bytes. */
    Message longs(final int field, final long[] values) {
        final ByteBuffer buffer = little(values.length * Long.BYTES);
        buffer.asLongBuffer().put(values);
        return key(field, LENGTH).varint(buffer.capacity()).bytes(buffer.array());
    }

    private static void write(final float[] values, final OutputStream out) throws IOException {
        final int most = BUFFER / Float.BYTES;
        final ByteBuffer buffer = little(Math.min(most, values.length) * Float.BYTES);
        for (int from = 0; from < values.length; from += most) {
            final int count = Math.min(most, values.length - from);
            buffer.asFloatBuffer().put(values, from, count);
            out.write(buffer.array(), 0, count * Float.BYTES);
        }
    }

    private Message key(final int field, final int type) {
        return varint((long) field << 3 | type);
    }

    private Message varint(final long value) {
        final byte[] bytes = new byte[Long.BYTES + 2];
        int length = 0;
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        final int count = length;
        return part(count, out -> out.write(bytes, 0, count));
    }

    private Message bytes(final byte[] bytes) {
        return part(bytes.length, out -> out.write(bytes));
    }

    private Message part(final long length, final Part part) {
        parts.add(part);
        size += length;
        return this;
    }

    private static ByteBuffer little(final int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
