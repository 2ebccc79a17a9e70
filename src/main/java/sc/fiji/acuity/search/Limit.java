package sc.fiji.acuity.search;

import java.util.Locale;

import sc.fiji.acuity.base.AcuityException;

/**
 * What a candidate must keep to: at least a quality, at most a cost.
 *
 * @param bound finite
 */
public record Limit(Measure measure, double bound) {

    public Limit {
        if (!Double.isFinite(bound) || !measure.isQuality() && bound <= 0) {
            throw new AcuityException("limit " + measure.key() + " " + bound, "is no bound",
                measure.isQuality() ? "give a number" : "give a positive number");
        }
    }

    /** By how much it is missed, as a share of the bound; 0 if it is kept. What was not measured misses nothing. */
    public double violation(final Scores scores) {
        if (!scores.has(measure)) {
            return 0;
        }
        final double over = measure.cost(scores.get(measure)) - measure.cost(bound);
        return Math.max(0, over) / Math.max(Math.abs(bound), Double.MIN_NORMAL);
    }

    /** Such as {@code mult-adds at most 21456 per LR pixel}. */
    @Override
    public String toString() {
        return (measure.key() + (measure.isQuality() ? " at least " : " at most ")
            + String.format(Locale.ROOT, "%.6g", bound).replaceFirst("(\\.\\d*?)0+($|e)", "$1$2").replaceFirst("\\.$", "")
            + " " + measure.unit()).strip();
    }
}
