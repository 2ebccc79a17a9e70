package sc.fiji.acuity.model.foreign;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import sc.fiji.acuity.base.AcuityException;

/**
 * The fields of one message in protobuf's wire format, one after the other.
 *
 * <pre>{@code
 * for (Wire in = Wire.of(bytes, "FALSR-B.pb"); in.next();) {
 *     switch (in.field()) {
 *         case 1 -> node(in.message());
 *         default -> in.skip();
 *     }
 * }
 * }</pre>
 *
 * Each field must be taken or skipped before the next. Nothing is copied but what is asked for, a message within is a
 * part of the same array, and no length leads out of the message that it stands in.
 */
final class Wire {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private static final int VARINT_BITS = 64;

    private final String name;
    private final byte[] bytes;
    private final int end;
    private int position;
    private int field;
    private int type;

    private Wire(final String name, final byte[] bytes, final int from, final int end) {
        this.name = name;
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    /** @param name of the file, for messages */
    static Wire of(final byte[] bytes, final String name) {
        return new Wire(name, bytes, 0, bytes.length);
    }

    /** Goes to the next field; false at the end of the message. */
    boolean next() {
        if (position == end) {
            return false;
        }
        final long key = varint64();
        field = (int) (key >>> 3);
        type = (int) key & 7;
        if (key >>> 32 != 0 || field == 0) {
            throw fault("has no field where one should begin, before byte " + position);
        }
        return true;
    }

    int field() {
        return field;
    }

    /** The number of bytes of this message that are not read yet. */
    int left() {
        return end - position;
    }

    /** A whole number of any size. */
    long number() {
        expect(VARINT);
        return varint64();
    }

    /** A 32-bit float. */
    float single() {
        expect(FIXED32);
        return little(advance(Float.BYTES), Float.BYTES).getFloat();
    }

    /** Whether the field holds bytes: text, a message, or numbers packed together. */
    boolean isBytes() {
        return type == BYTES;
    }

    /** The message in this field. */
    Wire message() {
        expect(BYTES);
        final int length = length();
        final int from = advance(length);
        return new Wire(name, bytes, from, from + length);
    }

    /** The bytes of this field, not copied: little-endian. */
    ByteBuffer raw() {
        expect(BYTES);
        final int length = length();
        return little(advance(length), length);
    }

    /** The next whole number of those packed together in this message. */
    long packed() {
        return varint64();
    }

    /** The text of this field. */
    String text(final int limit) {
        expect(BYTES);
        final int length = length();
        if (length > limit) {
            throw fault("has a name of " + length + " bytes, more than the " + limit + " that are read");
        }
        final int from = advance(length);
        if (isAscii(from, length)) {
            return new String(bytes, from, length, StandardCharsets.US_ASCII);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length)).toString();
        } catch (final CharacterCodingException e) {
            throw new AcuityException(name, "has a name that is not UTF-8, at byte " + from, "get the file again", e);
        }
    }

    /** Nearly all names are, and a decoder that refuses what is not UTF-8 costs much for each. */
    private boolean isAscii(final int from, final int length) {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    void skip() {
        switch (type) {
            case VARINT -> varint64();
            case FIXED64 -> advance(Long.BYTES);
            case BYTES -> advance(length());
            case FIXED32 -> advance(Float.BYTES);
            default -> throw fault("has a field of the unknown type " + type + " before byte " + position);
        }
    }

    AcuityException fault(final String reason) {
        return new AcuityException(name, reason, "get the file again");
    }

    private void expect(final int expected) {
        if (type != expected) {
            throw fault("has a field of type " + type + " where " + expected + " is expected, before byte " + position);
        }
    }

    private int length() {
        final long length = varint64();
        if (length < 0 || length > left()) {
            throw fault("says that " + Long.toUnsignedString(length) + " bytes follow byte " + position + ", where "
                + left() + " are left");
        }
        return (int) length;
    }

    private int advance(final int count) {
        if (count > left()) {
            throw fault("ends too early, at byte " + end);
        }
        position += count;
        return position - count;
    }

    private ByteBuffer little(final int from, final int length) {
        return ByteBuffer.wrap(bytes, from, length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private long varint64() {
        long value = 0;
        for (int shift = 0; shift < VARINT_BITS; shift += 7) {
            final byte next = bytes[advance(1)];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw fault("has a number of more than " + VARINT_BITS + " bits before byte " + position);
    }
}
