package sc.fiji.acuity.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Dlsr;
import sc.fiji.acuity.network.family.Espcn;
import sc.fiji.acuity.network.family.Laptop;
import sc.fiji.acuity.network.family.LaptopBlock;
import sc.fiji.acuity.train.pairs.TrainingSet;
import sc.fiji.acuity.upscale.ModelTest;

class TrainedModelTest {

    @TempDir
    private Path folder;

    private static Trainer.Result result(final Architecture architecture) {
        return new Trainer.Result(architecture.initialWeights(77), 40, 0, OptionalDouble.empty());
    }

    private TrainedModel trained(final Architecture architecture, final List<Path> evaluations) {
        final TrainSettings settings = new TrainSettings(architecture, 50, 4, 8, 1e-3, 1e-6, 5, 0.99, 2, 77);
        return new TrainedModel(settings, result(architecture), new TrainedModel.About("Ours, for tests.",
            "CC0-1.0", "three waves", List.of("wave 1", "wave 2"), "acuity train --steps 50", 12.5, evaluations,
            "Trained on waves."));
    }

    @Test
    void thePackageOpensAndPassesItsSelfTest() throws IOException {
        final Path images = Files.createDirectories(folder.resolve("Sets/waves"));
        TrainImages.grey(images, "a.png", 40, 40, 1);
        TrainImages.rgb(images, "b.png", 44, 38, 2);
        final Architecture architecture = Espcn.narrow(2, 2, 4);
        final TrainedModel trained = trained(architecture, List.of(images));
        final ModelPackage saved = trained.save(folder.resolve("mine-x2"), Progress.NONE);
        final ModelPackage model = ModelPackage.open(folder.resolve("mine-x2"));
        assertEquals(saved.checksum(), model.checksum());
        assertEquals(trained.result().weights(), model.weights());
        assertEquals(architecture, model.architecture());
        assertTrue(ModelTest.run(model, DeviceChoice.CPU).passed());
        final Card card = model.card();
        assertEquals("mine-x2", card.id().toString());
        assertEquals("Ours, for tests.", card.about().description());
        assertEquals("CC0-1.0", card.about().license());
        assertFalse(card.signal().bounded());
        assertEquals(architecture.initialWeights(1).count(), card.facts().parameters());
        assertEquals(3, card.facts().halo());
        assertTrue(card.trust().affineTolerance().isPresent());
        assertFalse(card.trust().limits().isBlank());
        final Card.Training training = card.training().orElseThrow();
        assertEquals("three waves", training.data());
        assertEquals(List.of("wave 1", "wave 2"), training.images());
        assertTrue(training.recipe().startsWith("acuity train --steps 50; L1, Adam"), training.recipe());
        assertEquals(77, training.seed());
        assertEquals(40, training.steps());
        assertTrue(training.recipe().endsWith("; finished early, with the weights of step 40 of 50"),
            training.recipe());
        assertEquals(12.5, training.seconds());
        final Card.Evaluation score = card.trust().evaluations().get(0);
        assertEquals("Sets/waves", score.dataset());
        assertEquals("standard", score.protocol());
        assertTrue(score.score().psnr() > 5 && score.bicubic().orElseThrow().psnr() > score.score().psnr());
    }

    /** For colour images, of the whole of which it looks at. */
    @Test
    void aColourNetwork() throws IOException {
        final Path images = Files.createDirectories(folder.resolve("Sets/waves"));
        TrainImages.rgb(images, "b.png", 44, 38, 2);
        final Architecture architecture = new Dlsr(2, 4, List.of(Dlsr.Step.CONV1, Dlsr.Step.SEP3, Dlsr.Step.CONV3),
            List.of(List.of(1, 2), List.of(2, 3), List.of(2, 4), List.of(4, 5)));
        final TrainSettings settings = new TrainSettings(architecture, 50, 4, 16, 1e-3, 1e-6, 5, 0.99, 2, 77);
        final TrainedModel trained = new TrainedModel(settings, result(architecture),
            new TrainedModel.About("Colours.", "CC0-1.0", "waves", List.of(), "", 1, List.of(images), "Trained on waves."));
        trained.save(folder.resolve("colour-x2"), Progress.NONE);
        final ModelPackage model = ModelPackage.open(folder.resolve("colour-x2"));
        assertTrue(ModelTest.run(model, DeviceChoice.CPU).passed());
        assertEquals(Card.Signal.RGB, model.card().signal());
        assertEquals(3, model.testInput().shape()[1]);
        assertTrue(model.card().trust().tileDifference().isPresent());
        assertTrue(model.card().trust().evaluations().get(0).bicubic().isPresent());
        assertTrue(Files.readString(folder.resolve("colour-x2/card.yaml")).contains("- red"));
    }

