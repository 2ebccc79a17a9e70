package sc.fiji.acuity.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.acuity.FalsrGraphDef;
import sc.fiji.acuity.TestModels;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Checksums;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.image.LumaRange;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.Safetensors;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Architectures;
import sc.fiji.acuity.network.family.Espcn;
import sc.fiji.acuity.network.family.Falsr;

class ModelImportTest {

    @TempDir
    Path folder;

    private Path file;
    private Path models;

    @BeforeEach
    void files() throws IOException {
        file = Files.write(folder.resolve("some graph.bin"), FalsrGraphDef.smallFile());
        models = folder.resolve("models");
    }

    private List<String> inModels() throws IOException {
        if (!Files.exists(models)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(models)) {
            return inside.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static void assertRefused(final String reason, final ModelImport what) {
        final String message = assertThrows(AcuityException.class, what::run).getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void makesAPackageThatSaysWhereItIsFrom() throws IOException {
        final ModelPackage model =
            new ModelImport(file).named("mine").licensed("Apache-2.0").into(models).run();
        assertEquals(models.resolve("mine-x2"), model.path());
        assertEquals(List.of("mine-x2"), inModels());
        assertEquals(FalsrGraphDef.small(), model.architecture());
        assertEquals(FalsrGraphDef.weights(FalsrGraphDef.small(), 3), model.weights());
        final Card card = model.card();
        assertEquals(Optional.of(new Card.Source("some graph.bin", "TensorFlow graph", Checksums.sha256(file))),
            card.source());
        assertEquals("Apache-2.0", card.about().license());
        assertEquals("Xiangxiang Chu", card.about().authors().get(0).name());
        assertTrue(card.about().cite().get(0).text().contains("arXiv:1901.07261"));
        assertEquals(Optional.of(LumaRange.FULL), card.signal().luma());
        assertTrue(ModelTest.run(model, DeviceChoice.CPU).passed());
    }

    @Test
    void givesTheSameBytesAgain() throws IOException {
        final Path a = new ModelImport(file).into(models.resolve("a-x2")).run().path();
        final Path b = new ModelImport(file).named("a").into(folder.resolve("other")).run().path();
        try (Stream<Path> parts = Files.list(a)) {
            for (final Path part : parts.toList()) {
                assertArrayEquals(Files.readAllBytes(part), Files.readAllBytes(b.resolve(part.getFileName())));
            }
        }
    }

    @Test
    void aGenotypeWithoutANameIsCalledAfterItsFamily() throws IOException {
        new ModelImport(file).into(models).run();
        assertEquals(List.of("falsr-x2"), inModels());
    }

    @Test
    void nothingIsOverwrittenOrLeftBehind() throws IOException {
        final Path there = Files.createDirectories(models.resolve("mine-x2"));
        assertRefused("mine-x2: is there already", new ModelImport(file).named("mine").into(models));
        assertEquals(0, there.toFile().list().length);
        assertEquals(List.of("mine-x2"), inModels());
        assertRefused("is not 1 to 64 letters", new ModelImport(file).named("../mine").into(models));
        assertRefused("the license 'all mine': is not an SPDX",
            new ModelImport(file).licensed("all mine").into(models));
        assertEquals(List.of("mine-x2"), inModels());
    }

    @Test
    void aNetworkThatComputesNoNumbersIsRefused() throws IOException {
        final Falsr network = FalsrGraphDef.small();
        final Weights weights = FalsrGraphDef.weights(network, 3);
        weights.get("output.bias").data()[0] = Float.NaN;
        Files.write(file, new FalsrGraphDef(network, weights, "").bytes());
        assertRefused("has the value NaN for output.bias at index 0", new ModelImport(file).into(models));
        weights.asMap().forEach((name, tensor) -> {
            for (int i = 0; i < tensor.data().length; i++) {
                tensor.data()[i] = 1e30f;
            }
        });
        Files.write(file, new FalsrGraphDef(network, weights, "").bytes());
        assertRefused("for an ordinary image", new ModelImport(file).into(models));
        assertEquals(List.of(), inModels());
    }

    @Test
    void packagesKeepWhatTheySay() throws IOException {
        final Path zip = TestModels.save(folder, "given").path();
        assertRefused("is a model package, which has a name", new ModelImport(zip).named("other").into(models));
        assertRefused("is a model package, which has a name", new ModelImport(zip).licensed("MIT").into(models));
        assertEquals(models.resolve("given-x2"), new ModelImport(zip).into(models).run().path());
        assertRefused("is there already", new ModelImport(zip).into(models));
    }

    @Test
    void ourOwnWeightsWithoutTheirPackage() throws IOException {
        final Espcn network = Espcn.narrow(3, 4, 6);
        Safetensors.write(file, network.initialWeights(1), Map.of());
        final ModelPackage model = new ModelImport(file).into(models).run();
        assertEquals(network, model.architecture());
        assertEquals("espcn-4x6-x3", model.card().id().toString());
        assertEquals("safetensors", model.card().source().orElseThrow().format());
    }

    @Test
    void weightsThatFitSeveralNetworksWantAName() {
        final Falsr c = Falsr.c();
        Safetensors.write(file, c.initialWeights(1), Map.of());
        assertRefused("fits several networks: falsr-c-x2, falsr-c-blocks-x2. Remedy: say which it is, such as "
            + "--architecture falsr-c-x2", new ModelImport(file).into(models));
        assertRefused("does not fit falsr-a-x2: the tensor c0.conv1.weight is [32, 16, 1, 1], not [64, 32, 3, 3]",
            new ModelImport(file).of("falsr-a").into(models));
        assertEquals(c, new ModelImport(file).of("falsr-c").into(models).run().architecture());
        Safetensors.write(file, Architectures.named("srcnn", 2).initialWeights(1), Map.of());
        assertRefused("srcnn-x2, srcnn-x3, srcnn-x4", new ModelImport(file).into(models));
        assertEquals(3, new ModelImport(file).of("srcnn-x3").into(models).run().scale());
    }

    @Test
    void whatIsNoModelAtAll() throws IOException {
        Files.writeString(file, "name: x\n");
        assertRefused("is in no format that is known here", new ModelImport(file).into(models));
        assertRefused("does not exist", new ModelImport(folder.resolve("nowhere.pb")).into(models));
        Files.write(file, new byte[0]);
        assertRefused("is in no format", new ModelImport(file).into(models));
        assertEquals(List.of(), inModels());
    }
}
