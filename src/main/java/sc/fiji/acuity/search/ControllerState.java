package sc.fiji.acuity.search;

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
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.space.SearchSpace;
import sc.fiji.acuity.search.policy.HnasController;
import sc.fiji.acuity.search.supernet.SuperNet;

/**
 * Where the training of super-net and controllers stands: all that a unit of work changes. One file, written whole or
 * not at all, {@code controller.safetensors}. Draws depend on seed and unit alone.
 */
final class ControllerState {

    static final String FILE = "controller.safetensors";

    private static final String NET = "net/";
    private static final String POLICY = "policy/";
    private static final Gson GSON = new Gson();

    final ControllerPlan plan;
    final SuperNet net;
    final HnasController policy;
    /** Units of work done. */
    int unit;
    /** The reward that is expected; no number before the first. */
    double baseline = Double.NaN;
    double lossSum;
    int losses;

    ControllerState(final ControllerPlan plan, final SuperNet net, final HnasController policy) {
        this.plan = plan;
        this.net = net;
        this.policy = policy;
    }

    boolean done() {
        return unit >= plan.units();
    }

    private static String identity(final SearchSpace space, final long seed, final String images) {
        return space.name() + " x" + space.scale() + " " + space.choices() + " seed " + seed + " images " + images;
    }

    /** @param images a checksum of what is drawn from them */
    void write(final Path folder, final SearchSpace space, final long seed, final String images) {
        final Map<String, Tensor> tensors = new LinkedHashMap<>();
        net.state().asMap().forEach((name, tensor) -> tensors.put(NET + name, tensor));
        policy.state().asMap().forEach((name, tensor) -> tensors.put(POLICY + name, tensor));
        final JsonObject json = new JsonObject();
        json.addProperty("of", identity(space, seed, images));
        json.addProperty("epochs", plan.epochs());
        json.addProperty("weightSteps", plan.weightSteps());
        json.addProperty("controllerSteps", plan.controllerSteps());
        json.addProperty("unit", unit);
        if (!Double.isNaN(baseline)) {
            json.addProperty("baseline", baseline);
        }
        json.addProperty("lossSum", lossSum);
        json.addProperty("losses", losses);
        Safetensors.write(folder.resolve(FILE), new Weights(tensors), Map.of("controller", GSON.toJson(json)));
    }

    /**
     * @param net to be filled
     * @param policy to be filled
     * @return empty if there is none yet
     */
    static Optional<ControllerState> read(final Path folder, final SearchSpace space, final long seed,
        final String images, final SuperNet net, final HnasController policy) {
        final Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        final Safetensors.Content content = Safetensors.readAll(file);
        try {
            final JsonObject json =
                JsonParser.parseString(content.metadata().get("controller")).getAsJsonObject();
            if (!json.get("of").getAsString().equals(identity(space, seed, images))) {
                throw new AcuityException(file.toString(), "is of another space, seed or other images",
                    "go on with the search that wrote it, or begin in another folder");
            }
            final ControllerState state = new ControllerState(new ControllerPlan(json.get("epochs").getAsInt(),
                json.get("weightSteps").getAsInt(), json.get("controllerSteps").getAsInt()), net, policy);
            state.unit = json.get("unit").getAsInt();
            if (state.unit < 0 || state.unit > state.plan.units()) {
                throw new IllegalArgumentException("unit " + state.unit + " of " + state.plan.units());
            }
            state.baseline = json.has("baseline") ? json.get("baseline").getAsDouble() : Double.NaN;
            state.lossSum = json.get("lossSum").getAsDouble();
            state.losses = json.get("losses").getAsInt();
            net.restore(part(content.weights(), NET));
            policy.restore(part(content.weights(), POLICY));
            return Optional.of(state);
        } catch (final NullPointerException | IllegalArgumentException | IllegalStateException
            | UnsupportedOperationException | ArithmeticException | JsonParseException e) {
            throw new AcuityException(file.toString(), "is no state of controllers (" + e.getMessage() + ")",
                "delete it, then resume", e);
        }
    }

    private static Weights part(final Weights all, final String prefix) {
        final Map<String, Tensor> part = new LinkedHashMap<>();
        all.asMap().forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), tensor);
            }
        });
        return new Weights(part);
    }
}
