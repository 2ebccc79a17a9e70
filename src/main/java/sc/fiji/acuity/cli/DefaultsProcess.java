package sc.fiji.acuity.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.engine.OpByOp;
import sc.fiji.acuity.network.Graph;

/** A Java process that runs a network as DJL does by itself, on demand: see {@link OpByOp}. */
final class DefaultsProcess implements AutoCloseable {

    private final Process process;
    private final PrintStream to;
    private final BufferedReader from;

    DefaultsProcess(final String network, final int scale, final int side) {
        try {
            process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), DefaultsProcess.class.getName(), network,
                Integer.toString(scale), Integer.toString(side)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (final IOException e) {
            throw new AcuityException("java", "cannot be started a second time (" + e.getMessage() + ")",
                "check the installation of Java", e);
        }
        to = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
        from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** Seconds for a number of tiles. */
    double seconds(final int tiles) {
        to.println(tiles);
        try {
            final String line = from.readLine();
            if (line == null) {
                throw new AcuityException("DJL with its defaults", "ended without a result",
                    "run acuity doctor, which says what is wrong");
            }
            return Double.parseDouble(line);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        to.close();
        process.destroy();
    }

    /** The other side. */
    public static void main(final String[] arguments) throws IOException {
        final Graph graph = Networks.named(new BenchAction(), arguments[0], Integer.parseInt(arguments[1])).graph();
        OpByOp.serve(graph, Integer.parseInt(arguments[2]), System.in, System.out);
    }
}
