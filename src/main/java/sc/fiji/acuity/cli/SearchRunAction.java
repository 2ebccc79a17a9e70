package sc.fiji.acuity.cli;

import java.nio.file.Path;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.network.space.SearchSpace;
import sc.fiji.acuity.search.Search;
import sc.fiji.acuity.search.SearchImages;
import sc.fiji.acuity.search.SearchPlan;
import sc.fiji.acuity.search.SearchSettings;
import sc.fiji.acuity.search.SearchTime;
import sc.fiji.acuity.search.Strategies;
import sc.fiji.acuity.search.TrainedScorer;
import sc.fiji.acuity.train.pairs.TrainingSet;

@Command(name = "run", description = {"Begin a search: try networks of a space for as long as there is time.",
    "Each is trained for a short time on the images and scored on a part of them that is held out. All that was found "
        + "is in the folder at every moment; Ctrl-C, a crash or the end of the budget are no loss: resume goes on.",
    "Other processes may help: acuity search resume with the same folder."},
    footer = {"", "Example: acuity search run --space laptop --strategy evolution --budget 30m "
        + "--max-latency 2s@2048x2048 --images photos --output found",
        "acuity search spaces shows spaces, strategies, and what is open in a space."})
final class SearchRunAction extends Action {

    private static final String LIST = "list";
    private static final String AUTO = "auto";

    @Option(names = "--space", paramLabel = "NAME", defaultValue = "laptop",
        description = "The networks to choose from: laptop, falsr, hnas-WxN, dlsr-W, edge-sr (default: "
            + "${DEFAULT-VALUE}); list shows them and the strategies.")
    private String space;

    @Option(names = "--scale", paramLabel = "S", defaultValue = "2",
        description = "2, 3 or 4 (default: ${DEFAULT-VALUE}).")
    private int scale;

    @Option(names = "--only", paramLabel = "CHOICES", defaultValue = "",
        description = "A part of the space: choices with the options that are left, such as "
            + "\"*.filters=16,32;c0.kernel=3\".")
    private String only;

    @Option(names = "--strategy", paramLabel = "NAME", defaultValue = "evolution",
        description = "How networks are chosen (default: ${DEFAULT-VALUE}).")
    private String strategy;

    @Option(names = "--budget", paramLabel = "TIME", defaultValue = "30m",
        description = "Time for the search, of all processes together: 90s, 30m, 2h (default: ${DEFAULT-VALUE}).")
    private String budget;

    @Option(names = "--images", paramLabel = "PATH", arity = "1..*",
        description = "Folders of images, or images: of at least two fields.")
    private List<Path> images = List.of();

    @Option(names = "--output", paramLabel = "FOLDER", description = "The folder of the search; created.")
    private Path output;

    @Mixin
    private GoalOptions goal;

    @Option(names = "--candidates", paramLabel = "N", defaultValue = "0",
        description = "The most networks to try (default: as many as there is time for).")
    private int candidates;

    @Option(names = "--steps", paramLabel = "N", defaultValue = AUTO,
        description = "Batches in each training; auto: so many that about 60 networks fit (default: "
            + "${DEFAULT-VALUE}).")
    private String steps;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "16",
        description = "Patches in a batch (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--patch", paramLabel = "N", defaultValue = "32",
        description = "Side of a patch in LR pixels (default: ${DEFAULT-VALUE}).")
    private int patch;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
        description = "Of all draws, and of which images are held out (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    Outcome perform(final Progress progress) {
        if (space.equals(LIST)) {
            return SearchSpacesAction.all(scale);
        }
        final SearchSettings settings = option(this::settings);
        final SearchSpace chosen = option(settings::openSpace);
        option(() -> Strategies.named(strategy).name());
        option(() -> TrainedScorer.check(settings));
        Search.requireFree(output);
        try (TrainingSet set = SearchImages.load(images, chosen, patch, seed, progress)) {
            final SearchWork work = new SearchWork(this, set, progress);
            final SearchSettings known = work.withImages(settings);
            final SearchPlan plan = steps.equals(AUTO) ? SearchPlan.automatic(known, set, progress)
                : SearchPlan.given(known, set, progress);
            note(plan.toString());
            return work.run(Search.create(output, known.withSteps(plan.steps())));
        }
    }

    private SearchSettings settings() {
        if (images.isEmpty() || output == null) {
            throw new AcuityException(images.isEmpty() ? "--images" : "--output", "is missing",
                "give folders of images, and a folder for the search");
        }
        return new SearchSettings(space, scale, only, strategy, goal.goal(), SearchTime.minutes(budget), candidates,
            count(), batch, patch, seed,
            images.stream().map(path -> path.toAbsolutePath().normalize().toString()).toList(), "");
    }

    private int count() {
        if (steps.equals(AUTO)) {
            return 1;
        }
        try {
            return Integer.parseInt(steps);
        } catch (final NumberFormatException e) {
            throw new AcuityException("--steps " + steps, "is neither auto nor a whole number", "give one of these", e);
        }
    }
}
