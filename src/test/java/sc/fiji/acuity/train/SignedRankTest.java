package sc.fiji.acuity.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedRankTest {

    private static double[] of(final double... values) {
        return values;
    }

    /** As tables have it: the sum of the rarer sign's ranks and its chance. */
    @Test
    void knownValues() {
        assertEquals(0.03125, SignedRank.p(of(1, 2, 3, 4, 5, 6)), 1e-12);
        assertEquals(0.0625, SignedRank.p(of(-1, 2, 3, 4, 5, 6)), 1e-12);
        assertEquals(0.0625, SignedRank.p(of(1, -2, -3, -4, -5, -6)), 1e-12);
        // W = 8 of n = 10: 0.0488
        assertEquals(0.048828125, SignedRank.p(of(1, 2, 3, 4, 5, 6, 7, -8, 9, 10)), 1e-12);
        // the pairs of Wilcoxon's paper: plants crossed and self-fertilized, from Darwin; T = 24 of n = 15
        assertEquals(0.041259765625, SignedRank.p(of(49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60,
            -48)), 1e-9);
    }

    @Test
    void nothingToSay() {
        assertEquals(1, SignedRank.p(of()));
        assertEquals(1, SignedRank.p(of(0, 0)));
        assertEquals(1, SignedRank.p(of(5)));
        assertEquals(1, SignedRank.p(of(-1, 1)));
        assertEquals(0.03125, SignedRank.p(of(0, 1, 2, 3, 0, 4, 5, 6)), 1e-12);
    }

    /** Against all ways to give signs. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void tiesByCounting(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final double[] d = new double[8];
        for (int i = 0; i < d.length; i++) {
            d[i] = (1 + random.nextInt(4)) * (random.nextBoolean() ? 1 : -1);
        }
        final double middle = sum(d, -1) / 2;
        final double distance = Math.abs(sum(d, signs(d)) - middle);
        int asFar = 0;
        for (int signs = 0; signs < 1 << d.length; signs++) {
            asFar += Math.abs(sum(d, signs) - middle) >= distance - 1e-9 ? 1 : 0;
        }
        assertEquals(asFar / 256.0, SignedRank.p(d), 1e-12);
    }

    private static int signs(final double[] d) {
        int signs = 0;
        for (int i = 0; i < d.length; i++) {
            signs |= d[i] > 0 ? 1 << i : 0;
        }
        return signs;
    }

    /** The ranks where a bit is set. */
    private static double sum(final double[] d, final int signs) {
        double sum = 0;
        for (int i = 0; i < d.length; i++) {
            final double size = Math.abs(d[i]);
            final double rank = Arrays.stream(d).map(Math::abs).filter(x -> x < size).count()
                + (Arrays.stream(d).map(Math::abs).filter(x -> x == size).count() + 1) / 2.0;
            sum += (signs >> i & 1) == 1 ? rank : 0;
        }
        return sum;
    }

    /** Exact on one side of a thousand, approximate on the other. */
    @Test
    void manyDifferences() {
        final SplittableRandom random = new SplittableRandom(9);
        final double[] d = new double[1001];
        for (int i = 0; i < d.length; i++) {
            d[i] = random.nextDouble() - 0.48;
        }
        final double approximate = SignedRank.p(d);
        // the smallest says least
        final int smallest =
            IntStream.range(0, d.length).reduce((a, b) -> Math.abs(d[a]) < Math.abs(d[b]) ? a : b)
                .orElseThrow();
        d[smallest] = 0;
        assertEquals(SignedRank.p(d), approximate, 0.01 * approximate);
    }

    /** Far out, where only the fraction reaches. */
    @Test
    void allBetter() {
        final double[] d = new double[1500];
        Arrays.setAll(d, i -> i + 1);
        final double p = SignedRank.p(d);
        assertEquals(-246.0, Math.log10(p), 2.0);
    }
}
