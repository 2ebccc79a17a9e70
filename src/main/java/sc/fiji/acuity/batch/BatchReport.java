package sc.fiji.acuity.batch;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/**
 * What came of a batch, a row a file in the order of the plan.
 *
 * @param settings what all results depend on besides the files
 * @param complete false if it was cancelled: files that were not reached have no row
 */
public record BatchReport(Path in, Path out, Shard shard, Map<String, String> settings, boolean complete,
    double seconds, List<Row> rows) {

    /** What came of a file. */
    public enum Status {

        /** Made in this run. */
        DONE,
        /** Made before, of the same input with the same settings, and still as it was. */
        SKIPPED,
        /** See the message. */
        FAILED;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A file.
     *
     * @param input its path within the input folder
     * @param output the path of the result within the folder of results; empty if there is none
     * @param message why it failed; empty otherwise
     * @param inputChecksum SHA-256, two with {@code +} if the result depends on two files; empty if it failed
     * @param outputChecksum SHA-256; empty without a result
     * @param values figures of the result, by name
     */
    public record Row(String input, String output, Status status, String message, double seconds, String inputChecksum,
        String outputChecksum, Map<String, Double> values) {}

    public long count(final Status status) {
        return rows.stream().filter(row -> row.status() == status).count();
    }

    /** One line for people. */
    public String summary() {
        return String.format(Locale.ROOT, "%d done, %d skipped, %d failed, %.1f s", count(Status.DONE),
            count(Status.SKIPPED), count(Status.FAILED), seconds);
    }

    /** The file in the folder of results that holds {@link ReportTable}'s text. */
    public Path csv() {
        return out.resolve("acuity-batch" + shard.suffix() + ".csv");
    }

    /** The file in the folder of results that holds {@link #json()}. */
    public Path jsonFile() {
        return out.resolve("acuity-batch" + shard.suffix() + ".json");
    }

    /** For programs. Figures that are infinite are null. */
    public JsonObject json() {
        final JsonObject json = new JsonObject();
        json.addProperty("in", in.toString());
        json.addProperty("out", out.toString());
        json.addProperty("shard", shard.toString());
        json.addProperty("complete", complete);
        for (final Status status : Status.values()) {
            json.addProperty(status.key(), count(status));
        }
        json.addProperty("seconds", seconds);
        json.addProperty("report", csv().toString());
        final JsonObject facts = new JsonObject();
        settings.forEach(facts::addProperty);
        json.add("settings", facts);
        final JsonArray files = new JsonArray();
        rows.forEach(row -> files.add(json(row)));
        json.add("files", files);
        return json;
    }

    private static JsonObject json(final Row row) {
        final JsonObject json = new JsonObject();
        json.addProperty("input", row.input());
        json.addProperty("output", row.output().isEmpty() ? null : row.output());
        json.addProperty("status", row.status().key());
        json.addProperty("message", row.message().isEmpty() ? null : row.message());
        json.addProperty("seconds", row.seconds());
        json.addProperty("inputChecksum", row.inputChecksum().isEmpty() ? null : row.inputChecksum());
        json.addProperty("outputChecksum", row.outputChecksum().isEmpty() ? null : row.outputChecksum());
        row.values().forEach((key, value) -> json.addProperty(key, Double.isFinite(value) ? value : null));
        return json;
    }
}