    /** What is only for training is folded; the pixels stay. */
    @Test
    void branches() throws IOException {
        final Path pictures = Files.createDirectory(folder.resolve("pictures"));
        final TrainingSet images = TrainingSet.load(TrainImages.files(pictures, 3), 2, 8, Progress.NONE);
        final Laptop network = new Laptop(2, 4, Espcn.Nonlinearity.PRELU,
            List.of(LaptopBlock.PAIR, LaptopBlock.GATE), List.of(true, false), true);
        final TrainSettings settings = new TrainSettings(network, 20, 2, 8, 1e-2, 1e-3, 2, 0.9, 2, 5);
        final Trainer.Result result = new Trainer(settings, images, folder.resolve("run"))
            .run(Progress.NONE, new TrainingControl(), TrainingListener.NONE);
        final ModelPackage saved = new TrainedModel(settings, result, new TrainedModel.About("Ours.", "CC0-1.0",
            "waves", List.of(), "", 1, List.of(), "Trained on waves.")).save(folder.resolve("plain-x2"), Progress.NONE);
        final ModelPackage model = ModelPackage.open(folder.resolve("plain-x2"));
        assertEquals(network.deployed(), model.architecture());
        assertEquals(saved.weights(), model.weights());
        assertTrue(model.weights().count() < result.weights().count());
        assertTrue(ModelTest.run(model, DeviceChoice.CPU).passed());
        final float[] trained =
            ModelTest.infer(network.graph(), result.weights(), model.testInput(), DeviceChoice.CPU).data();
        final float[] folded =
            ModelTest.infer(model.graph(), model.weights(), model.testInput(), DeviceChoice.CPU).data();
        assertArrayEquals(trained, folded, 1e-5f);
        assertTrue(model.card().facts().parameters() == model.weights().count(), "the card counts what is run");
    }

    @Test
    void aTestThatNoOtherWeightsPass() {
        final ModelPackage model =
            trained(Espcn.narrow(2, 2, 4), List.of()).save(folder.resolve("mine-x2"), Progress.NONE);
        final Weights other = model.weights().copy();
        other.get("conv1.weight").data()[0] += 0.05f;
        final ModelPackage changed = new ModelPackage(model.path(), model.card(), model.architecture(), model.graph(),
            other, model.testInput(), model.testOutput());
        assertFalse(ModelTest.run(changed, DeviceChoice.CPU).passed());
    }

    /** A sigmoid at the end cannot leave 0..1: the card says so. */
    @Test
    void boundedNetworks() {
        final ModelPackage model =
            trained(Espcn.pool(2, 2, 3), List.of()).save(folder.resolve("pool-x2"), Progress.NONE);
        assertTrue(ModelPackage.open(folder.resolve("pool-x2")).card().signal().bounded());
        assertTrue(ModelTest.run(model, DeviceChoice.CPU).passed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mine", "mine-x3", "mine-x5", "bicubic-x2", "", "a b-x2", "/"})
    void namesThatAreNone(final String name) {
        assertThrows(AcuityException.class, () -> TrainedModel.checkTarget(folder.resolve(name), 2));
    }

    @Test
    void targetsThatCannotBeWritten() throws IOException {
        assertEquals("mine-x2", TrainedModel.checkTarget(folder.resolve("mine-x2"), 2).toString());
        Files.createDirectory(folder.resolve("mine-x2"));
        assertThrows(AcuityException.class, () -> TrainedModel.checkTarget(folder.resolve("mine-x2"), 2));
        assertThrows(AcuityException.class,
            () -> trained(Espcn.narrow(2, 2, 4), List.of()).save(folder.resolve("mine-x2"), Progress.NONE));
    }
}
