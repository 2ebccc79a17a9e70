package sc.fiji.acuity.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import ij.WindowManager;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.acuity.MacroRun;
import sc.fiji.acuity.TestModels;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.search.Finished;
import sc.fiji.acuity.search.Found;
import sc.fiji.acuity.search.Limit;
import sc.fiji.acuity.search.Measure;
import sc.fiji.acuity.search.Search;
import sc.fiji.acuity.train.TrainImages;

/** Searches of two candidates of a few steps. */
class SearchCommandTest {

    private static Commands commands;

    @TempDir
    private static Path images;

    @TempDir
    private Path temporary;

    private final Map<String, Object> inputs = new HashMap<>();

    @BeforeAll
    static void start() throws IOException {
        commands = new Commands();
        for (int i = 0; i < 7; i++) {
            TrainImages.grey(images, "image" + i + ".png", 90, 80 + i, i);
        }
    }

    @AfterAll
    static void stop() {
        commands.close();
    }

    @BeforeEach
    void tiny() {
        System.setProperty("acuity.models", temporary.resolve("models").toString());
        inputs.put("images", images.toFile());
        inputs.put("folder", temporary.resolve("search").toFile());
        inputs.put("strategy", "random");
        inputs.put("cost", "espcn-10x16");
        inputs.put("only", "branches=1");
        inputs.put("candidates", 2);
        inputs.put("steps", 3);
    }

    @AfterEach
    void usual() {
        TestModels.use();
    }

    private String report() throws Exception {
        return (String) commands.run(SearchCommand.class, inputs).getOutput("report");
    }

    private Path folder() {
        return temporary.resolve("search");
    }

    @Test
    void searchesGoesOnAndTrainsWhatWasFound() throws Exception {
        final String first = report();
        assertTrue(first.startsWith("Best so far ") && first.contains("against bicubic"), first);
        assertTrue(first.contains("2 candidates of 3 steps; those that no other beats:"), first);
        assertTrue(first.contains("number") && first.contains("run SR Search... again"), first);
        final Search search = Search.open(folder());
        assertEquals(List.of(0, 1), search.finished().stream().map(Finished::id).toList());
        final String journal = Files.readString(folder().resolve("journal.jsonl"));
        assertEquals(first, report(), "there is nothing left to do");
        assertEquals(journal, Files.readString(folder().resolve("journal.jsonl")));

        inputs.put("seed", 2);
        inputs.put("only", "");
        final String other = commands.error(SearchCommand.class, inputs);
        assertTrue(other.contains("holds a search with other settings: only branches=1, not empty; seed 1, not 2"),
            other);
        inputs.put("seed", 1);
        inputs.put("only", "branches=1");
        inputs.put("budget", "1h");
        report();
        assertEquals(60, Search.open(folder()).settings().minutes());
        Files.move(images.resolve("image0.png"), temporary.resolve("image0.png"));
        try {
            final String gone = commands.error(SearchCommand.class, inputs);
            assertTrue(gone.contains("are not those that it began with"), gone);
        } finally {
            Files.move(temporary.resolve("image0.png"), images.resolve("image0.png"));
        }

        final SearchPick pick = new SearchPick(SearchSource.of(images.toFile()), null, null);
        final Found found = new Found(search, search.finished().get(1));
        pick.train(found, new SearchPick.Asked("picked", 1e-4));
        final Path models = temporary.resolve("models");
        assertTrue(Files.exists(models.resolve("picked-x2.run/held-out.csv")));
        final boolean saved = Files.exists(models.resolve("picked-x2"));
        if (saved) {
            final ModelPackage model = ModelPackage.open(models.resolve("picked-x2"));
            final Card.Search note = model.card().search().orElseThrow();
            assertEquals(1, note.candidate());
            assertEquals(found.architecture().deployed(), model.architecture(), "as it is run");
        }
        final Found another = new Found(search, search.finished().get(0));
        if (!saved) {
            final AcuityException e = org.junit.jupiter.api.Assertions.assertThrows(AcuityException.class,
                () -> pick.train(another, new SearchPick.Asked("picked", 1e-4)));
            assertTrue(e.getMessage().contains("a run of that name trains another network"), e.getMessage());
        }
    }

    @Test
    void openImagesWillDo() {
        inputs.remove("images");
        final String none = commands.error(SearchCommand.class, inputs);
        assertTrue(none.contains("no folder is given and no image is open"), none);
        final StringBuilder macro = new StringBuilder("setBatchMode(true);\n");
        for (int i = 0; i < 4; i++) {
            macro.append("open('").append(images.resolve("image" + i + ".png")).append("');\n");
        }
        final String out = MacroRun.text(macro + "run('SR Search...', 'strategy=random cost=[] only=[width=8;branches=0]"
            + " candidates=1 steps=3 folder=[" + folder() + "]');").expect(0).out();
        assertTrue(out.contains("against bicubic") && out.contains("1 candidate of 3 steps"), out);
        assertEquals(List.of("image0.png", "image1.png", "image2.png", "image3.png"),
            Search.open(folder()).settings().images());
        assertEquals(1, Search.open(folder()).finished().size());
    }

    @Test
    void limitsAreInWordsOfUsers() {
        assertEquals(List.of(), SearchLimits.of("", 2, 0, 0));
        final ImagePlus image = new ImagePlus("frame", new ij.process.ByteProcessor(1000, 500));
        WindowManager.setTempCurrentImage(image);
        try {
            assertEquals(List.of(new Limit(Measure.LATENCY, 4), new Limit(Measure.PARAMETERS, 25_000)),
                SearchLimits.of("", 2, 2, 100));
        } finally {
            WindowManager.setTempCurrentImage(null);
        }
        assertEquals(2e6 / (2048 * 2048), SearchLimits.of(null, 2, 2, 0).get(0).bound(), 1e-9);
        final double espcn = SearchLimits.of("espcn-10x16", 2, 0, 0).get(0).bound();
        assertTrue(espcn > 15_000 && espcn < 30_000, "mult-adds " + espcn);
        TestModels.use();
        assertEquals(SearchLimits.of("tiny", 2, 0, 0), SearchLimits.of("tiny", 3, 0, 0), "the one for x2 has to do");
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingIsComputed() {
        assertError("scale", 5, "scale 5");
        assertError("space", "nonsense", "space=nonsense only=branches=1: there is no search space 'nonsense'");
        assertError("only", "width=7", "only=width=7: ");
        assertError("strategy", "magic", "strategy magic: there is no such");
        assertError("budget", "soon", "budget 'soon': is no time");
        assertError("cost", "nonsense", "cost=nonsense: is neither a model");
        assertError("seconds", -1, "seconds=-1.0: is no limit");
        assertError("kilobytes", Double.NaN, "kilobytes=NaN: is no limit");
        assertError("candidates", -1, "candidates=-1: is negative");
        assertError("steps", -1, "steps=-1: is negative");
        assertError("folder", null, "folder: nothing is chosen");
        assertError("images", temporary.resolve("nowhere").toFile(), "does not exist");
        assertFalse(Files.exists(folder()));
    }

    private void assertError(final String key, final Object value, final String message) {
        final Map<String, Object> wrong = new HashMap<>(inputs);
        wrong.put(key, value);
        final String error = commands.error(SearchCommand.class, wrong);
        assertTrue(error.contains(message), error);
    }
}
