package sc.fiji.acuity.model.foreign;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a pickle from front to back; every length is compared with what is left before memory is taken. */
final class Bytes {

    private final byte[] data;
    private int position;

    Bytes(final byte[] data) {
        this.data = data;
    }

    int position() {
        return position;
    }

    int u1() {
        require(1);
        return data[position++] & 0xff;
    }

    int u2() {
        return number(2).getShort() & 0xffff;
    }

    int i4() {
        return number(Integer.BYTES).getInt();
    }

    long u4() {
        return i4() & 0xffffffffL;
    }

    /** Unsigned in pickles; what is negative here is too long for any file. */
    long i8() {
        return number(Long.BYTES).getLong();
    }

    /** The one number of a pickle that has its highest byte first. */
    double f8() {
        return number(Double.BYTES).order(ByteOrder.BIG_ENDIAN).getDouble();
    }

    byte[] take(final long n) {
        require(n);
        final byte[] taken = new byte[(int) n];
        System.arraycopy(data, position, taken, 0, taken.length);
        position += taken.length;
        return taken;
    }

    String text(final long n, final int limit) {
        if (n > limit) {
            throw new TorchFault("holds a text of " + n + " bytes; " + limit + " is the most that is read");
        }
        require(n);
        final ByteBuffer bytes = ByteBuffer.wrap(data, position, (int) n);
        position += (int) n;
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (final CharacterCodingException e) {
            throw new TorchFault("holds a text that is not UTF-8", e);
        }
    }

    /** Up to a line feed, which is not part of it. */
    String line(final int limit) {
        for (int end = position; end < data.length && end - position <= limit; end++) {
            if (data[end] == '\n') {
                final String line = text(end - position, limit);
                position++;
                return line;
            }
        }
        throw new TorchFault("has a line without an end");
    }

    void skip(final long n) {
        require(n);
        position += (int) n;
    }

    void require(final long n) {
        if (n < 0 || n > data.length - position) {
            throw new TorchFault("ends too early");
        }
    }

    private ByteBuffer number(final int size) {
        require(size);
        final ByteBuffer number = ByteBuffer.wrap(data, position, size).order(ByteOrder.LITTLE_ENDIAN);
        position += size;
        return number;
    }
}
