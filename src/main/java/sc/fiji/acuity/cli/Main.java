package sc.fiji.acuity.cli;

import java.io.PrintWriter;
import java.util.Arrays;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Version;

/**
 * The program {@code acuity}.
 *
 * <p>Results go to standard output, progress and errors to standard error. Exit code 0: done; 1: some input failed; 2:
 * wrong usage, which is what can be told from the command line and the names of the models; 130: stopped by Ctrl-C,
 * where the system says it so.
 */
@Command(name = "acuity", mixinStandardHelpOptions = true, versionProvider = Main.Versions.class,
    description = {"Super-resolution for scientific images.",
        "Enlarging adds plausible detail, not measured detail: do not count or measure what only the "
            + "enlargement shows."},
    footer = {"", "Exit code: 0 done, 1 some input failed, 2 wrong usage, 130 stopped by Ctrl-C.",
        "acuity COMMAND --help explains a command."},
    subcommands = {UpscaleAction.class, BatchAction.class, CompareAction.class, EvaluateAction.class,
        CostAction.class, ModelsAction.class, TrainAction.class, FinetuneAction.class, SearchAction.class,
        MacroAction.class, BenchAction.class, DoctorAction.class})
public final class Main implements Runnable {

    static final int DONE = 0;
    static final int INPUT_FAILED = 1;
    static final int WRONG_USAGE = 2;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    static final class Versions implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"acuity " + Version.get()};
        }
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing: "
            + String.join(", ", spec.subcommands().keySet()));
    }

    public static void main(final String... arguments) {
        System.setProperty("java.awt.headless", "true");
        final int code;
        try (Interrupt interrupt = Interrupt.onSignal()) {
            code = commandLine().execute(arguments);
        }
        // worker threads of libraries must not keep a finished program alive
        System.exit(code);
    }

    /** The program without its exit: for tests, and for scripts within a JVM. */
    public static CommandLine commandLine() {
        return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(Main::explain);
    }

    private static int explain(final CommandLine.ParameterException e, final String[] arguments) {
        final CommandLine command = e.getCommandLine();
        final AcuityException told = e.getCause() instanceof AcuityException known ? known
            : new AcuityException(command.getCommandSpec().qualifiedName(), reason(e), "see "
                + command.getCommandSpec().qualifiedName() + " --help", e);
        final PrintWriter err = command.getErr();
        err.println("acuity: " + told.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.flush();
        // what the option says was perhaps never read
        if (Arrays.asList(arguments).contains("--json")) {
            command.getOut().println(Json.error(told.getMessage(), told));
            command.getOut().flush();
        }
        return WRONG_USAGE;
    }

    /** What picocli says, without the names of Java's types. */
    private static String reason(final CommandLine.ParameterException e) {
        return e.getMessage().replaceFirst("^Error: ", "")
            .replaceFirst("is not an? (int|long)$", "is not a whole number")
            .replaceFirst("is not a double$", "is not a number")
            .replaceFirst("cannot convert ('.*') to interface .*Path .*", "$1 is no path on this system");
    }
}
