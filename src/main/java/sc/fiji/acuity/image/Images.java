package sc.fiji.acuity.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

import ij.ImagePlus;
import ij.ImageStack;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.NativeTypeFactory;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.NumericType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Fraction;
import net.imglib2.view.Views;

import sc.fiji.acuity.base.AcuityException;

/**
 * ImageJ's images as ImgLib2's, and back, over the same pixels.
 *
 * <pre>{@code
 * PlanarImg<UnsignedShortType, ?> img = Images.wrap(imagePlus);
 * ImagePlus result = Images.toImagePlus(img, "result");
 * }</pre>
 */
public final class Images {

    private Images() {}

    /**
     * The pixels of an image without copying them: writing to the one changes the other. The dimensions are X, Y, C, Z,
     * T; of the last three those of length 1 are left out.
     *
     * @param <T> {@link UnsignedByteType} for 8-bit (the index, where there is a colour table),
     *            {@link UnsignedShortType} for 16-bit, {@link FloatType} for 32-bit, {@link ARGBType} for RGB images.
     *            As in ImgLib2 it is not checked against what the caller expects.
     * @throws AcuityException for a virtual stack, whose planes are not in memory
     */
    @SuppressWarnings("unchecked")
    public static <T extends NativeType<T> & NumericType<T>> PlanarImg<T, ?> wrap(final ImagePlus image) {
        final ImageStack stack = image.getStack();
        if (stack.isVirtual()) {
            throw new AcuityException(image.getTitle(), "is a virtual stack, whose planes are on disk",
                "duplicate it (Image>Duplicate...) to have it in memory");
        }
        final PlanarImg<?, ?> img = switch (image.getBitDepth()) {
            case 8 -> planar(image, p -> new ByteArray((byte[]) p), new UnsignedByteType().getNativeTypeFactory());
            case 16 -> planar(image, p -> new ShortArray((short[]) p), new UnsignedShortType().getNativeTypeFactory());
            case 24 -> planar(image, p -> new IntArray((int[]) p), new ARGBType().getNativeTypeFactory());
            case 32 -> planar(image, p -> new FloatArray((float[]) p), new FloatType().getNativeTypeFactory());
            default -> throw new AcuityException(image.getTitle(), "has no pixels", "open an image first");
        };
        return (PlanarImg<T, ?>) img;
    }

    private static <T extends NativeType<T>, A extends ArrayDataAccess<A>> PlanarImg<T, A> planar(final ImagePlus image,
        final Function<Object, A> access, final NativeTypeFactory<T, ? super A> type) {
        final ImageStack stack = image.getStack();
        final List<A> planes = IntStream.rangeClosed(1, stack.size()).mapToObj(i -> access.apply(stack.getPixels(i)))
            .toList();
        final long[] all = Arrays.stream(image.getDimensions()).asLongStream().toArray();
        final long[] dimensions = IntStream.range(0, 5).filter(d -> d < 2 || all[d] > 1)
            .mapToLong(d -> all[d]).toArray();
        final PlanarImg<T, A> img = new PlanarImg<>(planes, dimensions, new Fraction());
        img.setLinkedType(type.createLinkedType(img));
        return img;
    }

    /**
     * An image for ImageJ, where a third dimension is Z, a third and fourth are C and Z, and five are X, Y, C, Z, T.
     *
     * @see #toImagePlus(RandomAccessibleInterval, String, int, int, int)
     */
    public static ImagePlus toImagePlus(final RandomAccessibleInterval<? extends NumericType<?>> image,
        final String title) {
        final int n = image.numDimensions();
        return toImagePlus(image, title, n > 3 ? length(image, 2) : 1, n > 3 ? length(image, 3) : length(image, 2),
            length(image, 4));
    }

