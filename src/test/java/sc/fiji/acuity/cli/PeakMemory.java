package sc.fiji.acuity.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The program, which says at its end how many kilobytes it had in memory at most; on Linux. */
final class PeakMemory {

    private PeakMemory() {}

    public static void main(final String... arguments) throws IOException {
        final int code = Main.commandLine().execute(arguments);
        System.out.println(Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM:")).findFirst().orElse("VmHWM: 0 kB"));
        System.exit(code);
    }
}
