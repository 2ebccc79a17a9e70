package sc.fiji.acuity.op;

import java.util.Arrays;

import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.upscale.PlaneSource;

/** The planes of an ImgLib2 image, all of one channel. */
final class RealPlanes<T extends RealType<T>> implements PlaneSource {

    private final RandomAccessibleInterval<T> image;
    private final int bitDepth;
    private final int size;

    RealPlanes(final RandomAccessibleInterval<T> image) {
        final long[] sizes = image.dimensionsAsLongArray();
        final String name = "image of " + Arrays.toString(sizes) + " pixels";
        if (sizes.length < 2 || Arrays.stream(sizes).anyMatch(length -> length < 1)) {
            throw new AcuityException(name, "has no planes", "give an image of two or more dimensions");
        }
        if (!fits(sizes[0], sizes[1]) || !fits(Arrays.stream(sizes).skip(2).toArray())) {
            throw new AcuityException(name, "has planes of more than 2^31 pixels, or as many planes",
                "cut it into parts");
        }
        this.image = image;
        final T type = image.getType();
        bitDepth = type instanceof UnsignedByteType ? 8 : type instanceof UnsignedShortType ? 16 : 32;
        size = (int) Arrays.stream(sizes).skip(2).reduce(1, (a, b) -> a * b);
    }

    private static boolean fits(final long... factors) {
        long product = 1;
        for (final long factor : factors) {
            if (factor > Integer.MAX_VALUE / product) {
                return false;
            }
            product *= factor;
        }
        return true;
    }

    /** One plane of an image, counted over all dimensions but the first two, the third fastest. */
    static <T> Cursor<T> cursor(final RandomAccessibleInterval<T> image, final int plane) {
        RandomAccessibleInterval<T> slice = image;
        int rest = plane;
        for (int d = 2; d < image.numDimensions(); d++) {
            final int length = (int) image.dimension(d);
            slice = Views.hyperSlice(slice, 2, image.min(d) + rest % length);
            rest /= length;
        }
        return Views.flatIterable(slice).cursor();
    }

    @Override
    public String name() {
        return "the image";
    }

    @Override
    public int width() {
        return (int) image.dimension(0);
    }

    @Override
    public int height() {
        return (int) image.dimension(1);
    }

    @Override
    public int bitDepth() {
        return bitDepth;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public int channel(final int plane) {
        return 0;
    }

    @Override
    public ImageProcessor plane(final int plane) {
        final ImageProcessor pixels = switch (bitDepth) {
            case 8 -> new ByteProcessor(width(), height());
            case 16 -> new ShortProcessor(width(), height());
            default -> new FloatProcessor(width(), height());
        };
        final Cursor<T> cursor = cursor(image, plane);
        for (int i = 0; i < pixels.getPixelCount(); i++) {
            pixels.setf(i, cursor.next().getRealFloat());
        }
        return pixels;
    }
}
