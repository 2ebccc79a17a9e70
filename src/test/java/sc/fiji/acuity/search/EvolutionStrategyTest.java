package sc.fiji.acuity.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.network.space.Genotype;

class EvolutionStrategyTest {

    private static final ToySpace SPACE = new ToySpace(8, 6, 4);
    private static final Goal GOAL = new Goal(List.of(Measure.PSNR, Measure.MULT_ADDS), List.of());

    /** Quality has diminishing returns and depends on neighbours; the front is a small part of 4^8 · 2^6 networks. */
    static Scores scores(final Genotype genotype) {
        final List<Integer> picks = genotype.picks();
        double psnr = 20;
        double cost = 10;
        for (int i = 0; i < 8; i++) {
            final int pick = picks.get(i);
            cost += new double[] {1, 2, 2.5, 4}[pick];
            psnr += new double[] {0, 0.6, 1.1, 1.2}[pick] * (i > 0 && picks.get(i - 1) == pick ? 0.5 : 1);
        }
        for (int i = 8; i < 14; i++) {
            cost += 0.5 * picks.get(i);
            psnr += picks.get(i) * (picks.get(i - 7) == 2 ? 0.4 : -0.2);
        }
        return new Scores(Map.of(Measure.PSNR, psnr, Measure.MULT_ADDS, cost));
    }

    private static List<Finished> run(final Strategy strategy, final Goal goal, final int most, final long seed) {
        return Trial.run(strategy, SPACE, goal, EvolutionStrategyTest::scores, most, seed);
    }

    @Test
    void isKnownByName() {
        assertEquals("evolution", Strategies.named("evolution").name());
        assertTrue(Strategies.names().containsKey("evolution"));
    }

    @Test
    void frontDominatesThatOfRandomCandidates() {
        final List<Finished> evolved = Front.of(run(new EvolutionStrategy(), GOAL, 300, 5), GOAL);
        final List<Finished> drawn = Front.of(run(new RandomStrategy(), GOAL, 300, 5), GOAL);
        final long beaten = drawn.stream().filter(one -> evolved.stream()
            .anyMatch(other -> GOAL.dominance(other.scores(), one.scores()) < 0)).count();
        assertTrue(beaten >= 0.8 * drawn.size(), beaten + " of " + drawn.size() + " beaten");
        assertTrue(evolved.stream().noneMatch(one -> drawn.stream()
            .anyMatch(other -> GOAL.dominance(other.scores(), one.scores()) < 0)));
    }

    @Test
    void nothingIsProposedTwice() {
        final List<Finished> all = run(new EvolutionStrategy(), GOAL, 200, 1);
        assertEquals(200, new HashSet<>(all.stream().map(Finished::genotype).toList()).size());
    }

    @Test
    void firstAreRandomLaterHaveParents() {
        final List<Finished> all = run(new EvolutionStrategy(10), GOAL, 60, 1);
        for (final Finished one : all) {
            final String origin = one.candidate().origin();
            if (one.id() < 10) {
                assertEquals("random", origin);
            } else {
                final String[] parents = origin.split(" ")[0].split("x");
                assertTrue(Integer.parseInt(parents[0]) < one.id(), origin);
                assertTrue(Integer.parseInt(parents[1]) < one.id(), origin);
                assertFalse(parents[0].equals(parents[1]), origin);
            }
        }
    }

    @Test
    void resumedInTheMiddleGoesOnTheSame() {
        final Strategy strategy = new EvolutionStrategy();
        final List<Finished> whole = run(strategy, GOAL, 90, 4);
        for (final int at : new int[] {0, 12, 24, 57}) {
            final List<Finished> resumed = Trial.resumed(whole.subList(0, at), new EvolutionStrategy(), SPACE, GOAL,
                EvolutionStrategyTest::scores, 90, 4);
            assertEquals(whole, resumed);
        }
        // one that has seen later candidates, or another search, is not led by them
        run(strategy, GOAL, 40, 5);
        assertEquals(whole, Trial.resumed(whole.subList(0, 30), strategy, SPACE, GOAL,
            EvolutionStrategyTest::scores, 90, 4));
    }

    @Test
    void orderOfTheJournalDoesNotMatter() {
        final List<Finished> some = new ArrayList<>(run(new EvolutionStrategy(), GOAL, 60, 2));
        some.remove(31);
        final Optional<Strategy.Proposal> expected =
            new EvolutionStrategy().propose(new History(SPACE, GOAL, some, List.of()), 60, 2);
        Collections.reverse(some);
        assertEquals(expected,
            new EvolutionStrategy().propose(new History(SPACE, GOAL, some, List.of()), 60, 2));
    }

