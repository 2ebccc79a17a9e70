package sc.fiji.acuity.cli;

import java.util.List;
import java.util.Locale;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import sc.fiji.acuity.search.Finished;
import sc.fiji.acuity.search.Front;
import sc.fiji.acuity.search.FrontTable;
import sc.fiji.acuity.search.Measure;
import sc.fiji.acuity.search.Search;
import sc.fiji.acuity.search.SearchTime;

/** What a search has found, as a table and as JSON. */
final class SearchFront {

    private SearchFront() {}

    /** @param everything whether candidates behind the front are shown, too */
    static Action.Outcome of(final Search search, final boolean everything) {
        final List<Finished> all = search.finished();
        final List<Finished> front = Front.of(all, search.settings().goal());
        final List<Finished> shown = everything ? all : front;
        final JsonObject json = new JsonObject();
        json.addProperty("search", search.folder().toString());
        json.addProperty("space", search.settings().space());
        json.addProperty("strategy", search.settings().strategy());
        json.addProperty("candidates", all.size());
        json.addProperty("minutes", search.minutes());
        json.addProperty("budget", search.settings().minutes());
        json.addProperty("steps", search.settings().steps());
        json.add("front", array(front));
        if (everything) {
            json.add("all", array(all));
        }
        return Action.Outcome.done(json, FrontTable.text(shown, front) + String.format(Locale.ROOT,
            "%n%d candidate%s in %s of %s, %d on the front", all.size(), all.size() == 1 ? "" : "s",
            SearchTime.words(search.minutes() * 60), SearchTime.words(search.settings().minutes() * 60), front.size()));
    }

    private static JsonArray array(final List<Finished> some) {
        final JsonArray array = new JsonArray();
        some.forEach(one -> array.add(json(one)));
        return array;
    }

    private static JsonObject json(final Finished one) {
        final JsonObject json = new JsonObject();
        json.addProperty("candidate", one.id());
        json.addProperty("genotype", one.genotype().toString());
        json.addProperty("network", one.network());
        for (final Measure measure : Measure.values()) {
            json.add(measure.key(), one.scores().has(measure)
                ? (JsonElement) new JsonPrimitive(one.scores().get(measure)) : JsonNull.INSTANCE);
        }
        json.addProperty("seconds", one.seconds());
        return json;
    }
}
