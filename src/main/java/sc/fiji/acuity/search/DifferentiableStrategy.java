package sc.fiji.acuity.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.network.space.Relaxation;
import sc.fiji.acuity.network.space.SearchSpace;

/**
 * Trains one network that mixes all options, then takes those with the largest shares: DLSR's search (Huang et al.
 * 2021). First the best options of all choices, then genotypes in the order of the product of their options' worth.
 */
final class DifferentiableStrategy implements Strategy {

    /** Patches of attention must have that many pixels. */
    private static final int LEAST_PATCH = 15;

    private Prepared prepared;

    /** What is worth what, and the genotypes in that order that keep to the limits, as far as they were asked for. */
    private static final class Prepared {

        private final BestFirst order;
        private final List<Genotype> feasible = new ArrayList<>();

        /** By operations. */
        private final Map<List<Integer>, Boolean> judged = new HashMap<>();

        Prepared(final List<double[]> worth) {
            order = new BestFirst(worth);
        }

        Optional<Genotype> get(final int index, final History history) {
            while (index >= feasible.size()) {
                final Optional<Genotype> next = order.next();
                if (next.isEmpty()) {
                    return next;
                }
                next.filter(one -> keeps(one, history)).ifPresent(feasible::add);
            }
            return Optional.of(feasible.get(index));
        }

        /** Whichever two cells are read, arithmetic and parameters are the same: 180 times less to count. */
        private boolean keeps(final Genotype genotype, final History history) {
            final Goal goal = history.goal();
            if (goal.limits().stream().anyMatch(limit -> limit.measure() == Measure.MEMORY)) {
                return goal.feasible(Counts.of(history.space().decode(genotype)));
            }
            final List<Integer> operations = IntStream.range(0, genotype.picks().size())
                .filter(i -> !history.space().choices().get(i).isMacro()).mapToObj(genotype.picks()::get).toList();
            return judged.computeIfAbsent(operations,
                any -> goal.feasible(Counts.of(history.space().decode(genotype))));
        }
    }

    @Override
    public String name() {
        return "differentiable";
    }

    @Override
    public boolean prepares(final SearchSpace space) {
        return true;
    }

    @Override
    public void prepare(final Preparation preparation) {
        final Relaxation relaxed = relaxed(preparation);
        if (preparation.images().channels() != relaxed.graph().inputChannels()) {
            throw new AcuityException("training images of " + preparation.images().channels() + " channels",
                "do not fit the networks of the space " + preparation.space().name(), "load them for "
                    + relaxed.graph().inputChannels());
        }
        if (preparation.images().patch() < LEAST_PATCH) {
            throw new AcuityException("patch " + preparation.images().patch(),
                "is too small for the networks of the space " + preparation.space().name(),
                "choose " + LEAST_PATCH + " or more");
        }
        prepare(relaxed, new SuperNetRun(preparation, relaxed).run());
    }

    private static Relaxation relaxed(final Preparation preparation) {
        try {
            return Relaxation.of(preparation.space());
        } catch (final GraphException e) {
            throw new AcuityException("strategy differentiable", "cannot search there: " + e.getMessage(),
                "search in a space such as dlsr-18, or choose another strategy", e);
        }
    }

    /** @param trained parameters of the super-net */
    void prepare(final Relaxation relaxed, final Weights trained) {
        prepared = new Prepared(relaxed.worth(trained));
    }

    @Override
    public Optional<Proposal> propose(final History history, final int id, final long seed) {
        if (prepared == null) {
            throw new IllegalStateException("the super-net is trained first");
        }
        for (int i = 0;; i++) {
            final Optional<Genotype> genotype = prepared.get(i, history);
            if (genotype.isEmpty() || !history.knows(genotype.get())) {
                final String origin = i == 0 ? "largest shares" : "shares, rank " + (i + 1);
                return genotype.map(one -> new Proposal(one, origin));
            }
        }
    }
}
