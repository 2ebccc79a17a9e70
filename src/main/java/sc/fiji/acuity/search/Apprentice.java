package sc.fiji.acuity.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import sc.fiji.acuity.network.space.SearchSpace;
import sc.fiji.acuity.search.policy.SequencePolicy;

/**
 * A policy that learns from what children gained over their parents: the exploiting half of FALSR's controller.
 *
 * <p>What it knows follows from seed and history. One that has seen the beginning of a history goes on from there, so
 * that a search does not learn everything again for each candidate.
 */
final class Apprentice {

    /** Of what is kept of the gain that is to be expected, with each child. */
    private static final double MEMORY = 0.9;

    private final SearchSpace space;
    private final Goal goal;
    private final long seed;
    private final SequencePolicy policy;
    private final List<Finished> seen = new ArrayList<>();
    private final double[] least;
    private final double[] most;
    private double expected;

    Apprentice(final SearchSpace space, final Goal goal, final long seed) {
        this.space = space;
        this.goal = goal;
        this.seed = seed;
        policy = new SequencePolicy(space, seed);
        least = new double[goal.objectives().size()];
        most = new double[goal.objectives().size()];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
    }

    /** Whether a history is one that this has seen the beginning of. */
    boolean fits(final History history, final long itsSeed) {
        final List<Finished> all = history.finished();
        return space == history.space() && goal.equals(history.goal()) && seed == itsSeed && seen.size() <= all.size()
            && seen.equals(all.subList(0, seen.size()));
    }

    /** The policy after all of a history that {@linkplain #fits fits}. */
    SequencePolicy after(final History history) {
        final List<Finished> all = history.finished();
        for (final Finished one : all.subList(seen.size(), all.size())) {
            Lineage.of(one.candidate()).map(lineage -> lineage.parents(seen)).filter(parents -> !parents.isEmpty())
                .ifPresent(parents -> learn(one, gain(one, parents)));
            see(one);
        }
        return policy;
    }

    private void learn(final Finished child, final double gain) {
        policy.update(child.genotype(), gain - expected);
        expected = MEMORY * expected + (1 - MEMORY) * gain;
    }

    private void see(final Finished one) {
        seen.add(one);
        known(one).ifPresent(costs -> {
            for (int i = 0; i < costs.length; i++) {
                least[i] = Math.min(least[i], costs[i]);
                most[i] = Math.max(most[i], costs[i]);
            }
        });
    }

    private Optional<double[]> known(final Finished one) {
        final double[] costs = goal.costs(one.scores());
        return goal.feasible(one.scores()) && Arrays.stream(costs).allMatch(Double::isFinite) ? Optional.of(costs)
            : Optional.empty();
    }

    /**
     * By how much a child is better, as a share of the range that the objective had so far, on average over objectives
     * and parents; within -1..1, and -1 for one that breaks a limit.
     */
    private double gain(final Finished child, final List<Finished> parents) {
        final Optional<double[]> costs = known(child);
        if (costs.isEmpty()) {
            return -1;
        }
        double sum = 0;
        for (final Finished parent : parents) {
            sum += known(parent).map(others -> gain(costs.get(), others)).orElse(1.0);
        }
        return Math.max(-1, Math.min(1, sum / parents.size()));
    }

    private double gain(final double[] child, final double[] parent) {
        double sum = 0;
        for (int i = 0; i < child.length; i++) {
            final double range = most[i] - least[i];
            sum += range > 0 ? (parent[i] - child[i]) / range : 0;
        }
        return sum / child.length;
    }
}
