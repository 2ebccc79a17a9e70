package sc.fiji.acuity.cli;

import java.util.concurrent.CancellationException;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.search.Search;
import sc.fiji.acuity.search.SearchImages;
import sc.fiji.acuity.search.SearchSettings;
import sc.fiji.acuity.search.TrainedScorer;
import sc.fiji.acuity.train.TrainingControl;
import sc.fiji.acuity.train.pairs.TrainingSet;

/** Works on a search until its time is up, telling every candidate. */
final class SearchWork {

    private final Action action;
    private final TrainingSet images;
    private final Progress progress;

    SearchWork(final Action action, final TrainingSet images, final Progress progress) {
        this.action = action;
        this.images = images;
        this.progress = progress;
        TrainFiles.tell(action, images);
    }

    /** The settings of a search on these images. */
    SearchSettings withImages(final SearchSettings settings) {
        return settings.withChecksum(SearchImages.checksum(images, settings.patch(), settings.seed()));
    }

    Action.Outcome run(final Search search) {
        final SearchSettings settings = search.settings();
        final TrainedScorer scorer = new TrainedScorer(settings, images, search.folder());
        action.note(images.size() + " images, " + images.heldOut().size() + " held out; search in " + search.folder());
        final TrainingControl control = new TrainingControl();
        try {
            search.prepare(images, progress, control);
            search.run(scorer, progress, control, new SearchLines(action, search));
        } catch (final CancellationException e) {
            final CancellationException told = new CancellationException("cancelled after " + search.finished().size()
                + " candidates; go on by: acuity search resume " + search.folder());
            told.initCause(e);
            throw told;
        }
        final Action.Outcome front = SearchFront.of(search, false);
        return new Action.Outcome(front.json(), front.text() + System.lineSeparator()
            + "more time: acuity search resume " + search.folder()
            + " --budget TIME; train the best: acuity search pick " + search.folder()
            + " --output NAME-x" + settings.scale(), images.problems().isEmpty() ? Main.DONE : Main.INPUT_FAILED);
    }
}
