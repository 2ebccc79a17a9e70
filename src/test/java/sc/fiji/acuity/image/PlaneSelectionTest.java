package sc.fiji.acuity.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;

class PlaneSelectionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "all | all", " ALL | all", "1 | 1", "2-5,7 | 2-5,7", " 7 , 2 - 5 | 2-5,7",
        "1,2,3 | 1-3", "4-6,5-9,9 | 4-9", "3-3 | 3", "007 | 7" })
    void read(final String text, final String canonical) {
        final Ranges ranges = Ranges.parse("slices", text);
        assertEquals(canonical, ranges.toString());
        assertEquals(ranges, Ranges.parse("slices", ranges.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", ",", "1,", "a", "1-", "-1", "1--2", "1-2-3", "5-2", "0", "0-3", "1;2", "1 2",
        "1.5", "2147483648", "99999999999999", "current" })
    void refused(final String text) {
        final AcuityException e =
            assertThrows(AcuityException.class, () -> PlaneSelection.parse("all", text, "all"));
        assertEquals("slices " + text, e.input());
        assertEquals("write all, or for example 2-5,7", e.remedy());
    }

    @Test
    void withinWhatThereIs() {
        assertArrayEquals(new int[] { 1, 2, 3 }, Ranges.ALL.within("frames", 3, "a.tif"));
        assertArrayEquals(new int[] { 2, 3, 5 }, Ranges.parse("frames", "2-3,5").within("frames", 5, "a.tif"));
    }

    @Test
    void errorsNameTheValidRange() {
        final ImagePlus image = IJ.createImage("a.tif", "8-bit", 4, 4, 6);
        image.setDimensions(1, 2, 3);
        assertEquals("frames 2-4: there are no such frames in a.tif (1 channel, 2 slices, 3 frames). "
            + "Remedy: use all, or numbers and ranges within 1-3.", error("all", "all", "2-4", image));
        assertEquals("channels 2: there are no such channels in a.tif (1 channel, 2 slices, 3 frames). "
            + "Remedy: it has one: use all or 1.", error("2", "all", "all", image));
        assertTrue(error("all", "1-999999999", "all", image).contains("within 1-2"), "and takes no memory");
    }

    private static String error(final String c, final String z, final String t, final ImagePlus image) {
        return assertThrows(AcuityException.class, () -> PlaneSelection.parse(c, z, t).of(image)).getMessage();
    }

    @Test
    void planesInTheOrderOfTheStack() {
        final PlaneSubset some = PlaneSelection.parse("2", "1,3", "2-3").of("a", 2, 3, 4);
        assertArrayEquals(new int[] { 7, 11, 13, 17 }, some.planes());
        assertArrayEquals(new int[] { 2 }, some.channelNumbers());
        assertEquals(4, some.size());
        assertFalse(some.isWhole());
        for (int i = 0; i < 4; i++) {
            assertEquals(i + 1, some.place(some.planes()[i] + 1));
        }
        assertEquals(0, some.place(1));
        final PlaneSubset all = PlaneSelection.parse("1-2", "1,2,3", "all").of("a", 2, 3, 4);
        assertTrue(all.isWhole());
        assertEquals(24, all.place(24));
    }

    @Test
    void current() {
        final ImagePlus image = IJ.createHyperStack("a", 4, 4, 2, 3, 4, 8);
        image.setPositionWithoutUpdate(2, 3, 1);
        assertEquals("PlaneSelection[channels=2, slices=3, frames=1-2]",
            PlaneSelection.parse("current", " Current", "1-2", image).toString());
        final ImagePlus stack = IJ.createImage("b", "8-bit", 4, 4, 5);
        stack.setSlice(4);
        assertEquals("PlaneSelection[channels=all, slices=4, frames=1]",
            PlaneSelection.parse("all", "current", "current", stack).toString());
        final AcuityException e =
            assertThrows(AcuityException.class, () -> PlaneSelection.parse("all", "current", "all"));
        assertTrue(e.reason().contains("nothing is shown here"), e.getMessage());
    }
}
