package sc.fiji.acuity.search;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.search.Lineage.Change;
import sc.fiji.acuity.search.policy.SequencePolicy;

/**
 * FALSR's evolution (Chu et al. 2019), a child at a time: the first candidates are random; then parents are chosen from
 * the best of all so far as NSGA-II does, crossed, and the child is changed, by roulette or by a policy that learns.
 *
 * <p>Without generations nothing waits for the slowest of them, and several processes can work on one search.
 */
final class EvolutionStrategy implements Strategy {

    /** How many are parents, and how many random candidates come first. */
    private static final int POPULATION = 24;

    /** Of children that are changed by roulette. */
    private static final double EXPLORING = 0.5;

    /** Children that are drawn before a random candidate is taken; only a space that is nearly used up needs it. */
    private static final int CHILDREN = 500;

    private final int population;

    /** Saves time only: what it knows can be learned from any history again. */
    private Apprentice apprentice;

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
            final SequencePolicy policy = policy(history, seed);
            for (int i = 0; i < CHILDREN; i++) {
                final Proposal child = child(history, parents, roulette, policy, random);
                if (history.welcomes(child.genotype())) {
                    return Optional.of(child);
                }
            }
        }
        return Draws.welcome(history, random)
            .map(genotype -> new Proposal(genotype, "random"));
    }

    private SequencePolicy policy(final History history, final long seed) {
        if (apprentice == null || !apprentice.fits(history, seed)) {
            apprentice = new Apprentice(history.space(), history.goal(), seed);
        }
        return apprentice.after(history);
    }

    private static Proposal child(final History history, final List<Finished> parents, final Roulette roulette,
        final SequencePolicy policy, final SplittableRandom random) {
        final int first = tournament(parents.size(), random);
        int second;
        do {
            second = tournament(parents.size(), random);
        } while (second == first);
        final Genotype crossed = Crossover.of(history.space(), parents.get(first).genotype(),
            parents.get(second).genotype(), random);
        final int[] places = places(history, random);
        final Change change = random.nextDouble() < EXPLORING ? Change.EXPLORE : Change.POLICY;
        final Genotype changed = switch (change) {
            case EXPLORE -> roulette.spin(crossed, places, random);
            case POLICY -> policy.resample(crossed, i -> Arrays.binarySearch(places, i) >= 0, random);
        };
        return new Proposal(changed,
            new Lineage(parents.get(first).id(), parents.get(second).id(), change).toString());
    }

    /** The better of two, which stand in order. */
    private static int tournament(final int parents, final SplittableRandom random) {
        return Math.min(random.nextInt(parents), random.nextInt(parents));
    }

    /** Of the choices that are left open, in their order: one on average beside one that is sure. */
    private static int[] places(final History history, final SplittableRandom random) {
        final int[] open = Crossover.open(history.space()).toArray();
        final int sure = open.length == 0 ? -1 : open[random.nextInt(open.length)];
        return Arrays.stream(open).filter(place -> place == sure || random.nextInt(open.length) == 0).toArray();
    }
}
