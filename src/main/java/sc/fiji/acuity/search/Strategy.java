package sc.fiji.acuity.search;

import java.util.Optional;

import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.network.space.SearchSpace;

/**
 * How candidates are chosen.
 *
 * <p>A pure function of history and number: a search that is resumed goes on as it would have, and nothing but the
 * journal has to be kept. What a strategy learns it learns again from the journal.
 */
public interface Strategy {

    /** As the command line calls it. */
    String name();

    /**
     * What to try as the candidate of a number.
     *
     * @param id of the candidate; draws depend on it and on the search's seed
     * @return empty if there is nothing left to try
     */
    Optional<Proposal> propose(History history, int id, long seed);

    /**
     * Work before the first proposal, such as training a super-net. A strategy without any does nothing. What is computed
     * is kept in the folder; when it is there, this returns at once.
     */
    default void prepare(final Preparation preparation) {
        // most need none
    }

    /**
     * Whether there is such work in a space; it may take half of the search's time. Overridden where {@link #prepare} is.
     */
    default boolean prepares(final SearchSpace space) {
        return false;
    }

    /**
     * @param origin where it comes from, in a few words, for the journal
     */
    record Proposal(Genotype genotype, String origin) { }
}
