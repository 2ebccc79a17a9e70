package sc.fiji.acuity.search;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Figures of a candidate.
 *
 * @param values finite; those that were asked for
 */
public record Scores(Map<Measure, Double> values) {

    public Scores {
        final Map<Measure, Double> sorted = new EnumMap<>(Measure.class);
        sorted.putAll(values);
        sorted.forEach((measure, value) -> {
            if (value == null || !Double.isFinite(value)) {
                throw new IllegalArgumentException(measure + " is " + value);
            }
        });
        values = Collections.unmodifiableMap(sorted);
    }

    public boolean has(final Measure measure) {
        return values.containsKey(measure);
    }

    /** @throws IllegalArgumentException if it was not measured */
    public double get(final Measure measure) {
        final Double value = values.get(measure);
        if (value == null) {
            throw new IllegalArgumentException(measure + " is not among " + values.keySet());
        }
        return value;
    }

    /** These and others. */
    public Scores with(final Scores more) {
        final Map<Measure, Double> all = new EnumMap<>(Measure.class);
        all.putAll(values);
        all.putAll(more.values);
        return new Scores(all);
    }
}
