package sc.fiji.acuity.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import ij.IJ;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.command.window.SearchFacts;
import sc.fiji.acuity.command.window.SearchText;
import sc.fiji.acuity.command.window.SearchWindow;
import sc.fiji.acuity.search.Candidate;
import sc.fiji.acuity.search.Finished;
import sc.fiji.acuity.search.SearchListener;
import sc.fiji.acuity.train.TrainingControl;

/** Where a search is seen: in its window, or without a screen in the log. */
final class SearchView implements SearchListener {

    private final Optional<SearchWindow> window;
    private final SearchFacts facts;

    private SearchView(final Optional<SearchWindow> window, final SearchFacts facts) {
        this.window = window;
        this.facts = facts;
    }

    /**
     * @param before candidates from before the search was resumed
     * @param train trains a chosen candidate in full
     */
    static SearchView open(final String title, final SearchFacts facts, final TrainingControl control,
        final List<Finished> before, final Consumer<Finished> train) {
        return new SearchView(TrainingView.hasScreen()
            ? Optional.of(SearchWindow.open(title, facts, control, before, train)) : Optional.empty(), facts);
    }

    @Override
    public void started(final Candidate candidate, final String network) {
        window.ifPresent(w -> w.started(candidate, network));
    }

    @Override
    public void finished(final Finished last, final List<Finished> all) {
        window.ifPresentOrElse(w -> w.finished(last, all), () -> IJ.log(SearchText.line(facts, last)));
    }

    @Override
    public void notice(final String message) {
        window.ifPresentOrElse(w -> w.notice(message), () -> IJ.log(message));
    }

    /** @param seconds that the search took beside its candidates */
    void prepared(final double seconds) {
        window.ifPresent(w -> w.prepared(seconds));
    }

    /** Says how it ended; without a window the report tells it. */
    void ended(final String how, final String text) {
        window.ifPresent(w -> w.ended(how, text));
    }

    /** Shows a message when the search has ended. */
    void tell(final String text) {
        window.ifPresent(w -> w.tell(text));
    }

    /** For what is done before candidates are tried: also told to the window, and cancelled by its button. */
    Progress watched(final Progress progress, final TrainingControl control) {
        return new Progress() {

            @Override
            public void report(final String stage, final double fraction) {
                progress.report(stage, fraction);
                window.ifPresent(w -> w.stage(stage, fraction));
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled() || control.cancelled();
            }
        };
    }
}
