package sc.fiji.acuity.upscale;

import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import sc.fiji.acuity.image.Rounding;

/** Where enlarged values go: straight into the pixels of the result, rounded and clipped as its type asks. */
interface PixelSink {

    /** Stores {@code n} values of a row, given as the network gave them. */
    void row(int x, int y, float[] values, int from, int n);

    /** Stores one value as it is, in pixel units. */
    void set(int x, int y, float value);

    /** @param channel 0 red, 1 green, 2 blue; the others keep what they have */
    static PixelSink intoColour(final ColorProcessor target, final int channel, final IntensityMap map) {
        final int width = target.getWidth();
        final int[] pixels = (int[]) target.getPixels();
        final int shift = 16 - 8 * channel;
        return new PixelSink() {

            @Override
            public void row(final int x, final int y, final float[] values, final int from, final int n) {
                for (int i = 0; i < n; i++) {
                    set(x + i, y, (float) map.fromNetwork(values[from + i]));
                }
            }

            @Override
            public void set(final int x, final int y, final float value) {
                final int at = y * width + x;
                pixels[at] = pixels[at] & ~(255 << shift) | (int) Rounding.UINT8.apply(value) << shift;
            }
        };
    }

    static PixelSink into(final ImageProcessor target, final IntensityMap map) {
        final int width = target.getWidth();
        final Object pixels = target.getPixels();
        if (pixels instanceof float[] floats) {
            return new PixelSink() {

                @Override
                public void row(final int x, final int y, final float[] values, final int from, final int n) {
                    final int at = y * width + x;
                    for (int i = 0; i < n; i++) {
                        floats[at + i] = (float) map.fromNetwork(values[from + i]);
                    }
                }

                @Override
                public void set(final int x, final int y, final float value) {
                    floats[y * width + x] = value;
                }
            };
        }
        return pixels instanceof byte[] bytes ? into(bytes, width, map) : into((short[]) pixels, width, map);
    }

    private static PixelSink into(final byte[] bytes, final int width, final IntensityMap map) {
        return new PixelSink() {

            @Override
            public void row(final int x, final int y, final float[] values, final int from, final int n) {
                final int at = y * width + x;
                for (int i = 0; i < n; i++) {
                    bytes[at + i] = (byte) Rounding.UINT8.level(map.fromNetwork(values[from + i]));
                }
            }

            @Override
            public void set(final int x, final int y, final float value) {
                bytes[y * width + x] = (byte) Rounding.UINT8.level(value);
            }
        };
    }

    private static PixelSink into(final short[] shorts, final int width, final IntensityMap map) {
        return new PixelSink() {

            @Override
            public void row(final int x, final int y, final float[] values, final int from, final int n) {
                final int at = y * width + x;
                for (int i = 0; i < n; i++) {
                    shorts[at + i] = (short) Rounding.UINT16.level(map.fromNetwork(values[from + i]));
                }
            }

            @Override
            public void set(final int x, final int y, final float value) {
                shorts[y * width + x] = (short) Rounding.UINT16.level(value);
            }
        };
    }
}
