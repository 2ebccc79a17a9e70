package sc.fiji.acuity.metric;

import java.util.Arrays;
import java.util.stream.Collectors;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import sc.fiji.acuity.base.AcuityException;

/**
 * Two images of one size as pairs of planes, counted over all dimensions but the first two. Every part of a row is read
 * with accessors of its own, hence by any thread.
 */
final class PlanePair {

    private final RandomAccessibleInterval<? extends RealType<?>> a;
    private final RandomAccessibleInterval<? extends RealType<?>> b;
    private final long planes;

    PlanePair(final RandomAccessibleInterval<? extends RealType<?>> a,
        final RandomAccessibleInterval<? extends RealType<?>> b) {
        requireSameSize(a.dimensionsAsLongArray(), b.dimensionsAsLongArray());
        this.a = a;
        this.b = b;
        final long area = Math.multiplyExact(a.dimension(0), a.dimension(1));
        if (area > Integer.MAX_VALUE - 8) {
            throw new AcuityException("image of " + a.dimension(0) + " x " + a.dimension(1) + " pixels",
                "has planes of more than 2 billion pixels", "compare it in parts");
        }
        planes = Arrays.stream(a.dimensionsAsLongArray()).skip(2).reduce(1, Math::multiplyExact);
    }

    /** @throws AcuityException if the sizes differ, or there are no planes */
    private static void requireSameSize(final long[] a, final long[] b) {
        if (!Arrays.equals(a, b)) {
            throw Inputs.sizesDiffer(describe(a), describe(b));
        }
        if (a.length < 2 || Arrays.stream(a).anyMatch(size -> size < 1)) {
            throw new AcuityException("images of " + describe(a) + " pixels", "have no planes", "choose other images");
        }
    }

    private static String describe(final long[] sizes) {
        return Arrays.stream(sizes).mapToObj(Long::toString).collect(Collectors.joining(" x "));
    }

    long planes() {
        return planes;
    }

    /** Over all planes. */
    long pixels() {
        return Math.multiplyExact(planes, a.dimension(0) * a.dimension(1));
    }

    RowPair plane(final long index) {
        return new RowPair() {

            @Override
            public int width() {
                return (int) a.dimension(0);
            }

            @Override
            public int height() {
                return (int) a.dimension(1);
            }

            @Override
            public void read(final int x, final int y, final double[] first, final double[] second) {
                copy(at(a, index, x, y), first);
                copy(at(b, index, x, y), second);
            }

            @Override
            public void requireFinite() {
                for (int y = 0; y < height(); y++) {
                    check("first image", at(a, index, 0, y), width());
                    check("second image", at(b, index, 0, y), width());
                }
            }
        };
    }

    private static void copy(final RandomAccess<? extends RealType<?>> from, final double[] to) {
        for (int i = 0; i < to.length; i++) {
            if (i > 0) {
                from.fwd(0);
            }
            to[i] = from.get().getRealDouble();
        }
    }

    private static void check(final String image, final RandomAccess<? extends RealType<?>> row, final int width) {
        for (int x = 0; x < width; x++) {
            if (x > 0) {
                row.fwd(0);
            }
            final double value = row.get().getRealDouble();
            if (!Double.isFinite(value)) {
                throw Inputs.notFinite(image, value, "position " + row.positionAsPoint());
            }
        }
    }

    private static RandomAccess<? extends RealType<?>> at(final RandomAccessibleInterval<? extends RealType<?>> image,
        final long plane, final int x, final int y) {
        final RandomAccess<? extends RealType<?>> access = image.randomAccess();
        image.min(access);
        access.move(x, 0);
        access.move(y, 1);
        long rest = plane;
        for (int d = 2; d < image.numDimensions(); d++) {
            access.move(rest % image.dimension(d), d);
            rest /= image.dimension(d);
        }
        return access;
    }
}
