package sc.fiji.acuity.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder for files and a folder of models: {@code repeat-x2}. Nothing of the user's is seen. */
abstract class CliTest {

    @TempDir
    Path folder;

    Path models;

    private String before;

    @BeforeEach
    void models() throws IOException {
        models = Files.createDirectory(folder.resolve("models"));
        Samples.repeating(models, "repeat");
        before = System.setProperty("acuity.models", models.toString());
    }

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty("acuity.models");
        } else {
            System.setProperty("acuity.models", before);
        }
    }

    Path at(final String name) {
        return folder.resolve(name);
    }
}
