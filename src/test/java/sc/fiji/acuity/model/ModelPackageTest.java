package sc.fiji.acuity.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.acuity.model.SafetensorsTest.assertReason;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Checksums;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

class ModelPackageTest {

    static final List<String> FILES = PackageFiles.ALL;

    @TempDir
    Path folder;

    @Test
    void opensWhatItSaves() throws IOException {
        final ModelPackage saved = TestModels.save(folder, "mine", 2);
        final ModelPackage model = ModelPackage.open(folder.resolve("mine-x2"));
        assertEquals(saved, model);
        assertEquals("mine", model.name());
        assertEquals(2, model.scale());
        assertEquals(TestModels.architecture(2), model.architecture());
        assertEquals(TestModels.architecture(2).initialWeights(1), model.weights());
        assertEquals(TestModels.testInput(), model.testInput());
        assertEquals(TestModels.testOutput(2), model.testOutput());
        assertEquals(Checksums.sha256(folder.resolve("mine-x2/weights.safetensors")), model.checksum());
    }

    @Test
    void findsTheFactsOfTheNetwork() {
        final Card.Facts facts = TestModels.save(folder, "mine", 2).card().facts();
        // published: 1,110 parameters for eSR-CNN_s2_C2_D3_S6
        assertEquals(1110, facts.parameters());
        // every parameter but the nine biases is used once for each pixel
        assertEquals(1110 - 9, facts.multAddsPerPixel());
        assertEquals(2 + 1 + 1, facts.halo());
    }

    @Test
    void writesTheSameBytes() throws IOException {
        TestModels.save(folder, "mine", 2);
        final Path other = Files.createDirectory(folder.resolve("other"));
        TestModels.save(other, "mine", 2);
        for (final String name : FILES) {
            assertArrayEquals(Files.readAllBytes(folder.resolve("mine-x2").resolve(name)),
                Files.readAllBytes(other.resolve("mine-x2").resolve(name)), name);
        }
    }

    @Test
    void putsWeightsInTheOrderOfTheGraph() {
        final Map<String, Tensor> reversed = new LinkedHashMap<>();
        final Weights weights = TestModels.architecture(2).initialWeights(1);
        final List<String> names = List.copyOf(weights.names());
        for (int i = names.size() - 1; i >= 0; i--) {
            reversed.put(names.get(i), weights.get(names.get(i)));
        }
        final ModelPackage model = ModelPackage.save(folder.resolve("mine-x2"), TestModels.card("mine", 2),
            TestModels.architecture(2), new Weights(reversed), TestModels.testInput(), TestModels.testOutput(2));
        assertEquals(names, List.copyOf(model.weights().names()));
    }

    @Test
    void overwritesNothing() throws IOException {
        Files.createDirectory(folder.resolve("mine-x2"));
        assertReason("exists already", assertThrows(AcuityException.class, () -> TestModels.save(folder, "mine", 2)));
        assertEquals(List.of("mine-x2"), children(folder));
        assertEquals(List.of(), children(folder.resolve("mine-x2")));
    }

    @Test
    void leavesNothingBehindWhenItFails() throws IOException {
        final Card bad = new Card(new ModelName("mine", 2), Card.About.of("", "CC0-1.0"), Card.Signal.LUMA,
            Card.Facts.UNKNOWN, TestModels.card("mine", 2).trust(), java.util.Optional.empty());
        assertReason("description is missing", assertThrows(AcuityException.class, () -> ModelPackage.save(
            folder.resolve("mine-x2"), bad, TestModels.architecture(2), TestModels.architecture(2).initialWeights(1),
            TestModels.testInput(), TestModels.testOutput(2))));
        assertEquals(List.of(), children(folder));
    }

    @Test
    void savesOnlyWhatFits() throws IOException {
        final Weights weights = TestModels.architecture(2).initialWeights(1);
        refusesToSave("yours-x2", 2, 2, weights, TestModels.testInput(), "is not called as the model is");
        refusesToSave("absent/mine-x2", 2, 2, weights, TestModels.testInput(), "its folder does not exist");
        refusesToSave("mine-x3", 3, 2, weights, TestModels.testInput(), "has a card for x3 and 1 channels");
        refusesToSave("mine-x2", 2, 2, weights, Tensor.zeros(1, 2, 2, 3), "not [n, 1, height, width]");
        refusesToSave("mine-x2", 2, 2, weights, Tensor.zeros(1, 1, 3, 3), "not [1, 1, 6, 6]");
        refusesToSave("mine-x2", 2, 2, new Weights(Map.of()), TestModels.testInput(), "has no tensor conv1.weight");
        assertEquals(List.of(), children(folder));
    }

    private void refusesToSave(final String name, final int cardScale, final int scale, final Weights weights,
        final Tensor input, final String reason)
    {
        assertReason(reason, assertThrows(AcuityException.class, () -> ModelPackage.save(folder.resolve(name),
            TestModels.card("mine", cardScale), TestModels.architecture(scale), weights, input,
            TestModels.testOutput(scale))));
    }

    @ParameterizedTest
    @FieldSource("FILES")
    void missesEachFile(final String name) throws IOException {
        TestModels.save(folder, "mine", 2);
        Files.delete(folder.resolve("mine-x2").resolve(name));
        refuses("has no " + name);
    }

