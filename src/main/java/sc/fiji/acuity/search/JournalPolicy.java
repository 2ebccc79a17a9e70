package sc.fiji.acuity.search;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.acuity.search.policy.AdamSettings;
import sc.fiji.acuity.search.policy.SequencePolicy;

/**
 * A policy that has learned from a journal: candidate by candidate, by REINFORCE, with the reward
 * λ · quality - (1 - λ) · cost, both less their mean and divided by their deviation so far.
 */
final class JournalPolicy {

    private static final double LAMBDA = 0.6;
    private static final double BASELINE = 0.95;
    private static final int HIDDEN = 64;
    private static final double RATE = 0.01;
    private static final double ENTROPY = 0.01;
    /** Of a candidate without a figure: worse than nearly all. */
    private static final double WORST = -2;

    private final History start;
    private final long seed;
    private final SequencePolicy policy;
    private final List<Finished> learned = new ArrayList<>();
    private final Moments quality = new Moments();
    private final Moments cost = new Moments();
    private double baseline;

    /** Mean and deviation of what was seen (Welford 1962). */
    private static final class Moments {

        private int n;
        private double mean;
        private double squares;

        /** @return how far the value is from the mean, in deviations */
        double add(final double value) {
            n++;
            final double before = value - mean;
            mean += before / n;
            squares += before * (value - mean);
            return squares > 0 ? (value - mean) / Math.sqrt(squares / n) : 0;
        }
    }

    JournalPolicy(final History history, final long seed) {
        start = history;
        this.seed = seed;
        policy = new SequencePolicy(history.space(),
            new SequencePolicy.Settings(HIDDEN, ENTROPY, new AdamSettings(RATE)), seed);
    }

    /** Whether all that was learned is the beginning of a history, so that it can be learned on. */
    boolean precedes(final History history, final long otherSeed) {
        final List<Finished> all = history.finished();
        return seed == otherSeed && start.space() == history.space() && start.goal().equals(history.goal())
            && learned.size() <= all.size() && learned.equals(all.subList(0, learned.size()));
    }

    /** @return the policy that has learned from all of it */
    SequencePolicy learn(final History history) {
        for (final Finished one : history.finished().subList(learned.size(), history.finished().size())) {
            final double reward = reward(history.goal(), one.scores());
            policy.update(one.genotype(), reward - baseline);
            baseline = BASELINE * baseline + (1 - BASELINE) * reward;
            learned.add(one);
        }
        return policy;
    }

    private double reward(final Goal goal, final Scores scores) {
        final Measure second = goal.objectives().size() > 1 ? goal.objectives().get(1) : Measure.MULT_ADDS;
        if (!scores.has(goal.quality())) {
            return WORST - Math.min(1, goal.violation(scores));
        }
        final double gain = quality.add(scores.get(goal.quality()));
        final double price = scores.has(second) ? cost.add(second.cost(scores.get(second))) : 0;
        return LAMBDA * gain - (1 - LAMBDA) * price - Math.min(1, goal.violation(scores));
    }
}
