package sc.fiji.acuity.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "search", description = {"Search a network that fits your images and this machine.",
    "run tries networks of a space: trains each for a short time and scores it on held-out images. front shows the "
        + "best for each cost, pick trains one of them in full."},
    footer = {"", "Example: acuity search run --space laptop --strategy evolution --budget 30m --images photos "
        + "--output found", "         acuity search pick found --output mine-x2"},
    subcommands = {SearchRunAction.class, SearchResumeAction.class, SearchFrontAction.class, SearchPickAction.class,
        SearchSpacesAction.class})
final class SearchAction implements Runnable {

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
