package sc.fiji.acuity.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import ij.IJ;
import ij.ImagePlus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvenanceTest {

    private static final Provenance MADE = new Provenance().with("model", "balanced-x2").with("scale", 2)
        .with("intensity map", "400..9000 to 0..1");

    private final ImagePlus image = IJ.createImage("a", "8-bit", 2, 2, 1);

    @Test
    void linesThatPeopleCanRead() {
        image.setProperty("Info", "Objective: 60x");
        MADE.appendTo(image);
        assertEquals("""
            Objective: 60x
            Acuity: model = balanced-x2
            Acuity: scale = 2
            Acuity: intensity map = 400..9000 to 0..1
            """, image.getInfoProperty());
    }

    @Test
    void comesBackInOrder() {
        MADE.appendTo(image);
        final Provenance back = Provenance.of(image);
        assertEquals(MADE, back);
        assertEquals(List.of("model", "scale", "intensity map"), List.copyOf(back.values().keySet()));
    }

    @Test
    void anImageOfOtherOriginHasNone() {
        assertTrue(Provenance.of(image).values().isEmpty());
        image.setProperty("Info", "Acuity: of the eye\nmodel = x\nAcuity:  = 3");
        assertTrue(Provenance.of(image).values().isEmpty());
    }

    @Test
    void aSecondRunReplacesTheFirst() {
        image.setProperty("Info", "text");
        MADE.appendTo(image);
        new Provenance().with("model", "fast-x2").appendTo(image);
        assertEquals("text\nAcuity: model = fast-x2\n", image.getInfoProperty());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "two\nlines", "C:\\new\\run", "\\", "\\\\n", "a = b", "\r\n", "Acuity: x = y",
        "\u00b5m \u2192 \ud83d\udd2c" })
    void anyValueSurvivesAFile(final String value, @TempDir final Path folder) {
        final Provenance odd = new Provenance().with("odd", value).with("last", "end");
        odd.appendTo(image);
        ImageFiles.save(image, folder.resolve("a.tif"), false);
        assertEquals(odd, Provenance.of(ImageFiles.open(folder.resolve("a.tif"))));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " a", "a = b", "a\nb", "a:" })
    void keysAreNames(final String key) {
        assertThrows(IllegalArgumentException.class, () -> MADE.with(key, 1));
    }

    @Test
    void isNotChangedByWith() {
        MADE.with("model", "other");
        assertEquals("balanced-x2", MADE.values().get("model"));
        assertEquals(List.of("model", "scale", "intensity map"),
            List.copyOf(MADE.with("model", "other").values().keySet()));
    }
}
