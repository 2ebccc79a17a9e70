package sc.fiji.acuity.cli;

import java.nio.file.Path;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.search.Search;
import sc.fiji.acuity.search.SearchImages;
import sc.fiji.acuity.search.SearchSettings;
import sc.fiji.acuity.search.SearchTime;
import sc.fiji.acuity.train.pairs.TrainingSet;

@Command(name = "resume", description = {"Go on with a search, or help another process with it.",
    "Candidates that were in work when a process ended are tried again, no others."},
    footer = {"", "Example: acuity search resume found --budget 2h"})
final class SearchResumeAction extends Action {

    @Parameters(index = "0", paramLabel = "RUN", description = "The folder of the search.")
    private Path run;

    @Option(names = "--budget", paramLabel = "TIME",
        description = "A new budget, what was used before included; processes at work keep theirs.")
    private String budget;

    @Option(names = "--images", paramLabel = "PATH", arity = "1..*",
        description = "The images of the search, if they are somewhere else now.")
    private List<Path> images = List.of();

    @Override
    Outcome perform(final Progress progress) {
        final Double minutes = budget == null ? null : option(() -> SearchTime.minutes(budget));
        final Search search = Search.open(run);
        final SearchSettings settings = search.settings();
        final List<Path> paths = images.isEmpty() ? settings.images().stream().map(Path::of).toList() : images;
        try (TrainingSet set = SearchImages.load(paths, search.space(), settings.patch(), settings.seed(), progress)) {
            final SearchWork work = new SearchWork(this, set, progress);
            SearchImages.requireThose(settings, set);
            final Search longer = minutes == null ? search : search.extended(minutes);
            if (longer.minutes() >= longer.settings().minutes()) {
                note("time is up: give more by --budget");
            }
            return work.run(longer);
        }
    }
}
