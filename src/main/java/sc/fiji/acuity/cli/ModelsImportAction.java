package sc.fiji.acuity.cli;

import java.nio.file.Path;
import java.util.Locale;

import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.model.ModelLibrary;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.ModelStore;
import sc.fiji.acuity.upscale.ModelTest;

@Command(name = "import", description = {"Copy a model package into your own models.",
    "It is read as a whole, checked and tested before; nothing in it is run as a program."},
    footer = {"", "Example: acuity models import download/mine-x2.zip"})
final class ModelsImportAction extends Action {

    @Parameters(index = "0", paramLabel = "PACKAGE", description = "A folder NAME-xS or a zip of it.")
    private Path file;

    @Override
    Outcome perform(final Progress progress) {
        final ModelPackage checked = ModelPackage.open(file);
        ModelTest.run(checked, DeviceChoice.CPU).require(checked);
        final ModelPackage model = new ModelLibrary(ModelStore.standard()).add(file);
        final JsonObject json = new JsonObject();
        json.addProperty("name", model.name());
        json.addProperty("scale", model.scale());
        json.addProperty("path", model.path().toString());
        json.addProperty("checksum", model.checksum());
        json.addProperty("license", model.card().about().license());
        return Outcome.done(json, String.format(Locale.ROOT, "%s, licence %s; use it by --model %s --scale %d",
            model.path(), model.card().about().license(), model.name(), model.scale()));
    }
}
