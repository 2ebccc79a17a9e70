package sc.fiji.acuity.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelName;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.upscale.ModelImport;

@Command(name = "import", description = {"Bring a model into your own models: a model package, or weights that others "
    + "published.",
    "FILE is a package (a folder NAME-xS or a zip of it), a frozen TensorFlow graph (.pb), a PyTorch checkpoint "
        + "(.pt, .pth, .model) or a .safetensors file. Which network it holds follows from its tensors.",
    "It is read as a whole, checked and tested before; nothing in it is run as a program, and nothing is overwritten."},
    footer = {"", "Examples: acuity models import download/mine-x2.zip",
        "          acuity models import FALSR-A.pb"})
final class ModelsImportAction extends Action {

    @Parameters(index = "0", paramLabel = "FILE", description = "A model package, or a file of another program.")
    private Path file;

    @Option(names = "--name", paramLabel = "NAME",
        description = "The model's name, without the scale (default: that of the network). Not for packages.")
    private String name;

    @Option(names = "--output", paramLabel = "FOLDER",
        description = "Where to put the model instead: a folder, or NAME-xS to be made.")
    private Path output;

    @Option(names = "--license", paramLabel = "SPDX", defaultValue = "unknown",
        description = "Its licence, such as Apache-2.0 (default: ${DEFAULT-VALUE}). Not for packages.")
    private String license;

    @Option(names = "--architecture", paramLabel = "ARCHITECTURE",
        description = "What the file holds, such as eSR-TR_s3_K7_C16, if it cannot be told from its tensors.")
    private String architecture;

    @Override
    Outcome perform(final Progress progress) {
        if (name != null) {
            // any scale will do: the name is what counts, before the file is read
            option(() -> new ModelName(name, 2));
        }
        final ModelPackage model = new ModelImport(file, name == null ? "" : name, license,
            architecture == null ? "" : architecture, Optional.ofNullable(output)).run();
        final JsonObject json = new JsonObject();
        json.addProperty("name", model.name());
        json.addProperty("scale", model.scale());
        json.addProperty("path", model.path().toString());
        json.addProperty("checksum", model.checksum());
        json.addProperty("license", model.card().about().license());
        json.addProperty("architecture", model.architecture().toString());
        json.addProperty("parameters", model.card().facts().parameters());
        model.card().source().ifPresent(source -> json.add("source", source(source)));
        return Outcome.done(json, String.format(Locale.ROOT, "%s: %s, %,d parameters, licence %s; use it by "
            + "--model %s --scale %d", model.path(), model.architecture(), model.card().facts().parameters(),
            model.card().about().license(), output == null ? model.name() : model.path(), model.scale()));
    }

    private static JsonObject source(final Card.Source source) {
        final JsonObject json = new JsonObject();
        json.addProperty("file", source.file());
        json.addProperty("format", source.format());
        json.addProperty("sha256", source.sha256());
        return json;
    }
}
