package sc.fiji.acuity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import ij.ImagePlus;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.plugin.Plugin;
import org.scijava.script.AdaptedScriptLanguage;
import org.scijava.script.ScriptLanguage;
import org.scijava.script.ScriptModule;
import org.scijava.script.ScriptService;
import sc.fiji.acuity.image.ImageFiles;

/** The examples of {@code macros/}, without a screen. */
public class ExamplesTest {

    @TempDir
    private static Path work;

    @BeforeAll
    static void models() {
        TestModels.use();
    }

    @Test
    void macrosDoAsTheCommandLine() throws Exception {
        final var examples = Examples.in(work);
        Examples.assertComplete(examples);
        for (final Examples example : examples) {
            example.assertDone(MacroRun.file(example.macro(), example.argument()).expect(0).out());
        }
    }

    /** What SciJava's own module for Groovy is, which is not on Maven Central; SciJava reads the lines with #@. */
    @Plugin(type = ScriptLanguage.class, name = "Groovy")
    public static final class Groovy extends AdaptedScriptLanguage {

        public Groovy() {
            super("groovy");
        }
    }

    @Test
    void groovyScriptWithParameters() throws Exception {
        final Path input = Files.createDirectory(work.resolve("in"));
        final Path output = Files.createDirectory(work.resolve("out"));
        Files.copy(Path.of("test-images/cells-16bit.tif"), input.resolve("a.tif"));
        Files.copy(Path.of("test-images/cells-8bit.tif"), input.resolve("b.TIF"));
        Files.writeString(input.resolve("c.tif"), "no image");
        Files.writeString(input.resolve("notes.txt"), "no image either");
        try (Context context = new Context()) {
            final ScriptModule module = context.service(ScriptService.class)
                .run(new File("macros/Upscale_Folder.groovy"), true,
                    Map.of("input", input.toFile(), "output", output.toFile(), "model", "balanced", "scale", 2))
                .get();
            assertEquals(2, module.getOutput("count"));
        }
        final ImagePlus small = ImageFiles.open(input.resolve("a.tif"));
        final ImagePlus large = ImageFiles.open(output.resolve("a-x2.tif"));
        assertEquals(2 * small.getWidth(), large.getWidth());
        assertTrue(Files.exists(output.resolve("b-x2.TIF")) || Files.exists(output.resolve("b-x2.tif")));
    }
}
