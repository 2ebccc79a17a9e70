package sc.fiji.acuity.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import sc.fiji.acuity.upscale.PathBench;

/** What {@code acuity bench --overhead} prints. */
final class PathTable {

    private final JsonArray rows = new JsonArray();
    private final List<String> lines = new ArrayList<>();

    PathTable() {
        lines.add(String.format(Locale.ROOT, "%-16s %11s %10s %12s %12s %7s %12s %6s", "model", "LR pixels", "image s",
            "bare runner", "image / bare", "tiles", "s / LR MP", "halo"));
    }

    void add(final String model, final int[] size, final PathBench.Figures figures) {
        final double megapixels = (double) size[0] * size[1] / 1e6;
        final JsonObject row = new JsonObject();
        row.addProperty("model", model);
        row.addProperty("width", size[0]);
        row.addProperty("height", size[1]);
        row.addProperty("imageSeconds", figures.image());
        row.addProperty("bareSeconds", figures.bare());
        row.addProperty("ratio", figures.image() / figures.bare());
        row.addProperty("tiles", figures.tiles());
        row.addProperty("secondsPerMegapixel", figures.image() / megapixels);
        row.addProperty("haloShare", figures.halo());
        row.addProperty("workers", figures.workers());
        rows.add(row);
        lines.add(String.format(Locale.ROOT, "%-16s %11s %10.3f %12.3f %11.3fx %7d %12.4f %5.1f%%", model,
            size[0] + "x" + size[1], figures.image(), figures.bare(), figures.image() / figures.bare(),
            figures.tiles(), figures.image() / megapixels, 100 * figures.halo()));
    }

    Action.Outcome outcome() {
        final JsonObject json = new JsonObject();
        json.add("overhead", rows);
        return Action.Outcome.done(json, String.join(System.lineSeparator(), lines));
    }
}
