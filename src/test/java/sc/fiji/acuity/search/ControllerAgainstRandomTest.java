package sc.fiji.acuity.search;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.network.space.SearchSpace;
import sc.fiji.acuity.network.space.Spaces;
import sc.fiji.acuity.train.SignedRank;

/** The same number of different networks, 20 seeds: whose best is worth more. */
class ControllerAgainstRandomTest {

    private static final int SEEDS = 20;
    private static final int EVALUATIONS = 64;
    private static final double LAMBDA = 0.6;

    private static void controllerWins(final Table table) {
        final double[] gains = new double[SEEDS];
        for (int seed = 0; seed < SEEDS; seed++) {
            gains[seed] = best(table, new ControllerStrategy(), seed) - best(table, new RandomStrategy(), seed);
        }
        final double mean = Arrays.stream(gains).average().orElseThrow();
        final double p = SignedRank.p(gains);
        final String told = String.format(Locale.ROOT, "%d networks, gain %.4f, p = %.2g", table.size(), mean, p);
        System.out.println("controller against random, " + EVALUATIONS + " candidates, " + SEEDS + " seeds: " + told);
        assertTrue(mean > 0 && p < 0.05, told);
    }

    /** With quality in tenths of a dB and cost in shares of 1000 mult-adds: both vary by a few of these. */
    private static double best(final Table table, final Strategy strategy, final int seed) {
        final List<Finished> all =
            Trial.run(strategy, table.space(), table.goal(), table::scores, EVALUATIONS, seed);
        return all.stream().mapToDouble(one -> LAMBDA * 10 * one.scores().get(Measure.PSNR)
            - (1 - LAMBDA) * one.scores().get(Measure.MULT_ADDS) / 1000).max().orElseThrow();
    }

    @Test
    void onAFormula() {
        final SearchSpace space = Spaces.narrow(Spaces.named("laptop", 2), EvolutionAgainstRandomTest.PART);
        controllerWins(Table.of(space, new Goal(List.of(Measure.PSNR, Measure.MULT_ADDS), List.of()),
            genotype -> EvolutionAgainstRandomTest.formula(space, genotype)));
    }

    @Test
    void onTrainedNetworks() {
        assumeTrue(Files.isDirectory(EvolutionAgainstRandomTest.TRAINED), "there is no table yet");
        controllerWins(Table.read(EvolutionAgainstRandomTest.TRAINED));
    }
}
