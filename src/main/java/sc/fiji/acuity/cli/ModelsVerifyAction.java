package sc.fiji.acuity.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.SelfTest;
import sc.fiji.acuity.upscale.ModelTest;
import sc.fiji.acuity.upscale.TileProof;

@Command(name = "verify",
    description = {"Check that a model is whole and computes here what it computed where it was made.",
    "Checksum, names and shapes of all tensors, and the self-test of the package on the chosen device."})
final class ModelsVerifyAction extends Action {

    @Parameters(index = "0", paramLabel = "NAME", description = "A model's name or the path of a package.")
    private String name;

    @Option(names = "--scale", paramLabel = "S", defaultValue = "2",
        description = "2, 3 or 4 (default: ${DEFAULT-VALUE}).")
    private int scale;

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "auto",
        description = "auto, cpu, cuda or mps (default: ${DEFAULT-VALUE}).")
    private String device;

    @Option(names = "--precision", paramLabel = "PRECISION", defaultValue = "fp32",
        description = "fp32, or bf16 if the card states how far that may be off (default: ${DEFAULT-VALUE}).")
    private String precision;

    @Option(names = "--tiles",
        description = "Also enlarge pictures of odd sizes whole, and in tiles of several lengths by 1, 2 and 3 "
            + "workers: how much tiles change, and that workers change nothing.")
    private boolean tiles;

    @Override
    Outcome perform(final Progress progress) {
        final DeviceChoice choice = option(() -> DeviceChoice.parse(device));
        final ModelPackage model = ModelOptions.named(this, name, scale);
        final Precision how = option(this::precision);
        final SelfTest.Result result = ModelTest.run(model, choice, how);
        final JsonObject json = new JsonObject();
        json.addProperty("name", model.name());
        json.addProperty("scale", model.scale());
        json.addProperty("path", model.path().toString());
        json.addProperty("checksum", model.checksum());
        json.addProperty("precision", result.precision());
        json.addProperty("difference", result.difference());
        json.addProperty("tolerance", result.tolerance());
        json.addProperty("passed", result.passed());
        final String text = String.format(Locale.ROOT, "%s x%d: %s, largest difference %.2g, allowed %.2g (%s)",
            model.name(), model.scale(), result.passed() ? "passed" : "FAILED", result.difference(), result.tolerance(),
            result.precision());
        if (!tiles) {
            return new Outcome(json, text, result.passed() ? Main.DONE : Main.INPUT_FAILED);
        }
        final List<TileProof.Row> rows = TileProof.of(model, choice, progress);
        json.add("tiles", json(rows));
        final boolean passed = result.passed() && rows.stream().allMatch(TileProof.Row::passed);
        return new Outcome(json, text + System.lineSeparator() + text(model, rows),
            passed ? Main.DONE : Main.INPUT_FAILED);
    }

    private Precision precision() {
        final Precision parsed = Precision.parse(precision);
        if (parsed == Precision.AUTO) {
            throw new AcuityException("--precision auto", "is none to verify", "give fp32 or bf16");
        }
        return parsed;
    }

    private static JsonArray json(final List<TileProof.Row> rows) {
        final JsonArray array = new JsonArray();
        for (final TileProof.Row row : rows) {
            final JsonObject json = new JsonObject();
            json.addProperty("width", row.width());
            json.addProperty("height", row.height());
            json.addProperty("tileWidth", row.tileWidth());
            json.addProperty("tileHeight", row.tileHeight());
            json.addProperty("tiles", row.tiles());
            json.addProperty("difference", row.difference());
            json.addProperty("workersAgree", row.workersAgree());
            json.addProperty("passed", row.passed());
            array.add(json);
        }
        return array;
    }

    private static String text(final ModelPackage model, final List<TileProof.Row> rows) {
        final List<String> lines = new ArrayList<>();
        for (final TileProof.Row row : rows) {
            lines.add(String.format(Locale.ROOT, "%4d x %-4d in %2d tiles of %3d x %-3d: |tiled - whole| %.1e of the "
                + "range, 1 to 3 workers %s%s", row.width(), row.height(), row.tiles(), row.tileWidth(),
                row.tileHeight(), row.difference(), row.workersAgree() ? "agree" : "DIFFER",
                row.passed() ? "" : ": FAILED"));
        }
        lines.add(rows.get(0).exact()
            ? String.format(Locale.ROOT, "allowed %.0e of the range", TileProof.ALLOWED)
            : "this network looks at the whole image: tiles change it, and are used for large images only; its card says "
                + (model.card().trust().tileDifference().isPresent()
                    ? String.format(Locale.ROOT, "%.1e", model.card().trust().tileDifference().getAsDouble())
                    : "nothing of it"));
        return String.join(System.lineSeparator(), lines);
    }
}
