package sc.fiji.acuity.image;

import java.awt.Rectangle;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;

/**
 * Bicubic resizing that gives the pixels of MATLAB's {@code imresize(image, scale, 'bicubic')}, on which the published
 * figures of super-resolution rest.
 *
 * <pre>{@code
 * Plane small = Resize.bicubic(plane, 0.5, Rounding.UINT8);
 * Plane large = Resize.bicubic(plane, 3 * plane.width(), 3 * plane.height(), Rounding.NONE);
 * }</pre>
 *
 * Keys' cubic kernel (a = -0.5; R. Keys, IEEE Trans. ASSP 29, 1981), pixel centres at half-integer positions, symmetric
 * reflection at the edges; where an axis shrinks, its kernel is widened against aliasing. Each axis has its pass, the
 * one with the smaller scale first, the vertical one when they are equal, and {@link Rounding} is applied after each
 * pass, as MATLAB does with integer images. Sums are in double precision. Rows are shared among the cores; the result
 * does not depend on how.
 *
 * <p>Time grows with output pixels when enlarging and with input pixels when shrinking.
 */
public final class Resize {

    /** From here on (multiplications) it pays to use several cores. */
    private static final long PARALLEL = 1 << 20;

    private Resize() {}

    /**
     * Scales both axes alike.
     *
     * @param scale output pixels per input pixel, positive; the output has {@code ceil(size * scale)} pixels a side
     */
    public static Plane bicubic(final Plane in, final double scale, final Rounding rounding) {
        return bicubic(in, scale, rounding, Progress.NONE);
    }

