package sc.fiji.acuity.search;

import java.util.Optional;
import java.util.SplittableRandom;

/** Draws every option with the same probability: what each other strategy must beat. */
final class RandomStrategy implements Strategy {

    @Override
    public String name() {
        return "random";
    }

    @Override
    public Optional<Proposal> propose(final History history, final int id, final long seed) {
        final SplittableRandom random = Draws.of(seed, id);
        return Draws.welcome(history, random)
            .map(genotype -> new Proposal(genotype, "random"));
    }
}
