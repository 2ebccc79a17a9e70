package sc.fiji.acuity.search;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import sc.fiji.acuity.base.AcuityException;

/**
 * What a search is for.
 *
 * <pre>{@code
 * Goal goal = new Goal(List.of(Measure.PSNR, Measure.MULT_ADDS), List.of(new Limit(Measure.PARAMETERS, 30_000)));
 * }</pre>
 *
 * @param objectives what is to be as good as possible, all of it: a front. At least one, the first a quality
 * @param limits what every result must keep to
 */
public record Goal(List<Measure> objectives, List<Limit> limits) {

    public Goal {
        objectives = List.copyOf(objectives);
        limits = List.copyOf(limits);
        if (objectives.isEmpty() || !objectives.get(0).isQuality()) {
            throw new AcuityException("objectives " + objectives.stream().map(Measure::key).toList(),
                "do not begin with a quality", "give psnr or ssim first, such as psnr,mult-adds");
        }
        final Set<Measure> twice = new HashSet<>();
        objectives.forEach(objective -> {
            if (!twice.add(objective)) {
                throw new AcuityException("objective " + objective.key(), "is there twice", "give it once");
            }
        });
    }

    /** The quality that is searched for. */
    public Measure quality() {
        return objectives.get(0);
    }

    /** All that must be known of a candidate. */
    public Set<Measure> measures() {
        final Set<Measure> all = EnumSet.copyOf(objectives);
        limits.forEach(limit -> all.add(limit.measure()));
        return all;
    }

    /** By how much limits are missed, all together; 0 for what may be a result. */
    public double violation(final Scores scores) {
        return limits.stream().mapToDouble(limit -> limit.violation(scores)).sum();
    }

    public boolean feasible(final Scores scores) {
        return violation(scores) == 0;
    }

    /** The objectives, turned so that less is better; what was not measured is infinite. */
    public double[] costs(final Scores scores) {
        return objectives.stream().mapToDouble(measure -> scores.has(measure) ? measure.cost(scores.get(measure))
            : Double.POSITIVE_INFINITY).toArray();
    }

    /**
     * Constrained domination (Deb et al. 2002): what keeps to the limits dominates what does not; of two that do not, the
     * one that misses them by less; of two that do, the one that is nowhere worse and somewhere better.
     *
     * @return negative if {@code a} dominates, positive if {@code b} does, else 0
     */
    public int dominance(final Scores a, final Scores b) {
        return Standing.of(this, a).dominance(Standing.of(this, b));
    }
}
