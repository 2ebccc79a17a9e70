package sc.fiji.acuity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.JsonObject;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FinetuneActionTest extends CliTest {

    private Path images;

    @BeforeEach
    void images() throws IOException {
        images = Files.createDirectory(at("images"));
        for (int i = 0; i < 6; i++) {
            Samples.save(images.resolve(i + ".png"), waves(i));
        }
    }

    private static ImagePlus waves(final int seed) {
        final ByteProcessor pixels = new ByteProcessor(40, 44);
        for (int i = 0; i < 40 * 44; i++) {
            pixels.set(i, (int) (120 + 60 * Math.sin((0.3 + 0.1 * seed) * (i % 40)) + 50 * Math.cos((0.2 + 0.07 * seed)
                * (i / 40))));
        }
        return new ImagePlus("waves", pixels);
    }

    private Cli.Result tune(final String name, final Object... more) {
        final List<Object> line = new ArrayList<>(List.of("finetune", "--images", images, "--output",
            models.resolve(name)));
        line.addAll(List.of(more));
        final List<Object> usual = List.of("--model", "repeat", "--batch", 4, "--patch", 8, "--held-out", 0.3);
        for (int i = 0; i < usual.size(); i += 2) {
            if (!line.contains(usual.get(i))) {
                line.addAll(usual.subList(i, i + 2));
            }
        }
        return Cli.run(line.toArray());
    }

    @Test
    void aModelIsWrittenWhereAsked() throws IOException {
        final Cli.Result result = tune("mine-x2", "--steps", 4, "--keep", "--also", images, "--json").expect(0);
        final JsonObject json = result.json();
        assertEquals(models.resolve("mine-x2").toString(), json.get("output").getAsString());
        assertEquals(2, json.getAsJsonArray("images").size());
        assertFalse(json.get("better").getAsBoolean());
        assertTrue(json.has("p") && json.has("gain") && json.get("steps").getAsInt() == 4, json.toString());
        final String card = card();
        assertTrue(card.contains("start: repeat-x2") && card.contains("verdict:") && card.contains("held_out:"), card);
        assertFalse(card.contains(folder.toString()), "no folder of this machine stands in the card: " + card);
        Cli.run("models", "verify", "mine").expect(0);
        for (final String file : List.of("journal.csv", "loss.png", "held-out.csv", "checkpoint.safetensors")) {
            assertTrue(Files.size(models.resolve("mine-x2.run").resolve(file)) > 0, file);
        }
    }

    /** In one line: YAML breaks long texts. */
    private String card() throws IOException {
        return Files.readString(models.resolve("mine-x2/card.yaml")).replaceAll("\\s+", " ");
    }

    /** What is not shown to be better is not written, and that is no error; the run is there to change one's mind. */
    @Test
    void notBetterNotWritten() {
        final Cli.Result result = tune("mine-x2", "--steps", 2).expect(0);
        assertTrue(result.out().contains("No better than the model it began with"), result.out());
        assertTrue(result.out().contains("not written; for it all the same, add --keep --resume"), result.out());
        assertTrue(result.out().startsWith("bicubic "), result.out());
        assertFalse(Files.exists(models.resolve("mine-x2")));
        final Cli.Result kept = tune("mine-x2", "--keep", "--resume", models.resolve("mine-x2.run")).expect(0);
        assertTrue(kept.out().contains("written: "), kept.out());
    }

    @Test
    void oneImage() {
        final Cli.Result result = Cli.run("finetune", "--model", "repeat", "--images", images.resolve("3.png"),
            "--output", models.resolve("one-x2"), "--minutes", "0.02", "--batch", 2, "--patch", 8);
        assertTrue(result.expect(0).out().contains("not measured"), result.out());
        assertTrue(Files.exists(models.resolve("one-x2")));
        Cli.run("upscale", images.resolve("3.png"), at("large.png"), "--model", "one").expect(0);
    }

    @Test
    void physics() throws IOException {
        tune("mine-x2", "--steps", 2, "--keep", "--degradation", "physics", "--psf-sigma", 1.2, "--photons", 100,
            "--read-noise", 2, "--loss", "l1+0.1*hfen", "--clip", 1).expect(0);
        final String card = card();
        assertTrue(card.contains("physics") && card.contains("photons at the maximum"), card);
        assertTrue(card.contains("loss l1+0.1*hfen") && card.contains("clipped at 1.0"), card);
    }

    /** A folder with a broken file, one in colour and one that is too small: it goes on, and tells. */
    @Test
    void imagesThatCannotBeUsed() throws IOException {
        Files.write(images.resolve("broken.png"), new byte[] {1, 2, 3});
        Samples.save(images.resolve("small.png"), Samples.bytes(9, 9));
        final ColorProcessor colour = waves(7).getProcessor().convertToColorProcessor();
        colour.setRGB((byte[]) waves(7).getProcessor().getPixels(), new byte[40 * 44], new byte[40 * 44]);
        Samples.save(images.resolve("rgb.png"), new ImagePlus("rgb", colour));
        final Cli.Result result = tune("mine-x2", "--steps", 2, "--keep").expect(1);
        assertTrue(result.err().contains("broken.png") && result.err().contains("small.png"), result.err());
        assertTrue(result.err().contains("rgb.png: is in colour among grey images"), result.err());
        assertTrue(Files.exists(models.resolve("mine-x2")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--scale 5", "--minutes 0", "--minutes -1", "--loss l2", "--batch 3", "--rate 0",
        "--model nosuch", "--model bicubic", "--degradation nothing", "--degradation physics",
        "--degradation box --psf-sigma 1",
        "--degradation physics --psf-sigma 1 --na 1.4", "--degradation physics --na 1.4", "--held-out 1", "--watch -1",
        "--clip -1", "--checkpoint -1", "--empty 2", "--degradation physics --psf-sigma 99"})
    void settingsThatMakeNoSense(final String more) {
        final Cli.Result result = tune("mine-x2", (Object[]) more.split(" "));
        assertFalse(Files.exists(models.resolve("mine-x2.run")), "nothing was begun");
        result.expect(2);
        assertTrue(result.err().length() < 600, result.err());
    }

    @Test
    void filesThatMakeNoSense() throws IOException {
        tune("mine").expect(2);
        tune("mine-x3").expect(2);
        tune("mine-x2", "--also", at("nosuch")).expect(1);
        Files.write(images.resolve("0-broken.png"), new byte[] {1, 2, 3});
        final String large = tune("mine-x2", "--patch", 64).expect(1).err();
        assertTrue(large.contains("none of 7 can be used; the largest has 40 x 44 pixels, less than a patch of 128 x 128")
            && large.contains("choose patches of 20 LR pixels or less"), large);
        tune("mine-x2", "--license", "my own").expect(1);
        tune("repeat-x2").expect(1);
        final Path empty = Files.createDirectory(at("empty"));
        final Cli.Result none = Cli.run("finetune", "--model", "repeat", "--images", empty, "--output",
            models.resolve("mine-x2"));
        assertTrue(none.expect(1).err().contains("there are none"), none.err());
        assertTrue(tune("mine-x2", "--lr-images", empty).expect(1).err().contains("Remedy"));
        assertFalse(Files.exists(models.resolve("mine-x2.run")), "nothing was begun");
    }
}
