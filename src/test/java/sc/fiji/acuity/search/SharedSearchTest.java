package sc.fiji.acuity.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.cli.Main;
import sc.fiji.acuity.cli.SearchSamples;
import sc.fiji.acuity.train.pairs.TrainingSet;

/** Searches that die without a word, and searches of several programs: no candidate is lost, none done twice. */
@Timeout(180)
class SharedSearchTest {

    private static final int CANDIDATES = 6;

    @TempDir
    private Path temporary;

    private Path images;

    @BeforeEach
    void images() throws IOException {
        images = SearchSamples.folder(temporary.resolve("images"), 4);
    }

    private Process start(final String log, final Object... arguments) throws IOException {
        final List<String> line = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx300m", "-cp",
            System.getProperty("java.class.path"), Main.class.getName(), "search"));
        Arrays.stream(arguments).map(Object::toString).forEach(line::add);
        return new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log(log)).start();
    }

    private Object[] run(final Path folder) {
        return new Object[] {"run", "--images", images, "--output", folder, "--space", "edge-sr", "--strategy",
            "random", "--budget", "30m", "--candidates", CANDIDATES, "--steps", 300, "--batch", 2, "--patch", 8,
            "--max-parameters", 400};
    }

    /** In the program of the test. */
    private static void here(final Object... arguments) {
        final List<String> line = new ArrayList<>(List.of("search"));
        Arrays.stream(arguments).map(Object::toString).forEach(line::add);
        final StringWriter text = new StringWriter();
        assertEquals(0, Main.commandLine().setOut(new PrintWriter(text)).setErr(new PrintWriter(text))
            .execute(line.toArray(String[]::new)), text::toString);
    }

    private File log(final String name) {
        return temporary.resolve(name + ".txt").toFile();
    }

    private String text(final String name) {
        try {
            return Files.readString(log(name).toPath());
        } catch (final IOException e) {
            return e.toString();
        }
    }

    private void expectDone(final Process process, final String log) throws InterruptedException {
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), () -> text(log));
        assertEquals(0, process.exitValue(), () -> text(log));
    }

    /** The lines of a journal, without the times that they took. */
    private static List<JsonObject> journal(final Path folder) throws IOException {
        final Path file = folder.resolve("journal.jsonl");
        final List<JsonObject> lines = new ArrayList<>();
        if (Files.exists(file)) {
            for (final String line : Files.readAllLines(file)) {
                if (line.endsWith("}")) {
                    lines.add(JsonParser.parseString(line).getAsJsonObject());
                    lines.get(lines.size() - 1).remove("seconds");
                }
            }
        }
        return lines;
    }

    private static void assertEachOnce(final List<JsonObject> journal) {
        assertEquals(IntStream.range(0, CANDIDATES).boxed().toList(),
            journal.stream().map(one -> one.get("id").getAsInt()).sorted().toList());
        assertEquals(CANDIDATES, new HashSet<>(journal.stream().map(one -> one.get("genotype")).toList()).size());
    }

    private static List<String> claims(final Path folder) throws IOException {
        return names(folder, "*.json");
    }

    private static List<String> names(final Path folder, final String pattern) throws IOException {
        final List<String> claims = new ArrayList<>();
        if (Files.isDirectory(folder.resolve("claims"))) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve("claims"), pattern)) {
                files.forEach(file -> claims.add(file.getFileName().toString()));
            }
        }
        return claims;
    }

    @Test
    void killedAndResumedEqualsUninterrupted() throws IOException, InterruptedException {
        final Path folder = temporary.resolve("killed");
        final Process child = start("run", run(folder));
        try {
            // in the middle of the third
            while (!claims(folder).contains("000002.json")) {
                assertTrue(child.isAlive(), () -> text("run"));
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } finally {
            child.destroyForcibly();
        }
        assertTrue(child.waitFor(30, TimeUnit.SECONDS));
        final List<JsonObject> before = journal(folder);
        assertTrue(before.size() >= 2 && before.size() < CANDIDATES, "killed in the middle, after " + before.size());
        Files.writeString(folder.resolve("journal.jsonl"), "\n{\"id\":2,\"genot",
            StandardOpenOption.APPEND);
        here("resume", folder);
        final List<JsonObject> after = journal(folder);
        assertEquals(before, after.subList(0, before.size()));
        assertEachOnce(after);
        assertEquals(List.of(), claims(folder));

        final Path whole = temporary.resolve("whole");
        here(run(whole));
        assertEquals(journal(whole), after);
    }

    /** As Ctrl-C and the end of a job do. */
    @Test
    void anInterruptSaysHowToGoOn() throws IOException, InterruptedException {
        final Path folder = temporary.resolve("stopped");
        final Process child = start("run", run(folder));
        try {
            while (!claims(folder).contains("000001.json")) {
                assertTrue(child.isAlive(), () -> text("run"));
                TimeUnit.MILLISECONDS.sleep(5);
            }
            child.destroy();
            assertTrue(child.waitFor(60, TimeUnit.SECONDS), () -> text("run"));
        } finally {
            child.destroyForcibly();
        }
        final List<JsonObject> journal = journal(folder);
        assertTrue(text("run").contains("cancelled after " + journal.size()
            + " candidates; go on by: acuity search resume " + folder), () -> text("run"));
        assertEquals(List.of(String.format("%06d.json", journal.size())), names(folder, "*"), "left to whoever comes");
    }

    @Test
    void twoProgramsShareTheWork() throws IOException, InterruptedException {
        final Path folder = temporary.resolve("shared");
        final SearchSettings settings = new SearchSettings("edge-sr", 2, "", "random",
            new Goal(List.of(Measure.PSNR, Measure.MULT_ADDS), List.of(Limits.parameters("400"))), 30, CANDIDATES, 300,
            2, 8, 1, List.of(images.toString()), "");
        try (TrainingSet set = SearchImages.load(List.of(images), settings.openSpace(), 8, 1, Progress.NONE)) {
            Search.create(folder, settings.withChecksum(SearchImages.checksum(set, 8, 1)));
        }
        final List<Process> programs = new ArrayList<>();
        try {
            // nobody begins before both are there
            try (SharedLock lock = SharedLock.of(folder.resolve("search.lock"), true, Progress.NONE)) {
                programs.add(start("one", "resume", folder));
                programs.add(start("two", "resume", folder));
                while (names(folder, "*.worker").size() < 2) {
                    assertTrue(programs.stream().allMatch(Process::isAlive), () -> text("one") + text("two"));
                    TimeUnit.MILLISECONDS.sleep(5);
                }
            }
            expectDone(programs.get(0), "one");
            expectDone(programs.get(1), "two");
        } finally {
            programs.forEach(Process::destroyForcibly);
        }
        assertEachOnce(journal(folder));
        assertEquals(List.of(), names(folder, "*"), "claims and workers are gone");
        for (final String log : List.of("one", "two")) {
            assertTrue(text(log).lines().anyMatch(line -> line.startsWith("candidate ") && line.endsWith("left")),
                () -> "has done none itself: " + text(log));
            assertTrue(text(log).contains(CANDIDATES + " candidates in "), () -> text(log));
        }
    }
}
