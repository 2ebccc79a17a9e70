package sc.fiji.acuity.command.window;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

import sc.fiji.acuity.search.Figures;
import sc.fiji.acuity.search.Finished;
import sc.fiji.acuity.search.Measure;
import sc.fiji.acuity.search.Scores;

/** What the window and the log tell of a search in words. */
public final class SearchText {

    /** Bytes of a parameter in a file of weights. */
    private static final int BYTES = 4;

    private SearchText() {}

    /** Such as {@code Candidate 12 of about 60, 14 min left}. */
    static String progress(final SearchFacts facts, final List<Finished> all, final double spent) {
        final double left = Math.max(0, facts.settings().minutes() * 60 - spent);
        final int most = facts.settings().most();
        final long expected = expected(facts, all, left);
        return "Candidate " + (all.size() + 1)
            + (expected <= all.size() ? "" : " of " + (expected == most ? "" : "about ") + expected)
            + (left > 0 ? ", " + RunText.time(left) + " left" : "");
    }

    /** How many candidates there will be in the end; 0 if nobody knows. */
    static long expected(final SearchFacts facts, final List<Finished> all, final double left) {
        final double mean = all.stream().mapToDouble(Finished::seconds).average().orElse(0);
        final double guess = all.isEmpty() ? facts.planned()
            : Math.max(all.size() + 1, all.size() + Math.ceil(left / Math.max(1e-9, mean)));
        final double most = facts.settings().most() > 0 ? facts.settings().most() : Double.POSITIVE_INFINITY;
        return (long) Math.min(1e9, Math.min(guess, Math.min(most, facts.space().size().doubleValue())));
    }

    /** Such as {@code Best so far 33.41 dB: +1.52 dB against bicubic}. */
    public static String best(final SearchFacts facts, final List<Finished> all) {
        final Measure quality = facts.goal().quality();
        final OptionalDouble best = all.stream().map(Finished::scores)
            .filter(scores -> scores.has(quality) && facts.goal().feasible(scores))
            .mapToDouble(scores -> scores.get(quality)).max();
        if (best.isEmpty()) {
            return "Nothing found yet" + (facts.bicubic().isEmpty() ? ""
                : "; bicubic interpolation has " + quality(quality, facts.bicubic().getAsDouble()));
        }
        return "Best so far " + quality(quality, best.getAsDouble())
            + gain(quality, best.getAsDouble(), facts.bicubic());
    }

    private static String quality(final Measure measure, final double value) {
        return measure == Measure.PSNR ? String.format(Locale.ROOT, "%.2f dB", value) : Figures.words(measure, value);
    }

    private static String gain(final Measure measure, final double value, final OptionalDouble bicubic) {
        return bicubic.isEmpty() ? "" : String.format(Locale.ROOT,
            measure == Measure.PSNR ? ": %+.2f dB against bicubic" : ": %+.4f against bicubic",
            value - bicubic.getAsDouble());
    }

    /** In a line, such as {@code candidate 12, 33.41 dB: +1.52 dB against bicubic; 12,345 mult-adds}. */
    public static String line(final SearchFacts facts, final Finished one) {
        final Measure quality = facts.goal().quality();
        final Scores scores = one.scores();
        return "candidate " + one.id() + ", " + (scores.has(quality) ? quality(quality, scores.get(quality))
            + gain(quality, scores.get(quality), facts.bicubic()) : "breaks a limit, not trained")
            + (scores.has(facts.cost()) ? "; " + Figures.words(facts.cost(), scores.get(facts.cost())) : "");
    }

    private static String cost(final Measure measure, final double value) {
        return switch (measure) {
            case PARAMETERS -> Figures.words(measure, value)
                + String.format(Locale.ROOT, ", a file of %,.1f KB", value * BYTES / 1000);
            case MEMORY -> "memory " + Figures.words(measure, value);
            case LATENCY -> "latency " + Figures.words(measure, value);
            default -> Figures.words(measure, value);
        };
    }

    /** All that is known of a candidate, in lines. */
    static String candidate(final SearchFacts facts, final Finished one, final boolean front) {
        final Measure quality = facts.goal().quality();
        final Scores scores = one.scores();
        final StringBuilder text = new StringBuilder("Candidate ").append(one.id())
            .append(front ? ", which no other beats" : "").append("; ").append(one.candidate().origin()).append('\n');
        if (scores.has(quality)) {
            text.append(quality(quality, scores.get(quality)))
                .append(gain(quality, scores.get(quality), facts.bicubic())).append('\n');
        }
        scores.values().forEach((measure, value) -> {
            if (measure != quality) {
                text.append(cost(measure, value)).append('\n');
            }
        });
        return text.append('\n').append(facts.space().describe(one.genotype()).entrySet().stream()
            .map(choice -> choice.getKey() + "=" + choice.getValue()).collect(Collectors.joining(", "))).toString();
    }
}
