package sc.fiji.acuity.search.policy;

import java.util.SplittableRandom;

import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.space.Genotype;

/**
 * A distribution over the genotypes of a space that learns which are worth drawing. The same seed and calls, the same
 * bytes. Not for several threads at once.
 */
public sealed interface Policy permits SequencePolicy, HnasController {

    /** A genotype by the probabilities as they are. */
    Genotype sample(SplittableRandom random);

    /** The natural logarithm of the probability that a genotype is drawn. */
    double logProbability(Genotype genotype);

    /** In nats: the entropies of all choices, each after the genotype's options before it, added. */
    double entropy(Genotype genotype);

    /**
     * A step of REINFORCE (Williams 1992).
     *
     * @param advantage reward less what was to be expected; Adam's steps are of a size of their own, so that its unit
     *        matters only against the entropy
     */
    void update(Genotype genotype, double advantage);

    /** All that updates change, for a checkpoint. */
    Weights state();

    /** @throws IllegalArgumentException if it is not the state of such a policy */
    void restore(Weights state);
}
