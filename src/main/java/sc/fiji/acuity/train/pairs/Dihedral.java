package sc.fiji.acuity.train.pairs;

import sc.fiji.acuity.image.Plane;

/** The eight ways to flip and turn a square. */
final class Dihedral {

    private Dihedral() {}

    /**
     * Copies a square of a plane, transformed.
     *
     * @param turn 0..7: bit 0 mirrors columns, bit 1 rows, bit 2 swaps both axes
     */
    static void copy(final Plane from, final int x0, final int y0, final int side, final int turn, final float[] to,
        final int at) {
        final boolean mirrorX = (turn & 1) != 0;
        final boolean mirrorY = (turn & 2) != 0;
        final boolean swap = (turn & 4) != 0;
        final float[] data = from.data();
        for (int y = 0; y < side; y++) {
            final int sourceRow = (y0 + (mirrorY ? side - 1 - y : y)) * from.width() + x0;
            for (int x = 0; x < side; x++) {
                final float value = data[sourceRow + (mirrorX ? side - 1 - x : x)];
                to[at + (swap ? x * side + y : y * side + x)] = value;
            }
        }
    }
}
