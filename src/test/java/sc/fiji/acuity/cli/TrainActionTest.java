package sc.fiji.acuity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import com.google.gson.JsonObject;

import ij.ImagePlus;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrainActionTest extends CliTest {

    private Path images;

    @BeforeEach
    void images() throws IOException {
        images = Files.createDirectory(at("images"));
        Samples.save(images.resolve("one.png"), Samples.bytes(48, 40));
        Samples.save(images.resolve("two.png"), Samples.bytes(40, 56));
    }

    private Cli.Result train(final String name, final Object... more) {
        final List<Object> line = new java.util.ArrayList<>(List.of("train", "--images", images, "--output",
            models.resolve(name), "--architecture", "eSR-MAX_s2_K3_C1", "--steps", 6, "--batch", 2, "--patch", 8));
        line.addAll(List.of(more));
        return Cli.run(line.toArray());
    }

    @Test
    void makesAModelThatUpscales() {
        final Cli.Result result = train("mine-x2", "--description", "Mine.", "--license", "CC0-1.0", "--evaluate",
            images);
        result.expect(0);
        assertTrue(result.out().startsWith("written: " + models.resolve("mine-x2") + System.lineSeparator()),
            result.out());
        assertTrue(result.out().matches("(?s).*/images: -?[0-9.]+ dB, SSIM -?[0-9.]+ \\(bicubic [0-9.]+ dB\\).*"),
            result.out());
        assertTrue(result.err().contains("2 images (0 held out, 0 MB in memory, 0 MB in a scratch file), 6 steps, run in " + models.resolve("mine-x2.run")), result.err());
        Cli.run("models", "verify", "mine").expect(0);
        final String card = Cli.run("models", "show", "mine").expect(0).out();
        assertTrue(card.contains("description: Mine.") && card.contains("license: CC0-1.0"), card);
        Cli.run("upscale", images.resolve("one.png"), at("large.png"), "--model", "mine").expect(0);
    }

    /** A network for red, green and blue that looks at the whole image: trained, shown, scored and used. */
    @Test
    void colourNetworks() throws IOException {
        Samples.save(images.resolve("three.png"),
            new ImagePlus("rgb", Samples.bytes(44, 44).getProcessor().convertToRGB()));
        final Cli.Result small = colour("small-x2", 8);
        assertTrue(small.err().contains("patch 8"), small.err());
        small.expect(2);
        colour("colour-x2", 15).expect(0);
        final String card = Cli.run("models", "show", "colour").expect(0).out();
        assertTrue(card.contains("- red") && card.contains("tile_difference: ") && !card.contains("luma:"), card);
        Cli.run("models", "verify", "colour").expect(0);
        for (final String name : List.of("one", "three")) {
            Cli.run("upscale", images.resolve(name + ".png"), at(name + "-large.png"), "--model", "colour").expect(0);
        }
        final JsonObject score =
            Cli.run("evaluate", "--model", "colour", "--hr", images, "--json", "--quiet").expect(0).json();
        assertEquals(3, score.getAsJsonArray("images").size());
        Cli.run("evaluate", "--model", "colour", "--hr", images, "--protocol", "esr").expect(1);
    }

    private Cli.Result colour(final String name, final int patch) {
        return Cli.run("train", "--images", images, "--output", models.resolve(name), "--architecture", "dlsr-tiny",
            "--steps", 2, "--batch", 2, "--patch", patch);
    }

    @Test
    void equalRunsGiveEqualModels() {
        final JsonObject one = train("one-x2", "--json", "--quiet").expect(0).json();
        final JsonObject two = train("two-x2", "--json", "--quiet").expect(0).json();
        assertEquals(Set.of("output", "checksum", "images", "seconds", "problems", "notes"), one.keySet());
        assertEquals(one.get("checksum"), two.get("checksum"));
        assertEquals(2, one.get("images").getAsInt());
        assertEquals(0, one.getAsJsonArray("problems").size());
    }

    @Test
    void anImageThatCannotBeUsedIsToldAlsoQuietly() throws IOException {
        Files.writeString(images.resolve("three.png"), "no picture");
        final Cli.Result result = train("mine-x2", "--quiet").expect(1);
        assertTrue(result.err().startsWith("left out: " + images.resolve("three.png") + ": is not an image"),
            result.err());
        assertTrue(result.out().startsWith("written: "), result.out());
        assertTrue(Files.isDirectory(models.resolve("mine-x2")));
    }

    @Test
    void aFinishedRunIsNotTrainedOverAndCanBeResumed() {
        train("mine-x2").expect(0);
        final Path run = models.resolve("mine-x2.run");
        final Cli.Result again = train("other-x2", "--run", run).expect(1);
        assertTrue(again.err().contains("holds a training run already") && again.err().contains("--resume " + run),
            again.err());
        final JsonObject resumed = train("same-x2", "--resume", run, "--json").expect(0).json();
        assertEquals(Cli.run("models", "show", "mine", "--json").json().get("checksum"), resumed.get("checksum"));
    }

    @Test
    void aShortRunNeedsNoWarmUpOption() {
        train("mine-x2").expect(0);
        final String card = Cli.run("models", "show", "mine").out();
        assertTrue(card.replaceAll("\\s+", " ").contains("warm-up 0,"), card);
    }
}
