package sc.fiji.acuity.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system in memory that is soon full. Only root can mount one on Linux; elsewhere the test is skipped. */
final class TinyDisk implements AutoCloseable {

    private final Path folder;

    private TinyDisk(final Path folder) {
        this.folder = folder;
    }

    static TinyDisk mount(final Path folder, final int kilobytes) throws IOException, InterruptedException {
        Files.createDirectory(folder);
        assumeTrue(System.getProperty("os.name").equals("Linux")
            && run("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", folder.toString()) == 0,
            "needs the right to mount a file system");
        return new TinyDisk(folder);
    }

    Path folder() {
        return folder;
    }

    void readOnly() throws IOException, InterruptedException {
        assumeTrue(run("mount", "-o", "remount,ro", folder.toString()) == 0, "needs the right to mount read-only");
    }

    private static int run(final String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start().waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("umount", folder.toString());
    }
}
