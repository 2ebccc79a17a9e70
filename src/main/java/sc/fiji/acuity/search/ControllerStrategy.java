package sc.fiji.acuity.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

import sc.fiji.acuity.network.family.Hnas;
import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.network.space.SearchSpace;
import sc.fiji.acuity.search.policy.Policy;

/**
 * Lets a recurrent network draw candidates, which learns what is worth drawing (Guo et al. 2020).
 *
 * <p>In spaces of HNAS it learns beforehand, from a super-net whose weights all networks share; of what it draws then,
 * the best by the shared weights is tried. In other spaces, and in those of HNAS without that preparation, it learns
 * from what was tried.
 */
final class ControllerStrategy implements Strategy {

    /** New candidates of which the best is proposed. */
    private static final int SAMPLES = 32;

    /** After so many draws, one choice more is left to chance: a decided controller draws the same again and again. */
    private static final int PATIENCE = 64;

    private ControllerTraining prepared;
    private ControllerTraining.Ranking ranking;
    private JournalPolicy journal;
    private final Map<Genotype, Double> rewards = new HashMap<>();

    @Override
    public String name() {
        return "controller";
    }

    @Override
    public boolean prepares(final SearchSpace space) {
        return isHnas(space);
    }

    @Override
    public void prepare(final Preparation preparation) {
        if (isHnas(preparation.space())) {
            prepare(ControllerTraining.open(preparation));
        }
    }

    void prepare(final ControllerTraining training) {
        training.run();
        // what was finished early goes on with the search, and is no controller before
        if (training.done()) {
            prepared = training;
            ranking = training.ranking();
            rewards.clear();
        }
    }

    private static boolean isHnas(final SearchSpace space) {
        return space.decode(new Genotype(space.choices().stream().map(choice -> 0).toList())) instanceof Hnas;
    }

    @Override
    public Optional<Proposal> propose(final History history, final int id, final long seed) {
        final SplittableRandom random = Draws.of(seed, id);
        if (prepared != null) {
            return best(history, random);
        }
        if (journal == null || !journal.precedes(history, seed)) {
            journal = new JournalPolicy(history, seed);
        }
        final Policy policy = journal.learn(history);
        final List<Genotype> drawn = draw(history, random, 1, i -> policy.sample(random));
        return drawn.stream().findFirst().map(one -> new Proposal(one, "controller, from the journal"));
    }

    private Optional<Proposal> best(final History history, final SplittableRandom random) {
        final List<Genotype> drawn =
            draw(history, random, SAMPLES, i -> prepared.controller().sample(random));
        Genotype best = null;
        double most = Double.NEGATIVE_INFINITY;
        for (final Genotype one : drawn) {
            final double reward = rewards.computeIfAbsent(one, ranking::reward);
            if (best == null || reward > most) {
                best = one;
                most = reward;
            }
        }
        final int among = drawn.size();
        return Optional.ofNullable(best)
            .map(one -> new Proposal(one, "controller, best of " + among + " by shared weights"));
    }

    /** Different ones that are new and keep to the limits; at least one, if chance finds any. */
    private static List<Genotype> draw(final History history, final SplittableRandom random, final int most,
        final IntFunction<Genotype> policy) {
        final List<Genotype> found = new ArrayList<>();
        final int choices = history.space().choices().size();
        for (int i = 0; i < PATIENCE * Math.min(choices, 8) && found.size() < most; i++) {
            final Genotype genotype = changed(history.space(), policy.apply(i), i / PATIENCE, random);
            if (!found.contains(genotype) && history.welcomes(genotype)) {
                found.add(genotype);
            }
        }
        if (found.isEmpty()) {
            Draws.welcome(history, random).ifPresent(found::add);
        }
        return found;
    }

    private static Genotype changed(final SearchSpace space, final Genotype genotype, final int changes,
        final SplittableRandom random) {
        final Integer[] picks = genotype.picks().toArray(Integer[]::new);
        for (int c = 0; c < changes; c++) {
            final int choice = random.nextInt(picks.length);
            picks[choice] = random.nextInt(space.choices().get(choice).options().size());
        }
        return new Genotype(Arrays.asList(picks));
    }
}
