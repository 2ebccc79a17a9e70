package sc.fiji.acuity.cli;

import java.nio.file.Path;

import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.export.ExportFormat;
import sc.fiji.acuity.model.export.ModelExport;

@Command(name = "export", description = {"Write a model as one file, to be given to others.",
    "package: NAME-xS.zip, for other users of Acuity.",
    "onnx: graph and weights as ONNX, for ONNX Runtime and other programs.",
    "torchscript: the same as TorchScript, for PyTorch and DJL.",
    "bioimage: a zip with rdf.yaml, both kinds of weights and test images, for", "  programs that read bioimage.io's models."},
    footer = {"", "Example: acuity models export balanced . --format onnx"})
final class ModelsExportAction extends Action {

    @Parameters(index = "0", paramLabel = "NAME", description = "A model's name or the path of a package.")
    private String name;

    @Parameters(index = "1", paramLabel = "OUT", description = "A folder or a file; not overwritten.")
    private Path out;

    @Option(names = "--scale", paramLabel = "S", defaultValue = "2", description = "2, 3 or 4 (default: ${DEFAULT-VALUE}).")
    private int scale;

    @Option(names = "--format", paramLabel = "F", defaultValue = "package",
        description = "package, onnx, torchscript or bioimage (default: ${DEFAULT-VALUE}).")
    private String format;

    @Override
    Outcome perform(final Progress progress) {
        final ExportFormat chosen = option(() -> ExportFormat.parse(format));
        final ModelPackage model = ModelOptions.named(this, name, scale);
        final Path file = ModelExport.write(model, chosen, out);
        final JsonObject json = new JsonObject();
        json.addProperty("name", model.name());
        json.addProperty("scale", model.scale());
        json.addProperty("format", chosen.word());
        json.addProperty("output", file.toString());
        json.addProperty("checksum", model.checksum());
        return Outcome.done(json, file.toString());
    }
}
