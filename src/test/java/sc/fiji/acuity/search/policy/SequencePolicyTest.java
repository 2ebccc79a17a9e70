package sc.fiji.acuity.search.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.network.space.SearchSpace;
import sc.fiji.acuity.network.space.Spaces;

class SequencePolicyTest {

    /** Choices of 2, 3 and 1 options, and more. */
    private static final SearchSpace SPACE = Spaces.named("hnas-4x2", 2);
    private static final SequencePolicy.Settings TINY = new SequencePolicy.Settings(3, 0.2, new AdamSettings(0.02));

    private static SequencePolicy tiny() {
        return new SequencePolicy(SPACE, TINY, 5);
    }

    @Test
    void theGradientOfAnUpdateIsThatOfFiniteDifferences() {
        final SequencePolicy policy = tiny();
        final Genotype genotype = SPACE.random(new SplittableRandom(1));
        policy.accumulate(genotype, 1.7);
        Differences.check(policy.parameters().all(),
            () -> -1.7 * policy.logProbability(genotype) - 0.2 * policy.entropy(genotype));
    }

    @Test
    void probabilitiesAreThoseOfTheDraws() {
        final SequencePolicy policy = tiny();
        final Genotype genotype = policy.sample(new SplittableRandom(1));
        double sum = 0;
        for (int c = 0; c < SPACE.choices().size(); c++) {
            final double[] probabilities = policy.probabilities(genotype, c);
            double total = 0;
            for (final double one : probabilities) {
                total += one;
            }
            assertEquals(1, total, 1e-12);
            sum += Math.log(probabilities[genotype.picks().get(c)]);
        }
        assertEquals(sum, policy.logProbability(genotype), 1e-9);
        final double first = policy.probabilities(genotype, 1)[2];
        final SplittableRandom random = new SplittableRandom(4);
        int hits = 0;
        for (int i = 0; i < 4000; i++) {
            hits += policy.resample(genotype, c -> c == 1, random).picks().get(1) == 2 ? 1 : 0;
        }
        assertEquals(first, hits / 4000.0, 4 * Math.sqrt(first * (1 - first) / 4000));
    }

    @Test
    void whatIsNotOpenStays() {
        final Genotype genotype = SPACE.random(new SplittableRandom(8));
        final Genotype changed = tiny().resample(genotype, c -> c >= 20, new SplittableRandom(2));
        assertEquals(genotype.picks().subList(0, 20), changed.picks().subList(0, 20));
        assertNotEquals(genotype, changed);
    }

    @Test
    void whatIsRewardedIsDrawnMoreOftenAndTheEntropyFalls() {
        final SequencePolicy policy =
            new SequencePolicy(SPACE, new SequencePolicy.Settings(8, 0, new AdamSettings(0.02)), 5);
        final SplittableRandom random = new SplittableRandom(3);
        final Genotype any = SPACE.random(new SplittableRandom(1));
        final double before = policy.probabilities(any, 0)[1];
        final double undecided = policy.entropy(any);
        double baseline = 0.5;
        for (int i = 0; i < 300; i++) {
            final Genotype genotype = policy.sample(random);
            final double reward = genotype.picks().get(0);
            policy.update(genotype, reward - baseline);
            baseline = 0.95 * baseline + 0.05 * reward;
        }
        assertEquals(0.5, before, 0.1);
        assertTrue(policy.probabilities(any, 0)[1] > 0.95, "" + policy.probabilities(any, 0)[1]);
        assertTrue(policy.entropy(any) < undecided - 0.3, policy.entropy(any) + " of " + undecided);
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        final SequencePolicy one = tiny();
        final SequencePolicy other = tiny();
        for (int i = 0; i < 5; i++) {
            one.update(one.sample(new SplittableRandom(i)), i - 2);
            other.update(other.sample(new SplittableRandom(i)), i - 2);
        }
        assertEquals(one.state(), other.state());
        final SequencePolicy restored = new SequencePolicy(SPACE, TINY, 99);
        restored.restore(one.state());
        final Genotype genotype = one.sample(new SplittableRandom(7));
        assertEquals(genotype, restored.sample(new SplittableRandom(7)));
        restored.update(genotype, 1);
        one.update(genotype, 1);
        assertEquals(one.state(), restored.state());
    }

    @Test
    void aGenotypeOfAnotherSpaceIsRefused() {
        assertThrows(GraphException.class, () -> tiny().logProbability(Genotype.parse("0.1")));
        assertThrows(IllegalArgumentException.class,
            () -> tiny().update(SPACE.random(new SplittableRandom(1)), Double.NaN));
    }
}
