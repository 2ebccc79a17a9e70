package sc.fiji.acuity.model;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Little-endian 32-bit floats in streams, a buffer at a time. */
final class Floats {

    static final int BYTES = Float.BYTES;

    private static final int BUFFER = 1 << 14;

    private Floats() {}

    /**
     * Fills {@code values}.
     *
     * @return the index of the first value that is NaN or infinite, or -1
     * @throws EOFException if the stream ends before
     */
    static int read(final InputStream in, final float[] values) throws IOException {
        final byte[] bytes = new byte[Math.min(values.length, BUFFER) * BYTES];
        final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int bad = -1;
        for (int start = 0; start < values.length; start += BUFFER) {
            final int n = Math.min(BUFFER, values.length - start);
            if (in.readNBytes(bytes, 0, n * BYTES) < n * BYTES) {
                throw new EOFException();
            }
            buffer.rewind().asFloatBuffer().get(values, start, n);
            for (int i = start; bad < 0 && i < start + n; i++) {
                if (!Float.isFinite(values[i])) {
                    bad = i;
                }
            }
        }
        return bad;
    }

    static void write(final OutputStream out, final float[] values) throws IOException {
        final byte[] bytes = new byte[Math.min(values.length, BUFFER) * BYTES];
        final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int start = 0; start < values.length; start += BUFFER) {
            final int n = Math.min(BUFFER, values.length - start);
            buffer.rewind().asFloatBuffer().put(values, start, n);
            out.write(bytes, 0, n * BYTES);
        }
    }
}
