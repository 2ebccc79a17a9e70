package sc.fiji.acuity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.google.gson.JsonObject;

import ij.ImagePlus;
import ij.process.ColorProcessor;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
        assertTrue(result.err().contains("2 images (0 held out, 0 MB in memory, 0 MB in a scratch file), 6 steps, run "
            + "in " + models.resolve("mine-x2.run")), result.err());
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
    void chosenRecipes() throws IOException {
        train("a-x2", "--loss", "charbonnier+0.1*hfen", "--schedule", "halving", "--clip", 0.5, "--gradients", "fast")
            .expect(0);
        final String card = Files.readString(models.resolve("a-x2/card.yaml")).replaceAll("\\s+", " ");
        assertTrue(card.contains("loss charbonnier+0.1*hfen, Adam, rate 1.0e-03, times 0.5 at [0.2, 0.4, 0.6, 0.8] of "
            + "the run, warm-up 0, batch 2 of 8 x 8 LR pixels, EMA 0.999, gradients clipped at 0.5, 2 shards, "
            + "gradients fast"),
            card);
        assertTrue(Files.exists(models.resolve("a-x2.run/loss.png")));
        train("b-x2", "--loss", "l3").expect(2);
        train("b-x2", "--schedule", "zigzag").expect(2);
        train("b-x2", "--gradients", "none").expect(2);
        train("b-x2", "--minutes", 0).expect(2);
        train("b-x2", "--license", "my own").expect(1);
        assertTrue(Files.notExists(models.resolve("b-x2.run")), "nothing was begun");
        final Cli.Result minute = train("c-x2", "--minutes", "0.01").expect(0);
        assertTrue(minute.err().matches("(?s).* [0-9]+ steps, run in .*"), minute.err());
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
    @Timeout(60)
    void finishedFromAnotherTerminal() throws Exception {
        final Path run = models.resolve("mine-x2.run");
        assertTrue(Cli.run("train", "--finish", run).expect(1).err().contains("give the folder of a training run"));
        final CompletableFuture<Cli.Result> training = CompletableFuture.supplyAsync(() -> Cli.run("train", "--seed", 2,
            "--images", images, "--steps", 1_000_000, "--output", models.resolve("mine-x2"), "--architecture",
            "eSR-MAX_s2_K3_C1", "--batch", 2, "--patch", 8));
        while (Cli.run("train", "--finish", run).code() != 0) {
            assertFalse(training.isDone(), () -> training.join().err());
            TimeUnit.MILLISECONDS.sleep(50);
        }
        final Cli.Result result = training.get().expect(0);
        assertTrue(result.err().contains("asked to finish at step "), result.err());
        final String card = Files.readString(models.resolve("mine-x2/card.yaml")).replaceAll("\\s+", " ");
        assertTrue(card.contains("finished early, with the weights of step ") && card.contains(" of 1000000"), card);
        assertTrue(Cli.run("finetune", "--finish", run, "--json").expect(1).json().get("reason").getAsString()
            .contains("no training works there now"));
        assertEquals(2, Cli.run("train", "--finish", run, "--images", images).code());
    }

    @Test
    void aShortRunNeedsNoWarmUpOption() {
        train("mine-x2").expect(0);
        final String card = Cli.run("models", "show", "mine").out();
        assertTrue(card.replaceAll("\\s+", " ").contains("warm-up 0,"), card);
    }

    /** Noise, blur and what is held out: trained, and written into the card. */
    @Test
    void physics() {
        final Cli.Result result = train("mine-x2", "--psf-sigma", 1.2, "--photons", 100, "--read-noise", 2,
            "--held-out", 0.5, "--empty", 0.1);
        result.expect(0);
        assertTrue(result.err().contains("2 groups of fields that look alike or share a name, of 2 files"),
            result.err());
        assertTrue(result.err().contains("2 images (1 held out,"), result.err());
        final String card = Cli.run("models", "show", "mine").expect(0).out().replaceAll("\\s+", " ");
        assertTrue(card.contains("--psf-sigma 1.2 --photons 100.0 --read-noise 2.0 --empty 0.1 --held-out 0.5"), card);
        assertTrue(card.contains("Trained on images made smaller by physics: PSF with sigma 1.200 HR pixels, "
            + "100 photons at the maximum, read noise 2"), card);
        assertFalse(card.contains("bicubic interpolation"), card);
    }

    @Test
    void lrImagesOfOnesOwn() throws IOException {
        final Path lr = Files.createDirectory(at("lr"));
        for (final String name : List.of("one", "two")) {
            Cli.run("upscale", images.resolve(name + ".png"), at(name + ".png"), "--model", "bicubic").expect(0);
            Files.move(images.resolve(name + ".png"), lr.resolve(name + ".png"));
            Files.move(at(name + ".png"), images.resolve(name + ".png"));
        }
        final Cli.Result result = train("mine-x2", "--lr-images", lr).expect(0);
        assertTrue(result.err().contains("LR images lie "), result.err());
        Files.delete(lr.resolve("one.png"));
        final Cli.Result unmatched = train("other-x2", "--lr-images", lr).expect(1);
        assertTrue(unmatched.err().contains("has no LR image of that name (2 HR and 1 LR images)"), unmatched.err());
        assertFalse(Files.exists(models.resolve("other-x2.run")));
        train("other-x2", "--lr-images", at("absent")).expect(1);
    }

    @Test
    void optionsThatContradictEachOther() {
        for (final String line : List.of("--degradation blur", "--degradation box --photons 100",
            "--degradation physics", "--na 1.4", "--na 1.4 --wavelength 520", "--photons 100",
            "--psf-sigma 1 --na 1.4 --wavelength 520 --pixel-size 0.1", "--psf-sigma 1 --psf point.tif",
            "--psf-sigma 1 --read-noise 2", "--psf-sigma 99", "--psf-sigma 1 --photons 0", "--empty 2", "--held-out 1",
            "--lr-images lr --degradation box")) {
            final Cli.Result result = train("mine-x2", (Object[]) line.split(" "));
            assertTrue(result.err().contains("Remedy: "), line + ": " + result.err());
            result.expect(2);
            assertFalse(Files.exists(models.resolve("mine-x2.run")));
        }
        train("mine-x2", "--psf", at("absent.tif")).expect(1);
        final Cli.Result large = Cli.run("train", "--images", images, "--output", models.resolve("mine-x2"),
            "--patch", 64, "--steps", 6).expect(1);
        assertTrue(large.err().contains("none of 2 can be used; the largest has"), large.err());
        assertTrue(large.err().contains("LR pixels or less"), large.err());
        assertFalse(Files.exists(models.resolve("mine-x2.run")));
    }

    /** A folder as folders are: the run goes on, and each file is told. */
    @Test
    void aMixedFolder() throws IOException {
        for (int i = 0; i < 5; i++) {
            Samples.save(images.resolve("more" + i + ".png"), Samples.bytes(40 + i, 44));
        }
        Files.writeString(images.resolve("broken.png"), "no picture");
        Samples.save(images.resolve("small.png"), Samples.bytes(15, 44));
        final ColorProcessor rgb = new ColorProcessor(44, 40);
        for (int i = 0; i < 44 * 40; i++) {
            rgb.set(i, i * 97 % 256 << 16 | i % 200 << 8 | 7);
        }
        Samples.save(images.resolve("rgb.png"), new ImagePlus("rgb", rgb));
        final Cli.Result result = train("mine-x2").expect(1);
        assertTrue(result.err().contains("left out: " + images.resolve("broken.png")), result.err());
        assertTrue(result.err().contains("left out: " + images.resolve("small.png") + ": has 15 x 44 pixels"),
            result.err());
        assertTrue(result.err().contains(images.resolve("rgb.png") + ": is in colour among grey images"), result.err());
        assertTrue(result.err().contains("8 images (0 held out"), result.err());
        Cli.run("models", "verify", "mine").expect(0);
    }
}
