package sc.fiji.acuity.cli;

import java.util.Locale;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.model.CardYaml;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.network.ReceptiveField;
import sc.fiji.acuity.network.family.Architectures;

@Command(name = "show", description = "A model's card and network.")
final class ModelsShowAction extends Action {

    @Parameters(index = "0", paramLabel = "NAME", description = "A model's name or the path of a package.")
    private String name;

    @Option(names = "--scale", paramLabel = "S", defaultValue = "2",
        description = "2, 3 or 4 (default: ${DEFAULT-VALUE}).")
    private int scale;

    @Override
    Outcome perform(final Progress progress) {
        final ModelPackage model = ModelOptions.named(this, name, scale);
        final String card = CardYaml.write(model.card());
        final ReceptiveField field = ReceptiveField.of(model.graph());
        final JsonObject json = new JsonObject();
        json.addProperty("name", model.name());
        json.addProperty("scale", model.scale());
        json.addProperty("path", model.path().toString());
        json.addProperty("checksum", model.checksum());
        json.add("architecture", JsonParser.parseString(Architectures.toJson(model.architecture())));
        json.addProperty("parameters", model.card().facts().parameters());
        json.addProperty("receptiveField", field.size());
        json.addProperty("card", card);
        final StringBuilder text = new StringBuilder(card);
        text.append(String.format(Locale.ROOT, "# in %s%n# receptive field %d x %d LR pixels%n", model.path(),
            field.size(),
            field.size()));
        model.graph().nodes().forEach(node -> text
            .append(String.format(Locale.ROOT, "# %-10s %s <- %s%n", node.name(), node.op(), node.inputs())));
        return Outcome.done(json, text.toString().stripTrailing());
    }
}
