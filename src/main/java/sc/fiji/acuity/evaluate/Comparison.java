package sc.fiji.acuity.evaluate;

import java.util.OptionalDouble;

import ij.ImagePlus;
import ij.ImageStack;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.image.ColourTable;
import sc.fiji.acuity.image.Images;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Planes;
import sc.fiji.acuity.metric.DataRange;
import sc.fiji.acuity.metric.Quality;

/**
 * How alike two ImageJ images are, pixel by pixel, as they are: no luma, no border, no rounding. Values are compared,
 * not how they are shown: neither display range nor colour table count. Only a palette stands for its colours, so that
 * an image with a palette compares with an RGB image.
 *
 * <pre>{@code
 * Quality quality = Comparison.of(result, truth, null, progress).quality();
 * }</pre>
 *
 * @param quality PSNR over all pixels, SSIM as the mean over planes
 * @param range the data range that both refer to
 */
public record Comparison(Quality quality, double range) {

    /**
     * @param range null: 255 for 8-bit and colour images, else maximum minus minimum of {@code reference}
     * @throws AcuityException if sizes, lengths of the dimensions or types differ
     */
    public static Comparison of(final ImagePlus image, final ImagePlus reference, final Double range,
        final Progress progress) {
        if (bitDepth(image) != bitDepth(reference)) {
            throw new AcuityException(image.getTitle() + " and " + reference.getTitle(), "have " + bitDepth(image)
                + " and " + bitDepth(reference) + " bits a pixel", "convert one to the type of the other");
        }
        if (range != null && !(range > 0 && range < Double.POSITIVE_INFINITY)) {
            throw new AcuityException("range " + range, "is not positive", "give the difference of white and black");
        }
        return of(Images.wrap(channels(image)), Images.wrap(channels(reference)), range, progress);
    }

    private static Comparison of(final RandomAccessibleInterval<?> image, final RandomAccessibleInterval<?> reference,
        final Double range, final Progress progress) {
        @SuppressWarnings("unchecked")
        final RandomAccessibleInterval<? extends RealType<?>> a =
            (RandomAccessibleInterval<? extends RealType<?>>) image;
        @SuppressWarnings("unchecked")
        final RandomAccessibleInterval<? extends RealType<?>> b =
            (RandomAccessibleInterval<? extends RealType<?>>) reference;
        final OptionalDouble ofType = DataRange.ofType(b.getType());
        final double known =
            range != null ? range : ofType.isPresent() ? ofType.getAsDouble() : DataRange.ofReference(b);
        return new Comparison(Quality.compare(a, b, known, progress), known);
    }

    private static int bitDepth(final ImagePlus image) {
        return ColourTable.isPalette(image) ? 24 : image.getBitDepth();
    }

    /** Red, green and blue become planes of their own. */
    private static ImagePlus channels(final ImagePlus image) {
        if (bitDepth(image) != 24) {
            return image;
        }
        final ImageStack split = new ImageStack(image.getWidth(), image.getHeight());
        for (int n = 1; n <= image.getStackSize(); n++) {
            for (final Plane channel : Planes.rgb(image.getStack().getProcessor(n).convertToColorProcessor())) {
                split.addSlice(Planes.toProcessor(channel, 8));
            }
        }
        return new ImagePlus(image.getTitle(), split);
    }
}
