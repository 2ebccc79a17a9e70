package sc.fiji.acuity.search;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import sc.fiji.acuity.network.space.Choice;
import sc.fiji.acuity.network.space.Genotype;

/** Random numbers that depend on the search's seed and a candidate's number alone. */
final class Draws {

    /** How often a genotype is drawn again that is known or breaks a limit. */
    private static final int ATTEMPTS = 4000;

    /** Then, how often a walk towards the limits begins, and its steps. */
    private static final int WALKS = 20;
    private static final int STEPS = 1000;

    private static final long STEP = 0x9E3779B97F4A7C15L;

    private Draws() {}

    static SplittableRandom of(final long seed, final int id) {
        return new SplittableRandom(new SplittableRandom(seed + STEP * (id + 1L)).nextLong());
    }

    /**
     * One that is new and within the limits that are known without training; all have the same probability.
     *
     * <p>Where limits leave less than one in thousands, random walks find some: from a random genotype, option after
     * option is changed at random, and what brings it farther from the limits is taken back. What is near the border is
     * found more often then.
     */
    static Optional<Genotype> welcome(final History history, final SplittableRandom random) {
        for (int i = 0; i < ATTEMPTS; i++) {
            final Genotype genotype = history.space().random(random);
            if (history.welcomes(genotype)) {
                return Optional.of(genotype);
            }
        }
        for (int i = 0; i < WALKS; i++) {
            final Optional<Genotype> found = walk(history, random);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Genotype> walk(final History history, final SplittableRandom random) {
        final List<Choice> choices = history.space().choices();
        Genotype at = history.space().random(random);
        double over = history.violation(at);
        for (int i = 0; i < STEPS; i++) {
            if (over == 0 && !history.knows(at)) {
                return Optional.of(at);
            }
            final int choice = random.nextInt(choices.size());
            final Genotype next = at.with(choice, random.nextInt(choices.get(choice).options().size()));
            final double overNext = history.violation(next);
            if (overNext <= over) {
                at = next;
                over = overNext;
            }
        }
        return Optional.empty();
    }
}
