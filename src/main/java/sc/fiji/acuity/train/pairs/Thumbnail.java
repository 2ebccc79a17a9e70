package sc.fiji.acuity.train.pairs;

import sc.fiji.acuity.image.Plane;

/**
 * A tiny picture, without brightness and contrast, to tell whether two images look alike.
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
        double mean = 0;
        for (int i = 0; i < sum.length; i++) {
            // images of less than 16 pixels leave cells without any
            sum[i] = count[i] == 0 ? 0 : sum[i] / count[i];
            mean += sum[i] / sum.length;
        }
        double square = 0;
        for (final double value : sum) {
            square += (value - mean) * (value - mean);
        }
        final float[] values = new float[sum.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = square == 0 ? 0 : (float) ((sum[i] - mean) / Math.sqrt(square));
        }
        return new Thumbnail(values);
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
