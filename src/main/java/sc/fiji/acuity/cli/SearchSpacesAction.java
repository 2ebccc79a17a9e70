package sc.fiji.acuity.cli;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.network.space.Choice;
import sc.fiji.acuity.network.space.SearchSpace;
import sc.fiji.acuity.network.space.Spaces;
import sc.fiji.acuity.search.Strategies;

@Command(name = "spaces", description = "List spaces and strategies, or what is open in a space.",
    footer = {"", "Example: acuity search spaces laptop --only \"width=8,12;fuse*=1\""})
final class SearchSpacesAction extends Action {

    private static final int MOST_OPTIONS = 12;
    private static final BigInteger LONG = BigInteger.TEN.pow(15);

    @Parameters(index = "0", paramLabel = "NAME", arity = "0..1", description = "A space.")
    private String name;

    @Option(names = "--scale", paramLabel = "S", defaultValue = "2",
        description = "2, 3 or 4 (default: ${DEFAULT-VALUE}).")
    private int scale;

    @Option(names = "--only", paramLabel = "CHOICES", defaultValue = "",
        description = "A part of the space, as in acuity search run.")
    private String only;

    @Override
    Outcome perform(final Progress progress) {
        return name == null ? all(scale) : one(option(() -> Spaces.narrow(Spaces.named(name, scale), only)));
    }

    static Outcome all(final int scale) {
        final StringBuilder text = new StringBuilder("spaces");
        final JsonObject json = new JsonObject();
        json.add("spaces", table(Spaces.names(), text));
        text.append(String.format("%nstrategies"));
        json.add("strategies", table(Strategies.names(), text));
        json.addProperty("scale", scale);
        return Outcome.done(json, text.toString());
    }

    private static JsonObject table(final Map<String, String> names, final StringBuilder text) {
        final JsonObject json = new JsonObject();
        names.forEach((name, what) -> {
            json.addProperty(name, what);
            text.append(String.format(Locale.ROOT, "%n  %-14s %s", name, what));
        });
        return json;
    }

    private static Outcome one(final SearchSpace space) {
        final JsonObject json = new JsonObject();
        json.addProperty("space", space.name());
        json.addProperty("scale", space.scale());
        json.addProperty("genotypes", space.size().toString());
        final JsonArray choices = new JsonArray();
        final StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%s x%d: %s genotypes, %d choices",
            space.name(), space.scale(), count(space.size()), space.choices().size()));
        for (final Choice choice : space.choices()) {
            final JsonObject row = new JsonObject();
            row.addProperty("name", choice.name());
            row.addProperty("kind", choice.kind().name().toLowerCase(Locale.ROOT));
            final JsonArray options = new JsonArray();
            choice.options().forEach(options::add);
            row.add("options", options);
            choices.add(row);
            final int shown = Math.min(MOST_OPTIONS, choice.options().size());
            text.append(String.format(Locale.ROOT, "%n  %-20s %s%s", choice.name(),
                String.join(", ", choice.options().subList(0, shown)),
                shown < choice.options().size() ? ", ... " + choice.options().size() + " in all" : ""));
        }
        json.add("choices", choices);
        return Outcome.done(json, text.toString());
    }

    private static String count(final BigInteger size) {
        return size.compareTo(LONG) < 0 ? String.format(Locale.ROOT, "%,d", size)
            : String.format(Locale.ROOT, "%.3g", size.doubleValue());
    }
}
