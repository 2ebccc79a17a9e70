package sc.fiji.acuity.op;

import java.util.Arrays;

import ij.process.ImageProcessor;
import net.imglib2.Cursor;
import net.imglib2.FinalDimensions;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Util;
import sc.fiji.acuity.image.Memory;

/** An image that takes enlarged planes. */
final class RealResult<T extends RealType<T> & NativeType<T>> {

    private final Img<T> image;
    private final double min;
    private final double max;

    RealResult(final RandomAccessibleInterval<T> source, final int scale) {
        final long[] sizes = source.dimensionsAsLongArray();
        sizes[0] *= scale;
        sizes[1] *= scale;
        final T type = source.getType();
        final double pixels = Arrays.stream(sizes).asDoubleStream().reduce(1, (a, b) -> a * b);
        Memory.require("the result", (long) (pixels * type.getBitsPerPixel() / Byte.SIZE));
        image = Util.getSuitableImgFactory(FinalDimensions.wrap(sizes), type).create(sizes);
        final boolean bounded = type instanceof IntegerType;
        min = bounded ? type.getMinValue() : Double.NEGATIVE_INFINITY;
        max = bounded ? type.getMaxValue() : Double.POSITIVE_INFINITY;
    }

    /** One at a time: pixels of packed types share their bytes with the neighbours. */
    synchronized void plane(final int index, final ImageProcessor pixels) {
        final Cursor<T> cursor = RealPlanes.cursor(image, index);
        for (int i = 0; i < pixels.getPixelCount(); i++) {
            // integer types round, but begin again at their minimum beyond the maximum
            cursor.next().setReal(Math.min(Math.max((double) pixels.getf(i), min), max));
        }
    }

    Img<T> image() {
        return image;
    }
}
