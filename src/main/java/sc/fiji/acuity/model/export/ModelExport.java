package sc.fiji.acuity.model.export;

import java.nio.file.Files;
import java.nio.file.Path;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.engine.TorchScript;
import sc.fiji.acuity.model.ModelLibrary;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.ModelStore;
import sc.fiji.acuity.model.onnx.OnnxModel;

/**
 * Writes a model for others, in the format that they read.
 *
 * <pre>{@code
 * Path file = ModelExport.write(model, ExportFormat.ONNX, Path.of("."));
 * }</pre>
 */
public final class ModelExport {

    private ModelExport() {}

    /**
     * @param out a folder, or a file whose name ends as the format asks; a package must be called {@code NAME-xS.zip}
     * @return the file, which did not exist before
     * @throws AcuityException if it exists or is called otherwise, or if the network cannot be said in the format
     */
    public static Path write(final ModelPackage model, final ExportFormat format, final Path out) {
        if (format == ExportFormat.PACKAGE) {
            return new ModelLibrary(ModelStore.standard()).export(model, out);
        }
        final Path file = Files.isDirectory(out) ? out.resolve(model.card().id() + format.suffix()) : out;
        if (!file.toAbsolutePath().getFileName().toString().endsWith(format.extension())) {
            throw new AcuityException(file.toString(), "is not called as a file of the format " + format.word()
                + " is", "let the name end with " + format.extension());
        }
        if (Files.exists(file)) {
            throw new AcuityException(file.toString(), "exists already and is not overwritten", "choose another name");
        }
        switch (format) {
            case ONNX -> onnx(model).write(file);
            case TORCHSCRIPT -> {
                final byte[] archive = torchScript(model);
                AtomicFiles.create(file, temporary -> Files.write(temporary, archive));
            }
            default -> BioimageZip.write(model, file);
        }
        return file;
    }

    static byte[] torchScript(final ModelPackage model) {
        return TorchScript.archive(model.card().id().toString(), model.graph(), model.weights());
    }

    static OnnxModel onnx(final ModelPackage model) {
        return OnnxModel.of(model.card().id().toString(), model.graph(), model.weights(), Metadata.of(model));
    }
}