    /**
     * An image for ImageJ. It shares the arrays of a {@link PlanarImg}, and of a two-dimensional {@link ArrayImg}, of
     * unsigned bytes, unsigned shorts, floats or ARGB; others are copied, real numbers of other types as 32-bit floats.
     *
     * @param image X, Y and then whatever has the planes in ImageJ's order: channels fastest, then slices, then frames
     * @throws IllegalArgumentException if the number of planes is not channels x slices x frames
     */
    public static ImagePlus toImagePlus(final RandomAccessibleInterval<? extends NumericType<?>> image,
        final String title, final int channels, final int slices, final int frames) {
        final int width = length(image, 0);
        final int height = length(image, 1);
        long planes = 1;
        for (int d = 2; d < image.numDimensions(); d++) {
            planes *= image.dimension(d);
        }
        if (image.numDimensions() < 2 || planes != (long) channels * slices * frames || planes * width * height == 0) {
            throw new IllegalArgumentException(Arrays.toString(image.dimensionsAsLongArray()) + " pixels are not "
                + channels + " channels, " + slices + " slices and " + frames + " frames of an image");
        }
        if ((long) width * height > Integer.MAX_VALUE - 8) {
            throw new AcuityException(title, "has planes of " + width + " x " + height
                + " pixels, more than ImageJ can hold", "cut it into parts");
        }
        final ImageStack stack = new ImageStack(width, height);
        for (final Object pixels : planes(image, Math.toIntExact(planes), width * height)) {
            stack.addSlice(null, pixels);
        }
        final ImagePlus result = new ImagePlus(title, stack);
        result.setDimensions(channels, slices, frames);
        result.setOpenAsHyperStack(planes > slices);
        return result;
    }

    private static List<Object> planes(final RandomAccessibleInterval<? extends NumericType<?>> image, final int count,
        final int size) {
        final List<Object> planes = new ArrayList<>();
        final NumericType<?> type = image.getType();
        final boolean shareable = type instanceof UnsignedByteType || type instanceof UnsignedShortType
            || type instanceof FloatType || type instanceof ARGBType;
        if (shareable && image instanceof PlanarImg<?, ?> planar) {
            for (int i = 0; i < count; i++) {
                planes.add(planar.getPlane(i).getCurrentStorageArray());
            }
            return planes;
        }
        if (shareable && count == 1 && image instanceof ArrayImg<?, ?> array
            && array.update(null) instanceof ArrayDataAccess<?> access && access.getArrayLength() == size) {
            return List.of(access.getCurrentStorageArray());
        }
        final Cursor<? extends NumericType<?>> cursor = Views.flatIterable(image).cursor();
        for (int i = 0; i < count; i++) {
            planes.add(copy(cursor, type, size));
        }
        return planes;
    }

    /** The next {@code size} values, in an array of ImageJ's kind. */
    private static Object copy(final Cursor<? extends NumericType<?>> cursor, final NumericType<?> type,
        final int size) {
        if (type instanceof ARGBType) {
            final int[] pixels = new int[size];
            for (int i = 0; i < size; i++) {
                pixels[i] = ((ARGBType) cursor.next()).get();
            }
            return pixels;
        }
        if (type instanceof UnsignedByteType) {
            final byte[] pixels = new byte[size];
            for (int i = 0; i < size; i++) {
                pixels[i] = ((UnsignedByteType) cursor.next()).getByte();
            }
            return pixels;
        }
        if (type instanceof UnsignedShortType) {
            final short[] pixels = new short[size];
            for (int i = 0; i < size; i++) {
                pixels[i] = ((UnsignedShortType) cursor.next()).getShort();
            }
            return pixels;
        }
        if (type instanceof RealType<?>) {
            final float[] pixels = new float[size];
            for (int i = 0; i < size; i++) {
                pixels[i] = ((RealType<?>) cursor.next()).getRealFloat();
            }
            return pixels;
        }
        throw new AcuityException("an image of " + type.getClass().getSimpleName(), "has no counterpart in ImageJ",
            "convert it to real numbers or ARGB");
    }

    private static int length(final RandomAccessibleInterval<?> image, final int dimension) {
        return dimension < image.numDimensions() ? Math.toIntExact(image.dimension(dimension)) : 1;
    }
}
