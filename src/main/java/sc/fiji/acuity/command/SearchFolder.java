package sc.fiji.acuity.command;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.model.ModelLibrary;
import sc.fiji.acuity.model.ModelStore;
import sc.fiji.acuity.search.Goal;
import sc.fiji.acuity.search.Limit;
import sc.fiji.acuity.search.Measure;
import sc.fiji.acuity.search.Search;
import sc.fiji.acuity.search.SearchSettings;

/** The folder of a search: a new one, or one to go on with. */
final class SearchFolder {

    private static final String SETTINGS = "search.json";

    private SearchFolder() {}

    /** One that is not there yet, beside the user's models. */
    static File proposed() {
        final Path models = new ModelLibrary(ModelStore.standard()).folder().toAbsolutePath();
        for (int i = 1;; i++) {
            final Path folder = models.resolveSibling("searches").resolve("search-" + i);
            if (!Files.exists(folder)) {
                return folder.toFile();
            }
        }
    }

    /**
     * The search in a folder, if there is one.
     *
     * @param wanted the settings that the user gives
     * @param anySteps whether the number of steps is found, not given
     * @throws AcuityException if the search there has other settings, apart from its time
     */
    static Optional<Search> existing(final Path folder, final SearchSettings wanted, final boolean anySteps) {
        if (!Files.exists(folder.resolve(SETTINGS))) {
            Search.requireFree(folder);
            return Optional.empty();
        }
        final Search search = Search.open(folder);
        final SearchSettings there = search.settings();
        final List<String> others = new ArrayList<>();
        differ(others, "space", there.space(), wanted.space());
        differ(others, "scale", there.scale(), wanted.scale());
        differ(others, "only", there.only(), wanted.only());
        differ(others, "strategy", there.strategy(), wanted.strategy());
        differ(others, "objectives", there.goal().objectives().stream().map(Measure::key).toList(),
            wanted.goal().objectives().stream().map(Measure::key).toList());
        differ(others, "limits", limits(there.goal()), limits(wanted.goal()));
        differ(others, "candidates", there.most(), wanted.most());
        if (!anySteps) {
            differ(others, "steps", there.steps(), wanted.steps());
        }
        differ(others, "seed", there.seed(), wanted.seed());
        if (!others.isEmpty()) {
            throw new AcuityException("folder=" + folder, "holds a search with other settings: "
                + String.join("; ", others), "give its settings to go on with it, or choose another folder");
        }
        return Optional.of(search);
    }

    private static List<String> limits(final Goal goal) {
        return goal.limits().stream().map(Limit::toString).sorted().toList();
    }

    private static void differ(final List<String> others, final String name, final Object there, final Object wanted) {
        if (!there.equals(wanted)) {
            others.add(name + " " + (there.toString().isEmpty() ? "empty" : there) + ", not "
                + (wanted.toString().isEmpty() ? "empty" : wanted));
        }
    }
}
