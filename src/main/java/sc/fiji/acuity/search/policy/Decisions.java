package sc.fiji.acuity.search.policy;

import java.util.List;

import sc.fiji.acuity.network.space.Genotype;

/**
 * Takes options, drawn or given, and sums up how probable and how undecided they were.
 */
final class Decisions {

    /** Which option of a choice. */
    @FunctionalInterface
    interface Rule {
        int option(int choice, Tape.Vector logs);
    }

    private final Tape tape;
    private final Rule rule;
    private final Integer[] picks;
    private Tape.Vector logProbability;
    private Tape.Vector entropy;

    Decisions(final Tape tape, final int choices, final Rule rule) {
        this.tape = tape;
        this.rule = rule;
        picks = new Integer[choices];
        logProbability = tape.constant(0);
        entropy = tape.constant(0);
    }

    /** The same rule and picks, other sums: those of a part. */
    private Decisions(final Decisions whole) {
        tape = whole.tape;
        rule = whole.rule;
        picks = whole.picks;
        logProbability = tape.constant(0);
        entropy = tape.constant(0);
    }

    static Rule given(final Genotype genotype) {
        return (choice, logs) -> genotype.picks().get(choice);
    }

    /** Whose choices belong to the same genotype and whose sums are its own. */
    Decisions part() {
        return new Decisions(this);
    }

    /** @param logs of the choice's options, in their order */
    int take(final int choice, final Tape.Vector logs) {
        final int option = rule.option(choice, logs);
        picks[choice] = option;
        logProbability = tape.add(logProbability, tape.pick(logs, option));
        entropy = tape.add(entropy, tape.entropy(logs));
        return option;
    }

    Genotype genotype() {
        return new Genotype(List.of(picks));
    }

    Tape.Vector logProbability() {
        return logProbability;
    }

    Tape.Vector entropy() {
        return entropy;
    }
}
