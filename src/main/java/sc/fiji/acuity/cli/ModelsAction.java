package sc.fiji.acuity.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "models", description = "List, show, verify, import, export and delete models.",
    subcommands = {ModelsListAction.class, ModelsShowAction.class, ModelsDrawAction.class,
        ModelsVerifyAction.class, ModelsImportAction.class, ModelsExportAction.class, ModelsDeleteAction.class})
final class ModelsAction implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing: "
            + String.join(", ", spec.subcommands().keySet()));
    }
}
