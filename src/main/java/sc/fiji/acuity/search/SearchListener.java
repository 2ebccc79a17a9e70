package sc.fiji.acuity.search;

import java.util.List;

/** Hears how a search goes, on the thread that searches. Returns soon. */
public interface SearchListener {

    /** Hears nothing. */
    SearchListener NONE = new SearchListener() { };

    /** A candidate is tried now. */
    default void started(final Candidate candidate, final String network) {
        // not everybody wants to know
    }

    /**
     * A candidate was tried, here or by another process.
     *
     * @param all those that were tried so far, in the order in which they were finished
     */
    default void finished(final Finished last, final List<Finished> all) {
        // not everybody wants to know
    }

    /** Something worth knowing. */
    default void notice(final String text) {
        // not everybody wants to know
    }
}
