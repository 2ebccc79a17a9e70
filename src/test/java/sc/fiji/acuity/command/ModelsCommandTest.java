package sc.fiji.acuity.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import ij.ImagePlus;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.acuity.FalsrGraphDef;
import sc.fiji.acuity.TestModels;

class ModelsCommandTest {

    private static Commands commands;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        TestModels.use();
        commands = new Commands();
    }

    @AfterAll
    static void stop() {
        commands.close();
    }

    private static String report(final Map<String, Object> inputs) throws Exception {
        return (String) commands.run(ModelsCommand.class, inputs).getOutput("report");
    }

    @Test
    void listsShowsAndVerifies() throws Exception {
        assertTrue(report(Map.of()).contains("tiny x2: "));
        assertTrue(report(Map.of("action", "show", "model", "tiny")).contains("name: tiny"));
        assertTrue(report(Map.of("action", "verify", "model", "tiny")).startsWith("tiny x2 passed"));
    }

    @Test
    void drawsModelsAndNetworks() throws Exception {
        final ImagePlus shown = (ImagePlus) commands.run(ModelsCommand.class, Map.of("action", "draw", "model", "tiny"))
            .getOutput("drawing");
        assertEquals("tiny-x2 network", shown.getTitle());
        assertTrue(shown.getWidth() > 100 && shown.getHeight() > 100);
        final Path svg = folder.resolve("network.svg");
        assertEquals(svg.toString(), report(Map.of("action", "draw", "model", "dlsr", "scale", 4, "file", svg.toFile())));
        assertTrue(Files.readString(svg).contains("HR image, ×4"));
        assertMessage("neither a network", Map.of("action", "draw", "model", "nix"));
    }

    @Test
    void exportsImportsAndDeletes() throws Exception {
        final Path other = Files.createDirectory(folder.resolve("other"));
        TestModels.save(other, "mine");
        final Path zip = folder.resolve("mine-x2.zip");
        assertEquals(zip.toString(),
            report(Map.of("action", "export", "model", other.resolve("mine-x2").toString(), "file", folder.toFile())));
        final Path imported = TestModels.folder().resolve("mine-x2");
        assertEquals("imported " + imported, report(Map.of("action", "import", "file", zip.toFile())));
        assertTrue(Files.exists(imported));
        report(Map.of("action", "delete", "model", "mine"));
        assertFalse(Files.exists(imported));
    }

    @Test
    void importsWeightsOfOtherPrograms() throws Exception {
        final Path file = Files.write(folder.resolve("graph.pb"), FalsrGraphDef.smallFile());
        final Path imported = TestModels.folder().resolve("theirs-x2");
        assertEquals("imported " + imported, report(Map.of("action", "import", "file", file.toFile(), "name", "theirs",
            "license", "MIT")));
        assertTrue(report(Map.of("action", "show", "model", "theirs")).contains("license: MIT"));
        assertMessage("is there already", Map.of("action", "import", "file", file.toFile(), "name", "theirs"));
        report(Map.of("action", "delete", "model", "theirs"));
        assertFalse(Files.exists(imported));
    }

    @Test
    void exportsForOtherPrograms() throws Exception {
        for (final String[] one : new String[][] {{"onnx", "tiny-x2.onnx"},
            {"torchscript", "tiny-x2.pt"}, {"bioimage", "tiny-x2.bioimage.io.zip"}}) {
            final Path file = folder.resolve(one[1]);
            assertEquals(file.toString(),
                report(Map.of("action", "export", "model", "tiny", "format", one[0], "file", folder.toFile())));
            assertTrue(Files.size(file) > 0);
        }
    }

    @Test
    void saysWhatIsWrong() {
        assertMessage("is not one of package, onnx, torchscript, bioimage",
            Map.of("action", "export", "model", "tiny", "format", "nonsense", "file", folder.toFile()));
        assertMessage("is not one of list", Map.of("action", "burn"));
        assertMessage("import needs it", Map.of("action", "import"));
        assertMessage("is not known", Map.of("action", "show", "model", "nonsense"));
        assertMessage("not among your own models", Map.of("action", "delete", "model", "nonsense"));
    }

    private static void assertMessage(final String part, final Map<String, Object> inputs) {
        final String message = commands.error(ModelsCommand.class, inputs);
        assertTrue(message.contains(part), message);
    }
}
