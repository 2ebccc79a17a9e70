package sc.fiji.acuity.metric;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.image.Plane;

/**
 * Two images of one size, read plane by plane into the same two buffers, while their differences are summed.
 * Rows are read by several threads, each row with accessors of its own, and summed in order.
 */
final class PlanePair {

    private final RandomAccessibleInterval<? extends RealType<?>> a;
    private final RandomAccessibleInterval<? extends RealType<?>> b;
    private final Plane first;
    private final Plane second;
    private final double[] squared;
    private final double[] absolute;
    private final long planes;
    private double squaredError;
    private double absoluteError;

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
        first = new Plane((int) a.dimension(0), (int) a.dimension(1));
        second = new Plane(first.width(), first.height());
        squared = new double[first.height()];
        absolute = new double[first.height()];
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
        return Math.multiplyExact(planes, (long) first.data().length);
    }

    Plane first() {
        return first;
    }

    Plane second() {
        return second;
    }

    /** Over all planes read so far. */
    double squaredError() {
        return squaredError;
    }

    /** Over all planes read so far. */
    double absoluteError() {
        return absoluteError;
    }

    /**
     * Makes one plane, counted over all dimensions but the first two, the content of both buffers.
     *
     * @throws AcuityException naming the first value that is NaN or infinite
     */
    void read(final long plane) {
        IntStream.range(0, first.height()).parallel().forEach(y -> readRow(plane, y));
        for (int y = 0; y < first.height(); y++) {
            if (!Double.isFinite(squared[y])) {
                checkFinite("first image", at(a, plane, y));
                checkFinite("second image", at(b, plane, y));
            }
            squaredError += squared[y];
            absoluteError += absolute[y];
        }
    }

    private void readRow(final long plane, final int y) {
        final RandomAccess<? extends RealType<?>> p = at(a, plane, y);
        final RandomAccess<? extends RealType<?>> q = at(b, plane, y);
        double squares = 0;
        double absolutes = 0;
        final int start = y * first.width();
        for (int x = 0; x < first.width(); x++) {
            if (x > 0) {
                p.fwd(0);
                q.fwd(0);
            }
            final double u = p.get().getRealDouble();
            final double v = q.get().getRealDouble();
            first.data()[start + x] = (float) u;
            second.data()[start + x] = (float) v;
            final double d = u - v;
            squares += d * d;
            absolutes += Math.abs(d);
        }
        squared[y] = squares;
        absolute[y] = absolutes;
    }

    /** Looks at one row, from where the accessor stands. */
    private void checkFinite(final String image, final RandomAccess<? extends RealType<?>> access) {
        for (int x = 0; x < first.width(); x++) {
            if (x > 0) {
                access.fwd(0);
            }
            final double value = access.get().getRealDouble();
            if (!Double.isFinite(value)) {
                throw Inputs.notFinite(image, value, "position " + access.positionAsPoint());
            }
        }
    }

    private static RandomAccess<? extends RealType<?>> at(final RandomAccessibleInterval<? extends RealType<?>> image,
        final long plane, final int y) {
        final RandomAccess<? extends RealType<?>> access = image.randomAccess();
        image.min(access);
        access.move(y, 1);
        long rest = plane;
        for (int d = 2; d < image.numDimensions(); d++) {
            access.move(rest % image.dimension(d), d);
            rest /= image.dimension(d);
        }
        return access;
    }
}
