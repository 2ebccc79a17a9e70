package sc.fiji.acuity.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFilesTest {

    @TempDir
    private Path folder;

    private Path file(final String name) throws IOException {
        return Files.createFile(folder.resolve(name));
    }

    @Test
    void onlyWhatNobodyWritesIsRemoved() throws Exception {
        final String own = TemporaryFiles.name(".tif");
        final String[] parts = own.split("-");
        final String host = parts[1];
        final String other = host.equals("00000000") ? "11111111" : "00000000";
        final String session = "0123456789abcdef";
        final Process ended = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-version").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        ended.waitFor();
        final long alive = ProcessHandle.current().parent().orElseThrow().pid();
        file(own);
        file(".acuity-" + host + "-" + alive + "-" + session + "-1.tif");
        file(".acuity-" + other + "-" + ended.pid() + "-" + session + "-1.tif");
        file(".acuity-batch.jsonl");
        file(".acuity-batch.lock");
        file("image.tif");
        final Set<String> stay = names();
        file(".acuity-" + host + "-" + ended.pid() + "-" + session + "-1.tif");
        // process ids are given again
        file(".acuity-" + host + "-" + ProcessHandle.current().pid() + "-" + session + "-2.tif");
        Files.setLastModifiedTime(file(".acuity-" + other + "-" + ended.pid() + "-" + session + "-2.png"),
            FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        assertEquals(3, TemporaryFiles.removeLeftovers(folder));
        assertEquals(stay, names());
        assertEquals(0, TemporaryFiles.removeLeftovers(folder));
    }

    @Test
    void namesOfAtomicFilesAreOfThisKind() {
        final Path[] seen = new Path[1];
        AtomicFiles.write(folder.resolve("a.tif"), temporary -> {
            Files.writeString(temporary, "text");
            seen[0] = temporary;
            assertEquals(0, TemporaryFiles.removeLeftovers(folder));
        });
        assertTrue(seen[0].getFileName().toString()
            .matches("\\.acuity-[0-9a-f]{8}-" + ProcessHandle.current().pid() + "-[0-9a-f]{16}-\\d+\\.tif"));
        assertEquals(Set.of("a.tif"), names());
    }

    private Set<String> names() {
        return new TreeSet<>(Set.of(folder.toFile().list()));
    }
}
