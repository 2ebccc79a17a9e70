package sc.fiji.acuity.search;

import sc.fiji.acuity.network.space.Genotype;

/**
 * A network that is to be tried.
 *
 * @param id counted from 0, in the order of proposals
 * @param seed of its training
 * @param origin where it comes from, in a few words
 */
public record Candidate(int id, Genotype genotype, long seed, String origin) { }
