package sc.fiji.acuity.search;

import java.util.ArrayList;
import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.space.SearchSpace;
import sc.fiji.acuity.network.space.Spaces;

/**
 * What a search is: with the same settings, images and machine it tries the same candidates.
 *
 * @param space name, as {@link Spaces} knows it
 * @param scale 2, 3 or 4
 * @param only what the space is narrowed to: {@link Spaces#narrow}
 * @param strategy name, as {@link Strategies} knows it
 * @param goal objectives and limits
 * @param minutes of work, of all processes together
 * @param most candidates; 0 for as many as there is time for
 * @param steps of each candidate's training
 * @param batch patches in a batch
 * @param patch side of a patch in LR pixels
 * @param seed of all draws
 * @param images folders and files, as they were given
 * @param checksum of the images, so that a search does not go on with others
 */
public record SearchSettings(String space, int scale, String only, String strategy, Goal goal, double minutes, int most,
    int steps, int batch, int patch, long seed, List<String> images, String checksum) {

    public SearchSettings {
        images = List.copyOf(images);
        if (!(minutes > 0 && minutes < Double.POSITIVE_INFINITY)) {
            throw new AcuityException("budget of " + minutes + " minutes", "is no time to search in",
                "give a positive number, such as 30m");
        }
        positive("steps", steps);
        positive("batch", batch);
        positive("patch", patch);
        if (most < 0) {
            throw new AcuityException("candidates " + most, "is negative", "give 0 for as many as there is time for");
        }
    }

    private static void positive(final String name, final int value) {
        if (value < 1) {
            throw new AcuityException(name + " " + value, "is not positive", "give 1 or more");
        }
    }

    /** The space, narrowed. */
    public SearchSpace openSpace() {
        return Spaces.narrow(Spaces.named(space, scale), only);
    }

    public SearchSettings withSteps(final int other) {
        return new SearchSettings(space, scale, only, strategy, goal, minutes, most, other, batch, patch, seed, images,
            checksum);
    }

    /** On the images of a checksum: {@link SearchImages#checksum}. */
    public SearchSettings withChecksum(final String other) {
        return new SearchSettings(space, scale, only, strategy, goal, minutes, most, steps, batch, patch, seed, images,
            other);
    }

    /** With more time, to go on with. */
    public SearchSettings withMinutes(final double other) {
        return new SearchSettings(space, scale, only, strategy, goal, other, most, steps, batch, patch, seed, images,
            checksum);
    }

    JsonObject toJson() {
        final JsonObject json = new JsonObject();
        json.addProperty("space", space);
        json.addProperty("scale", scale);
        json.addProperty("only", only);
        json.addProperty("strategy", strategy);
        final JsonArray objectives = new JsonArray();
        goal.objectives().forEach(objective -> objectives.add(objective.key()));
        json.add("objectives", objectives);
        final JsonObject limits = new JsonObject();
        goal.limits().forEach(limit -> limits.addProperty(limit.measure().key(), limit.bound()));
        json.add("limits", limits);
        json.addProperty("minutes", minutes);
        json.addProperty("candidates", most);
        json.addProperty("steps", steps);
        json.addProperty("batch", batch);
        json.addProperty("patch", patch);
        json.addProperty("seed", seed);
        final JsonArray paths = new JsonArray();
        images.forEach(paths::add);
        json.add("images", paths);
        json.addProperty("checksum", checksum);
        return json;
    }

    /** @throws RuntimeException of many kinds, if it is not of this form */
    static SearchSettings of(final JsonObject json) {
        final List<Measure> objectives = new ArrayList<>();
        json.getAsJsonArray("objectives").forEach(one -> objectives.add(Measure.parse(one.getAsString())));
        final List<Limit> limits = new ArrayList<>();
        json.getAsJsonObject("limits").entrySet()
            .forEach(one -> limits.add(new Limit(Measure.parse(one.getKey()), one.getValue().getAsDouble())));
        final List<String> images = new ArrayList<>();
        for (final JsonElement path : json.getAsJsonArray("images")) {
            images.add(path.getAsString());
        }
        return new SearchSettings(json.get("space").getAsString(), json.get("scale").getAsInt(),
            json.get("only").getAsString(), json.get("strategy").getAsString(), new Goal(objectives, limits),
            json.get("minutes").getAsDouble(), json.get("candidates").getAsInt(), json.get("steps").getAsInt(),
            json.get("batch").getAsInt(), json.get("patch").getAsInt(), json.get("seed").getAsLong(), images,
            json.get("checksum").getAsString());
    }
}
