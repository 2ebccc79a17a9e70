package sc.fiji.acuity.image;

/**
 * One two-dimensional image plane in 32-bit floats: what is resized, measured and fed to networks.
 * Whatever the pixel type it came from, the values keep their units (8-bit: 0..255) unless a method says otherwise.
 *
 * <p>The array is not copied.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param data the values, row by row: {@code data[y * width + x]}
 */
public record Plane(int width, int height, float[] data) {

    public Plane {
        if (width < 1 || height < 1 || (long) width * height != data.length) {
            throw new IllegalArgumentException(
                width + " x " + height + " pixels do not fit " + data.length + " values");
        }
    }

    /** A plane of zeros. */
    public Plane(final int width, final int height) {
        this(width, height, new float[Math.multiplyExact(width, height)]);
    }

    public float get(final int x, final int y) {
        return data[y * width + x];
    }

    /** The rectangle that begins at {@code x, y}, with values of its own. */
    public Plane crop(final int x, final int y, final int w, final int h) {
        if (x < 0 || y < 0 || x + w > width || y + h > height) {
            throw new IllegalArgumentException(
                w + " x " + h + " pixels at " + x + ", " + y + " lie outside " + width + " x " + height);
        }
        final Plane result = new Plane(w, h);
        for (int row = 0; row < h; row++) {
            System.arraycopy(data, (y + row) * width + x, result.data, row * w, w);
        }
        return result;
    }

    /** The plane without {@code border} pixels on each side. */
    public Plane shave(final int border) {
        return crop(border, border, width - 2 * border, height - 2 * border);
    }
}
