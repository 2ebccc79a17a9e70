package sc.fiji.acuity.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.command.window.SearchFacts;
import sc.fiji.acuity.command.window.SearchText;
import sc.fiji.acuity.search.Finished;
import sc.fiji.acuity.search.Found;
import sc.fiji.acuity.search.Front;
import sc.fiji.acuity.search.FrontPlot;
import sc.fiji.acuity.search.FrontTable;
import sc.fiji.acuity.search.Measure;
import sc.fiji.acuity.search.References;
import sc.fiji.acuity.search.Search;
import sc.fiji.acuity.search.SearchImages;
import sc.fiji.acuity.search.SearchPlan;
import sc.fiji.acuity.search.SearchSettings;
import sc.fiji.acuity.search.TrainedScorer;
import sc.fiji.acuity.train.ShortTraining;
import sc.fiji.acuity.train.TrainingControl;
import sc.fiji.acuity.train.pairs.TrainingSet;

/**
 * A search from the images to the report, with a window where there is a screen.
 *
 * @param wanted the settings, those of the images left out
 * @param anySteps whether the number of steps is to be found from the time
 * @param train trains a candidate that was chosen in the window, and tells what came of it
 */
record SearchSession(SearchSettings wanted, boolean anySteps, SearchSource source, Path folder,
    BiConsumer<Found, SearchView> train) {

    /** @return the report, as a text */
    String run(final Progress progress) {
        TrainedScorer.check(wanted);
        final Optional<Search> existing = SearchFolder.existing(folder, wanted, anySteps);
        try (TrainingSet images = source.load(
            SearchImages.pairs(wanted.openSpace(), wanted.patch(), wanted.seed()), progress)) {
            final List<String> beside = new ArrayList<>();
            images.problems().forEach(problem -> beside.add("left out: " + problem));
            images.notes().forEach(note -> beside.add("note: " + note));
            existing.ifPresent(search -> SearchImages.requireThose(search.settings(), images));
            final Optional<SearchPlan> plan = existing.isPresent() ? Optional.empty() : plan(images, progress);
            final Search search = existing.map(found -> found.settings().minutes() == wanted.minutes() ? found
                : found.extended(wanted.minutes())).orElseGet(() -> Search.create(folder, known(images)
                    .withSteps(plan.map(SearchPlan::steps).orElse(wanted.steps()))));
            return run(search, images, plan, beside, progress);
        }
    }

    private SearchSettings known(final TrainingSet images) {
        return wanted.withChecksum(SearchImages.checksum(images, wanted.patch(), wanted.seed()));
    }

    /** Nothing is timed where all is given. */
    private Optional<SearchPlan> plan(final TrainingSet images, final Progress progress) {
        if (anySteps) {
            return Optional.of(SearchPlan.automatic(wanted, images, progress));
        }
        return wanted.most() > 0 ? Optional.empty() : Optional.of(SearchPlan.given(wanted, images, progress));
    }

    private String run(final Search search, final TrainingSet images, final Optional<SearchPlan> plan,
        final List<String> beside, final Progress progress) {
        final SearchSettings settings = search.settings();
        final TrainedScorer scorer = new TrainedScorer(settings, images, folder);
        final List<Finished> before = search.finished();
        final Measure cost = FrontPlot.cost(settings.goal());
        final SearchFacts facts = new SearchFacts(settings, search.space(), bicubic(images),
            References.of(settings.scale(), cost), plan.map(SearchPlan::candidates).orElse(0));
        final TrainingControl control = new TrainingControl();
        final SearchView[] opened = new SearchView[1];
        final SearchView view = SearchView.open("SR Search: " + folder.getFileName(), facts, control, before,
            one -> train.accept(new Found(search, one), opened[0]));
        opened[0] = view;
        view.notice(plan.map(found -> "There is time for " + found + ".").orElse(before.isEmpty()
            ? "Each candidate is trained for " + settings.steps() + " steps."
            : "Goes on with a search of " + before.size() + " candidates of " + settings.steps() + " steps."));
        try {
            search.prepare(images, view.watched(progress, control), control);
            view.prepared(search.minutes() * 60 - seconds(search.finished()));
            search.run(scorer, progress, control, view);
        } catch (final CancellationException e) {
            view.ended("Cancelled", goOn());
            throw e;
        } catch (final AcuityException e) {
            view.ended("Stopped", e.getMessage());
            throw e;
        } catch (final RuntimeException | OutOfMemoryError e) {
            view.ended("Stopped", "by a fault: " + e);
            throw e;
        }
        final List<Finished> all = search.finished();
        final List<Finished> front = Front.of(all, settings.goal());
        view.ended("Finished", "Choose a point to train its network in full.\n" + goOn());
        return report(search, facts, all, front, beside);
    }

    private static OptionalDouble bicubic(final TrainingSet images) {
        return ShortTraining.bicubic(images).map(scores -> OptionalDouble.of(scores.psnr()))
            .orElse(OptionalDouble.empty());
    }

    private static double seconds(final List<Finished> all) {
        return all.stream().mapToDouble(Finished::seconds).sum();
    }

    private String goOn() {
        return "To go on with it, run SR Search... again with the same settings, more time, and the folder " + folder
            + ".";
    }

    private String report(final Search search, final SearchFacts facts, final List<Finished> all,
        final List<Finished> front, final List<String> beside) {
        final StringBuilder text = new StringBuilder(SearchText.best(facts, all)).append('\n');
        text.append(all.size()).append(all.size() == 1 ? " candidate" : " candidates").append(" of ")
            .append(search.settings().steps()).append(" steps; those that no other beats:\n");
        FrontTable.text(front, front).lines().forEach(line -> text.append(line).append('\n'));
        text.append(goOn()).append('\n');
        beside.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
