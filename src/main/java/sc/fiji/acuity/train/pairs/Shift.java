package sc.fiji.acuity.train.pairs;

import java.util.Locale;

import org.jtransforms.fft.DoubleFFT_2D;

import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Rounding;

/**
 * How far an LR image lies off its HR image.
 *
 * @param x in LR pixels; positive: what LR shows lies further to the right
 * @param y in LR pixels; positive: further down
 * @param peak how clear that is: 1 for a mere shift
 * @param chance the peak that images of this size reach that have nothing in common
 */
record Shift(double x, double y, double peak, double chance) {

    private static final int LARGEST = 512;

    /** Standard deviation of the weight of frequencies, in cycles a pixel: what is finer is mostly noise. */
    private static final double BAND = 0.12;

    /** The share of pixels that is left of both axes' windows. */
    private static final double HANN = 0.14;

    /**
     * By phase correlation (Kuglin and Hines 1975) of the LR image with the means of the HR pixels that each LR pixel
     * covers; of the part with the largest variance in large images. Frequencies are weighted by a Gaussian, so that
     * the peak is one, too, and the parabola through the logarithms of three values finds its place between pixels.
     */
    static Shift between(final Plane lr, final Plane hr, final int scale) {
        final Plane reduced = Reduction.separable(hr, scale, new double[] {1}, Rounding.NONE);
        final int w = Math.min(lr.width(), LARGEST);
        final int h = Math.min(lr.height(), LARGEST);
        final int[] at = busiest(lr, w, h);
        int side = 8;
        while (side < Math.max(w, h)) {
            side *= 2;
        }
        final double[] a = windowed(lr.crop(at[0], at[1], w, h), side);
        final double[] b = windowed(reduced.crop(at[0], at[1], w, h), side);
        final DoubleFFT_2D fourier = new DoubleFFT_2D(side, side);
        fourier.complexForward(a);
        fourier.complexForward(b);
        final double weights = correlate(a, b, side);
        fourier.complexInverse(a, false);
        return peak(a, side, weights, chance((double) w * h));
    }

    /**
     * The largest of as many sums of waves with random phases as there are independent ones: the frequencies within the
     * band, less what fading out has joined.
     */
    private static double chance(final double pixels) {
        final double waves = 2 * Math.PI * BAND * BAND * pixels;
        return Math.sqrt(StrictMath.log(Math.max(waves, 3)) / (2 * waves * HANN));
    }

    /** The corner of the part of that size with the largest variance. */
    private static int[] busiest(final Plane plane, final int w, final int h) {
        final int[] best = {0, 0};
        double most = -1;
        for (int y = 0; y + h <= plane.height(); y += Math.max(1, Math.min(h, plane.height() - h - y))) {
            for (int x = 0; x + w <= plane.width(); x += Math.max(1, Math.min(w, plane.width() - w - x))) {
                final double variance = variance(plane, x, y, w, h);
                if (variance > most) {
                    most = variance;
                    best[0] = x;
                    best[1] = y;
                }
            }
        }
        return best;
    }

    private static double variance(final Plane plane, final int x0, final int y0, final int w, final int h) {
        double sum = 0;
        double square = 0;
        for (int y = y0; y < y0 + h; y++) {
            for (int x = x0; x < x0 + w; x++) {
                sum += plane.get(x, y);
                square += (double) plane.get(x, y) * plane.get(x, y);
            }
        }
        return square - sum * sum / ((double) w * h);
    }

    /** Without its mean, faded out to the edges, and zeros around; complex, real and imaginary parts in turn. */
    private static double[] windowed(final Plane plane, final int side) {
        double mean = 0;
        for (final float value : plane.data()) {
            mean += value / plane.data().length;
        }
        final double[] result = new double[2 * side * side];
        for (int y = 0; y < plane.height(); y++) {
            for (int x = 0; x < plane.width(); x++) {
                result[2 * (y * side + x)] =
                    (plane.get(x, y) - mean) * hann(x, plane.width()) * hann(y, plane.height());
            }
        }
        return result;
    }

    private static double hann(final int i, final int length) {
        final double s = StrictMath.sin(Math.PI * (i + 0.5) / length);
        return s * s;
    }

    /**
     * @param a becomes the weighted phases of both
     * @return the sum of the weights: what the peak of two equal images would be
     */
    private static double correlate(final double[] a, final double[] b, final int side) {
        double weights = 0;
        for (int i = 0; i < side * side; i++) {
            final double fx = frequency(i % side, side);
            final double fy = frequency(i / side, side);
            final double weight = StrictMath.exp(-(fx * fx + fy * fy) / (2 * BAND * BAND));
            final double re = a[2 * i] * b[2 * i] + a[2 * i + 1] * b[2 * i + 1];
            final double im = a[2 * i + 1] * b[2 * i] - a[2 * i] * b[2 * i + 1];
            final double norm = Math.sqrt(re * re + im * im);
            a[2 * i] = norm == 0 ? 0 : weight * re / norm;
            a[2 * i + 1] = norm == 0 ? 0 : weight * im / norm;
            weights += weight;
        }
        return weights;
    }

    private static double frequency(final int k, final int side) {
        return (k < side / 2 ? k : k - side) / (double) side;
    }

    private static Shift peak(final double[] values, final int side, final double weights, final double chance) {
        int best = 0;
        for (int i = 1; i < side * side; i++) {
            best = values[2 * i] > values[2 * best] ? i : best;
        }
        final int x = best % side;
        final int y = best / side;
        final double left = values[2 * (y * side + Math.floorMod(x - 1, side))];
        final double right = values[2 * (y * side + (x + 1) % side)];
        final double above = values[2 * (Math.floorMod(y - 1, side) * side + x)];
        final double below = values[2 * ((y + 1) % side * side + x)];
        final double top = values[2 * best];
        return new Shift(signed(x, side) + between(left, top, right), signed(y, side) + between(above, top, below),
            Math.max(0, top / weights), chance);
    }

    private static int signed(final int i, final int side) {
        return i < side / 2 ? i : i - side;
    }

    private static double between(final double before, final double top, final double after) {
        if (!(before > 0 && after > 0)) {
            return 0;
        }
        final double a = StrictMath.log(before);
        final double b = StrictMath.log(top);
        final double c = StrictMath.log(after);
        final double bend = a - 2 * b + c;
        return bend >= 0 ? 0 : 0.5 * (a - c) / bend;
    }

    /** Whether the two show the same. */
    boolean isClear() {
        return peak > 1.25 * chance;
    }

    double length() {
        return Math.hypot(x, y);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f, %.2f LR pixels", x, y);
    }
}
