package sc.fiji.acuity.cli;

import java.nio.file.Path;

import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.model.ModelLibrary;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.ModelStore;

@Command(name = "export", description = "Write a model as NAME-xS.zip, to be given to others.",
    footer = {"", "Example: acuity models export balanced ."})
final class ModelsExportAction extends Action {

    @Parameters(index = "0", paramLabel = "NAME", description = "A model's name or the path of a package.")
    private String name;

    @Parameters(index = "1", paramLabel = "OUT", description = "A folder, or the file NAME-xS.zip; not overwritten.")
    private Path out;

    @Option(names = "--scale", paramLabel = "S", defaultValue = "2", description = "2, 3 or 4 (default: ${DEFAULT-VALUE}).")
    private int scale;

    @Override
    Outcome perform(final Progress progress) {
        final ModelPackage model = ModelOptions.named(this, name, scale);
        final Path zip = new ModelLibrary(ModelStore.standard()).export(model, out);
        final JsonObject json = new JsonObject();
        json.addProperty("name", model.name());
        json.addProperty("scale", model.scale());
        json.addProperty("output", zip.toString());
        json.addProperty("checksum", model.checksum());
        return Outcome.done(json, zip.toString());
    }
}
