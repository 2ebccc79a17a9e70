package sc.fiji.acuity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import com.google.gson.JsonObject;

import org.junit.jupiter.api.Test;

class ModelsActionsTest extends CliTest {

    @Test
    void listNamesModelsAndFolders() {
        final JsonObject json = Cli.run("models", "list", "--json").expect(0).json();
        assertEquals(Set.of("models", "folders"), json.keySet());
        assertEquals(models.toString(), json.getAsJsonArray("folders").get(0).getAsString());
        assertEquals(1, json.getAsJsonArray("models").size());
        final JsonObject model = json.getAsJsonArray("models").get(0).getAsJsonObject();
        assertEquals(Set.of("name", "scale", "path", "parameters", "description"), model.keySet());
        assertEquals("repeat", model.get("name").getAsString());
        assertEquals(2, model.get("scale").getAsInt());
        assertEquals(models.resolve("repeat-x2").toString(), model.get("path").getAsString());
        assertEquals(36, model.get("parameters").getAsLong());
        assertEquals("Repeats pixels.", model.get("description").getAsString());
        final String text = Cli.run("models", "list").expect(0).out();
        assertTrue(text.contains("\nbicubic ") && text.contains("\nrepeat ") && text.contains("Repeats pixels."), text);
        assertTrue(text.contains("searched in: " + models), text);
    }

    @Test
    void listTellsOfABrokenModelAndTheOthers() throws IOException {
        Samples.repeating(models, "broken");
        Files.writeString(models.resolve("broken-x2/card.yaml"), "name: [");
        final Cli.Result result = Cli.run("models", "list").expect(1);
        assertTrue(result.out().contains("cannot be used: " + models.resolve("broken-x2")), result.out());
        assertTrue(result.out().contains("Repeats pixels."), result.out());
        final JsonObject json = Cli.run("models", "list", "--json").expect(1).json();
        assertTrue(json.getAsJsonArray("models").get(0).getAsJsonObject().get("problem").getAsString()
            .contains("Remedy: "));
    }

    @Test
    void listWithoutAnyModelStillOffersBicubic() throws IOException {
        System.setProperty("acuity.models", Files.createDirectory(at("empty")).toString());
        assertTrue(Cli.run("models", "list").expect(0).out().contains("\nbicubic "));
        assertEquals(0, Cli.run("models", "list", "--json").expect(0).json().getAsJsonArray("models").size());
    }

    @Test
    void showPrintsTheCardAndTheNetwork() {
        final String text = Cli.run("models", "show", "repeat").expect(0).out();
        assertTrue(text.startsWith("name: repeat\ndescription: Repeats pixels.\n"), text);
        assertTrue(text.contains("# in " + models.resolve("repeat-x2")), text);
        assertTrue(text.contains("# receptive field 3 x 3 LR pixels"), text);
        assertTrue(text.contains("# filter     Conv[in=1, out=4, kernel=3"), text);
        final JsonObject json = Cli.run("models", "show", "repeat-x2", "--json").expect(0).json();
        assertEquals(Set.of("name", "scale", "path", "checksum", "architecture", "parameters", "receptiveField",
            "card"),
            json.keySet());
        assertEquals("edge-sr", json.getAsJsonObject("architecture").get("family").getAsString());
        assertEquals(64, json.get("checksum").getAsString().length());
    }

    @Test
    void exportWritesTheFormatThatIsAskedFor() throws IOException {
        final Path folder = Files.createDirectory(at("exported"));
        final String[][] formats = {{"package", "repeat-x2.zip"}, {"onnx", "repeat-x2.onnx"},
            {"torchscript", "repeat-x2.pt"}, {"bioimage", "repeat-x2.bioimage.io.zip"}};
        for (final String[] one : formats) {
            final JsonObject json = Cli.run("models", "export", "repeat", folder, "--format", one[0], "--json").expect(0)
                .json();
            assertEquals(Set.of("name", "scale", "format", "output", "checksum"), json.keySet());
            assertEquals(one[0], json.get("format").getAsString());
            assertEquals(folder.resolve(one[1]).toString(), json.get("output").getAsString());
            assertTrue(Files.size(folder.resolve(one[1])) > 0);
            assertTrue(Cli.run("models", "export", "repeat", folder, "--format", one[0]).expect(1).err()
                .contains("exists already"));
        }
        assertTrue(Cli.run("models", "export", "repeat", folder, "--format", "tflite").expect(2).err()
            .contains("is not one of package, onnx, torchscript, bioimage"));
        assertTrue(Cli.run("models", "export", "repeat", at("repeat.pb"), "--format", "onnx").expect(1).err()
            .contains(".onnx"));
    }

    @Test
    void verifyPassesWhatComputesAsItDid() {
        final JsonObject json = Cli.run("models", "verify", "repeat", "--device", "cpu", "--json").expect(0).json();
        assertEquals(Set.of("name", "scale", "path", "checksum", "precision", "difference", "tolerance", "passed"),
            json.keySet());
        assertEquals(0, json.get("difference").getAsDouble(), 1e-6);
        assertTrue(json.get("passed").getAsBoolean());
        final String text = Cli.run("models", "verify", models.resolve("repeat-x2")).expect(0).out();
        assertTrue(text.startsWith("repeat x2: passed, largest difference "), text);
    }

    @Test
    void verifyFailsWhatComputesOtherwise() throws IOException {
        final Path expected = models.resolve("repeat-x2/test-output.npy");
        final byte[] bytes = Files.readAllBytes(expected);
        bytes[bytes.length - 1] ^= 1;
        Files.write(expected, bytes);
        final Cli.Result result = Cli.run("models", "verify", "repeat");
        assertEquals(1, result.code(), result.err());
        assertTrue(result.out().contains("FAILED"), result.out());
        assertEquals(false, Cli.run("models", "verify", "repeat", "--json").expect(1).json().get("passed")
            .getAsBoolean());
        final Path in = Samples.save(at("in.tif"), Samples.bytes(4, 4));
        final Cli.Result refused = Cli.run("upscale", in, at("out.tif"), "--model", "repeat").expect(1);
        assertTrue(refused.err().contains("Remedy: "), refused.err());
        assertTrue(Files.notExists(at("out.tif")));
    }
}
