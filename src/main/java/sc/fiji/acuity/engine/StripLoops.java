package sc.fiji.acuity.engine;

/**
 * Loops over whole arrays, written so that the virtual machine turns each into vector instructions: one short
 * statement, all arrays read and written at the same index. Longer bodies, or shifted indices, would run at a tenth of
 * the speed.
 *
 * <p>Plain Java arithmetic: the same bits on every machine.
 */
final class StripLoops {

    /** How many taps {@link #taps} takes at once. */
    static final int TAPS = 5;

    /** Below this, e^x is nothing beside 1. */
    private static final float LEAST = -20;
    private static final float DOUBLINGS = 1f / 64;

    private StripLoops() {}

    /** Adds five weighted arrays. */
    static void taps(final float[] sum, final float[][] taps, final float[] weights, final int at, final int n) {
        final float[] t0 = taps[0];
        final float[] t1 = taps[1];
        final float[] t2 = taps[2];
        final float[] t3 = taps[3];
        final float[] t4 = taps[4];
        final float w0 = weights[at];
        final float w1 = weights[at + 1];
        final float w2 = weights[at + 2];
        final float w3 = weights[at + 3];
        final float w4 = weights[at + 4];
        for (int i = 0; i < n; i++) {
            sum[i] += w0 * t0[i] + w1 * t1[i] + w2 * t2[i] + w3 * t3[i] + w4 * t4[i];
        }
    }

    static void largest(final float[] a, final float[] b, final float[] to, final int n) {
        for (int i = 0; i < n; i++) {
            to[i] = Math.max(a[i], b[i]);
        }
    }

    static void add(final float[] a, final float[] b, final float[] to, final int n) {
        for (int i = 0; i < n; i++) {
            to[i] = a[i] + b[i];
        }
    }

    static void multiply(final float[] a, final float[] b, final float[] to, final int n) {
        for (int i = 0; i < n; i++) {
            to[i] = a[i] * b[i];
        }
    }

    static void divide(final float[] a, final float[] b, final float[] to, final int n) {
        for (int i = 0; i < n; i++) {
            to[i] = a[i] / b[i];
        }
    }

    /**
     * e^(a − b) for a ≤ b, within 1e-6. With r = (a − b) / 64 a polynomial gives e^r − 1, and (e + 1)² − 1 = e² + 2e
     * six times the result, without loss near 1. In four loops, since a long one is not turned into vectors.
     */
    static void exp(final float[] a, final float[] b, final float[] to, final int n) {
        for (int i = 0; i < n; i++) {
            to[i] = Math.max(a[i] - b[i], LEAST);
        }
        for (int i = 0; i < n; i++) {
            final float r = to[i] * DOUBLINGS;
            to[i] = r + r * r * (0.5f + r * (0.16666667f + r * (0.041666668f + r * 0.008333334f)));
        }
        twiceSquared(to, n);
        twiceSquared(to, n);
        for (int i = 0; i < n; i++) {
            to[i] += 1;
        }
    }

    private static void twiceSquared(final float[] to, final int n) {
        for (int i = 0; i < n; i++) {
            float e = to[i];
            e = e * e + (e + e);
            e = e * e + (e + e);
            e = e * e + (e + e);
            to[i] = e;
        }
    }

    /** Values of one phase into every {@code step}-th place. */
    static void spread(final float[] from, final int at, final int n, final float[] to, final int start,
        final int step) {
        for (int i = 0; i < n; i++) {
            to[start + i * step] = from[at + i];
        }
    }
}
