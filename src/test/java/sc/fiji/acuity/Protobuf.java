package sc.fiji.acuity;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a message in protobuf's wire format, field by field. */
public final class Protobuf {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public static Protobuf message() {
        return new Protobuf();
    }

    public Protobuf number(final int field, final long value) {
        return raw((long) field << 3).raw(value);
    }

    public Protobuf text(final int field, final String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    public Protobuf message(final int field, final Protobuf value) {
        return bytes(field, value.bytes());
    }

    public Protobuf bytes(final int field, final byte[] value) {
        raw((long) field << 3 | 2).raw(value.length);
        out.writeBytes(value);
        return this;
    }

    public Protobuf single(final int field, final float value) {
        raw((long) field << 3 | 5);
        out.writeBytes(floats(value));
        return this;
    }

    /** A number as it stands in keys and lengths; also for what no writer would write. */
    public Protobuf raw(final long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            out.write((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
        return this;
    }

    public byte[] bytes() {
        return out.toByteArray();
    }

    public static byte[] floats(final float... values) {
        final ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
