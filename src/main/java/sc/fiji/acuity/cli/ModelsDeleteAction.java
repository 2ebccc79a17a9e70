package sc.fiji.acuity.cli;

import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.model.ModelLibrary;
import sc.fiji.acuity.model.ModelName;
import sc.fiji.acuity.model.ModelStore;

@Command(name = "delete", description = {"Delete one of your own models.",
    "Models of Fiji and of the distribution are not touched."})
final class ModelsDeleteAction extends Action {

    @Parameters(index = "0", paramLabel = "NAME", description = "A model's name.")
    private String name;

    @Option(names = "--scale", paramLabel = "S", required = true, description = "2, 3 or 4.")
    private int scale;

    @Override
    Outcome perform(final Progress progress) {
        final ModelName id = option(() -> new ModelName(name, scale));
        final ModelLibrary library = new ModelLibrary(ModelStore.standard());
        library.delete(id);
        final JsonObject json = new JsonObject();
        json.addProperty("name", id.name());
        json.addProperty("scale", id.scale());
        json.addProperty("folder", library.folder().toString());
        return Outcome.done(json, "deleted " + id + " from " + library.folder());
    }
}
