package sc.fiji.acuity.image;

import ij.process.ImageProcessor;

/**
 * Pixels of one kind, row by row: read as doubles, and written from doubles as the kind asks. Different rows may be
 * used by different threads.
 */
interface PixelRows {

    /** How many values a pixel has: 3 for RGB. */
    default int channels() {
        return 1;
    }

    /** What is done to values before they are stored. */
    Rounding rounding();

    /** The values of one channel from pixel {@code at} on, counted over all rows. */
    void read(int channel, int at, double[] values);

    /** Stores values in one channel at {@code at, at + step, at + 2 step, ...}. */
    void write(int channel, int at, int step, double[] values);

    static PixelRows of(final ImageProcessor processor) {
        final Object pixels = processor.getPixels();
        if (pixels instanceof byte[] bytes) {
            return new Bytes(bytes);
        }
        if (pixels instanceof short[] shorts) {
            return new Shorts(shorts);
        }
        return pixels instanceof int[] rgb ? new Rgb(rgb) : new Floats((float[]) pixels, Rounding.NONE);
    }

    /** 0..255. */
    record Bytes(byte[] pixels) implements PixelRows {

        @Override
        public Rounding rounding() {
            return Rounding.UINT8;
        }

        @Override
        public void read(final int channel, final int at, final double[] values) {
            for (int i = 0; i < values.length; i++) {
                values[i] = pixels[at + i] & 0xff;
            }
        }

        @Override
        public void write(final int channel, final int at, final int step, final double[] values) {
            for (int i = 0; i < values.length; i++) {
                pixels[at + i * step] = (byte) Rounding.UINT8.level(values[i]);
            }
        }
    }

    /** 0..65535. */
    record Shorts(short[] pixels) implements PixelRows {

        @Override
        public Rounding rounding() {
            return Rounding.UINT16;
        }

        @Override
        public void read(final int channel, final int at, final double[] values) {
            for (int i = 0; i < values.length; i++) {
                values[i] = pixels[at + i] & 0xffff;
            }
        }

        @Override
        public void write(final int channel, final int at, final int step, final double[] values) {
            for (int i = 0; i < values.length; i++) {
                pixels[at + i * step] = (short) Rounding.UINT16.level(values[i]);
            }
        }
    }

    /** Red, green and blue, 0..255 each. Opacity is not read; what is written to must be opaque and black. */
    record Rgb(int[] pixels) implements PixelRows {

        @Override
        public int channels() {
            return 3;
        }

        @Override
        public Rounding rounding() {
            return Rounding.UINT8;
        }

        @Override
        public void read(final int channel, final int at, final double[] values) {
            final int shift = 16 - 8 * channel;
            for (int i = 0; i < values.length; i++) {
                values[i] = pixels[at + i] >> shift & 0xff;
            }
        }

        @Override
        public void write(final int channel, final int at, final int step, final double[] values) {
            final int shift = 16 - 8 * channel;
            for (int i = 0; i < values.length; i++) {
                pixels[at + i * step] |= Rounding.UINT8.level(values[i]) << shift;
            }
        }
    }

    /** Any values, of which integers may be made. */
    record Floats(float[] pixels, Rounding rounding) implements PixelRows {

        @Override
        public void read(final int channel, final int at, final double[] values) {
            for (int i = 0; i < values.length; i++) {
                values[i] = pixels[at + i];
            }
        }

        @Override
        public void write(final int channel, final int at, final int step, final double[] values) {
            for (int i = 0; i < values.length; i++) {
                pixels[at + i * step] = rounding.apply(values[i]);
            }
        }
    }
}
