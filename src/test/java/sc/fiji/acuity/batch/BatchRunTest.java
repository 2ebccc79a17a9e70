package sc.fiji.acuity.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.base.RunLock;
import sc.fiji.acuity.batch.BatchReport.Status;

class BatchRunTest {

    private static final BatchRun.Options ONE = BatchRun.Options.DEFAULT;

    @TempDir
    private Path folder;
    private Path in;
    private Path out;
    private CopyAction action = new CopyAction("<");

    @BeforeEach
    void files() throws IOException {
        in = Files.createDirectories(folder.resolve("in/deep")).getParent();
        out = folder.resolve("out/of");
        for (final String name : List.of("a.tif", "b.tif", "c.tif", "deep/d.tif")) {
            Files.writeString(in.resolve(name), name);
        }
    }

    private BatchPlan plan() {
        return BatchPlan.of(new Selection(in, true, List.of(), List.of()), out, action,
            new Template("{folder}/{name}.tif"), Shard.ALL, Progress.NONE);
    }

    private BatchReport run(final BatchRun.Options options) {
        return BatchRun.run(plan(), action, options, row -> { }, Progress.NONE);
    }

    /** A letter a file: done, skipped or failed. */
    private static String states(final BatchReport report) {
        return report.rows().stream().map(row -> row.status().key().substring(0, 1)).collect(Collectors.joining());
    }

    private String result(final String name) throws IOException {
        return Files.readString(out.resolve(name));
    }

    @Test
    void onlyWhatIsMissingIsDone() throws IOException {
        assertEquals("dddd", states(run(ONE)));
        assertEquals("<deep/d.tif", result("deep/d.tif"));
        assertEquals("ssss", states(run(new BatchRun.Options(3, true))), "also where files may be replaced");
        assertEquals(4, action.performed.size());
        Files.delete(out.resolve("b.tif"));
        Files.writeString(in.resolve("c.tif"), "new");
        Files.writeString(in.resolve("e.tif"), "e.tif");
        final BatchReport report = run(ONE);
        assertEquals(List.of("a.tif", "b.tif", "c.tif", "deep/d.tif", "e.tif"),
            report.rows().stream().map(BatchReport.Row::input).toList());
        assertEquals("sddsd", states(report));
        assertEquals("<new", result("c.tif"), "our own result of an input that has changed");
    }

    @Test
    void otherSettingsMakeOtherResults() throws IOException {
        run(ONE);
        action = new CopyAction(">");
        assertEquals("dddd", states(run(ONE)));
        assertEquals(">a.tif", result("a.tif"));
        assertEquals("ssss", states(run(ONE)));
        action = new CopyAction("<");
        assertEquals("dddd", states(run(ONE)), "the file that is there counts, not what once was");
    }

