package sc.fiji.acuity.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.search.Lineage.Change;

class ApprenticeTest {

    private static final ToySpace SPACE = new ToySpace(4, 2, 3);
    private static final Goal GOAL = new Goal(List.of(Measure.PSNR, Measure.MULT_ADDS),
        List.of(new Limit(Measure.MULT_ADDS, 10)));
    private static final Genotype ZEROS = new Genotype(Collections.nCopies(6, 0));

    private static Finished of(final int id, final Genotype genotype, final String origin, final double psnr,
        final double multAdds) {
        return Trial.finished(id, genotype, origin,
            new Scores(Map.of(Measure.PSNR, psnr, Measure.MULT_ADDS, multAdds)));
    }

    /** Two to start with, then children of all kinds: what {@code good} as third option gains, others lose. */
    private static List<Finished> family(final int good, final boolean byLimit) {
        final List<Finished> all = new ArrayList<>();
        all.add(of(0, ZEROS, "random", 30, 5));
        all.add(of(1, ZEROS.with(0, 1), "random", 28, 4));
        final SplittableRandom random = new SplittableRandom(1);
        for (int id = 2; id < 80; id++) {
            final Genotype genotype = SPACE.random(random);
            final boolean better = genotype.picks().get(2) == good;
            all.add(of(id, genotype, id % 2 == 0 ? "0x1 explore" : "0x1 policy",
                byLimit || better ? 30 : 28, byLimit && !better ? 20 : 5));
        }
        return all;
    }

    private static double probability(final List<Finished> all, final int option) {
        final History history = new History(SPACE, GOAL, all, List.of());
        return new Apprentice(SPACE, GOAL, 1).after(history).probabilities(ZEROS, 2)[option];
    }

    @Test
    void whatGainsIsDrawnMoreOften() {
        for (int good = 0; good < 3; good++) {
            assertEquals(1 / 3.0, probability(List.of(), good), 0.05);
            assertTrue(probability(family(good, false), good) > 0.5);
        }
    }

    @Test
    void breakingALimitIsALoss() {
        assertTrue(probability(family(1, true), 1) > 0.5);
    }

    @Test
    void whatHasNoParentsTeachesNothing() {
        final List<Finished> orphans = family(1, false).stream()
            .map(one -> of(one.id(), one.genotype(), one.id() < 40 ? "random" : "900x901 policy",
                one.scores().get(Measure.PSNR), 5)).toList();
        assertEquals(probability(List.of(), 1), probability(orphans, 1));
    }

    @Test
    void goesOnWhereItWasOrIsNoneOfThatHistory() {
        final List<Finished> all = family(1, false);
        final Apprentice apprentice = new Apprentice(SPACE, GOAL, 1);
        final History half = new History(SPACE, GOAL, all.subList(0, 40), List.of());
        final History whole = new History(SPACE, GOAL, all, List.of());
        apprentice.after(half);
        assertTrue(apprentice.fits(whole, 1));
        assertArrayEquals(new Apprentice(SPACE, GOAL, 1).after(whole).probabilities(ZEROS, 2),
            apprentice.after(whole).probabilities(ZEROS, 2));
        assertFalse(apprentice.fits(half, 1));
        assertFalse(apprentice.fits(whole, 2));
        final List<Finished> late = new ArrayList<>(all);
        late.remove(7);
        assertFalse(apprentice.fits(new History(SPACE, GOAL, late, List.of()), 1));
        final Apprentice before = new Apprentice(SPACE, GOAL, 1);
        before.after(new History(SPACE, GOAL, late, List.of()));
        assertFalse(before.fits(whole, 1));
    }

    @Test
    void lineagesAreReadAsWritten() {
        for (final Change change : Change.values()) {
            final Lineage lineage = new Lineage(3, 19, change);
            assertEquals(Optional.of(lineage), Lineage.of(new Candidate(20, ZEROS, 1, lineage.toString())));
        }
        assertEquals("3x19 policy", new Lineage(3, 19, Change.POLICY).toString());
        for (final String other : List.of("random", "", "3x policy", "3x4 policy more", "3x99999999999 policy")) {
            assertEquals(Optional.empty(), Lineage.of(new Candidate(20, ZEROS, 1, other)));
        }
    }
}
