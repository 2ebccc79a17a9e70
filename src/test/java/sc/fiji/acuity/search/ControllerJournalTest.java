package sc.fiji.acuity.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.network.space.SearchSpace;
import sc.fiji.acuity.network.space.Spaces;

/** The controller where it has nothing but the journal, with scores that are made up. */
class ControllerJournalTest {

    private static final SearchSpace SPACE = Spaces.named("laptop", 2);
    private static final Goal GOAL = new Goal(List.of(Measure.PSNR, Measure.MULT_ADDS), List.of());

    /** Each option is worth something by itself, and something beside the one before. */
    private record Landscape(double[][] alone, double[][][] together) {

        static Landscape of(final long seed) {
            final SplittableRandom random = new SplittableRandom(seed);
            final int choices = SPACE.choices().size();
            final double[][] alone = new double[choices][];
            final double[][][] together = new double[choices][][];
            for (int c = 0; c < choices; c++) {
                final int options = SPACE.choices().get(c).options().size();
                alone[c] = random.doubles(options, -0.5, 0.5).toArray();
                together[c] = new double[c == 0 ? 0 : alone[c - 1].length][];
                for (int before = 0; before < together[c].length; before++) {
                    together[c][before] = random.doubles(options, -0.25, 0.25).toArray();
                }
            }
            return new Landscape(alone, together);
        }

        double psnr(final Genotype genotype) {
            double sum = 30;
            for (int c = 0; c < alone.length; c++) {
                final int pick = genotype.picks().get(c);
                sum += alone[c][pick] + (c == 0 ? 0 : together[c][genotype.picks().get(c - 1)][pick]);
            }
            return sum;
        }
    }

    private static List<Finished> searched(final Strategy strategy, final Landscape landscape, final int candidates,
        final long seed) {
        final List<Finished> done = new ArrayList<>();
        for (int id = 0; id < candidates; id++) {
            final Genotype genotype =
                strategy.propose(new History(SPACE, GOAL, done, List.of()), id, seed).orElseThrow().genotype();
            done.add(new Finished(new Candidate(id, genotype, 1, ""), "", Counts.of(SPACE.decode(genotype))
                .with(new Scores(Map.of(Measure.PSNR, landscape.psnr(genotype)))), 1));
        }
        return done;
    }

    private static double best(final List<Finished> found) {
        return found.stream().mapToDouble(one -> one.scores().get(Measure.PSNR)).max().orElseThrow();
    }

    private static double lastThird(final List<Finished> found) {
        return found.subList(found.size() * 2 / 3, found.size()).stream()
            .mapToDouble(one -> one.scores().get(Measure.PSNR)).average().orElseThrow();
    }

    @Test
    void whatWasTriedSaysWhatIsWorthTrying() {
        int better = 0;
        for (int seed = 0; seed < 2; seed++) {
            final Landscape landscape = Landscape.of(100 + seed);
            final List<Finished> random = searched(new RandomStrategy(), landscape, 50, seed);
            final List<Finished> learned = searched(Strategies.named("controller"), landscape, 50, seed);
            better += best(learned) > best(random) ? 1 : 0;
            assertTrue(lastThird(learned) > lastThird(random) + 0.3, lastThird(learned) + " of " + lastThird(random));
        }
        assertTrue(better == 2, better + " of 2");
    }

    @Test
    void aResumedSearchGoesOnAsItWould() {
        final Landscape landscape = Landscape.of(7);
        final Strategy strategy = new ControllerStrategy();
        final List<Finished> whole = searched(strategy, landscape, 8, 3);
        final History history = new History(SPACE, GOAL, whole, List.of());
        final Strategy.Proposal next = strategy.propose(history, 8, 3).orElseThrow();
        assertEquals("controller, from the journal", next.origin());
        assertEquals(next, new ControllerStrategy().propose(history, 8, 3).orElseThrow());
        // less than it has learned from, then all again
        final History less = new History(SPACE, GOAL, whole.subList(0, 4), List.of());
        assertEquals(whole.get(4).genotype(), strategy.propose(less, 4, 3).orElseThrow().genotype());
        assertEquals(next, strategy.propose(history, 8, 3).orElseThrow());
    }

    @Test
    void aCandidateWithoutAFigureIsNoFault() {
        final Strategy strategy = new ControllerStrategy();
        final Genotype first = SPACE.random(new SplittableRandom(1));
        final Finished broken =
            new Finished(new Candidate(0, first, 1, ""), "", Counts.of(SPACE.decode(first)), 1);
        final History history = new History(SPACE, GOAL, List.of(broken), List.of());
        assertTrue(history.welcomes(strategy.propose(history, 1, 3).orElseThrow().genotype()));
    }
}