    @Test
    void seedsDiffer() {
        assertFalse(run(new EvolutionStrategy(), GOAL, 40, 2).equals(run(new EvolutionStrategy(), GOAL, 40, 3)));
    }

    /** The limit is on what is known after training only, so that candidates which break it do come. */
    @Test
    void whatBreaksALimitIsNeverAParentOnceEnoughKeepToIt() {
        final Goal goal = new Goal(GOAL.objectives(), List.of(new Limit(Measure.PSNR, 25)));
        final List<Finished> all = run(new EvolutionStrategy(8), goal, 150, 6);
        assertTrue(all.stream().anyMatch(one -> !goal.feasible(one.scores())));
        for (int id = 8; id < all.size(); id++) {
            final List<Finished> before = all.subList(0, id);
            final List<Finished> parents = Ranking.best(before, goal, 8);
            final long feasible = before.stream().filter(one -> goal.feasible(one.scores())).count();
            assertEquals(Math.min(8, feasible),
                parents.stream().filter(one -> goal.feasible(one.scores())).count(), "before " + id);
            if (feasible >= 8 && !all.get(id).candidate().origin().equals("random")) {
                final String[] ids = all.get(id).candidate().origin().split(" ")[0].split("x");
                for (final String parent : ids) {
                    assertTrue(goal.feasible(all.get(Integer.parseInt(parent)).scores()), parent);
                }
            }
        }
        assertTrue(Front.of(all, goal).stream().allMatch(one -> one.scores().get(Measure.PSNR) >= 25));
    }

    /** All of a small space is tried, and then nothing more. */
    @Test
    void usedUp() {
        final ToySpace small = new ToySpace(2, 2, 3);
        final List<Finished> all = Trial.run(new EvolutionStrategy(6), small, GOAL, genotype -> new Scores(Map.of(
            Measure.PSNR, 20.0 + genotype.picks().get(0), Measure.MULT_ADDS, 1.0 + genotype.picks().get(1))), 40, 1);
        assertEquals(36, all.size());
    }

    @Test
    void crossoverTakesOnePieceOfEachPart() {
        final Genotype zeros = new Genotype(Collections.nCopies(14, 0));
        final Genotype ones = new Genotype(Collections.nCopies(14, 1));
        final SplittableRandom random = new SplittableRandom(1);
        final HashSet<String> kinds = new HashSet<>();
        for (int i = 0; i < 5000; i++) {
            final List<Integer> picks = Crossover.of(SPACE, zeros, ones, random).picks();
            assertTrue(changes(picks.subList(0, 8)) == 1, picks::toString);
            assertTrue(changes(picks.subList(8, 14)) == 1, picks::toString);
            kinds.add(picks.toString());
        }
        // 7 cuts and 5, each way round
        assertEquals(14 * 10, kinds.size());
    }

    private static long changes(final List<Integer> picks) {
        long changes = 0;
        for (int i = 1; i < picks.size(); i++) {
            changes += picks.get(i).equals(picks.get(i - 1)) ? 0 : 1;
        }
        return changes;
    }

    @Test
    void rouletteDrawsTheRareAndTheCheap() {
        final List<Finished> all = new ArrayList<>();
        // option 0 of the first choice: 8 times, 1: once, 2: once and ten times as expensive, 3: never
        for (int i = 0; i < 10; i++) {
            final int pick = Math.max(0, i - 7);
            all.add(Trial.finished(i, new Genotype(Collections.nCopies(14, 0)).with(0, pick).with(1, i % 4), "made",
                new Scores(Map.of(Measure.MULT_ADDS, pick == 2 ? 100.0 : 10.0))));
        }
        final Roulette roulette = new Roulette(new History(SPACE, GOAL, all, List.of()));
        final int[] times = new int[4];
        final SplittableRandom random = new SplittableRandom(1);
        final Genotype from = new Genotype(Collections.nCopies(14, 0)).with(0, 3);
        for (int i = 0; i < 4000; i++) {
            times[roulette.spin(from, new int[] {0}, random).picks().get(0)]++;
        }
        assertEquals(0, times[3], "an option is changed into another");
        // shares 3.2, 0.4, 0.4 and expenses 10/19, 10/19, 100/19
        final double[] fields = {1 / (3.2 + 10 / 19.0), 1 / (0.4 + 10 / 19.0), 1 / (0.4 + 100 / 19.0)};
        final double sum = fields[0] + fields[1] + fields[2];
        for (int i = 0; i < 3; i++) {
            assertEquals(fields[i] / sum, times[i] / 4000.0, 0.03);
        }
    }
}
