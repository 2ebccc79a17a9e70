package sc.fiji.acuity.image;

import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import sc.fiji.acuity.base.AcuityException;

/**
 * Planes from ImageJ's pixels, and back.
 *
 * <pre>{@code
 * Plane plane = Planes.of(image.getStack().getProcessor(1));
 * ImageProcessor result = Planes.toProcessor(plane, 16);
 * }</pre>
 *
 * Pixel values are kept as they are: no calibration function, no display range, no inverting table.
 */
public final class Planes {

    private Planes() {}

    /**
     * The pixels of an 8-bit (0..255), 16-bit (0..65535) or 32-bit image. The plane of a 32-bit image shares its array.
     */
    public static Plane of(final ImageProcessor processor) {
        final Object pixels = processor.getPixels();
        if (pixels instanceof float[] floats) {
            return new Plane(processor.getWidth(), processor.getHeight(), floats);
        }
        final float[] data = new float[processor.getPixelCount()];
        if (pixels instanceof byte[] bytes) {
            for (int i = 0; i < data.length; i++) {
                data[i] = bytes[i] & 0xff;
            }
        } else if (pixels instanceof short[] shorts) {
            for (int i = 0; i < data.length; i++) {
                data[i] = shorts[i] & 0xffff;
            }
        } else {
            throw new IllegalArgumentException("a colour image is not one plane; see rgb()");
        }
        return new Plane(processor.getWidth(), processor.getHeight(), data);
    }

    /** Red, green and blue, each 0..255. */
    public static Plane[] rgb(final ColorProcessor processor) {
        final int[] pixels = (int[]) processor.getPixels();
        final Plane[] planes = new Plane[3];
        for (int c = 0; c < 3; c++) {
            final int shift = 16 - 8 * c;
            planes[c] = new Plane(processor.getWidth(), processor.getHeight());
            final float[] data = planes[c].data();
            for (int i = 0; i < data.length; i++) {
                data[i] = pixels[i] >> shift & 0xff;
            }
        }
        return planes;
    }

    /** A colour image of red, green and blue, rounded and clipped to 0..255 each. */
    public static ColorProcessor toRgb(final Plane[] rgb) {
        final int[] pixels = new int[rgb[0].data().length];
        for (int i = 0; i < pixels.length; i++) {
            int packed = 0xff;
            for (final Plane channel : rgb) {
                packed = packed << 8 | (int) Rounding.UINT8.apply(channel.data()[i]);
            }
            pixels[i] = packed;
        }
        return new ColorProcessor(rgb[0].width(), rgb[0].height(), pixels);
    }

    /**
     * Pixels for ImageJ. 8 and 16 bits: rounded (halves away from zero) and clipped to the range of the type. 32 bits:
     * as they are, the array shared, NaN kept.
     *
     * @param bitDepth 8, 16 or 32
     * @throws AcuityException if a pixel is NaN and the type has none
     */
    public static ImageProcessor toProcessor(final Plane plane, final int bitDepth) {
        final int width = plane.width();
        final float[] data = plane.data();
        return switch (bitDepth) {
            case 8 -> {
                final byte[] bytes = new byte[data.length];
                for (int i = 0; i < data.length; i++) {
                    bytes[i] = (byte) (int) Rounding.UINT8.apply(number(plane, i, bitDepth));
                }
                yield new ByteProcessor(width, plane.height(), bytes, null);
            }
            case 16 -> {
                final short[] shorts = new short[data.length];
                for (int i = 0; i < data.length; i++) {
                    shorts[i] = (short) (int) Rounding.UINT16.apply(number(plane, i, bitDepth));
                }
                yield new ShortProcessor(width, plane.height(), shorts, null);
            }
            case 32 -> new FloatProcessor(width, plane.height(), data, null);
            default -> throw new IllegalArgumentException("no grey image has " + bitDepth + " bits");
        };
    }

    private static float number(final Plane plane, final int i, final int bitDepth) {
        final float value = plane.data()[i];
        if (Float.isNaN(value)) {
            throw new AcuityException("the pixel at " + i % plane.width() + ", " + i / plane.width(),
                "is not a number (NaN), which " + bitDepth + "-bit images cannot hold", "make the result 32-bit");
        }
        return value;
    }
}
