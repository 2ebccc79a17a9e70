package sc.fiji.acuity.search;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import sc.fiji.acuity.base.Progress;

/** How far a search is while a candidate is trained: by the time that is left, told when it is asked to go on. */
final class CandidateProgress implements Progress {

    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Progress whole;
    private final int id;
    private final double before;
    private final double budget;
    private final long from = System.nanoTime();
    private final AtomicLong told = new AtomicLong(from - EVERY_NANOS);

    /**
     * @param before seconds of the search at the start of the candidate
     * @param budget seconds of the search in all
     */
    CandidateProgress(final Progress whole, final int id, final double before, final double budget) {
        this.whole = whole;
        this.id = id;
        this.before = before;
        this.budget = budget;
    }

    @Override
    public void report(final String stage, final double fraction) {
        tell();
    }

    private void tell() {
        final long now = System.nanoTime();
        final long last = told.get();
        if (now - last >= EVERY_NANOS && told.compareAndSet(last, now)) {
            whole.report("Candidate " + id, Math.min(1, (before + (now - from) / 1e9) / budget));
        }
    }

    @Override
    public boolean cancelled() {
        tell();
        return whole.cancelled();
    }
}
