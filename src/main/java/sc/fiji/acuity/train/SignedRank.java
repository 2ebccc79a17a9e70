package sc.fiji.acuity.train;

import java.util.Arrays;

/**
 * Wilcoxon's signed-rank test of paired differences: whether their distribution is symmetric about 0 (Wilcoxon 1945).
 *
 * <pre>{@code
 * double p = SignedRank.p(gains);   // 0.03125 for six gains that are all positive
 * }</pre>
 *
 * Differences of 0 say nothing and are left out; equal ones share their mean rank. Up to 1000 differences p is exact,
 * ties included; beyond, the normal approximation with corrections for ties and continuity is as good.
 */
public final class SignedRank {

    private static final int EXACT = 1000;

    private SignedRank() {}

    /** Two-sided; 1 where there is no difference. */
    public static double p(final double[] differences) {
        final double[] d = Arrays.stream(differences).filter(x -> x != 0).toArray();
        if (d.length == 0) {
            return 1;
        }
        final int[] ranks = doubledRanks(d);
        long positive = 0;
        long all = 0;
        for (int i = 0; i < d.length; i++) {
            all += ranks[i];
            positive += d[i] > 0 ? ranks[i] : 0;
        }
        final long less = Math.min(positive, all - positive);
        return d.length <= EXACT ? exact(ranks, less, all) : normal(ranks, less, all);
    }

    /** Twice the ranks of absolute values: whole numbers also where two share a rank. */
    private static int[] doubledRanks(final double[] d) {
        final Integer[] order = new Integer[d.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(Math.abs(d[a]), Math.abs(d[b])));
        final int[] ranks = new int[d.length];
        for (int from = 0; from < order.length;) {
            int to = from;
            while (to < order.length && Math.abs(d[order[to]]) == Math.abs(d[order[from]])) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = from + 1 + to;
            }
            from = to;
        }
        return ranks;
    }

    /** Over all ways to give signs to the ranks. */
    private static double exact(final int[] ranks, final long less, final long all) {
        // chance[s]: that the ranks so far with a positive sign sum to s; more than less is never asked for
        final double[] chance = new double[Math.toIntExact(less) + 1];
        chance[0] = 1;
        for (final int rank : ranks) {
            for (int s = chance.length - 1; s >= 0; s--) {
                chance[s] = 0.5 * (chance[s] + (s >= rank ? chance[s - rank] : 0));
            }
        }
        // both tails at once where they meet
        return 2 * less >= all ? 1 : Math.min(1, 2 * Arrays.stream(chance).sum());
    }

    private static double normal(final int[] ranks, final long less, final long all) {
        double square = 0;
        for (final int rank : ranks) {
            square += (double) rank * rank;
        }
        // one rank contributes rank or 0 with equal chance: variance rank² / 4; a continuity of half a rank is 1 here
        final double z = (all / 2.0 - less - 1) / Math.sqrt(square / 4);
        return z <= 0 ? 1 : Math.min(1, erfc(z / Math.sqrt(2)));
    }

    /** The complementary error function of a positive number: its power series, or far out its continued fraction. */
    private static double erfc(final double x) {
        if (x < 2) {
            double power = x;
            double sum = x;
            for (int n = 1; n < 50; n++) {
                power *= -x * x / n;
                sum += power / (2 * n + 1);
            }
            return 1 - 2 / Math.sqrt(Math.PI) * sum;
        }
        double fraction = x;
        for (int n = 100; n > 0; n--) {
            fraction = x + n / 2.0 / fraction;
        }
        return StrictMath.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
    }
}
