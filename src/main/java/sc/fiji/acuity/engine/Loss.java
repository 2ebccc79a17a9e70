package sc.fiji.acuity.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import sc.fiji.acuity.base.AcuityException;

/**
 * What a training makes small: a sum of terms, each with a weight.
 *
 * <pre>{@code
 * Loss loss = Loss.parse("l1+0.2*hfen");
 * }</pre>
 *
 * @param weights positive, by term; at least one
 */
public record Loss(Map<Term, Double> weights) {

    /** The mean absolute error. */
    public static final Loss L1 = new Loss(Map.of(Term.L1, 1.0));

    /** The mean squared error. */
    public static final Loss MSE = new Loss(Map.of(Term.MSE, 1.0));

    /** What HFEN needs, in HR pixels a side. */
    public static final int LEAST_PATCH = 7;

    private static final Pattern PART = Pattern.compile("\\s*(?:([0-9.e+-]+)\\s*\\*)?\\s*([a-z0-9]+)\\s*");

    /** A way to say how far a result is from the truth. */
    public enum Term {

        /** The mean of |d|. */
        L1,

        /** The mean of √(d² + 10⁻⁶): L1 with a rounded tip (Lai et al. 2017). */
        CHARBONNIER,

        /** The mean of d². */
        MSE,

        /**
         * L1 between edges, as DLSR has it: Gaussian (5×5, σ 1.5), Laplacian, summed over channels, without borders;
         * each image's divided by its largest value, or by 0.01 where there is less. Patches need 7 HR pixels a side.
         */
        HFEN
    }

    public Loss {
        if (weights.isEmpty()) {
            throw new AcuityException("loss", "has no term", "give one, such as l1");
        }
        weights.forEach((term, weight) -> {
            if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new AcuityException("loss " + name(term), "has the weight " + weight, "give a positive one");
            }
        });
        weights = Collections.unmodifiableMap(new EnumMap<>(weights));
    }

    /**
     * @param text terms with weights: {@code l1}, {@code charbonnier}, {@code 0.5*l1+0.5*mse}, {@code l1+0.2*hfen}
     * @throws AcuityException naming the terms that there are
     */
    public static Loss parse(final String text) {
        final Map<Term, Double> weights = new EnumMap<>(Term.class);
        // not at the + of an exponent
        for (final String part : text.toLowerCase(Locale.ROOT).split("(?<![0-9.]e)\\+", -1)) {
            final Matcher match = PART.matcher(part);
            final Term term = match.matches() ? term(match.group(2)) : null;
            if (term == null) {
                throw new AcuityException("loss " + text, "cannot be read at \"" + part.strip() + "\"",
                    "give terms such as l1+0.2*hfen; there are " + names());
            }
            if (weights.put(term, weight(match.group(1))) != null) {
                throw new AcuityException("loss " + text, "has " + name(term) + " twice", "give it once");
            }
        }
        return new Loss(weights);
    }

    private static double weight(final String text) {
        try {
            return text == null ? 1 : Double.parseDouble(text);
        } catch (final NumberFormatException e) {
            throw new AcuityException("loss", "has the weight " + text, "give a positive number", e);
        }
    }

    private static Term term(final String name) {
        return Arrays.stream(Term.values()).filter(term -> name(term).equals(name)).findFirst().orElse(null);
    }

    private static String name(final Term term) {
        return term.name().toLowerCase(Locale.ROOT);
    }

    private static String names() {
        return Arrays.stream(Term.values()).map(Loss::name).collect(Collectors.joining(", "));
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        final List<String> parts = new ArrayList<>();
        weights.forEach((term, weight) -> parts.add(weight == 1 ? name(term) : weight + "*" + name(term)));
        return String.join("+", parts);
    }
}
