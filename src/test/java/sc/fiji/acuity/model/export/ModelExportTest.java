package sc.fiji.acuity.model.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

import sc.fiji.acuity.TestModels;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Checksums;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelName;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.Npy;
import sc.fiji.acuity.model.onnx.OnnxFiles;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Dlsr;
import sc.fiji.acuity.upscale.ModelTest;

class ModelExportTest {

    @TempDir
    Path folder;

    private static ModelPackage tiny() {
        return ModelPackage.open(TestModels.folder().resolve("tiny-x2"));
    }

    private static float[] run(final byte[] onnx, final Tensor input) {
        final int[] s = input.shape();
        return OnnxFiles.run(onnx, input.data(), s[0], s[1], s[2], s[3]);
    }

    private Map<String, byte[]> unzip(final Path file) throws IOException {
        final Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), zip.readAllBytes());
            }
        }
        return parts;
    }

    private Tensor tensor(final byte[] npy) throws IOException {
        return Npy.read(Files.write(folder.resolve("tensor.npy"), npy));
    }

    /** What ships gives in ONNX Runtime what its own test image says. */
    @ParameterizedTest
    @ValueSource(strings = {"models/balanced-x2", "models/fast-x2"})
    void shippedModelsPassTheirTestAsOnnx(final String path) throws IOException {
        final ModelPackage model = ModelPackage.open(Path.of(path));
        final Path file = ModelExport.write(model, ExportFormat.ONNX, folder);
        assertEquals(folder.resolve(model.card().id() + ".onnx"), file);
        assertArrayEquals(model.testOutput().data(), run(Files.readAllBytes(file), model.testInput()), 1e-5f);
        final byte[] again = Files.readAllBytes(ModelExport.write(model, ExportFormat.ONNX, folder.resolve("b.onnx")));
        assertArrayEquals(Files.readAllBytes(file), again);
    }

    /** The same in DJL by itself, which loads the file as any other of PyTorch's. */
    @ParameterizedTest
    @ValueSource(strings = {"models/balanced-x2", "models/fast-x2"})
    void shippedModelsPassTheirTestAsTorchScript(final String path) throws Exception {
        final ModelPackage model = ModelPackage.open(Path.of(path));
        final Path file = ModelExport.write(model, ExportFormat.TORCHSCRIPT, folder);
        assertEquals(folder.resolve(model.card().id() + ".pt"), file);
        assertArrayEquals(model.testOutput().data(), PlainDjl.run(file, model.testInput()), 1e-5f);
        final byte[] again =
            Files.readAllBytes(ModelExport.write(model, ExportFormat.TORCHSCRIPT, folder.resolve("b.pt")));
        assertArrayEquals(Files.readAllBytes(file), again);
    }

    @Test
    void onnxTellsWhereItComesFrom() throws IOException {
        final ModelPackage model = ModelPackage.open(Path.of("models/balanced-x2"));
        final Map<String, String> metadata = OnnxFiles.metadata(
            Files.readAllBytes(ModelExport.write(model, ExportFormat.ONNX, folder)));
        assertEquals("balanced", metadata.get("name"));
        assertEquals("2", metadata.get("scale"));
        assertEquals("BSD-2-Clause", metadata.get("license"));
        assertEquals("full", metadata.get("luma"));
        assertEquals(Integer.toString(model.card().facts().halo()), metadata.get("halo"));
        assertEquals(model.checksum(), metadata.get("acuity_weights_sha256"));
        assertFalse(metadata.get("acuity_version").isBlank());
        assertFalse(metadata.containsValue(""));
    }

    @Test
    void bioimageIsWholeAndTrue() throws IOException {
        final ModelPackage model = tiny();
        final Path file = ModelExport.write(model, ExportFormat.BIOIMAGE, folder);
        assertEquals(folder.resolve("tiny-x2.bioimage.io.zip"), file);
        final Map<String, byte[]> parts = unzip(file);
        assertEquals(List.of("rdf.yaml", "README.md", "weights.onnx", "weights.pt", "test_input.npy", "test_output.npy"),
            List.copyOf(parts.keySet()));
        final Map<String, Object> rdf = new Yaml().load(new String(parts.get("rdf.yaml")));
        assertEquals(List.of("0.5.7", "model", "Acuity tiny x2", "For tests.", "CC0-1.0", "README.md"),
            List.of("format_version", "type", "name", "description", "license", "documentation").stream().map(rdf::get)
                .toList());
        final Map<?, ?> onnx = (Map<?, ?>) ((Map<?, ?>) rdf.get("weights")).get("onnx");
        assertEquals(13, onnx.get("opset_version"));
        final Map<?, ?> torch = (Map<?, ?>) ((Map<?, ?>) rdf.get("weights")).get("torchscript");
        final Map<?, ?> input = (Map<?, ?>) ((List<?>) rdf.get("inputs")).get(0);
        final Map<?, ?> output = (Map<?, ?>) ((List<?>) rdf.get("outputs")).get(0);
        for (final Map<?, ?> file1 : List.<Map<?, ?>>of(onnx, torch, (Map<?, ?>) input.get("test_tensor"),
            (Map<?, ?>) output.get("test_tensor"))) {
            assertEquals(Checksums.sha256(parts.get(file1.get("source"))), file1.get("sha256"));
        }
        assertArrayEquals(tensor(parts.get("test_output.npy")).data(),
            run(parts.get("weights.onnx"), tensor(parts.get("test_input.npy"))), 1e-5f);
        final String readme = new String(parts.get("README.md"));
        assertTrue(readme.contains("## Validation") && readme.contains("Licence: CC0-1.0"), readme);
        final Path again = ModelExport.write(model, ExportFormat.BIOIMAGE, folder.resolve("again.zip"));
        assertEquals(-1, Files.mismatch(file, again));
    }

    /** Sizes are of those that the format allows, and something is left when both halos are cut off. */
    @Test
    void bioimageTestImagesAreLargeEnoughForTheHalo() throws IOException {
        final Architecture architecture = new Dlsr(3, 4, List.of(Dlsr.Step.DIL3, Dlsr.Step.CONV3, Dlsr.Step.SEP5),
            List.of(List.of(2, 1), List.of(1, 3), List.of(4, 2), List.of(3, 5)));
        final Graph graph = architecture.graph();
        final Weights weights = architecture.initialWeights(1).copy();
        // attention amplifies rounding where untrained weights make large values
        weights.asMap().values().forEach(tensor -> {
            for (int i = 0; i < tensor.data().length; i++) {
                tensor.data()[i] *= 0.5f;
            }
        });
        final Tensor image = Tensor.zeros(1, 3, 18, 24);
        for (int i = 0; i < image.data().length; i++) {
            image.data()[i] = i * 37 % 101 / 101f;
        }
        final Card card = new Card(new ModelName("a.b", 3), new Card.About("x".repeat(2000),
            List.of(new Card.Author("A/B", "C")), List.of(new Card.Citation("no doi", ""),
                new Card.Citation("doi", "10.1109/ABC.2022")), "unknown", "", List.of()),
            new Card.Signal(3, Optional.empty(), 0, 1, false), Card.Facts.UNKNOWN,
            new Card.Trust(Map.of("fp32", 1e-4), OptionalDouble.empty(), List.of(), "Limits."), Optional.empty());
        final ModelPackage model = ModelPackage.save(folder.resolve("a.b-x3"), card, architecture, weights, image,
            ModelTest.infer(graph, weights, image, DeviceChoice.CPU));
        final Map<String, byte[]> parts = unzip(ModelExport.write(model, ExportFormat.BIOIMAGE, folder));
        final Map<String, Object> rdf = new Yaml().load(new String(parts.get("rdf.yaml")));
        assertEquals("Acuity a-b x3", rdf.get("name"));
        assertEquals(1024, ((String) rdf.get("description")).length());
        assertEquals(List.of(Map.of("name", "A,B", "affiliation", "C")), rdf.get("authors"));
        assertEquals(List.of(Map.of("text", "doi", "doi", "10.1109/ABC.2022")), rdf.get("cite"));
        assertFalse(rdf.containsKey("license"));
        assertTrue(new String(parts.get("README.md")).contains("no doi"));
        final Map<?, ?> in = axis(rdf, "inputs");
        final Map<?, ?> out = axis(rdf, "outputs");
        final int least = (Integer) ((Map<?, ?>) in.get("size")).get("min");
        final int step = (Integer) ((Map<?, ?>) in.get("size")).get("step");
        final int halo = (Integer) out.get("halo");
        assertEquals(3.0, (Double) in.get("scale") / (Double) out.get("scale"));
        assertTrue(model.card().facts().halo() > 64);
        assertEquals(64 * 3, halo);
        assertTrue(new String(parts.get("README.md")).contains("states a halo of 64 pixels"));
        assertTrue(3 * least - 2 * halo >= 1);
        final Tensor input = tensor(parts.get("test_input.npy"));
        final Tensor output = tensor(parts.get("test_output.npy"));
        for (int axis = 2; axis < 4; axis++) {
            assertTrue(input.shape()[axis] >= least);
            assertEquals(0, (input.shape()[axis] - least) % step);
            assertEquals(3 * input.shape()[axis], output.shape()[axis]);
        }
        assertArrayEquals(output.data(), run(parts.get("weights.onnx"), input), 1e-5f);
    }

    private static Map<?, ?> axis(final Map<String, Object> rdf, final String tensors) {
        final List<?> axes = (List<?>) ((Map<?, ?>) ((List<?>) rdf.get(tensors)).get(0)).get("axes");
        return (Map<?, ?>) axes.get(3);
    }

    @Test
    void packagesAreWhatTheyWere() throws IOException {
        final Path zip = ModelExport.write(tiny(), ExportFormat.PACKAGE, folder);
        assertEquals(tiny().checksum(), ModelPackage.open(zip).checksum());
    }

    @ParameterizedTest
    @ValueSource(strings = {"package", "onnx", "torchscript", "bioimage"})
    void nothingIsOverwrittenNorCalledOtherwise(final String word) throws IOException {
        final ExportFormat format = ExportFormat.parse(word);
        final ModelPackage model = tiny();
        final Path file = Files.writeString(folder.resolve("tiny-x2" + format.suffix()), "mine");
        assertMessage("exists already", model, format, folder);
        assertMessage("exists already", model, format, file);
        assertEquals("mine", Files.readString(file));
        assertMessage("is not called as", model, format, folder.resolve("tiny-x2.tif"));
        final Path nowhere = folder.resolve("nowhere/tiny-x2" + format.suffix());
        assertMessage("folder does not exist", model, format, nowhere);
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    private static void assertMessage(final String part, final ModelPackage model, final ExportFormat format,
        final Path out) {
        final AcuityException e =
            assertThrows(AcuityException.class, () -> ModelExport.write(model, format, out));
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    @Test
    void unknownFormatsAreNamed() {
        final String message = assertThrows(AcuityException.class, () -> ExportFormat.parse("tflite")).getMessage();
        assertTrue(message.contains("package, onnx, torchscript, bioimage"), message);
    }
}
