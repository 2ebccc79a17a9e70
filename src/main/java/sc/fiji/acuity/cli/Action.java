package sc.fiji.acuity.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

import com.google.gson.JsonObject;

import picocli.CommandLine;
import picocli.CommandLine.Option;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.base.Version;

/** What all actions share: {@code --json}, {@code --quiet}, how results and errors are told, and the exit code. */
abstract class Action implements Callable<Integer> {

    private static final String TRACE = "acuity.trace";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object to standard output.")
    private boolean json;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    private ConsoleProgress console;

    /**
     * What an action found.
     *
     * @param json for programs
     * @param text for people, without a line break at the end
     * @param code the exit code
     */
    record Outcome(JsonObject json, String text, int code) {

        static Outcome done(final JsonObject json, final String text) {
            return new Outcome(json, text, Main.DONE);
        }
    }

    /** Does the work; an {@link AcuityException} is an input that failed. */
    abstract Outcome perform(Progress progress);

    @Override
    public final Integer call() {
        console = new ConsoleProgress(err());
        final Progress progress = quiet ? new SilentProgress() : console;
        try {
            final Outcome outcome = perform(progress);
            console.clear();
            print(json ? Json.line(outcome.json()) : outcome.text());
            return outcome.code();
        } catch (final AcuityException e) {
            console.clear();
            return failed(e.getMessage(), e);
        } catch (final CancellationException e) {
            console.clear();
            // an exception that crosses threads may lose its message
            return failed(e.getMessage() == null ? "cancelled by the user" : e.getMessage(), null);
        } catch (final OutOfMemoryError e) {
            console.clear();
            final String heap = (Runtime.getRuntime().maxMemory() >> 20) + " MB";
            final AcuityException told = new AcuityException("memory", "Java's " + heap + " are not enough",
                "give it more, such as ACUITY_JAVA_OPTS=-Xmx16g, or work on a part of the image");
            return failed(told.getMessage(), told);
        } catch (final CommandLine.ParameterException e) {
            throw e;
        } catch (final RuntimeException | Error e) {
            console.clear();
            return fault(e);
        }
    }

    /** Everything else is a fault of the program: one line, and the trace for those who report it. */
    private int fault(final Throwable e) {
        final AcuityException told = new AcuityException("acuity " + Version.get(), "has a fault (" + e + ")",
            "report it with what ACUITY_JAVA_OPTS=-D" + TRACE + "=true adds to this message", e);
        if (Boolean.getBoolean(TRACE)) {
            e.printStackTrace(err());
        }
        return failed(told.getMessage(), told);
    }

    private int failed(final String message, final AcuityException e) {
        warn("acuity: " + message);
        if (json) {
            print(Json.error(message, e));
        }
        return Main.INPUT_FAILED;
    }

    /** What only looks at the value of an option: its error is one of usage, whatever lies on the disk. */
    final <T> T option(final Supplier<T> value) {
        try {
            return value.get();
        } catch (final AcuityException | IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Whether standard output is to hold one JSON object and nothing else. */
    final boolean asJson() {
        return json;
    }

    /** A line for people while the work goes on. */
    final void note(final String line) {
        if (!quiet) {
            console.clear();
            warn(line);
        }
    }

    /** A line that people must see. */
    final void warn(final String line) {
        err().println(line);
        err().flush();
    }

    private void print(final String text) {
        final PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
