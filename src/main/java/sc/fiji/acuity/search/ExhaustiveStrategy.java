package sc.fiji.acuity.search;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.space.Choice;
import sc.fiji.acuity.network.space.Genotype;

/** Tries every network of a small space, in the order of its options. */
final class ExhaustiveStrategy implements Strategy {

    private static final BigInteger MOST = BigInteger.valueOf(100_000);

    @Override
    public String name() {
        return "exhaustive";
    }

    @Override
    public Optional<Proposal> propose(final History history, final int id, final long seed) {
        if (history.space().size().compareTo(MOST) > 0) {
            throw new AcuityException("space " + history.space().name(), "has " + history.space().size()
                + " networks, too many to try each", "take another strategy, or narrow the space to at most " + MOST);
        }
        final List<Integer> picks = new ArrayList<>(java.util.Collections.nCopies(history.space().choices().size(), 0));
        do {
            final Genotype genotype = new Genotype(picks);
            if (history.welcomes(genotype)) {
                return Optional.of(new Proposal(genotype, "next"));
            }
        } while (advance(picks, history.space().choices()));
        return Optional.empty();
    }

    /** The last choice changes fastest. */
    private static boolean advance(final List<Integer> picks, final List<Choice> choices) {
        for (int i = picks.size() - 1; i >= 0; i--) {
            if (picks.get(i) + 1 < choices.get(i).options().size()) {
                picks.set(i, picks.get(i) + 1);
                return true;
            }
            picks.set(i, 0);
        }
        return false;
    }
}
