package sc.fiji.acuity.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.model.Safetensors;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.family.Architectures;

/**
 * Where a run stands: settings, the number of steps done, weights, their average and the optimiser's state. One file,
 * written whole or not at all.
 *
 * @param step batches done
 * @param seconds of work so far
 */
record Checkpoint(TrainSettings settings, int step, double seconds, Adam adam) {

    /** The name of the file in a run's folder. */
    static final String FILE = "checkpoint.safetensors";

    private static final Gson GSON = new Gson();

    void write(final Path folder) {
        Safetensors.write(folder.resolve(FILE), adam.state(), Map.of(
            "step", Integer.toString(step),
            "seconds", Double.toString(seconds),
            "architecture", Architectures.toJson(settings.architecture()),
            "settings", json(settings)));
    }

    static Checkpoint read(final Path folder) {
        final Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new AcuityException(folder.toString(), "holds no " + FILE, "give the folder of a training run");
        }
        final Safetensors.Content content = Safetensors.readAll(file);
        try {
            final Architecture architecture = Architectures.fromJson(content.metadata().get("architecture"));
            final JsonObject s = JsonParser.parseString(content.metadata().get("settings")).getAsJsonObject();
            final TrainSettings settings = new TrainSettings(architecture, s.get("steps").getAsInt(),
                s.get("batch").getAsInt(), s.get("patch").getAsInt(), s.get("rate").getAsDouble(),
                s.get("finalRate").getAsDouble(), s.get("warmup").getAsInt(), s.get("ema").getAsDouble(),
                s.get("shards").getAsInt(), s.get("seed").getAsLong());
            final int step = Integer.parseInt(content.metadata().get("step"));
            if (step < 0 || step > settings.steps()) {
                throw new IllegalArgumentException("step " + step + " of " + settings.steps());
            }
            return new Checkpoint(settings, step,
                Double.parseDouble(content.metadata().getOrDefault("seconds", "0")),
                Adam.restore(content.weights(), architecture.graph().parameters()));
        } catch (final AcuityException | NullPointerException | IllegalArgumentException | IllegalStateException
            | UnsupportedOperationException | JsonParseException e) {
            throw new AcuityException(file.toString(), "is no checkpoint of a training run (" + e.getMessage() + ")",
                "give the folder that an earlier run wrote", e);
        }
    }

    private static String json(final TrainSettings settings) {
        final JsonObject json = new JsonObject();
        json.addProperty("steps", settings.steps());
        json.addProperty("batch", settings.batch());
        json.addProperty("patch", settings.patch());
        json.addProperty("rate", settings.rate());
        json.addProperty("finalRate", settings.finalRate());
        json.addProperty("warmup", settings.warmup());
        json.addProperty("ema", settings.ema());
        json.addProperty("shards", settings.shards());
        json.addProperty("seed", settings.seed());
        return GSON.toJson(json);
    }
}
