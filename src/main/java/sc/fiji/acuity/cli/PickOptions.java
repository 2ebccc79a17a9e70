package sc.fiji.acuity.cli;

import java.nio.file.Path;
import java.util.List;

import picocli.CommandLine.Option;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.search.Found;
import sc.fiji.acuity.search.SearchSettings;
import sc.fiji.acuity.train.TrainSettings;
import sc.fiji.acuity.train.TrainedModel;

/** How the chosen network is trained, and what its card says. */
final class PickOptions {

    @Option(names = "--steps", paramLabel = "N", defaultValue = "100000",
        description = "Batches in all (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--minutes", paramLabel = "M",
        description = "Time to train, instead of --steps; turned into a number of steps at the start.")
    private Double minutes;

    @Option(names = "--batch", paramLabel = "N", description = "Patches in a batch (default: as in the search).")
    private Integer batch;

    @Option(names = "--patch", paramLabel = "N",
        description = "Side of a patch in LR pixels (default: as in the search).")
    private Integer patch;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
        description = "Of the first weights and all draws (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--run", paramLabel = "FOLDER", description = "Where the run is kept (default: PACKAGE.run).")
    private Path run;

    @Option(names = "--resume", paramLabel = "FOLDER",
        description = "Go on with the run in this folder; its settings hold, whatever else is given.")
    private Path resume;

    @Option(names = "--checkpoint", paramLabel = "SECONDS", defaultValue = "120",
        description = "How often the run is saved, in seconds (default: ${DEFAULT-VALUE}). What a crash costs at most.")
    private double checkpoint;

    @Option(names = "--evaluate", paramLabel = "FOLDER", arity = "1..*",
        description = "Score the result on these image sets and write it into the card.")
    private List<Path> evaluate = List.of();

    @Option(names = "--description", paramLabel = "TEXT", defaultValue = "found by acuity search",
        description = "One line for the card.")
    private String description;

    @Option(names = "--license", paramLabel = "SPDX", defaultValue = "unknown",
        description = "The licence of the weights.")
    private String license;

    @Option(names = "--data", paramLabel = "TEXT", description = "The training images in a few words, for the card.")
    private String data;

    @Option(names = "--credits", paramLabel = "FILE",
        description = "A text file; its lines are the credits in the card.")
    private Path credits;

    TrainSettings settings(final Found found) {
        if (minutes != null && !(minutes > 0)) {
            throw new AcuityException("--minutes " + minutes, "is no time to train in", "give a positive number");
        }
        if (!(checkpoint >= 0)) {
            throw new AcuityException("--checkpoint " + checkpoint, "is no time", "give 0 or more seconds");
        }
        final SearchSettings search = found.search().settings();
        return found.training(steps, batch != null ? batch : search.batch(), patch != null ? patch : search.patch(),
            seed);
    }

    /** 0 where steps count. */
    double minutes() {
        return minutes == null ? 0 : minutes;
    }

    double checkpoint() {
        return checkpoint;
    }

    Path resume() {
        return resume;
    }

    Path run(final Path output) {
        return resume != null ? resume : run != null ? run : Path.of(output + ".run");
    }

    List<Path> evaluations() {
        return evaluate;
    }

    List<String> credits() {
        return credits == null ? List.of() : TrainFiles.lines(credits);
    }

    TrainedModel.About about(final String used, final String command, final List<String> creditLines,
        final double seconds, final String limits) {
        return new TrainedModel.About(description, license, data == null ? used : data, creditLines, command, seconds,
            evaluate, limits);
    }
}
