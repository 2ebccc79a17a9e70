package sc.fiji.acuity.search;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

import sc.fiji.acuity.network.space.Genotype;

/** Random numbers that depend on the search's seed and a candidate's number alone. */
final class Draws {

    /** How often a genotype is drawn again that is known or breaks a limit. */
    static final int ATTEMPTS = 20_000;

    private static final long STEP = 0x9E3779B97F4A7C15L;

    private Draws() {}

    static SplittableRandom of(final long seed, final int id) {
        return new SplittableRandom(new SplittableRandom(seed + STEP * (id + 1L)).nextLong());
    }

    /** The first that is new and within the limits that are known without training. */
    static Optional<Genotype> welcome(final History history, final Supplier<Genotype> draw) {
        for (int i = 0; i < ATTEMPTS; i++) {
            final Genotype genotype = draw.get();
            if (history.welcomes(genotype)) {
                return Optional.of(genotype);
            }
        }
        return Optional.empty();
    }
}
