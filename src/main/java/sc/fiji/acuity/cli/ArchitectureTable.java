package sc.fiji.acuity.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.family.Architectures;
import sc.fiji.acuity.network.family.EdgeSrPool;
import sc.fiji.acuity.network.family.Published;

/** The networks that can be built by name, with what they cost: {@code models list --architectures}. */
final class ArchitectureTable {

    private static final String POOL = "edge-SR pool";
    private static final String POOL_PAPER = "Navarrete Michelini et al., WACV 2022 (edge-SR)";
    private static final int LEAST_SCALE = 2;
    private static final int MOST_SCALE = 4;

    private final List<String> notes = new ArrayList<>();

    /** All names, each at its scales; of the edge-SR pool a line for each family, or with {@code pool} all. */
    static Action.Outcome of(final boolean pool, final Progress progress) {
        return new ArchitectureTable().outcome(pool, progress);
    }

    private Action.Outcome outcome(final boolean pool, final Progress progress) {
        final List<NetworkCost> named = new ArrayList<>();
        for (final String name : Architectures.names()) {
            for (int scale = LEAST_SCALE; scale <= MOST_SCALE; scale++) {
                progress.checkCancelled();
                at(name, scale).ifPresent(architecture -> named.add(NetworkCost.of(name, architecture)));
            }
        }
        final List<NetworkCost> pooled = new ArrayList<>();
        for (final Architecture architecture : EdgeSrPool.all()) {
            progress.checkCancelled();
            pooled.add(NetworkCost.of(architecture.toString(), architecture));
        }
        final JsonArray rows = new JsonArray();
        named.forEach(cost -> rows.add(json(cost)));
        final JsonObject json = new JsonObject();
        json.add("architectures", rows);
        json.add("pool", pool ? members(pooled) : families(pooled));
        return Action.Outcome.done(json, text(named, pooled, pool));
    }

    /** Not every network has every scale. */
    private static Optional<Architecture> at(final String name, final int scale) {
        try {
            return Optional.of(Architectures.named(name, scale));
        } catch (final GraphException e) {
            return Optional.empty();
        }
    }

    private static JsonObject json(final NetworkCost cost) {
        final JsonObject row = cost.json();
        final Optional<Published> published = Published.of(cost.name());
        row.addProperty("paper", published.map(Published::paper).orElse(""));
        published.flatMap(p -> p.at(cost.scale())).ifPresent(figures -> {
            final JsonObject there = new JsonObject();
            if (figures.thousandParameters() > 0) {
                there.addProperty("parameters", 1000 * figures.thousandParameters());
            }
            if (figures.gigaMultAdds() > 0) {
                there.addProperty("multAdds", Math.round(1e9 * figures.gigaMultAdds()));
            }
            row.add("published", there);
        });
        published.filter(p -> !p.note().isEmpty()).ifPresent(p -> row.addProperty("note", p.note()));
        return row;
    }

    private static JsonArray members(final List<NetworkCost> pooled) {
        final JsonArray rows = new JsonArray();
        for (final NetworkCost cost : pooled) {
            final JsonObject row = cost.json();
            row.addProperty("paper", POOL_PAPER);
            rows.add(row);
        }
        return rows;
    }

    private static JsonArray families(final List<NetworkCost> pooled) {
        final JsonArray rows = new JsonArray();
        byFamily(pooled).forEach((family, members) -> {
            final JsonObject row = new JsonObject();
            row.addProperty("name", family);
            row.addProperty("paper", POOL_PAPER);
            row.addProperty("members", members.size());
            row.add("parameters", range(members, NetworkCost::parameters));
            row.add("multAdds", range(members, NetworkCost::multAdds));
            row.add("receptiveField", range(members, cost -> cost.field().size()));
            rows.add(row);
        });
        return rows;
    }

    private interface Figure {
        long of(NetworkCost cost);
    }

