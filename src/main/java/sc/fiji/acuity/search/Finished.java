package sc.fiji.acuity.search;

import sc.fiji.acuity.network.space.Genotype;

/**
 * A candidate that was tried.
 *
 * @param network what its genotype decodes to, for people
 * @param scores what was measured
 * @param seconds what that took
 */
public record Finished(Candidate candidate, String network, Scores scores, double seconds) {

    public int id() {
        return candidate.id();
    }

    public Genotype genotype() {
        return candidate.genotype();
    }
}