    @Test
    void whatOthersMadeStays() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("b.tif"), "mine");
        final BatchReport report = run(ONE);
        assertEquals("dfdd", states(report));
        assertTrue(report.rows().get(1).message().contains("exists already"), report.rows().get(1).message());
        assertEquals("mine", result("b.tif"));
        Files.writeString(out.resolve("a.tif"), "touched up");
        assertEquals("ffss", states(run(ONE)));
        assertEquals("touched up", result("a.tif"));
        assertEquals("ddss", states(run(new BatchRun.Options(1, true))));
        assertEquals("<a.tif", result("a.tif"));
        assertEquals("ssss", states(run(ONE)));
    }

    @Test
    void whatFailsCostsNoOtherFile() throws IOException {
        Files.writeString(in.resolve("a.tif"), "broken");
        action.before.put("b.tif", () -> {
            throw new IndexOutOfBoundsException("surprise");
        });
        action.before.put("c.tif", () -> {
            throw new OutOfMemoryError();
        });
        final BatchPlan plan = plan();
        final BatchReport report = BatchRun.run(plan, action, ONE, row -> { }, Progress.NONE);
        assertEquals("fffd", states(report));
        assertEquals("a.tif: is broken. Remedy: repair it.", report.rows().get(0).message());
        assertTrue(report.rows().get(1).message().contains("IndexOutOfBoundsException: surprise at "));
        assertTrue(report.rows().get(2).message().contains("memory"));
        Files.delete(in.resolve("deep/d.tif"));
        action.before.clear();
        final BatchReport again = BatchRun.run(plan, action, ONE, row -> { }, Progress.NONE);
        assertEquals("fddf", states(again));
        assertTrue(again.rows().get(3).message().contains("d.tif: does not exist"), again.rows().get(3).message());
    }

    @Test
    void anInputThatChangesMeanwhileGivesNothing() throws IOException {
        action.before.put("a.tif", () -> append(in.resolve("a.tif")));
        assertEquals("fddd", states(run(ONE)));
        assertFalse(Files.exists(out.resolve("a.tif")));
        action.before.clear();
        assertEquals("dsss", states(run(ONE)));
    }

    private static void append(final Path file) {
        try {
            Files.writeString(file, "more", StandardOpenOption.APPEND);
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void cancelLeavesAReportAndTheRestForLater() throws IOException {
        final AtomicBoolean cancelled = new AtomicBoolean();
        final Progress progress = new Progress() {

            @Override
            public void report(final String stage, final double fraction) {
                assertTrue(fraction >= 0 && fraction <= 1, stage + " " + fraction);
            }

            @Override
            public boolean cancelled() {
                return cancelled.get();
            }
        };
        action.before.put("b.tif", () -> cancelled.set(true));
        assertThrows(CancellationException.class, () -> BatchRun.run(plan(), action, ONE, row -> { }, progress));
        final JsonObject json = JsonParser.parseString(result("acuity-batch.json")).getAsJsonObject();
        assertFalse(json.get("complete").getAsBoolean());
        assertTrue(json.getAsJsonArray("files").size() <= 2);
        action.before.clear();
        assertTrue(states(run(ONE)).matches("s[sd]dd"));
    }

    @Test
    void jobsWorkAtTheSameTimeAndReportInOrder() {
        final CountDownLatch both = new CountDownLatch(2);
        for (final String name : List.of("a.tif", "b.tif")) {
            action.before.put(name, () -> {
                both.countDown();
                await(both);
            });
        }
        final List<String> told = new ArrayList<>();
        final BatchReport report =
            BatchRun.run(plan(), action, new BatchRun.Options(2, false), row -> told.add(row.input()), Progress.NONE);
        assertEquals("dddd", states(report));
        assertEquals("a.tif", report.rows().get(0).input());
        assertEquals(4, told.size());
        assertThrows(AcuityException.class, () -> new BatchRun.Options(0, false));
    }

    private static void await(final CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, java.util.concurrent.TimeUnit.SECONDS));
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theReportAsTable() throws IOException {
        Files.writeString(in.resolve("a, \"b\".tif"), "broken");
        run(ONE);
        final List<String> lines = Arrays.asList(result("acuity-batch.csv").split("\r\n"));
        assertEquals("input,output,status,message,seconds,input_sha256,output_sha256", lines.get(0));
        assertEquals(6, lines.size());
        assertTrue(lines.get(2).startsWith("a.tif,a.tif,done,,0.") || lines.get(1).startsWith("a.tif,a.tif,done,,0."));
        assertTrue(result("acuity-batch.csv").contains("\"a, \"\"b\"\".tif\",\"a, \"\"b\"\".tif\",failed,"));
        final JsonObject json = JsonParser.parseString(result("acuity-batch.json")).getAsJsonObject();
        assertEquals(4, json.get("done").getAsInt());
        assertEquals(1, json.get("failed").getAsInt());
        assertTrue(json.get("complete").getAsBoolean());
        assertEquals("<", json.getAsJsonObject("settings").get("mark").getAsString());
    }

    /** What a kill in the middle of a line leaves, and what somebody may have written. */
    @Test
    void linesOfTheJournalThatAreNoneDoNoHarm() throws IOException {
        run(ONE);
        final Path journal = out.resolve(".acuity-batch.jsonl");
        Files.writeString(journal, "{\"file\":\"a.tif\",\"outp", StandardOpenOption.APPEND);
        assertEquals("ssss", states(run(ONE)));
        Files.writeString(journal, "\n[]\nnull\n{}\n{\"file\":3}\nplain\n\n", StandardOpenOption.APPEND);
        assertEquals("ssss", states(run(ONE)));
        // a line that was written, and the kill came before its file
        Files.delete(out.resolve("a.tif"));
        assertEquals("dsss", states(run(ONE)));
    }

    @Test
    void oneBatchAtATimeInAFolder() throws IOException {
        Files.createDirectories(out);
        try (RunLock other = RunLock.of(out, ".acuity-batch.lock", "batch", true)) {
            assertTrue(assertThrows(AcuityException.class, () -> run(ONE)).getMessage()
                .contains("is in use by another batch"));
        }
        assertEquals("dddd", states(run(ONE)));
    }

    @Test
    void skippedFilesDoNotCountAsWork() {
        run(ONE);
        final List<Double> fractions = new ArrayList<>();
        final BatchPlan plan = plan();
        assertEquals(List.of(Status.SKIPPED), BatchRun.run(plan, action, ONE, row -> { }, new Progress() {

            @Override
            public void report(final String stage, final double fraction) {
                fractions.add(fraction);
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        }).rows().stream().map(BatchReport.Row::status).distinct().toList());
        assertEquals(List.of(0.0, 0.0, 0.0, 1.0), fractions);
    }
}
