package sc.fiji.acuity.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import sc.fiji.acuity.search.Figures;
import sc.fiji.acuity.search.Finished;
import sc.fiji.acuity.search.Front;
import sc.fiji.acuity.search.FrontPlot;
import sc.fiji.acuity.search.Goal;
import sc.fiji.acuity.search.Measure;
import sc.fiji.acuity.search.Search;
import sc.fiji.acuity.search.SearchListener;
import sc.fiji.acuity.search.SearchTime;

/** A line for each candidate, also for those that other processes have tried. */
final class SearchLines implements SearchListener {

    private final Action action;
    private final Search search;
    private final Set<Integer> told = new HashSet<>();

    SearchLines(final Action action, final Search search) {
        this.action = action;
        this.search = search;
        search.finished().forEach(one -> told.add(one.id()));
    }

    @Override
    public void finished(final Finished last, final List<Finished> all) {
        final Goal goal = search.settings().goal();
        final List<Finished> front = Front.of(all, goal);
        for (final Finished one : all) {
            if (told.add(one.id())) {
                action.note(line(one, front, goal) + (one.id() == last.id() ? "; " + left() : " (another process)"));
            }
        }
    }

    @Override
    public void notice(final String text) {
        action.note(text);
    }

    private String left() {
        final double minutes = search.settings().minutes() - search.minutes();
        return minutes > 0 ? SearchTime.words(minutes * 60) + " left" : "time is up";
    }

    private static String line(final Finished one, final List<Finished> front, final Goal goal) {
        final StringBuilder text = new StringBuilder("candidate " + one.id() + ": ");
        final boolean scored = one.scores().has(goal.quality());
        if (scored) {
            text.append(Figures.words(goal.quality(), one.scores().get(goal.quality()))).append(", ");
        }
        final Measure cost = FrontPlot.cost(goal);
        text.append(Figures.words(cost, one.scores().get(cost)));
        if (!goal.feasible(one.scores())) {
            goal.limits().stream().filter(limit -> limit.violation(one.scores()) > 0).forEach(limit -> text.append(", ")
                .append(limit.measure() == cost ? "" : Figures.words(limit.measure(), one.scores().get(limit.measure()))
                    + ", ").append("breaks the limit: ").append(limit));
            return text.append(scored ? "" : "; not trained").toString();
        }
        if (!scored) {
            return text.append(", its loss was no number").toString();
        }
        final boolean joined = front.stream().anyMatch(other -> other.id() == one.id());
        return text.append(joined ? ", joins the front (" : ", behind the front (").append(front.size())
            .append(" there)").toString();
    }
}
