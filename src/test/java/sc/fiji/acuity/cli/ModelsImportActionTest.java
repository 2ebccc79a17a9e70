package sc.fiji.acuity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import com.google.gson.JsonObject;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.FalsrGraphDef;

class ModelsImportActionTest extends CliTest {

    private Path graph() throws IOException {
        return Files.write(at("graph.pb"), FalsrGraphDef.smallFile());
    }

    @Test
    void weightsOfAnotherProgramGoToTheUsersModels() throws IOException {
        final JsonObject json = Cli.run("models", "import", graph(), "--name", "small", "--license", "MIT", "--json")
            .expect(0).json();
        assertEquals(Set.of("name", "scale", "path", "checksum", "license", "architecture", "parameters", "source"),
            json.keySet());
        assertEquals("small", json.get("name").getAsString());
        assertEquals(2, json.get("scale").getAsInt());
        assertEquals("MIT", json.get("license").getAsString());
        assertEquals(models.resolve("small-x2").toString(), json.get("path").getAsString());
        final JsonObject source = json.getAsJsonObject("source");
        assertEquals(Set.of("file", "format", "sha256"), source.keySet());
        assertEquals("graph.pb", source.get("file").getAsString());
        final Path in = Samples.save(at("in.tif"), Samples.bytes(9, 7));
        Cli.run("upscale", in, at("out.tif"), "--model", "small").expect(0);
        assertTrue(Cli.run("models", "show", "small").expect(0).out().contains("format: TensorFlow graph"));
    }

    @Test
    void theOutputIsAFolderOrTheNameOfThePackage() throws IOException {
        final String text = Cli.run("models", "import", graph(), "--output", at("own")).expect(0).out();
        assertTrue(text.contains(at("own").resolve("falsr-x2") + ": falsr-"), text);
        assertTrue(text.contains("licence unknown; use it by --model " + at("own").resolve("falsr-x2")), text);
        Cli.run("models", "import", graph(), "--output", at("own").resolve("b-x2")).expect(0);
        Cli.run("models", "verify", at("own").resolve("b-x2")).expect(0);
        final String again = Cli.run("models", "import", graph(), "--output", at("own")).expect(1).err();
        assertTrue(again.contains("falsr-x2: is there already"), again);
    }

    @Test
    void packagesGoWhereTheyAreToldToo() throws IOException {
        final Path given = Files.createDirectory(at("given"));
        Samples.repeating(given, "other");
        final Path zip =
            Path.of(Cli.run("models", "export", given.resolve("other-x2"), folder).expect(0).out().strip());
        assertEquals(Set.of("name", "scale", "path", "checksum", "license", "architecture", "parameters"),
            Cli.run("models", "import", zip, "--json").expect(0).json().keySet());
        assertTrue(Files.isDirectory(models.resolve("other-x2")));
        Cli.run("models", "import", zip, "--output", at("elsewhere")).expect(0);
        assertTrue(Files.isDirectory(at("elsewhere").resolve("other-x2")));
    }

    @Test
    void aBadNameIsWrongUsageAndABadFileFails() throws IOException {
        assertTrue(Cli.run("models", "import", graph(), "--name", "a/b").expect(2).err().contains("a/b"));
        Files.write(at("half.pb"), java.util.Arrays.copyOf(FalsrGraphDef.smallFile(), 20_000));
        final String err = Cli.run("models", "import", at("half.pb")).expect(1).err();
        assertTrue(err.contains("half.pb: ") && err.contains("Remedy: "), err);
    }
}
