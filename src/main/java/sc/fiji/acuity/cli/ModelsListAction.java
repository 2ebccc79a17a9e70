package sc.fiji.acuity.cli;

import java.util.Locale;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelStore;

@Command(name = "list", description = "The models there are, and the folders they are searched in.",
    footer = {"", "Example: acuity models list --architectures"})
final class ModelsListAction extends Action {

    @Option(names = "--architectures", description = "List the networks that can be built by name instead, with "
        + "parameters, mult-adds, receptive field and what their papers say.")
    private boolean architectures;

    @Option(names = "--pool", description = "With --architectures: each of the 1185 networks of the edge-SR pool.")
    private boolean pool;

    @Override
    Outcome perform(final Progress progress) {
        if (architectures) {
            return ArchitectureTable.of(pool, progress);
        }
        if (pool) {
            return option(() -> {
                throw new IllegalArgumentException("--pool goes with --architectures");
            });
        }
        return models();
    }

    private static Outcome models() {
        final ModelStore store = ModelStore.standard();
        final JsonArray models = new JsonArray();
        final StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-20s %5s %12s  %s%n", "name", "scale",
            "parameters", "description"));
        text.append(String.format(Locale.ROOT, "%-20s %5s %12d  %s%n", "bicubic", "2-4", 0, "built in: the baseline"));
        int code = Main.DONE;
        for (final ModelStore.Entry entry : store.list()) {
            final JsonObject model = new JsonObject();
            model.addProperty("name", entry.id().name());
            model.addProperty("scale", entry.id().scale());
            model.addProperty("path", entry.path().toString());
            if (entry.card().isPresent()) {
                final Card card = entry.card().get();
                model.addProperty("parameters", card.facts().parameters());
                model.addProperty("description", card.about().description());
                text.append(String.format(Locale.ROOT, "%-20s %5d %,12d  %s%n", entry.id().name(), entry.id().scale(),
                    card.facts().parameters(), card.about().description()));
            } else {
                final String problem = entry.problem().orElseThrow().getMessage();
                model.addProperty("problem", problem);
                text.append(String.format(Locale.ROOT, "%-20s %5d %12s  cannot be used: %s%n", entry.id().name(),
                    entry.id().scale(), "-", problem));
                code = Main.INPUT_FAILED;
            }
            models.add(model);
        }
        final JsonArray folders = new JsonArray();
        store.folders().forEach(folder -> folders.add(folder.toString()));
        final JsonObject json = new JsonObject();
        json.add("models", models);
        json.add("folders", folders);
        text.append("searched in: ").append(String.join(", ", store.folders().stream().map(Object::toString).toList()));
        return new Outcome(json, text.toString(), code);
    }
}
