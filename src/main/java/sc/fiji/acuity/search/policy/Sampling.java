package sc.fiji.acuity.search.policy;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws from logarithms of probabilities. */
final class Sampling {

    private Sampling() {}

    static int draw(final Tape.Vector logs, final SplittableRandom random) {
        double left = random.nextDouble();
        final double[] probabilities = probabilities(logs);
        for (int i = 0; i < probabilities.length - 1; i++) {
            left -= probabilities[i];
            if (left < 0) {
                return i;
            }
        }
        return probabilities.length - 1;
    }

    static double[] probabilities(final Tape.Vector logs) {
        return Arrays.stream(logs.values()).map(StrictMath::exp).toArray();
    }
}
