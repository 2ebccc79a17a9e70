package sc.fiji.acuity.cli;

import java.util.Locale;

import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.SelfTest;
import sc.fiji.acuity.upscale.ModelTest;

@Command(name = "verify",
    description = {"Check that a model is whole and computes here what it computed where it was made.",
    "Checksum, names and shapes of all tensors, and the self-test of the package on the chosen device."})
final class ModelsVerifyAction extends Action {

    @Parameters(index = "0", paramLabel = "NAME", description = "A model's name or the path of a package.")
    private String name;

    @Option(names = "--scale", paramLabel = "S", defaultValue = "2",
        description = "2, 3 or 4 (default: ${DEFAULT-VALUE}).")
    private int scale;

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "auto",
        description = "auto, cpu, cuda or mps (default: ${DEFAULT-VALUE}).")
    private String device;

    @Override
    Outcome perform(final Progress progress) {
        final DeviceChoice choice = option(() -> DeviceChoice.parse(device));
        final ModelPackage model = ModelOptions.named(this, name, scale);
        final SelfTest.Result result = ModelTest.run(model, choice);
        final JsonObject json = new JsonObject();
        json.addProperty("name", model.name());
        json.addProperty("scale", model.scale());
        json.addProperty("path", model.path().toString());
        json.addProperty("checksum", model.checksum());
        json.addProperty("precision", result.precision());
        json.addProperty("difference", result.difference());
        json.addProperty("tolerance", result.tolerance());
        json.addProperty("passed", result.passed());
        final String text = String.format(Locale.ROOT, "%s x%d: %s, largest difference %.2g, allowed %.2g (%s)",
            model.name(), model.scale(), result.passed() ? "passed" : "FAILED", result.difference(), result.tolerance(),
            result.precision());
        return new Outcome(json, text, result.passed() ? Main.DONE : Main.INPUT_FAILED);
    }
}
