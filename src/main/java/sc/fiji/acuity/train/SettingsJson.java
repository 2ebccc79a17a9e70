package sc.fiji.acuity.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import sc.fiji.acuity.engine.Gradients;
import sc.fiji.acuity.engine.Loss;
import sc.fiji.acuity.network.Architecture;

/**
 * Settings as JSON. What a file does not name has the value that it had before it could be chosen, so files of earlier
 * versions are read; what a file names and we do not know is passed over.
 */
final class SettingsJson {

    private SettingsJson() {}

    static JsonObject write(final TrainSettings settings) {
        final JsonObject json = new JsonObject();
        json.addProperty("steps", settings.steps());
        json.addProperty("batch", settings.batch());
        json.addProperty("patch", settings.patch());
        json.addProperty("loss", settings.loss().toString());
        json.add("schedule", write(settings.schedule()));
        json.addProperty("ema", settings.ema());
        json.addProperty("clip", settings.clip());
        json.addProperty("shards", settings.shards());
        json.addProperty("seed", settings.seed());
        json.addProperty("gradients", settings.gradients().key());
        settings.budget().ifPresent(budget -> {
            final JsonObject found = new JsonObject();
            found.addProperty("minutes", budget.minutes());
            found.addProperty("secondsPerStep", budget.secondsPerStep());
            found.addProperty("reports", budget.reports());
            json.add("budget", found);
        });
        return json;
    }

    /** @throws RuntimeException of many kinds, if it is not of this form */
    static TrainSettings read(final Architecture architecture, final JsonObject s) {
        return new TrainSettings(architecture, s.get("steps").getAsInt(), s.get("batch").getAsInt(),
            s.get("patch").getAsInt(), s.has("loss") ? Loss.parse(s.get("loss").getAsString()) : Loss.L1,
            schedule(s), s.get("ema").getAsDouble(), s.has("clip") ? s.get("clip").getAsDouble() : 0,
            s.get("shards").getAsInt(), s.get("seed").getAsLong(),
            s.has("gradients") ? Gradients.parse(s.get("gradients").getAsString()) : Gradients.REFERENCE,
            s.has("budget") ? Optional.of(budget(s.getAsJsonObject("budget"))) : Optional.empty());
    }

    private static TrainSettings.Budget budget(final JsonObject json) {
        return new TrainSettings.Budget(json.get("minutes").getAsDouble(), json.get("secondsPerStep").getAsDouble(),
            json.get("reports").getAsInt());
    }

    private static Schedule schedule(final JsonObject settings) {
        return settings.has("schedule") ? readSchedule(settings.getAsJsonObject("schedule"))
            : new Schedule.WarmUp(settings.get("warmup").getAsInt(), new Schedule.Cosine(
                settings.get("rate").getAsDouble(), settings.get("finalRate").getAsDouble()));
    }

    private static JsonObject write(final Schedule schedule) {
        final JsonObject json = new JsonObject();
        if (schedule instanceof Schedule.WarmUp warm) {
            json.addProperty("kind", "warm-up");
            json.addProperty("length", warm.length());
            json.add("then", write(warm.then()));
            return json;
        }
        json.addProperty("rate", schedule.peak());
        if (schedule instanceof Schedule.Cosine cosine) {
            json.addProperty("kind", "cosine");
            json.addProperty("finalRate", cosine.finalRate());
        } else if (schedule instanceof Schedule.Staircase stairs) {
            json.addProperty("kind", "steps");
            json.addProperty("factor", stairs.factor());
            final JsonArray at = new JsonArray();
            stairs.at().forEach(at::add);
            json.add("at", at);
        } else {
            json.addProperty("kind", "constant");
        }
        return json;
    }

    private static Schedule readSchedule(final JsonObject json) {
        return switch (json.get("kind").getAsString()) {
            case "warm-up" -> new Schedule.WarmUp(json.get("length").getAsInt(),
                plain(json.getAsJsonObject("then")));
            default -> plain(json);
        };
    }

    /** Not a warm-up: one within another says nothing, and there is no end to them. */
    private static Schedule plain(final JsonObject json) {
        final String kind = json.get("kind").getAsString();
        return switch (kind) {
            case "cosine" -> new Schedule.Cosine(rate(json), json.get("finalRate").getAsDouble());
            case "steps" -> new Schedule.Staircase(rate(json), json.get("factor").getAsDouble(), numbers(json));
            case "constant" -> new Schedule.Constant(rate(json));
            default -> throw new IllegalArgumentException("schedule " + kind);
        };
    }

    private static double rate(final JsonObject json) {
        return json.get("rate").getAsDouble();
    }

    private static List<Double> numbers(final JsonObject json) {
        final List<Double> numbers = new ArrayList<>();
        for (final JsonElement part : json.getAsJsonArray("at")) {
            numbers.add(part.getAsDouble());
        }
        return numbers;
    }
}
