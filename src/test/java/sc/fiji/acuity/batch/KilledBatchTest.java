package sc.fiji.acuity.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.batch.BatchReport.Status;
import sc.fiji.acuity.image.ImageFiles;

/** 200 files, 5 of them broken, and a program that is killed twice. */
@Timeout(120)
class KilledBatchTest {

    private static final int FILES = 200;
    private static final Set<Integer> BROKEN = Set.of(0, 37, 38, 120, 199);
    private static final int JOBS = 2;

    @TempDir
    private Path folder;
    private Path in;
    private Path out;

    @BeforeEach
    void files() throws IOException {
        in = Files.createDirectory(folder.resolve("in"));
        out = folder.resolve("out");
        for (int i = 0; i < FILES; i++) {
            final Path file = in.resolve("f" + i + ".tif");
            final ByteProcessor pixels = new ByteProcessor(16, 16);
            pixels.set(i % 16, i / 16, 200);
            ImageFiles.save(new ImagePlus("f" + i, pixels), file, false);
            if (BROKEN.contains(i)) {
                final byte[] bytes = Files.readAllBytes(file);
                Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
            }
        }
    }

    @Test
    void theThirdRunCompletes() throws Exception {
        killAfter(60);
        final int first = results().size();
        killAfter(130);
        final int second = results().size();
        assertTrue(first >= 60 - JOBS && second >= 130 - 2 * JOBS && second < FILES, first + ", " + second);
        final BatchReport report = run(folder.resolve("out"), Shard.ALL);
        assertEquals(195, report.count(Status.DONE) + report.count(Status.SKIPPED));
        assertEquals(second, report.count(Status.SKIPPED), "what was there is not made again");
        assertEquals(BROKEN, report.rows().stream().filter(row -> row.status() == Status.FAILED)
            .map(row -> Integer.valueOf(row.input().replaceAll("\\D", ""))).collect(Collectors.toSet()));
        report.rows().stream().filter(row -> row.status() == Status.FAILED)
            .forEach(row -> assertTrue(row.message().contains("Remedy: "), row.message()));
        assertEquals(0, temporary());
        assertWhole();
        assertMadeOnce(2 * JOBS);
        assertEquals(195, run(out, Shard.ALL).count(Status.SKIPPED));
    }

    @Test
    void shardsAreTheWhole() throws IOException {
        run(out, Shard.ALL);
        final Path parts = folder.resolve("parts");
        final Set<String> seen = new TreeSet<>();
        int rows = 0;
        for (int i = 3; i > 0; i--) {
            final BatchReport report = run(parts, new Shard(i, 3));
            assertEquals(0, report.count(Status.SKIPPED));
            report.rows().forEach(row -> seen.add(row.input()));
            rows += report.rows().size();
            assertTrue(Files.exists(parts.resolve("acuity-batch-" + i + "of3.csv")));
        }
        assertEquals(FILES, rows, "no overlap");
        assertEquals(FILES, seen.size());
        for (final Path result : results()) {
            assertEquals(-1, Files.mismatch(result, parts.resolve(result.getFileName())), result.toString());
        }
        assertEquals(195, run(parts, Shard.ALL).count(Status.SKIPPED), "the journals of the shards count");
    }

    private BatchReport run(final Path results, final Shard shard) {
        try (FileAction action = SlowBatch.open(JOBS)) {
            final BatchPlan plan =
                BatchPlan.of(Selection.of(in), results, action, BatchPlan.TEMPLATE, shard, Progress.NONE);
            return BatchRun.run(plan, action, new BatchRun.Options(JOBS, false), row -> { }, Progress.NONE);
        }
    }

    private void killAfter(final int wanted) throws Exception {
        final Path log = folder.resolve("log.txt");
        final Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx200m", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true", "-cp",
            System.getProperty("java.class.path"), SlowBatch.class.getName(), in.toString(), out.toString(), "10")
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            while (entries().size() < wanted) {
                assertTrue(child.isAlive(), "ended by itself: " + Files.readString(log));
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } finally {
            child.destroyForcibly();
        }
        assertTrue(child.waitFor(30, TimeUnit.SECONDS));
        assertFalse(Files.exists(out.resolve("acuity-batch.csv")), "it had no time to say good-bye");
    }

    /** The outputs that the journal has, in order. */
    private List<String> entries() throws IOException {
        final Path journal = out.resolve(".acuity-batch.jsonl");
        return !Files.exists(journal) ? List.of() : Files.readAllLines(journal).stream()
            .filter(line -> line.endsWith("}") && line.contains("\"output\":"))
            .map(line -> line.replaceFirst(".*\"output\":\"([^\"]*)\".*", "$1")).toList();
    }

    private void assertMadeOnce(final int most) throws IOException {
        final TreeMap<String, Long> counts =
            new TreeMap<>(entries().stream().collect(Collectors.groupingBy(name -> name, Collectors.counting())));
        assertEquals(195, counts.size());
        final long again = entries().size() - counts.size();
        assertTrue(again <= most, again + " made twice");
    }

    private List<Path> results() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.filter(file -> file.getFileName().toString().matches("f\\d+-x2\\.tif")).sorted().toList();
        }
    }

    private long temporary() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.filter(file -> file.getFileName().toString().matches("\\.acuity-.*\\.tif")).count();
        }
    }

    private void assertWhole() throws IOException {
        assertEquals(195, results().size());
        final Path other = folder.resolve("other");
        run(other, Shard.ALL);
        for (final Path result : results()) {
            assertEquals(-1, Files.mismatch(result, other.resolve(result.getFileName())), result.toString());
            assertEquals(32, ImageFiles.open(result).getWidth());
        }
    }
}
