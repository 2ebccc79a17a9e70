package sc.fiji.acuity.train.pairs;

import java.util.SplittableRandom;

/**
 * Random numbers that are the same on every machine and Java version: only uniform ones are taken from the library,
 * whose algorithm is specified.
 */
final class Noise {

    /** From here on rejection is faster than adding up probabilities. */
    private static final double LARGE = 12;

    private Noise() {}

    /** A count with that mean. */
    static double poisson(final double mean, final SplittableRandom random) {
        return mean < LARGE ? inversion(mean, random) : rejection(mean, random);
    }

    private static double inversion(final double mean, final SplittableRandom random) {
        double left = random.nextDouble();
        double probability = StrictMath.exp(-mean);
        int k = 0;
        // beyond 100 all probability is used up but for rounding
        while (left > probability && k < 100) {
            left -= probability;
            k++;
            probability *= mean / k;
        }
        return k;
    }

    /** Transformed rejection with squeeze, PTRS of Hörmann (Insurance: Mathematics and Economics 12, 1993). */
    private static double rejection(final double mean, final SplittableRandom random) {
        final double b = 0.931 + 2.53 * Math.sqrt(mean);
        final double a = -0.059 + 0.02483 * b;
        final double squeeze = 0.9277 - 3.6224 / (b - 2);
        while (true) {
            final double u = random.nextDouble() - 0.5;
            final double v = random.nextDouble();
            final double us = 0.5 - Math.abs(u);
            final double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= squeeze) {
                return k;
            }
            if (k < 0 || us < 0.013 && v > us) {
                continue;
            }
            final double scaled = v * (1.1239 + 1.1328 / (b - 3.4)) / (a / (us * us) + b);
            if (StrictMath.log(scaled) <= k * StrictMath.log(mean) - mean - logFactorial(k)) {
                return k;
            }
        }
    }

    /** Stirling's series; small arguments are moved up to where it is exact to 1e-12. */
    static double logFactorial(final double k) {
        double product = 1;
        double x = k + 1;
        while (x < 10) {
            product *= x;
            x++;
        }
        final double r = 1 / (x * x);
        final double series = (1 / 12.0 - r * (1 / 360.0 - r * (1 / 1260.0 - r / 1680))) / x;
        return (x - 0.5) * StrictMath.log(x) - x + 0.5 * StrictMath.log(2 * Math.PI) + series - StrictMath.log(product);
    }

    /** With mean 0 and standard deviation 1; polar method of Marsaglia, one of its two numbers. */
    static double gaussian(final SplittableRandom random) {
        while (true) {
            final double x = 2 * random.nextDouble() - 1;
            final double y = 2 * random.nextDouble() - 1;
            final double square = x * x + y * y;
            if (square > 0 && square < 1) {
                return x * Math.sqrt(-2 * StrictMath.log(square) / square);
            }
        }
    }

    /** Spreads what differs in few bits over all bits; 0 stays 0. (Stafford's mix 13, as in SplittableRandom.) */
    static long mix(final long value) {
        long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