    private static JsonArray range(final List<NetworkCost> members, final Figure figure) {
        final JsonArray range = new JsonArray();
        range.add(least(members, figure));
        range.add(most(members, figure));
        return range;
    }

    private static long least(final List<NetworkCost> members, final Figure figure) {
        return members.stream().mapToLong(figure::of).min().orElseThrow();
    }

    private static long most(final List<NetworkCost> members, final Figure figure) {
        return members.stream().mapToLong(figure::of).max().orElseThrow();
    }

    /** By what stands before the first underscore, in the pool's order. */
    private static Map<String, List<NetworkCost>> byFamily(final List<NetworkCost> pooled) {
        return pooled.stream().collect(Collectors.groupingBy(cost -> cost.name().substring(0, cost.name().indexOf('_')),
            LinkedHashMap::new, Collectors.toList()));
    }

    private String text(final List<NetworkCost> named, final List<NetworkCost> pooled, final boolean pool) {
        final StringBuilder text = new StringBuilder(line("name", "family", "scale", "parameters", "mult-adds", "field",
            "published", "paper"));
        boolean global = false;
        for (final NetworkCost cost : named) {
            text.append(row(cost));
            global |= !cost.field().exact();
        }
        text.append(String.format(Locale.ROOT, "%nThe %s, %d networks: %s%n", POOL, pooled.size(), POOL_PAPER));
        if (pool) {
            pooled.forEach(cost -> text.append(row(cost)));
        } else {
            byFamily(pooled).forEach((family, members) -> text.append(String.format(Locale.ROOT,
                "%-8s %3d networks, x2 to x4, %,d to %,d parameters, %.3f to %.3f G, field %d to %d%n", family,
                members.size(), least(members, NetworkCost::parameters), most(members, NetworkCost::parameters),
                least(members, NetworkCost::multAdds) / 1e9, most(members, NetworkCost::multAdds) / 1e9,
                least(members, cost -> cost.field().size()), most(members, cost -> cost.field().size()))));
        }
        text.append(String.format(Locale.ROOT, "%nmult-adds: for a result of 1280 x 720 pixels; convolutions only. "
            + "field: LR pixels that a result depends on, along an axis.%n"));
        if (global) {
            text.append(String.format("* and on the whole image, or on its size.%n"));
        }
        for (int i = 0; i < notes.size(); i++) {
            text.append(String.format("[%d] %s%n", i + 1, notes.get(i)));
        }
        return text.toString().stripTrailing();
    }

    private String row(final NetworkCost cost) {
        final Optional<Published> published = Published.of(cost.name());
        final String note = published.map(Published::note).orElse("");
        final String figures = published.flatMap(p -> p.at(cost.scale())).map(ArchitectureTable::figures).orElse("");
        return line(cost.name(), cost.family(), "x" + cost.scale(),
            String.format(Locale.ROOT, "%,d", cost.parameters()),
            String.format(Locale.ROOT, "%.3f G", cost.multAdds() / 1e9),
            cost.field().size() + (cost.field().exact() ? "" : "*"), figures + mark(note),
            published.map(Published::paper).orElse(""));
    }

    private static String figures(final Published.Figures figures) {
        final long thousands = figures.thousandParameters();
        return (thousands == 0 ? "" : String.format(Locale.ROOT, "%,dK ", thousands))
            + (figures.gigaMultAdds() == 0 ? "" : String.format(Locale.ROOT, "%.1fG ", figures.gigaMultAdds()));
    }

    private String mark(final String note) {
        if (note.isEmpty()) {
            return "";
        }
        if (!notes.contains(note)) {
            notes.add(note);
        }
        return "[" + (notes.indexOf(note) + 1) + "]";
    }

    private static String line(final String... cells) {
        return String.format(Locale.ROOT, "%-22s %-12s %5s %12s %13s %6s  %-20s %s", (Object[]) cells).stripTrailing()
            + System.lineSeparator();
    }
}
