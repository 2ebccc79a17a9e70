package sc.fiji.acuity.search;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a candidate of evolution comes from, as the journal tells it: {@code 3x9 policy}.
 *
 * @param first number of a parent
 * @param second number of the other
 * @param change how the child was changed
 */
record Lineage(int first, int second, Change change) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})x(\\d{1,9}) (explore|policy)");

    /** How a child is changed after the crossover. */
    enum Change {
        /** By {@link Roulette}. */
        EXPLORE("explore"),
        /** By the policy of {@link Apprentice}. */
        POLICY("policy");

        private final String word;

        Change(final String word) {
            this.word = word;
        }
    }

    /** Empty for one without parents. */
    static Optional<Lineage> of(final Candidate candidate) {
        final Matcher matcher = TEXT.matcher(candidate.origin());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Lineage(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)),
            matcher.group(3).equals(Change.POLICY.word) ? Change.POLICY : Change.EXPLORE));
    }

    /** Those of both parents that are among others. */
    List<Finished> parents(final List<Finished> others) {
        return others.stream().filter(one -> one.id() == first || one.id() == second).toList();
    }

    @Override
    public String toString() {
        return first + "x" + second + " " + change.word;
    }
}