    @ParameterizedTest
    @FieldSource("FILES")
    void refusesFilesThatAreTooLarge(final String name) throws IOException {
        TestModels.save(folder, "mine", 2);
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve("mine-x2").resolve(name).toFile(), "rw")) {
            // sparse: takes no space
            file.setLength(PackageFiles.limit(name) + 1);
        }
        refuses("is the most that is read");
    }

    @Test
    void verifiesTheChecksum() throws IOException {
        final ModelPackage saved = TestModels.save(folder, "mine", 2);
        Safetensors.write(folder.resolve("mine-x2/weights.safetensors"),
            TestModels.architecture(2).initialWeights(2), Map.of());
        refuses("the card records " + saved.checksum());
    }

    @Test
    void namesTheTensorThatDoesNotFit() throws IOException {
        TestModels.save(folder, "mine", 2);
        final Map<String, Tensor> tensors = new LinkedHashMap<>(TestModels.architecture(2).initialWeights(1).asMap());
        final Path file = folder.resolve("mine-x2/weights.safetensors");
        tensors.put("extra", Tensor.zeros(3));
        Safetensors.write(file, new Weights(tensors), Map.of());
        refuses("has the tensor extra [3], which the architecture has not");
        tensors.remove("extra");
        tensors.put("conv1.weight", Tensor.zeros(3, 5, 5));
        Safetensors.write(file, new Weights(tensors), Map.of());
        refuses("has the tensor conv1.weight [3, 5, 5], not [3, 1, 5, 5]");
        tensors.remove("conv1.bias");
        tensors.put("conv1.weight", Tensor.zeros(3, 1, 5, 5));
        Safetensors.write(file, new Weights(tensors), Map.of());
        refuses("has no tensor conv1.bias [3]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', value = {
        "card.yaml         | parameters: 1110     | parameters: 1111  | number of parameters is 1111; that of the",
        "card.yaml         | luma: full           | luma: fool        | config.acuity.luma is 'fool'",
        "architecture.json | \"scale\": 2         | \"scale\": 3      | says that the scale is 2",
        "architecture.json | \"scale\": 2         | \"scale\": 9      | describes no network",
        "architecture.json | \"scale\": 2         | \"scale\": null   | describes no network",
        "architecture.json | \"scale\": 2         | \"scale\": {}     | describes no network",
        "architecture.json | edge-sr-cnn          | edge-sr-xxx       | describes no network",
        "architecture.json | }                    | ,                 | describes no network",
        "architecture.json | \"features\": 3      | \"features\": 4   | number of parameters",
    })
    void refusesOtherText(final String file, final String text, final String other, final String reason)
        throws IOException
    {
        TestModels.save(folder, "mine", 2);
        final Path path = folder.resolve("mine-x2").resolve(file);
        final String before = Files.readString(path);
        assertTrue(before.contains(text), before);
        Files.writeString(path, before.replace(text, other));
        refuses(reason);
    }

    @Test
    void refusesTextThatIsNotUtf8() throws IOException {
        TestModels.save(folder, "mine", 2);
        Files.write(folder.resolve("mine-x2/card.yaml"), new byte[] { 'n', (byte) 0xff });
        refuses("is not UTF-8");
    }

    @Test
    void refusesTestsThatDoNotFit() throws IOException {
        TestModels.save(folder, "mine", 2);
        Npy.write(folder.resolve("mine-x2/test-output.npy"), Tensor.zeros(1, 1, 4, 4));
        refuses("test-output.npy: has the shape [1, 1, 4, 4], not [1, 1, 4, 6]");
        Npy.write(folder.resolve("mine-x2/test-input.npy"), Tensor.zeros(6));
        refuses("test-input.npy: has the shape [6], not [n, 1, height, width]");
    }

    @Test
    void refusesWhatIsNoPackage() throws IOException {
        refuses("does not exist");
        Files.createDirectory(folder.resolve("mine-x2"));
        refuses("has no card.yaml");
        final Path text = Files.writeString(folder.resolve("mine-x2.txt"), "x");
        assertReason("is neither a folder nor a .zip",
            assertThrows(AcuityException.class, () -> ModelPackage.open(text)));
    }

    private void refuses(final String reason) {
        assertReason(reason, assertThrows(AcuityException.class, () -> ModelPackage.open(folder.resolve("mine-x2"))));
    }

    @Test
    void testsItself() {
        final ModelPackage model = TestModels.save(folder, "mine", 2);
        final SelfTest.Runner exact = (graph, weights, input) -> {
            assertEquals(model.graph(), graph);
            assertEquals(model.testInput(), input);
            return model.testOutput().copy();
        };
        final SelfTest.Result result = SelfTest.run(model, "fp32", exact);
        assertEquals(new SelfTest.Result("fp32", 0, 0.001), result);
        result.require(model);

        final SelfTest.Runner rough = (graph, weights, input) -> with(model.testOutput(), 0.01f);
        assertTrue(SelfTest.run(model, "bf16", rough).passed());
        final SelfTest.Result failed = SelfTest.run(model, "fp32", rough);
        assertEquals(0.01f, failed.difference());
        assertReason("fails its self-test in fp32", assertThrows(AcuityException.class, () -> failed.require(model)));

        assertFalse(SelfTest.run(model, "bf16", (g, w, i) -> with(model.testOutput(), Float.NaN)).passed());
        assertReason("not [1, 1, 4, 6]", assertThrows(AcuityException.class,
            () -> SelfTest.run(model, "fp32", (final Graph g, final Weights w, final Tensor i) -> i)));
        assertReason("use one of bf16, fp32",
            assertThrows(AcuityException.class, () -> SelfTest.run(model, "fp16", exact)));
    }

    /** The same tensor but for its second value. */
    private static Tensor with(final Tensor tensor, final float second) {
        final Tensor copy = tensor.copy();
        copy.data()[1] = second;
        return copy;
    }

    private static List<String> children(final Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.map(child -> child.getFileName().toString()).sorted().toList();
        }
    }
}
