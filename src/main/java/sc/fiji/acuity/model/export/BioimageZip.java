package sc.fiji.acuity.model.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.Npy;
import sc.fiji.acuity.model.onnx.OnnxModel;

/**
 * A model as bioimage.io's model description 0.5 asks for: {@code rdf.yaml}, weights in a format that other programs
 * run, test tensors and a text for people. The same model gives the same bytes.
 */
final class BioimageZip {

    /** The first moment that a zip knows. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private BioimageZip() {}

    static void write(final ModelPackage model, final Path file) {
        final OnnxModel onnx = ModelExport.onnx(model);
        final byte[] script = ModelExport.torchScript(model);
        final Rdf rdf = new Rdf(model);
        final TestTensors test = TestTensors.of(model, rdf.least());
        AtomicFiles.create(file, temporary -> {
            final Part weights = new Part("weights.onnx", onnx::writeTo);
            final Part torch = new Part("weights.pt", out -> out.write(script));
            final Part input = new Part("test_input.npy", out -> Npy.write(out, test.input()));
            final Part output = new Part("test_output.npy", out -> Npy.write(out, test.output()));
            final Part readme = Part.text("README.md", ReadMe.of(model, rdf.halo()));
            final Part description = Part.text("rdf.yaml", rdf.text(weights, torch, input, output, readme));
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary));
                ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.setLevel(Deflater.BEST_COMPRESSION);
                for (final Part part : List.of(description, readme, weights, torch, input, output)) {
                    add(zip, part);
                }
            }
        });
    }

    private static void add(final ZipOutputStream zip, final Part part) throws IOException {
        final ZipEntry entry = new ZipEntry(part.name());
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        part.content().writeTo(zip);
        zip.closeEntry();
    }
}
