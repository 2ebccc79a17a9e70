package sc.fiji.acuity.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.acuity.TestModels;
import sc.fiji.acuity.image.ImageFiles;

class BatchCommandTest {

    private static Commands commands;

    @TempDir
    private Path folder;
    private final Map<String, Object> inputs = new HashMap<>();

    @BeforeAll
    static void start() {
        TestModels.use();
        commands = new Commands();
    }

    @AfterAll
    static void stop() {
        commands.close();
    }

    @BeforeEach
    void images() {
        folder.resolve("in").toFile().mkdir();
        for (final String name : new String[] {"a.tif", "b.png"}) {
            final ByteProcessor pixels = new ByteProcessor(12, 14);
            pixels.set(5, name.charAt(0));
            ImageFiles.save(new ImagePlus(name, pixels), folder.resolve("in").resolve(name), false);
        }
        inputs.put("folder", folder.resolve("in").toFile());
        inputs.put("output", folder.resolve("out").toFile());
    }

    private String report() throws Exception {
        return (String) commands.run(BatchCommand.class, inputs).getOutput("report");
    }

    @Test
    void upscales() throws Exception {
        assertTrue(report().startsWith("2 done, 0 skipped, 0 failed"));
        assertEquals(24, ImageFiles.open(folder.resolve("out/a-x2.tif")).getWidth());
        assertTrue(report().startsWith("0 done, 2 skipped, 0 failed"));
        inputs.put("pattern", "*.png, *.jpg");
        inputs.put("template", "{model}/{name}.png");
        inputs.put("model", "bicubic");
        inputs.put("jobs", "2");
        assertTrue(report().startsWith("1 done"));
        assertTrue(Files.exists(folder.resolve("out/bicubic/b.png")));
    }

    @Test
    void compares() throws Exception {
        inputs.put("action", "compare");
        inputs.put("reference", folder.resolve("in").toString());
        assertTrue(report().startsWith("2 done"));
        assertTrue(Files.readString(folder.resolve("out/acuity-batch.csv")).contains("Infinity,1.0"));
    }

    @Test
    void errors() throws Exception {
        Files.writeString(folder.resolve("in/c.tif"), "no image");
        final String some = commands.error(BatchCommand.class, inputs);
        assertTrue(some.startsWith("1 of 3 files: failed, the first one: ") && some.contains("acuity-batch.csv"), some);
        assertTrue(Files.exists(folder.resolve("out/b-x2.tif")), "the others are done");
        assertError("folder", null, "folder: nothing is chosen");
        assertError("folder", new File(""), "folder: nothing is chosen");
        assertError("output", null, "output: nothing is chosen");
        assertError("template", "{nmae}", "which is not known");
        assertError("action", "dance", "action dance: is not known");
        assertError("jobs", 0, "jobs 0: is not within");
        assertError("model", "nonsense", "nonsense");
        assertError("scale", 9, "scale 9");
    }

    private void assertError(final String key, final Object value, final String message) {
        final Map<String, Object> wrong = new HashMap<>(inputs);
        wrong.put(key, value);
        final String error = commands.error(BatchCommand.class, wrong);
        assertTrue(error.contains(message), error);
    }
}
