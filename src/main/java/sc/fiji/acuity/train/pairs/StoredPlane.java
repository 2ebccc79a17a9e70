package sc.fiji.acuity.train.pairs;

import java.nio.ByteBuffer;

import sc.fiji.acuity.image.Plane;

/**
 * The values of a plane, in the smallest type that holds them exactly.
 *
 * @param bytes 1, 2 or 4 of them a value: whole numbers up to 255, up to 65535, or floats
 * @param checksum of the stored values
 */
record StoredPlane(int width, int height, int bytes, long checksum, Source source) {

    /** Gives stored bytes. */
    interface Source {

        /** Fills a buffer with what begins at a position, counted from the plane's first byte. */
        void read(long position, ByteBuffer into);
    }

    /** How many bytes a value of this plane needs. */
    static int bytesFor(final Plane plane) {
        int bytes = 1;
        for (final float value : plane.data()) {
            // a negative zero would lose its sign
            if (!(value >= 0 && value <= 65_535 && value == (int) value) || Float.floatToRawIntBits(value) < 0) {
                return Float.BYTES;
            }
            if (value > 255) {
                bytes = 2;
            }
        }
        return bytes;
    }

    /**
     * Copies a square.
     *
     * @param into takes side × side values
     */
    void read(final int x0, final int y0, final int side, final float[] into) {
        final ByteBuffer row = ByteBuffer.allocate(side * bytes);
        for (int y = 0; y < side; y++) {
            row.clear();
            source.read(((long) (y0 + y) * width + x0) * bytes, row);
            decode(row, side, into, y * side);
        }
    }

    /** The whole plane. */
    Plane read() {
        final Plane plane = new Plane(width, height);
        final ByteBuffer row = ByteBuffer.allocate(width * bytes);
        for (int y = 0; y < height; y++) {
            row.clear();
            source.read((long) y * width * bytes, row);
            decode(row, width, plane.data(), y * width);
        }
        return plane;
    }

    static void encode(final Plane plane, final int from, final int to, final int bytes, final ByteBuffer into) {
        for (int i = from; i < to; i++) {
            final float value = plane.data()[i];
            switch (bytes) {
                case 1 -> into.put((byte) (int) value);
                case 2 -> into.putShort((short) (int) value);
                default -> into.putFloat(value);
            }
        }
    }

    private void decode(final ByteBuffer row, final int count, final float[] into, final int at) {
        for (int i = 0; i < count; i++) {
            into[at + i] = switch (bytes) {
                case 1 -> row.get(i) & 0xff;
                case 2 -> row.getShort(2 * i) & 0xffff;
                default -> row.getFloat(4 * i);
            };
        }
    }
}
