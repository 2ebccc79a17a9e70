package sc.fiji.acuity.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.Command;
import sc.fiji.acuity.TestModels;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.train.TrainImages;

/** Trainings of some steps; the fewest that minutes are turned into are 20. */
class TrainingCommandsTest {

    private static final int SIDE = 72;

    private static Commands commands;

    @TempDir
    private static Path images;

    @TempDir
    private Path models;

    private final Map<String, Object> inputs = new HashMap<>();

    @BeforeAll
    static void start() throws IOException {
        commands = new Commands();
        for (int i = 0; i < 8; i++) {
            TrainImages.grey(images, "image" + i + ".png", SIDE, SIDE + i, i);
        }
        Files.writeString(images.resolve("broken.png"), "no image");
        TrainImages.grey(images, "small.png", 20, 20, 99);
    }

    @AfterAll
    static void stop() {
        commands.close();
    }

    private void models() {
        TestModels.save(models, TestModels.NAME);
        System.setProperty("acuity.models", models.toString());
        inputs.put("folder", images.toFile());
        inputs.put("minutes", 1e-4);
    }

    @AfterEach
    void usual() {
        TestModels.use();
    }

    private String report(final Class<? extends Command> command) throws Exception {
        return (String) commands.run(command, inputs).getOutput("report");
    }

    @Test
    void fineTunesOnAFolderAndSavesOnlyWhatIsBetterOrAskedFor() throws Exception {
        models();
        inputs.put("model", "tiny");
        inputs.put("name", "mine");
        final String first = report(FineTuneCommand.class);
        assertTrue(first.startsWith("No better than the model it began with, as far as can be told: "), first);
        assertTrue(first.contains("it takes 6 images at least to tell"), first);
        assertTrue(first.contains("Not saved. To save it all the same: run it again with the name mine, keep=true"),
            first);
        assertTrue(first.contains("left out: ") && first.contains("broken.png") && first.contains("small.png"), first);
        assertFalse(Files.exists(models.resolve("mine-x2")));
        final Path run = models.resolve("mine-x2.run");
        for (final String file : List.of("journal.csv", "held-out.csv", "loss.png", "psnr.png")) {
            assertTrue(Files.exists(run.resolve(file)), file);
        }
        final byte[] journal = Files.readAllBytes(run.resolve("journal.csv"));

        final String again = commands.error(FineTuneCommand.class, inputs);
        assertTrue(again.contains("name=mine: a run of that name is in ") && again.contains("resume=true"), again);

        inputs.put("keep", true);
        inputs.put("resume", true);
        final String second = report(FineTuneCommand.class);
        assertTrue(second.contains("Saved: " + models.resolve("mine-x2")), second);
        assertEquals(first.lines().toList().subList(0, 4), second.lines().toList().subList(0, 4));
        assertEquals(new String(journal), Files.readString(run.resolve("journal.csv")), "not trained again");
        final ModelPackage model = ModelPackage.open(models.resolve("mine-x2"));
        assertEquals("Fine-tuned from tiny-x2", model.card().about().description());
        assertEquals("CC0-1.0", model.card().about().license());
        final String twice = commands.error(FineTuneCommand.class, inputs);
        assertTrue(twice.contains("there is a model mine-x2 already"), twice);
    }

    @Test
    void fineTunesForAnOpenImageAndFindsANameItself() throws Exception {
        models();
        inputs.put("model", "tiny");
        inputs.remove("folder");
        inputs.put("input", ImageFiles.open(images.resolve("image0.png")));
        inputs.put("steps", 3);
        inputs.put("degradation", "physics");
        inputs.put("pixelsize", 0.1);
        inputs.put("photons", 100);
        inputs.put("readnoise", 2);
        final String report = report(FineTuneCommand.class);
        assertTrue(report.startsWith("There are no held-out images"), report);
        assertTrue(report.contains("Saved: " + models.resolve("tiny-tuned-x2")), report);
        final Card card = ModelPackage.open(models.resolve("tiny-tuned-x2")).card();
        assertTrue(card.tuning().orElseThrow().degradation().startsWith("physics: PSF with sigma 0.780 HR pixels, 100"),
            card.tuning().toString());
        assertTrue(card.training().orElseThrow().recipe().contains("model=tiny scale=2 steps=3 seed=1"),
            card.toString());
        assertTrue(card.training().orElseThrow().data().startsWith("1 image; small images: physics"), card.toString());
        assertTrue(report(FineTuneCommand.class).contains("tiny-tuned-2-x2"));
    }

    private static double mean(final List<String> rows, final int column) {
        return rows.stream().skip(1).mapToDouble(row -> Double.parseDouble(row.split(",")[column])).average()
            .orElseThrow();
    }

