package sc.fiji.acuity;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Images for measuring that are not part of the project: a test that needs them is skipped where they are absent. */
public final class SharedData {

    private SharedData() {}

    /** @param name for example {@code benchmarks/Set5/x2} */
    public static Path folder(final String name) {
        final String root = System.getenv().getOrDefault("ACUITY_SHARED_DATA", "../shared/data");
        final Path folder = Path.of(root).resolve(name);
        assumeTrue(Files.isDirectory(folder), "needs the shared data folder " + folder);
        return folder;
    }
}
