package sc.fiji.acuity.train.pairs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.image.Plane;

class SplitTest {

    private static List<Split.Group> groups(final int count, final int images) {
        return new ArrayList<>(IntStream.range(0, count).mapToObj(i -> new Split.Group("g" + i, images)).toList());
    }

    private static long count(final List<Split.Part> parts, final Split.Part part) {
        return parts.stream().filter(p -> p == part).count();
    }

    @Test
    void shares() {
        final List<Split.Part> parts = new Split.Shares(0.2, 0.1, 1).parts(groups(50, 3));
        assertEquals(10, count(parts, Split.Part.VALIDATION));
        assertEquals(5, count(parts, Split.Part.TEST));
        assertEquals(parts, new Split.Shares(0.2, 0.1, 1).parts(groups(50, 3)));
        assertNotEquals(parts, new Split.Shares(0.2, 0.1, 2).parts(groups(50, 3)));
    }

    /** It is names that are drawn: the order of files does not matter, and one more file moves few. */
    @Test
    void namesDecide() {
        final List<Split.Group> groups = groups(40, 1);
        final List<Split.Part> parts = new Split.Shares(0.25, 0, 1).parts(groups);
        Collections.reverse(groups);
        final List<Split.Part> reversed = new ArrayList<>(new Split.Shares(0.25, 0, 1).parts(groups));
        Collections.reverse(reversed);
        assertEquals(parts, reversed);
        final List<Split.Part> more = new Split.Shares(0.25, 0, 1).parts(groups(41, 1));
        assertTrue(IntStream.range(0, 40).filter(i -> parts.get(i) != more.get(i)).count() <= 1);
    }

    /** A group is larger than what is wanted: another is taken, and one is left to train on. */
    @Test
    void groupsAreNotTornApart() {
        final List<Split.Group> groups =
            List.of(new Split.Group("a", 90), new Split.Group("b", 5), new Split.Group("c", 5));
        for (int seed = 0; seed < 10; seed++) {
            final List<Split.Part> parts = new Split.Shares(0.05, 0, seed).parts(groups);
            assertEquals(Split.Part.TRAIN, parts.get(0));
            assertEquals(1, count(parts, Split.Part.VALIDATION));
            assertEquals(2, count(new Split.Shares(0.01, 0.01, seed).parts(groups), Split.Part.TEST)
                + count(new Split.Shares(0.01, 0.01, seed).parts(groups), Split.Part.VALIDATION));
            assertEquals(List.of(Split.Part.TRAIN), new Split.Shares(0.9, 0, seed).parts(groups(1, 5)));
            assertEquals(1, count(new Split.Shares(0.9, 0, seed).parts(groups(3, 1)), Split.Part.TRAIN));
        }
        assertThrows(AcuityException.class, () -> new Split.Shares(0.6, 0.4, 1));
        assertThrows(AcuityException.class, () -> new Split.Shares(-0.1, 0, 1));
        assertThrows(AcuityException.class, () -> new Split.Shares(Double.NaN, 0, 1));
    }

    @Test
    void everyTwentieth() {
        final List<Split.Part> parts = Split.TWENTIETH.parts(groups(45, 1));
        assertEquals(2, count(parts, Split.Part.VALIDATION));
        assertEquals(Split.Part.VALIDATION, parts.get(19));
        assertEquals(Split.Part.VALIDATION, parts.get(39));
    }

    @ParameterizedTest
    @CsvSource({"cells_c1.tif, cells_c2.tif, true", "A01_s1_w1.tif, A01_s1_w2.TIF, true",
        "A01_s1_w1.tif, A01_s2_w1.tif, false", "a_t001_z02_ch00.png, a_t150_z13_ch01.png, true",
        "img-T3.tif, img-T4.tif, true", "field 1.tif, field 2.tif, false", "c1.tif, c2.tif, false",
        "dsb18_0c1.png, dsb18_0c2.png, false", "x_channel_2.tif, x_channel_3.tif, true"})
    void fieldsByName(final String one, final String two, final boolean same) {
        assertEquals(same, FieldName.field(Path.of("f", one)).equals(FieldName.field(Path.of("f", two))));
        assertNotEquals(FieldName.field(Path.of("f", one)), FieldName.field(Path.of("g", one)));
    }

    @ParameterizedTest
    @CsvSource({"baby_HR.png, baby_LR.png, true", "a.tif, A.png, true", "0801.png, 0801x2.png, true",
        "cell-hr.tif, cell-lrx2.tif, true", "a1.tif, a2.tif, false", "HR.tif, LR.tif, false", "chr.tif, clr.tif, false",
        "chr.tif, c.tif, false"})
    void pairsByName(final String one, final String two, final boolean same) {
        assertEquals(same, FieldName.pair(Path.of(one)).equals(FieldName.pair(Path.of(two))));
    }

    /** The same picture, brighter and with noise, is the same; a field is one by its name, and all that hangs on it. */
    @Test
    void lookalikesStayTogether() {
        final Plane a = ShiftTest.spots(80, 60, 0, 0, 1);
        final Plane brighter = new Plane(80, 60);
        for (int i = 0; i < brighter.data().length; i++) {
            brighter.data()[i] = 100 + 30 * a.data()[i] + i % 3;
        }
        final List<Thumbnail> pictures = List.of(Thumbnail.of(a), Thumbnail.of(ShiftTest.spots(80, 60, 0, 0, 2)),
            Thumbnail.of(ShiftTest.spots(80, 60, 0, 0, 3)), Thumbnail.of(brighter), Thumbnail.of(new Plane(9, 9)));
        assertEquals("[[0, 3], [1], [2], [4]]",
            Lookalikes.groups(List.of("a", "b", "c", "d", "e"), pictures, Progress.NONE).toString());
        assertEquals("[[0, 2, 3], [1, 4]]",
            Lookalikes.groups(List.of("a", "b", "d", "d", "b"), pictures, Progress.NONE).toString());
        assertEquals("[[0], [1, 2]]",
            Lookalikes.groups(List.of("a", "b", "b"), List.of(), Progress.NONE).toString());
    }
}