    @Test
    void trainsFromNothing() throws Exception {
        models();
        inputs.put("network", "eSR-MAX_s2_K3_C1");
        inputs.put("steps", 4);
        inputs.put("minutes", 0);
        inputs.put("name", "fresh-x2");
        final String report = report(TrainCommand.class);
        assertTrue(report.contains("than bicubic interpolation"), report);
        assertTrue(report.contains("Not saved"), report);
        assertTrue(Files.readString(models.resolve("fresh-x2.run/held-out.csv")).startsWith("image,bicubic psnr"));
        inputs.put("name", "kept");
        inputs.put("keep", true);
        assertTrue(report(TrainCommand.class).contains("Saved: "));
        final Card card = ModelPackage.open(models.resolve("kept-x2")).card();
        assertEquals(4, card.training().orElseThrow().steps());
        final Card.Evaluation means = card.trust().evaluations().get(0);
        final List<String> rows = Files.readAllLines(models.resolve("kept-x2.run/held-out.csv"));
        assertEquals(rows.size() == 2 ? "1 held-out image" : rows.size() - 1 + " held-out images", means.dataset());
        assertEquals("unrounded, without a border of 2 pixels", means.protocol());
        assertEquals(mean(rows, 1), means.bicubic().orElseThrow().psnr(), 6e-4);
        assertEquals(mean(rows, 5), means.score().psnr(), 6e-4);
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingIsComputed() throws Exception {
        models();
        inputs.put("model", "tiny");
        final Class<FineTuneCommand> tune = FineTuneCommand.class;
        assertError(tune, "scale", 5, "scale 5");
        assertError(tune, "scale", 3, "tiny: has no model for x3; there is x2");
        assertError(tune, "model", "nonsense", "nonsense");
        assertError(tune, "model", "bicubic", "model=bicubic: has no weights to go on with");
        assertError(tune, "minutes", 0, "minutes=0.0: is no time to train in");
        assertError(tune, "minutes", Double.NaN, "minutes=NaN: is no time");
        assertError(tune, "steps", -1, "steps -1: is not positive");
        assertError(tune, "name", "a b", "the model name 'a b': is not");
        assertError(tune, "name", "tiny", "there is a model tiny-x2 already");
        assertError(tune, "resume", true, "name: says which run");
        assertError(tune, "folder", null, "input: there is no image");
        assertError(tune, "folder", new File("nowhere"), "folder=nowhere: does not exist");
        assertError(tune, "degradation", "magic", "degradation=magic: is not known");
        assertError(tune, "degradation", "physics", "pixelsize: is not given");
        assertError(tune, "lowres", new File("nowhere"), "lowres=nowhere: does not exist");
        inputs.put("degradation", "physics");
        inputs.put("pixelsize", 0.1);
        assertError(tune, "na", 9, "NA 9.0: is not possible");
        assertError(tune, "photons", -1, "photons -1.0: is not possible");
        assertError(tune, "readnoise", 1, "readnoise=1.0: means nothing without photons");
        assertError(tune, "lowres", images.toFile(), "degradation=physics: is for small images that are made");
        final Class<TrainCommand> train = TrainCommand.class;
        inputs.keySet().retainAll(List.of("folder", "minutes"));
        assertError(train, "folder", null, "folder: nothing is chosen");
        assertError(train, "folder", images.resolve("image0.png").toFile(), "is no folder");
        assertError(train, "network", "nonsense", "network=nonsense: there is no network 'nonsense'");
        assertError(train, "network", "falsr-a", "is wrong", 3);
        assertError(train, "steps", -1, "steps -1: is not positive");
        assertError(train, "minutes", -1, "minutes=-1.0: is no time");
        try (var files = Files.list(models)) {
            assertEquals(List.of("tiny-x2"), files.map(file -> file.getFileName().toString()).toList());
        }
        final Path empty = Files.createDirectory(models.resolve("empty"));
        assertError(train, "folder", empty.toFile(), "training images: there are none");
    }

    private void assertError(final Class<? extends Command> command, final String key, final Object value,
        final String message, final int... scale) {
        final Map<String, Object> wrong = new HashMap<>(inputs);
        wrong.put(key, value);
        if (scale.length > 0) {
            wrong.put("scale", scale[0]);
            final String error = commands.error(command, wrong);
            assertTrue(error.contains("enlarges by 2, not by 3"), error);
            return;
        }
        final String error = commands.error(command, wrong);
        assertTrue(error.contains(message), error);
    }

    @Test
    void anImageWithAPixelSizeNeedsNoOther() {
        final ImagePlus image = new ImagePlus();
        image.getCalibration().setUnit("nm");
        image.getCalibration().pixelWidth = 100;
        final var pairs = new SmallImages("physics", null, 1.4, 520, 0, null, 0, 0, image)
            .apply(sc.fiji.acuity.train.pairs.PairSettings.of(2, 32));
        assertEquals("physics: PSF with sigma 0.780 HR pixels, without noise", pairs.degradation().toString());
        assertNull(new SmallImages("box", null, 0, 0, 0, null, 0, 0, null)
            .apply(sc.fiji.acuity.train.pairs.PairSettings.of(2, 32)).lrFolder().orElse(null));
    }
}
