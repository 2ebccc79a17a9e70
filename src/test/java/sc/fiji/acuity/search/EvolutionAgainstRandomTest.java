package sc.fiji.acuity.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.network.space.SearchSpace;
import sc.fiji.acuity.network.space.Spaces;
import sc.fiji.acuity.train.SignedRank;
import sc.fiji.acuity.train.TrainingControl;

/** The same number of different networks, 20 seeds: whose front dominates more. */
class EvolutionAgainstRandomTest {

    /** The folder of an exhaustive search, with really trained networks. */
    static final Path TRAINED = Path.of("docs/search/table");

    static final String PART = "width=8,12;activation=leaky;branches=0;block1=plain,sep5;block2=pair,gate,sep5;"
        + "block3=pair,gate,sep5,none;block4=pair,gate,sep5,none;block5=pair,gate,sep5,none;block6=none;block7=none;"
        + "block8=none;block9=none;block10=none;block11=none;block12=none;fuse*=0";

    private static final int SEEDS = 20;
    private static final int EVALUATIONS = 96;

    private static void evolutionWins(final Table table) {
        final double[] gains = new double[SEEDS];
        final double[] evolved = new double[SEEDS];
        for (int seed = 0; seed < SEEDS; seed++) {
            evolved[seed] = volume(table, new EvolutionStrategy(), seed);
            gains[seed] = evolved[seed] - volume(table, new RandomStrategy(), seed);
        }
        final double p = SignedRank.p(gains);
        final String told = String.format(Locale.ROOT, "%d networks, hypervolume %.4f, gain %.4f, p = %.2g",
            table.size(), mean(evolved), mean(gains), p);
        System.out.println("evolution against random, " + EVALUATIONS + " candidates, " + SEEDS + " seeds: " + told);
        assertTrue(mean(gains) > 0 && p < 0.05, told);
    }

    private static double mean(final double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double volume(final Table table, final Strategy strategy, final int seed) {
        final List<Finished> all =
            Trial.run(strategy, table.space(), table.goal(), table::scores, EVALUATIONS, seed);
        assertEquals(EVALUATIONS,
            new HashSet<>(all.stream().map(one -> table.space().decode(one.genotype()).graph()).toList()).size());
        return table.hypervolume(all);
    }

    @Test
    void onTrainedNetworks() {
        assumeTrue(Files.isDirectory(TRAINED), "there is no " + TRAINED);
        evolutionWins(Table.read(TRAINED));
    }

    /** What an exhaustive search leaves behind is a table, as it is. */
    @Test
    void aJournalIsATable(@TempDir final Path folder) {
        final SearchSettings settings = new SearchSettings("laptop", 2, PART.replace("block3=pair,gate,sep5,none",
            "block3=none").replace("block4=pair,gate,sep5,none", "block4=none").replace("block5=pair,gate,sep5,none",
            "block5=none"), "exhaustive", new Goal(List.of(Measure.PSNR, Measure.MULT_ADDS), List.of()), 10, 0, 1, 1, 1,
            1, List.of(), "");
        final Search search = Search.create(folder, settings);
        search.run((candidate, architecture, progress) -> formula(search.space(), candidate.genotype()), Progress.NONE,
            new TrainingControl(), SearchListener.NONE);
        final Table table = Table.read(folder);
        assertEquals(2 * 2 * 3, table.size());
        final Genotype last = search.finished().get(11).genotype();
        assertEquals(formula(search.space(), last), table.scores(last));
        assertEquals(1, table.hypervolume(search.finished()));
    }

    @Test
    void onAFormula() {
        final SearchSpace space = Spaces.narrow(Spaces.named("laptop", 2), PART);
        evolutionWins(Table.of(space, new Goal(List.of(Measure.PSNR, Measure.MULT_ADDS), List.of()),
            genotype -> formula(space, genotype)));
    }

    /** Kinds of blocks with diminishing returns, an order that matters, and the noise of short trainings. */
    static Scores formula(final SearchSpace space, final Genotype genotype) {
        final Map<String, Double> worth = Map.of("plain", 0.1, "pair", 0.24, "gate", 0.11, "sep5", 0.17, "none", 0.0);
        final Map<String, String> options = space.describe(genotype);
        double psnr = 33 + (options.get("width").equals("12") ? 0.18 : 0);
        double share = 1;
        String before = "";
        for (int i = 1; i <= 5; i++) {
            final String block = options.get("block" + i);
            psnr += share * worth.get(block) + (before.equals("sep5") && block.equals("gate") ? 0.05 : 0);
            share *= block.equals("none") ? 1 : 0.85;
            before = block.equals("none") ? before : block;
        }
        psnr += 0.02 * new SplittableRandom(space.decode(genotype).toString().hashCode()).nextDouble();
        return Counts.of(space.decode(genotype)).with(new Scores(Map.of(Measure.PSNR, psnr)));
    }
}
