package sc.fiji.acuity.search;

import java.util.List;
import java.util.SplittableRandom;

import sc.fiji.acuity.network.space.Choice;
import sc.fiji.acuity.network.space.Genotype;

/**
 * A wheel for each choice, on which options have the wider fields the rarer they were tried and the cheaper they are:
 * the exploring half of FALSR's controller.
 *
 * <p>A field is 1 / (share + expense): the share is how often the option was tried, 1 for as often as all on average;
 * the expense is the mean of the mult-adds of candidates that have it, 1 for that of all candidates.
 */
final class Roulette {

    private final double[][] fields;

    Roulette(final History history) {
        final List<Choice> choices = history.space().choices();
        fields = new double[choices.size()][];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = fields(i, choices.get(i).options().size(), history.finished());
        }
    }

    private static double[] fields(final int choice, final int options, final List<Finished> finished) {
        final int[] times = new int[options];
        final int[] counted = new int[options];
        final double[] cost = new double[options];
        int allCounted = 0;
        double allCost = 0;
        for (final Finished one : finished) {
            final int pick = one.genotype().picks().get(choice);
            times[pick]++;
            if (one.scores().has(Measure.MULT_ADDS)) {
                counted[pick]++;
                cost[pick] += one.scores().get(Measure.MULT_ADDS);
                allCounted++;
                allCost += one.scores().get(Measure.MULT_ADDS);
            }
        }
        final double[] fields = new double[options];
        for (int option = 0; option < options; option++) {
            final double share = finished.isEmpty() ? 0 : (double) times[option] * options / finished.size();
            final double expense = counted[option] == 0 || allCost == 0 ? 1
                : cost[option] / counted[option] / (allCost / allCounted);
            fields[option] = 1 / (share + expense);
        }
        return fields;
    }

    /** The same with other options at some places. */
    Genotype spin(final Genotype genotype, final int[] places, final SplittableRandom random) {
        Genotype changed = genotype;
        for (final int place : places) {
            changed = changed.with(place, spin(fields[place], genotype.picks().get(place), random));
        }
        return changed;
    }

    private static int spin(final double[] fields, final int but, final SplittableRandom random) {
        double all = 0;
        for (int i = 0; i < fields.length; i++) {
            all += i == but ? 0 : fields[i];
        }
        double left = random.nextDouble() * all;
        int last = but;
        for (int i = 0; i < fields.length; i++) {
            if (i != but) {
                last = i;
                left -= fields[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }
}
