package sc.fiji.acuity.cli;

import java.util.List;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import sc.fiji.acuity.base.AcuityException;

/** What {@code --json} prints: one object on one line, in ASCII, so that it survives every terminal's encoding. */
final class Json {

    private static final Gson GSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private Json() {}

    /** A number; null where it is infinite or none, for which JSON has no words. */
    static JsonElement number(final double value) {
        return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
    }

    static JsonArray strings(final List<String> texts) {
        final JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    /**
     * An error.
     *
     * @param e its parts; null if it has none
     */
    static String error(final String message, final AcuityException e) {
        final JsonObject error = new JsonObject();
        error.addProperty("error", message);
        error.addProperty("input", e == null ? null : e.input());
        error.addProperty("reason", e == null ? null : e.reason());
        error.addProperty("remedy", e == null ? null : e.remedy());
        return line(error);
    }

    static String line(final JsonObject object) {
        final String text = GSON.toJson(object);
        final StringBuilder ascii = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            ascii.append(c < 128 ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return ascii.toString();
    }
}
