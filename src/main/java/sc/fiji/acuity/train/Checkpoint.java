package sc.fiji.acuity.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.model.Safetensors;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Architectures;

/**
 * Where a run stands, in one file, written whole or not at all: settings, the number of steps done, weights, their
 * average and the optimiser's state; the last good state if that is another; the best weights so far. Draws depend on
 * seed and step, so the step is the sampler's position, too.
 *
 * @param seconds of work so far
 * @param images the fingerprint of what the steps draw; empty in files of earlier versions
 */
record Checkpoint(TrainSettings settings, RunState state, double seconds, Optional<String> images) {

    /** The name of the file in a run's folder. */
    static final String FILE = "checkpoint.safetensors";

    private static final String GOOD = "good/";
    private static final String BEST = "best/";
    private static final Gson GSON = new Gson();

    void write(final Path folder) {
        final Map<String, Tensor> tensors = new LinkedHashMap<>(state.adam().state().asMap());
        final JsonObject run = new JsonObject();
        run.addProperty("rateFactor", state.rateFactor());
        run.addProperty("setbacks", state.setbacks());
        run.addProperty("lossSum", state.lossSum());
        run.addProperty("lossCount", state.lossCount());
        if (state.good().step() != state.step()) {
            run.addProperty("goodStep", state.good().step());
            put(tensors, GOOD, state.good().adam().state());
        }
        state.best().ifPresent(best -> {
            run.addProperty("bestStep", best.step());
            run.addProperty("bestPsnr", best.psnr());
            put(tensors, BEST, best.weights());
        });
        final Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("step", Integer.toString(state.step()));
        metadata.put("seconds", Double.toString(seconds));
        metadata.put("architecture", Architectures.toJson(settings.architecture()));
        metadata.put("settings", GSON.toJson(SettingsJson.write(settings)));
        metadata.put("run", GSON.toJson(run));
        images.ifPresent(fingerprint -> metadata.put("images", fingerprint));
        Safetensors.write(folder.resolve(FILE), new Weights(tensors), metadata);
    }

    private static void put(final Map<String, Tensor> all, final String prefix, final Weights part) {
        part.asMap().forEach((name, tensor) -> all.put(prefix + name, tensor));
    }

    /** @throws AcuityException if the folder is none of a run */
    static void require(final Path folder) {
        if (!Files.isRegularFile(folder.resolve(FILE))) {
            throw new AcuityException(folder.toString(), "holds no " + FILE, "give the folder of a training run");
        }
    }

    static Checkpoint read(final Path folder) {
        require(folder);
        final Path file = folder.resolve(FILE);
        final Safetensors.Content content = Safetensors.readAll(file);
        try {
            final Map<String, String> metadata = content.metadata();
            final Architecture architecture = Architectures.fromJson(metadata.get("architecture"));
            final TrainSettings settings = SettingsJson.read(architecture, object(metadata.get("settings")));
            final int step = step(Integer.parseInt(metadata.get("step")), settings);
            final JsonObject run = object(metadata.getOrDefault("run", "{}"));
            return new Checkpoint(settings, state(content.weights(), settings, step, run),
                Double.parseDouble(metadata.getOrDefault("seconds", "0")),
                Optional.ofNullable(metadata.get("images")));
        } catch (final AcuityException | NullPointerException | IllegalArgumentException | IllegalStateException
            | UnsupportedOperationException | ClassCastException | JsonParseException e) {
            throw new AcuityException(file.toString(), "is no checkpoint of a training run (" + e.getMessage() + ")",
                "give the folder that an earlier run wrote", e);
        }
    }

    private static JsonObject object(final String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    private static RunState state(final Weights all, final TrainSettings settings, final int step,
        final JsonObject run) {
        final Map<String, int[]> shapes = settings.architecture().graph().parameters();
        final int parts = 4 + (run.has("goodStep") ? 4 : 0) + (run.has("bestStep") ? 1 : 0);
        if (all.names().size() != parts * shapes.size()) {
            throw new IllegalArgumentException(all.names().size() + " tensors, not " + parts * shapes.size());
        }
        final RunState state = new RunState(Adam.restore(all, "", shapes), step);
        if (run.has("setbacks")) {
            state.setSetbacks(run.get("setbacks").getAsInt(), run.get("rateFactor").getAsDouble());
            state.setLosses(run.get("lossSum").getAsDouble(), run.get("lossCount").getAsInt());
        }
        if (run.has("goodStep")) {
            state.setGood(new RunState.Snapshot(step(run.get("goodStep").getAsInt(), settings),
                Adam.restore(all, GOOD, shapes)));
        }
        if (run.has("bestStep")) {
            state.setBest(new RunState.Best(step(run.get("bestStep").getAsInt(), settings),
                run.get("bestPsnr").getAsDouble(), Adam.part(all, BEST, shapes)));
        }
        return state;
    }

    private static int step(final int step, final TrainSettings settings) {
        if (step < 0 || step > settings.steps()) {
            throw new IllegalArgumentException("step " + step + " of " + settings.steps());
        }
        return step;
    }
}
