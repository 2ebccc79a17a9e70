package sc.fiji.acuity.search;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import sc.fiji.acuity.network.space.Genotype;

/**
 * FALSR's evolution (Chu et al. 2019), a child at a time: the first candidates are random; then parents are chosen from
 * the best of all so far as NSGA-II does, crossed, and the child is changed by roulette.
 *
 * <p>Without generations nothing waits for the slowest of them, and several processes can work on one search.
 */
final class EvolutionStrategy implements Strategy {

    /** How many are parents, and how many random candidates come first. */
    private static final int POPULATION = 24;

    /** Children that are drawn before a random candidate is taken; only a space that is nearly used up needs it. */
    private static final int CHILDREN = 500;

    private final int population;

    EvolutionStrategy() {
        this(POPULATION);
    }

    EvolutionStrategy(final int population) {
        this.population = population;
    }

    @Override
    public String name() {
        return "evolution";
    }

    @Override
    public Optional<Proposal> propose(final History history, final int id, final long seed) {
        final SplittableRandom random = Draws.of(seed, id);
        if (id >= population && history.finished().size() > 1) {
            final List<Finished> parents = Ranking.best(history.finished(), history.goal(), population);
            final Roulette roulette = new Roulette(history);
            for (int i = 0; i < CHILDREN; i++) {
                final Proposal child = child(history, parents, roulette, random);
                if (history.welcomes(child.genotype())) {
                    return Optional.of(child);
                }
            }
        }
        return Draws.welcome(history, () -> history.space().random(random))
            .map(genotype -> new Proposal(genotype, "random"));
    }

    private static Proposal child(final History history, final List<Finished> parents, final Roulette roulette,
        final SplittableRandom random) {
        final int first = tournament(parents.size(), random);
        int second;
        do {
            second = tournament(parents.size(), random);
        } while (second == first);
        final Genotype crossed = Crossover.of(history.space(), parents.get(first).genotype(),
            parents.get(second).genotype(), random);
        final int[] places = places(history, random);
        return new Proposal(roulette.spin(crossed, places, random),
            parents.get(first).id() + "x" + parents.get(second).id() + " explore");
    }

    /** The better of two, which stand in order. */
    private static int tournament(final int parents, final SplittableRandom random) {
        return Math.min(random.nextInt(parents), random.nextInt(parents));
    }

    /** One choice on average, and never none. */
    private static int[] places(final History history, final SplittableRandom random) {
        final int[] open = Crossover.open(history.space()).toArray();
        final int sure = open.length == 0 ? -1 : open[random.nextInt(open.length)];
        return Arrays.stream(open).filter(place -> place == sure || random.nextInt(open.length) == 0).toArray();
    }
}
