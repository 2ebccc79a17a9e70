package sc.fiji.acuity.cli;

import java.nio.file.Path;
import java.util.List;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.engine.Gradients;
import sc.fiji.acuity.search.Found;
import sc.fiji.acuity.search.SearchSettings;
import sc.fiji.acuity.train.TrainSettings;
import sc.fiji.acuity.train.TrainedModel;
import sc.fiji.acuity.train.pairs.PairSettings;

/** How the chosen network is trained, and what its card says. */
final class PickOptions {

    private static final String AUTO = "auto";

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

    @Option(names = "--gradients", paramLabel = "HOW", defaultValue = AUTO,
        description = "How gradients are computed: reference, fast, bf16 (16-bit products), or auto: what is fastest "
            + "here (default: ${DEFAULT-VALUE}).")
    private String gradients;

    @Option(names = "--all-images",
        description = "Train on what the search held out, too: for a model to give away. It is then measured by "
            + "--evaluate alone.")
    private boolean all;

    @Mixin
    private RunFolderOptions kept;

    @Mixin
    private CardOptions card;

    @Option(names = "--evaluate", paramLabel = "FOLDER", arity = "1..*",
        description = "Score the result on these image sets and write it into the card.")
    private List<Path> evaluate = List.of();

    @Option(names = "--description", paramLabel = "TEXT", defaultValue = "found by acuity search",
        description = "One line for the card.")
    private String description;

    TrainSettings settings(final Found found) {
        if (minutes != null && !(minutes > 0)) {
            throw new AcuityException("--minutes " + minutes, "is no time to train in", "give a positive number");
        }
        final SearchSettings search = found.search().settings();
        final TrainSettings usual = found.training(steps, batch != null ? batch : search.batch(),
            patch != null ? patch : search.patch(), seed);
        return gradients.equals(AUTO) ? usual : usual.withGradients(Gradients.parse(gradients));
    }

    /** Which images are trained on, and which are held out. */
    PairSettings pairs(final Found found, final int size) {
        return all ? found.allPairs(size) : found.pairs(size);
    }

    /** 0 where steps count. */
    double minutes() {
        return minutes == null ? 0 : minutes;
    }

    RunFolderOptions kept() {
        return kept;
    }

    List<Path> evaluations() {
        return evaluate;
    }

    /** What a command says of the images, beginning with a space. */
    String words() {
        return all ? " --all-images" : "";
    }

    List<String> credits() {
        return card.credits();
    }

    TrainedModel.About about(final String used, final String command, final List<String> creditLines,
        final double seconds, final String limits) {
        return new TrainedModel.About(description, card.license(), card.data(used), creditLines, command, seconds,
            evaluate, limits);
    }
}
