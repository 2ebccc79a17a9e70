package sc.fiji.acuity.train.pairs;

import sc.fiji.acuity.image.Plane;

/**
 * A tiny picture, without brightness, contrast and uneven illumination, to tell whether two images look alike.
 *
 * @param values 16 × 16, their sum 0, the sum of their squares 1
 */
record Thumbnail(float[] values) {

    private static final int SIDE = 16;

    static Thumbnail of(final Plane plane) {
        final double[] sum = new double[SIDE * SIDE];
        final long[] count = new long[SIDE * SIDE];
        for (int y = 0; y < plane.height(); y++) {
            final int row = (int) ((long) y * SIDE / plane.height()) * SIDE;
            for (int x = 0; x < plane.width(); x++) {
                final int cell = row + (int) ((long) x * SIDE / plane.width());
                sum[cell] += plane.get(x, y);
                count[cell]++;
            }
        }
        for (int i = 0; i < sum.length; i++) {
            // images of less than 16 pixels leave cells without any
            sum[i] = count[i] == 0 ? 0 : sum[i] / count[i];
        }
        return new Thumbnail(unit(sum));
    }

    /** Takes out brightness and uneven illumination: polynomials of second degree, orthogonal on the grid. */
    private static float[] unit(final double[] values) {
        final double squares = (SIDE * SIDE - 1) / 12.0;
        final double[] wave = new double[values.length];
        for (int p = 0; p < 6; p++) {
            double product = 0;
            double norm = 0;
            for (int i = 0; i < wave.length; i++) {
                final double x = i % SIDE - (SIDE - 1) / 2.0;
                final double y = i / SIDE - (SIDE - 1) / 2.0;
                wave[i] = switch (p) {
                    case 0 -> 1;
                    case 1 -> x;
                    case 2 -> y;
                    case 3 -> x * y;
                    case 4 -> x * x - squares;
                    default -> y * y - squares;
                };
                product += wave[i] * values[i];
                norm += wave[i] * wave[i];
            }
            for (int i = 0; i < wave.length; i++) {
                values[i] -= product / norm * wave[i];
            }
        }
        double square = 0;
        for (final double value : values) {
            square += value * value;
        }
        final float[] unit = new float[values.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = square == 0 ? 0 : (float) (values[i] / Math.sqrt(square));
        }
        return unit;
    }

    /** Their correlation: 1 for the same picture, about 0 for unrelated ones. */
    double likeness(final Thumbnail other) {
        float sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * other.values[i];
        }
        return sum;
    }
}
