package sc.fiji.acuity.train.pairs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.image.Plane;

class DihedralTest {

    private static Plane positions(final int width, final int height) {
        final Plane plane = new Plane(width, height);
        for (int i = 0; i < plane.data().length; i++) {
            plane.data()[i] = i;
        }
        return plane;
    }

    private static float[] turned(final Plane plane, final int x, final int y, final int side, final int turn) {
        final float[] result = new float[side * side + 3];
        Dihedral.copy(plane, x, y, side, turn, result, 2);
        assertEquals(0, result[0] + result[1] + result[side * side + 2]);
        return Arrays.copyOfRange(result, 2, 2 + side * side);
    }

    @Test
    void theEightTurnsOfAPatch() {
        final Plane plane = positions(5, 4);
        final float[][] expected = {
            {6, 7, 11, 12}, {7, 6, 12, 11}, {11, 12, 6, 7}, {12, 11, 7, 6},
            {6, 11, 7, 12}, {7, 12, 6, 11}, {11, 6, 12, 7}, {12, 7, 11, 6}};
        final Set<String> distinct = new HashSet<>();
        for (int turn = 0; turn < 8; turn++) {
            assertArrayEquals(expected[turn], turned(plane, 1, 1, 2, turn), "turn " + turn);
            distinct.add(Arrays.toString(expected[turn]));
        }
        assertEquals(8, distinct.size());
    }

    /** A pixel of the small patch and its block of the large one go to the same place. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void bothSizesAlike(final int scale) {
        final int side = 5;
        final Plane lr = positions(9, 8);
        final Plane hr = new Plane(9 * scale, 8 * scale);
        for (int i = 0; i < hr.data().length; i++) {
            hr.data()[i] = lr.get(i % hr.width() / scale, i / hr.width() / scale);
        }
        for (int turn = 0; turn < 8; turn++) {
            final float[] small = turned(lr, 3, 2, side, turn);
            final float[] large = turned(hr, 3 * scale, 2 * scale, side * scale, turn);
            for (int i = 0; i < large.length; i++) {
                final int x = i % (side * scale) / scale;
                final int y = i / (side * scale) / scale;
                assertEquals(small[y * side + x], large[i]);
            }
        }
    }
}
