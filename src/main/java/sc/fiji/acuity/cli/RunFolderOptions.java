package sc.fiji.acuity.cli;

import java.nio.file.Path;
import java.util.Optional;

import picocli.CommandLine.Option;

import sc.fiji.acuity.base.AcuityException;

/** Where a training is kept, and how often. */
final class RunFolderOptions {

    @Option(names = "--run", paramLabel = "FOLDER", description = "Where the run is kept (default: PACKAGE.run).")
    private Path run;

    @Option(names = "--resume", paramLabel = "RUN",
        description = "Go on with this run; its settings hold. Give the model, the images and what is said of them as "
            + "at its start.")
    private Path resume;

    @Option(names = "--checkpoint", paramLabel = "SECONDS", defaultValue = "120",
        description = "How often the run is saved, in seconds (default: ${DEFAULT-VALUE}). What a crash costs at most.")
    private double checkpoint;

    /** The run to go on with. */
    Optional<Path> resumed() {
        return Optional.ofNullable(resume);
    }

    /** @param output the model package that comes of the run */
    Path folder(final Path output) {
        return resume != null ? resume : run != null ? run : Path.of(output + ".run");
    }

    /** Seconds between saves. */
    double checkpoint() {
        if (!(checkpoint >= 0)) {
            throw new AcuityException("--checkpoint " + checkpoint, "is no time", "give 0 or more seconds");
        }
        return checkpoint;
    }
}
