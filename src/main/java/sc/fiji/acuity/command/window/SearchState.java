package sc.fiji.acuity.command.window;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import sc.fiji.acuity.search.Candidate;
import sc.fiji.acuity.search.Finished;
import sc.fiji.acuity.search.Front;
import sc.fiji.acuity.search.Goal;
import sc.fiji.acuity.search.SearchListener;

/** What a search has told so far: written by the thread that searches, looked at by that of the window. */
final class SearchState implements SearchListener {

    private final Goal goal;
    private List<Finished> all = List.of();
    private Set<Integer> front = Set.of();
    private double prepared;
    private boolean working;
    private long begun;
    private long looked;
    private String notice = "";
    private String stage = "";
    private double fraction;
    private boolean changed;

    SearchState(final Goal goal) {
        this.goal = goal;
    }

    /**
     * All that there is to show.
     *
     * @param front numbers of the candidates that no other beats
     * @param spent seconds of the search, those of the candidate in work included
     * @param isNew whether a candidate was finished since the last look
     * @param stage what is done before and after the search; empty during it
     */
    record Shown(List<Finished> all, Set<Integer> front, double spent, boolean isNew, String notice, String stage,
        double fraction) { }

    /** @param seconds that the search took beside its candidates */
    synchronized void prepared(final double seconds) {
        prepared = seconds;
    }

    @Override
    public synchronized void started(final Candidate candidate, final String network) {
        working = true;
        begun = System.nanoTime();
        stage = "";
    }

    @Override
    public void finished(final Finished last, final List<Finished> found) {
        add(found);
    }

    void add(final List<Finished> found) {
        // compares all with all: not for the thread that draws
        final Set<Integer> best = Front.of(found, goal).stream().map(Finished::id).collect(Collectors.toSet());
        synchronized (this) {
            all = List.copyOf(found);
            front = best;
            working = false;
            notice = "";
            changed = true;
        }
    }

    @Override
    public synchronized void notice(final String text) {
        notice = text;
    }

    synchronized void stage(final String text, final double done) {
        stage = text;
        fraction = done;
    }

    /** @param paused whether no time counts now */
    synchronized Shown look(final boolean paused) {
        final long now = System.nanoTime();
        if (paused) {
            begun += Math.max(0, now - Math.max(begun, looked));
        }
        looked = now;
        final boolean isNew = changed;
        changed = false;
        final double spent = prepared + all.stream().mapToDouble(Finished::seconds).sum()
            + (working ? Math.max(0, now - begun) / 1e9 : 0);
        return new Shown(all, front, spent, isNew, notice, stage, fraction);
    }
}