    /** The same; gives up after any row when cancelled. Nothing is reported. */
    public static Plane bicubic(final Plane in, final double scale, final Rounding rounding, final Progress progress) {
        if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("scale " + scale + " is not positive");
        }
        return bicubic(in, size(in.width(), scale), size(in.height(), scale), scale, scale, rounding, progress);
    }

    /** Scales each axis to the size given; the ratios may differ. */
    public static Plane bicubic(final Plane in, final int width, final int height, final Rounding rounding) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("there is no image of " + width + " x " + height + " pixels");
        }
        return bicubic(in, width, height, (double) width / in.width(), (double) height / in.height(), rounding,
            Progress.NONE);
    }

    /**
     * Enlarges ImageJ's pixels, colours channel by channel, with the rounding of their type.
     *
     * @param region what of them, in input pixels; the result is that part of the whole result
     * @param scale how many times wider and higher, at least 2
     * @return new pixels of the same type, {@code scale} times the size of the region
     */
    public static ImageProcessor bicubic(final ImageProcessor in, final Rectangle region, final int scale,
        final Progress progress) {
        if (scale < 2 || region.isEmpty() || !new Rectangle(in.getWidth(), in.getHeight()).contains(region)) {
            throw new IllegalArgumentException(region + " of " + in + ", " + scale + " times");
        }
        final int width = size(region.width, scale);
        final int height = size(region.height, scale);
        final int length = area(width, height);
        final ImageProcessor out = switch (in.getBitDepth()) {
            case 8 -> new ByteProcessor(width, height, new byte[length], null);
            case 16 -> new ShortProcessor(width, height, new short[length], null);
            case 24 -> new ColorProcessor(width, height, black(length));
            default -> new FloatProcessor(width, height, new float[length], null);
        };
        enlarge(PixelRows.of(in), in.getWidth(), in.getHeight(), region, scale, PixelRows.of(out), progress);
        return out;
    }

    private static int[] black(final int length) {
        final int[] pixels = new int[length];
        Arrays.fill(pixels, 0xff000000);
        return pixels;
    }

    private static void enlarge(final PixelRows in, final int width, final int height, final Rectangle region,
        final int scale, final PixelRows out, final Progress progress) {
        if ((long) Math.max(width, height) * scale > Integer.MAX_VALUE - 8) {
            throw tooLarge(Math.max(width, height) + " pixels enlarged " + scale + " times");
        }
        new WholeScale(in, width, height, region, scale).into(out, progress);
    }

    private static Plane bicubic(final Plane in, final int width, final int height, final double scaleX,
        final double scaleY, final Rounding rounding, final Progress progress) {
        if (scaleX == scaleY && scaleX == (int) scaleX && scaleX > 1) {
            final Plane out = plane(width, height);
            enlarge(new PixelRows.Floats(in.data(), rounding), in.width(), in.height(),
                new Rectangle(in.width(), in.height()), (int) scaleX, new PixelRows.Floats(out.data(), rounding),
                progress);
            return out;
        }
        if (scaleY <= scaleX) {
            return horizontal(vertical(in, height, scaleY, rounding, progress), width, scaleX, rounding, progress);
        }
        return vertical(horizontal(in, width, scaleX, rounding, progress), height, scaleY, rounding, progress);
    }

    /** Whole rows are added up, each with its weight. */
    private static Plane vertical(final Plane in, final int height, final double scale, final Rounding rounding,
        final Progress progress) {
        if (scale == 1) {
            return in;
        }
        final int width = in.width();
        final Taps taps = Taps.bicubic(height, scale);
        final Plane out = plane(width, height);
        final float[] source = in.data();
        rows(height, (long) width * taps.offset[height], y -> {
            progress.checkCancelled();
            final double[] sum = new double[width];
            for (int k = taps.offset[y]; k < taps.offset[y + 1]; k++) {
                final int row = Taps.reflect(taps.first[y] + k - taps.offset[y], in.height()) * width;
                final double weight = taps.weights[k];
                for (int x = 0; x < width; x++) {
                    sum[x] += weight * source[row + x];
                }
            }
            store(sum, out.data(), y * width, rounding);
        });
        return out;
    }

    /** Each row is laid out with its reflections on both sides first, so that the sums need not look for edges. */
    private static Plane horizontal(final Plane in, final int width, final double scale, final Rounding rounding,
        final Progress progress) {
        if (scale == 1) {
            return in;
        }
        final Taps taps = Taps.bicubic(width, scale);
        final Plane out = plane(width, in.height());
        final int[] column = new int[taps.highest - taps.lowest + 1];
        Arrays.setAll(column, i -> Taps.reflect(taps.lowest + i, in.width()));
        rows(in.height(), (long) in.height() * taps.offset[width], y -> {
            progress.checkCancelled();
            final double[] row = new double[column.length];
            for (int i = 0; i < row.length; i++) {
                row[i] = in.data()[y * in.width() + column[i]];
            }
            final double[] sum = new double[width];
            for (int x = 0; x < width; x++) {
                final int shift = taps.first[x] - taps.lowest - taps.offset[x];
                double s = 0;
                for (int k = taps.offset[x]; k < taps.offset[x + 1]; k++) {
                    s += taps.weights[k] * row[shift + k];
                }
                sum[x] = s;
            }
            store(sum, out.data(), y * width, rounding);
        });
        return out;
    }

    private static void store(final double[] row, final float[] target, final int offset, final Rounding rounding) {
        for (int x = 0; x < row.length; x++) {
            target[offset + x] = rounding.apply(row[x]);
        }
    }

    private static void rows(final int count, final long cost, final IntConsumer row) {
        final IntStream rows = IntStream.range(0, count);
        (cost < PARALLEL ? rows : rows.parallel()).forEach(row);
    }

    private static int size(final int length, final double scale) {
        // a product like 5 * 0.2 may lie a hair above the integer that is meant
        final double size = Math.ceil(length * scale * (1 - 1e-12));
        if (size > Integer.MAX_VALUE) {
            throw tooLarge(length + " pixels enlarged " + scale + " times");
        }
        return (int) size;
    }

    private static Plane plane(final int width, final int height) {
        return new Plane(width, height, new float[area(width, height)]);
    }

    private static int area(final int width, final int height) {
        if ((long) width * height > Integer.MAX_VALUE - 8) {
            throw tooLarge(width + " x " + height + " pixels");
        }
        return width * height;
    }

    private static AcuityException tooLarge(final String what) {
        return new AcuityException(what, "is more than the 2^31 pixels that a plane can hold",
            "enlarge a selection, or choose a smaller scale");
    }
}
