package sc.fiji.acuity.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;

class BatchPlanTest {

    @TempDir
    private Path folder;
    private Path in;
    private Path out;

    @BeforeEach
    void folders() throws IOException {
        in = Files.createDirectory(folder.resolve("in"));
        out = folder.resolve("out");
    }

    private void files(final String... names) throws IOException {
        for (final String name : names) {
            Files.createDirectories(in.resolve(name).getParent());
            Files.writeString(in.resolve(name), name);
        }
    }

    private BatchPlan plan(final Selection selection, final String template, final Shard shard) {
        return BatchPlan.of(selection, out, new CopyAction(""), new Template(template), shard, Progress.NONE);
    }

    private Selection recursive(final List<String> patterns, final List<String> excluded) {
        return new Selection(in, true, patterns, excluded);
    }

    private List<String> names(final Selection selection) {
        return plan(selection, "{folder}/{name}-{ext}.tif", Shard.ALL).items().stream().map(BatchItem::name).toList();
    }

    private String error(final Selection selection, final String template) {
        return assertThrows(AcuityException.class, () -> plan(selection, template, Shard.ALL)).getMessage();
    }

    @Test
    void naturalOrderAndNothingHidden() throws IOException {
        files("img10.tif", "img2.tif", "img1.PNG", ".hidden.tif", "notes.txt", "a/z.tif", "a/.cache/y.tif",
            "a-1/x.tif");
        assertEquals(List.of("img1.PNG", "img2.tif", "img10.tif"), names(Selection.of(in)));
        assertEquals(List.of("a/z.tif", "a-1/x.tif", "img1.PNG", "img2.tif", "img10.tif"),
            names(recursive(List.of(), List.of())));
    }

    @Test
    void patterns() throws IOException {
        files("a.tif", "b.lsm", "plate1/a.tif", "plate1/b.png", "plate2/a.tif", "plate2/deep/a.tif");
        assertEquals(List.of("a.tif", "plate1/a.tif", "plate2/a.tif", "plate2/deep/a.tif"),
            names(recursive(List.of("a.*"), List.of())));
        assertEquals(List.of("plate1/a.tif", "plate1/b.png", "plate2/a.tif"),
            names(recursive(List.of("plate*/*"), List.of())));
        assertEquals(List.of("b.lsm", "plate1/b.png"), names(recursive(List.of("*.{lsm,png}"), List.of())));
        assertEquals(List.of("a.tif", "plate1/a.tif", "plate1/b.png"),
            names(recursive(List.of(), List.of("plate2/**"))));
        assertEquals(List.of("*.{tif,png}", "b?.jpg"), Selection.patterns(" *.{tif,png}, b?.jpg,"));
        assertTrue(assertThrows(AcuityException.class, () -> recursive(List.of("a{b"), List.of())).getMessage()
            .startsWith("pattern a{b: is malformed"));
    }

    @Test
    void outputsWithinTheInputFolderAreNoInputs() throws IOException {
        files("a.tif", "results/a-x2.tif", "results/deep/b.tif", "resultsnot/c.tif");
        out = in.resolve("results");
        Files.createSymbolicLink(in.resolve("link"), Files.createDirectories(out.resolve("deep")));
        assertEquals(List.of("a.tif", "resultsnot/c.tif"), names(recursive(List.of(), List.of())));
        out = in.resolve("../in/results/deep/..");
        assertEquals(List.of("a.tif", "resultsnot/c.tif"), names(recursive(List.of(), List.of())));
    }

    @Test
    void circlesOfLinksEnd() throws IOException {
        files("a/b/x.tif");
        Files.createSymbolicLink(in.resolve("a/b/up"), in.resolve("a"));
        Files.createSymbolicLink(in.resolve("again"), in.resolve("a/b"));
        Files.createSymbolicLink(in.resolve("lost.tif"), in.resolve("nowhere.tif"));
        final BatchPlan plan = plan(recursive(List.of(), List.of()), "{folder}/{name}.tif", Shard.ALL);
        assertEquals(List.of("a/b/x.tif", "again/x.tif", "lost.tif"),
            plan.items().stream().map(BatchItem::name).filter(name -> !name.startsWith("again/up")).toList());
        assertEquals(List.of(), plan.problems());
    }

    @Test
    void whatCannotWorkIsSaidBeforeTheWork() throws IOException {
        files("a/x.tif", "b/x.tif", "b/y.png");
        final Selection all = recursive(List.of(), List.of());
        assertTrue(error(all, "{name}.tif").startsWith("a/x.tif and b/x.tif: would both become x.tif. Remedy: "));
        assertTrue(error(all, "{folder}/{name}.jpg").contains("extension that Acuity does not write"));
        assertTrue(error(all, "{folder}/{nam}.tif").contains("has {nam}, which is not known"));
        assertTrue(error(Selection.of(in), "{name}.tif").contains("holds no file"));
        assertTrue(error(Selection.of(folder.resolve("no")), "{name}.tif").contains("no: does not exist"));
        assertTrue(error(Selection.of(in.resolve("a/x.tif")), "{name}.tif").contains("is not a folder"));
        out = in;
        assertTrue(error(all, "{folder}/{name}-x2.tif").contains("is the input folder itself"));
        out = folder;
        assertTrue(error(all, "in/{folder}/{name}-x2.tif").contains("would lie among the inputs"));
        assertEquals(3, plan(all, "{folder}/{name}-x2.tif", Shard.ALL).items().size());
        assertEquals(Set.of("in"), Set.of(folder.toFile().list()), "a plan writes nothing");
    }

    @Test
    void shardsAreDisjointAndComplete() throws IOException {
        final String[] names = new String[90];
        for (int i = 0; i < names.length; i++) {
            names[i] = "f" + i + ".tif";
        }
        files(names);
        final List<String> together = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            final BatchPlan part = plan(Selection.of(in), "{name}.tif", Shard.parse(i + "/3"));
            assertTrue(part.items().size() > 15, i + ": " + part.items().size());
            part.items().forEach(item -> together.add(item.name()));
        }
        assertEquals(names.length, together.size());
        assertEquals(Set.of(names), new TreeSet<>(together));
        // another file changes nothing for the others
        final List<BatchItem> before = plan(Selection.of(in), "{name}.tif", new Shard(2, 3)).items();
        files("a.tif");
        assertTrue(plan(Selection.of(in), "{name}.tif", new Shard(2, 3)).items().containsAll(before));
        for (final String wrong : List.of("0/3", "4/3", "1", "a/b", "-1/3", "1/0", "99999999999/3")) {
            assertThrows(AcuityException.class, () -> Shard.parse(wrong), wrong);
        }
    }

    @Test
    void tenThousandFilesAreNoMatter() throws IOException {
        for (int i = 0; i < 10_000; i++) {
            Files.createFile(in.resolve("image" + i + ".tif"));
        }
        final long start = System.nanoTime();
        final BatchPlan plan = plan(Selection.of(in), "{name}-x{scale}.tif", Shard.ALL);
        final double seconds = (System.nanoTime() - start) / 1e9;
        assertEquals(10_000, plan.items().size());
        assertEquals("image9999.tif", plan.items().get(9999).name());
        assertTrue(seconds < 10, seconds + " s");
    }
}
