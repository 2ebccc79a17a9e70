package sc.fiji.acuity.metric;

import sc.fiji.acuity.image.Plane;

/** Two planes of one size, read in parts of rows, by several threads at the same time. */
interface RowPair {

    int width();

    int height();

    /** Values of a row from {@code x} on, as many as the arrays hold. */
    void read(int x, int y, double[] a, double[] b);

    /** @throws sc.fiji.acuity.base.AcuityException that names the first value that is NaN or infinite, if there is one */
    void requireFinite();

    /** @throws sc.fiji.acuity.base.AcuityException if the sizes differ */
    static RowPair of(final Plane a, final Plane b) {
        Inputs.checkSizes(a, b);
        return new RowPair() {

            @Override
            public int width() {
                return a.width();
            }

            @Override
            public int height() {
                return a.height();
            }

            @Override
            public void read(final int x, final int y, final double[] first, final double[] second) {
                copy(a.data(), y * a.width() + x, first);
                copy(b.data(), y * b.width() + x, second);
            }

            @Override
            public void requireFinite() {
                Inputs.checkFinite(a, b);
            }
        };
    }

    private static void copy(final float[] from, final int at, final double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = from[at + i];
        }
    }
}
