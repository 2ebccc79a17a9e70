package sc.fiji.acuity.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.RunnerBench;
import sc.fiji.acuity.network.Graph;

/** The runners' table of {@code acuity bench --networks}. */
final class RunnerTable {

    private static final String LINE = "%-20s %-28s %7s %9s %12s %9s %7s %9s%n";

    private final int scale;
    private final int tile;
    private final JsonArray rows = new JsonArray();
    private final StringBuilder text = new StringBuilder(String.format(LINE, "network", "runner", "threads", "ms/tile",
        "HR MP / s", "GFLOP/s", "peak", "speed"));

    RunnerTable(final int scale, final int tile) {
        this.scale = scale;
        this.tile = tile;
    }

    void add(final String network, final Graph graph, final List<Integer> threads, final int runs,
        final Progress progress) {
        try (DefaultsProcess defaults = new DefaultsProcess(network, scale, tile)) {
            for (final RunnerBench.Row row : RunnerBench.measure(graph, tile, threads, runs, defaults::seconds,
                progress)) {
                add(network, row);
            }
        }
    }

    private void add(final String network, final RunnerBench.Row row) {
        final double megapixels = (double) tile * tile * scale * scale / 1e6 / row.seconds();
        final JsonObject json = new JsonObject();
        json.addProperty("network", network);
        json.addProperty("runner", row.runner());
        json.addProperty("precision", row.precision().key());
        json.addProperty("chosen", row.chosen());
        json.addProperty("threads", row.threads());
        json.addProperty("seconds", row.seconds());
        json.addProperty("megapixelsPerSecond", megapixels);
        json.addProperty("gflops", row.gflops());
        json.addProperty("peak", row.peak());
        json.addProperty("speed", row.speed());
        rows.add(json);
        text.append(String.format(LINE, network, row.runner() + (row.chosen() ? " *" : ""),
            row.threads() == 0 ? "default" : Integer.toString(row.threads()), number("%.2f", row.seconds() * 1e3),
            number("%.1f", megapixels), number("%.0f", row.gflops()),
            row.peak() == 0 ? "" : number("%.0f%%", 100 * row.gflops() / row.peak()),
            number("%.2fx", row.speed())));
    }

    private static String number(final String format, final double value) {
        return String.format(Locale.ROOT, format, value);
    }

    Action.Outcome outcome(final int runs) {
        final JsonObject json = new JsonObject();
        json.addProperty("scale", scale);
        json.addProperty("tile", tile);
        json.addProperty("runs", runs);
        json.add("runners", rows);
        final List<String> lines = new ArrayList<>(text.toString().lines().toList());
        lines.add("* what Acuity runs in that precision; peak: share of a large matrix product's rate; speed: against "
            + "DJL op by op with its defaults");
        return Action.Outcome.done(json, String.join(System.lineSeparator(), lines));
    }
}
