package sc.fiji.acuity.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.acuity.base.AcuityException;

class TemplateTest {

    private static final Map<String, String> MORE = Map.of("scale", "2", "model", "fast");

    @ParameterizedTest
    @CsvSource({
        "{folder}/{name}-x{scale}.tif, a/b/c.d.png, a/b/c.d-x2.tif",
        "{folder}/{name}-x{scale}.tif, c.png, c-x2.tif",
        "{name}.{ext}, a/c.PNG, c.PNG",
        "{model}/{folder}/{name}.tif, a/c.png, fast/a/c.tif",
        "{folder}-{name}.tif, a/b/c.png, a/b-c.tif",
        "{name}.tif, {scale}$1.png, {scale}$1.tif",
        "all-{name}-{name}.png, noextension, all-noextension-noextension.png",
        "{name}..tif, a...png, a....tif",
    })
    void names(final String template, final String input, final String output) {
        assertEquals(Path.of(output), new Template(template).path(input, MORE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a/", "{name", "name}.tif", "{{name}}.tif", "/tmp/{name}.tif", "../{name}.tif",
        "a/../{name}.tif", "C:{name}.tif", "\\{name}.tif", "a\\..\\b.tif"})
    void malformed(final String template) {
        final AcuityException e = assertThrows(AcuityException.class, () -> new Template(template));
        assertTrue(e.getMessage().startsWith("template " + template + ": "), e.getMessage());
    }

    @Test
    void unknownPlaceholdersNameTheKnown() {
        final AcuityException e =
            assertThrows(AcuityException.class, () -> new Template("{nmae}.tif").requireKnown(MORE));
        assertEquals("template {nmae}.tif: has {nmae}, which is not known. "
            + "Remedy: use {ext}, {folder}, {model}, {name}, {scale}.", e.getMessage());
    }
}
