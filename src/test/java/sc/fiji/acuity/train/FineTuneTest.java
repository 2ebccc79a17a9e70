package sc.fiji.acuity.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelName;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.SelfTest;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Espcn;
import sc.fiji.acuity.train.pairs.PairSettings;
import sc.fiji.acuity.train.pairs.TrainingSet;
import sc.fiji.acuity.upscale.ModelTest;

class FineTuneTest {

    private static final int STEPS = 150;

    @TempDir
    private Path folder;

    /** A network that repeats pixels: there is much to gain. */
    private ModelPackage repeating(final String name, final Card.Signal signal) {
        final Architecture architecture = Espcn.narrow(2, 1, 4);
        final Weights weights = architecture.initialWeights(3);
        // the last layer adds nothing; the one before can learn all the same
        Arrays.fill(weights.get("conv2.weight").data(), 0);
        Arrays.fill(weights.get("conv2.bias").data(), 0);
        final Tensor input = SelfTest.image(1, 1);
        final Card card = new Card(new ModelName(name, 2), Card.About.of("Repeats.", "CC0-1.0"), signal,
            Card.Facts.UNKNOWN, new Card.Trust(Map.of("fp32", 1e-4), OptionalDouble.empty(), List.of(), ""),
            Optional.empty());
        return ModelPackage.save(folder.resolve(name + "-x2"), card, architecture, weights, input,
            ModelTest.infer(architecture.graph(), weights, input, DeviceChoice.CPU));
    }

    private TrainingSet images(final int count) throws IOException {
        return TrainingSet.load(TrainImages.files(Files.createDirectories(folder.resolve("images")), count),
            PairSettings.of(2, 8).holdingOut(0.1, 0.35, 1), Progress.NONE);
    }

    private static TrainSettings settings(final ModelPackage start, final double rate) {
        return TrainSettings.of(start.architecture(), STEPS, 4, 8, new Schedule.WarmUp(5, new Schedule.Cosine(rate,
            1e-6))).withEma(0.9);
    }

    private static FineTune.Outcome run(final FineTune tune, final Progress progress) {
        return tune.run(progress, new TrainingControl(), TrainingListener.NONE);
    }

    private static TrainedModel.About texts(final Path... also) {
        return new TrainedModel.About("Waves.", "CC0-1.0", "waves", List.of("wave 1"), "acuity finetune", 3,
            List.of(also), "");
    }

    @Test
    void betterOnHeldOutImages() throws IOException {
        final ModelPackage start = repeating("start", Card.Signal.LUMA);
        try (TrainingSet images = images(20)) {
            final int count = images.test().size();
            assertTrue(count >= HeldOutReport.LEAST_IMAGES && count <= 10, count + " images");
            final FineTune tune =
                FineTune.begin(start, images, settings(start, 5e-3), 0, folder.resolve("run"), Progress.NONE);
            final FineTune.Outcome outcome = run(tune, Progress.NONE);
            final HeldOutReport report = outcome.report();
            assertEquals(count, report.images().size());
            assertTrue(report.better(), report.verdict());
            assertEquals(count, report.improved());
            assertEquals(2 / Math.pow(2, count), report.p().orElseThrow(), 1e-12);
            assertTrue(report.verdict().startsWith("Better than the model it began with: +"), report.verdict());
            assertTrue(report.images().get(0).image().matches("image\\d+[.]png"), report.images().get(0).image());
            final List<String> csv = Files.readAllLines(folder.resolve("run/held-out.csv"));
            assertEquals(count + 1, csv.size());
            assertEquals(8, csv.get(1).split(",").length, csv.get(1));
            assertCard(outcome.save(folder.resolve("mine-x2"), texts(folder.resolve("images")), Progress.NONE), start,
                report);
        }
    }

    private static void assertCard(final ModelPackage saved, final ModelPackage start, final HeldOutReport report) {
        final Card.Tuning tuning = saved.card().tuning().orElseThrow();
        assertEquals("start-x2", tuning.start());
        assertEquals(start.checksum(), tuning.sha256());
        assertEquals("bicubic", tuning.degradation());
        assertEquals(report.images(), tuning.images());
        assertEquals(report.verdict(), tuning.verdict());
        final Card.Evaluation also = saved.card().trust().evaluations().get(0);
        assertTrue(also.start().orElseThrow().psnr() < also.score().psnr(), also.toString());
        assertTrue(saved.card().trust().limits().contains("start-x2"), saved.card().trust().limits());
        assertEquals(STEPS, saved.card().training().orElseThrow().steps());
        assertEquals(saved.card(), ModelPackage.open(saved.path()).card());
    }

    /** One step at almost no rate: nothing is gained, and so it says. */
    @Test
    void notBetter() throws IOException {
        final ModelPackage start = repeating("start", Card.Signal.LUMA);
        try (TrainingSet images = images(4)) {
            final TrainSettings nothing = TrainSettings.of(start.architecture(), 1, 4, 8, new Schedule.Constant(1e-12));
            final HeldOutReport report = run(FineTune.begin(start, images, nothing, 0, folder.resolve("run"),
                Progress.NONE), Progress.NONE).report();
            assertFalse(report.better());
            assertTrue(report.verdict().startsWith("No better") && report.verdict().contains("it takes 6 images"),
                report.verdict());
        }
    }

    @Test
    void oneImageIsAllTrainedOn() throws IOException {
        final ModelPackage start = repeating("start", Card.Signal.LUMA);
        try (TrainingSet images = images(1)) {
            final FineTune.Outcome outcome = run(FineTune.begin(start, images, settings(start, 5e-3), 0,
                folder.resolve("run"), Progress.NONE), Progress.NONE);
            assertTrue(outcome.report().images().isEmpty() && !outcome.report().better());
            final Card card = outcome.save(folder.resolve("mine-x2"), texts(), Progress.NONE).card();
            assertTrue(card.tuning().orElseThrow().p().isEmpty());
            assertTrue(card.tuning().orElseThrow().verdict().contains("not measured"));
            assertTrue(card.trust().limits().contains("one field"), card.trust().limits());
        }
    }

    /** A network whose black is 16/255 learns, and is measured, in its own intensities. */
    @Test
    void otherIntensities() throws IOException {
        final ModelPackage start = repeating("studio", Card.Signal.STUDIO_LUMA);
        try (TrainingSet images = images(20)) {
            final FineTune.Outcome outcome = run(FineTune.begin(start, images, settings(start, 5e-3), 0,
                folder.resolve("run"), Progress.NONE), Progress.NONE);
            assertTrue(outcome.report().better(), outcome.report().verdict());
            final ModelPackage saved = outcome.save(folder.resolve("mine-x2"), texts(), Progress.NONE);
            assertEquals(Card.Signal.STUDIO_LUMA, saved.card().signal());
            // what repeating pixels is worth does not depend on units
            final ModelPackage plain = repeating("plain", Card.Signal.LUMA);
            final HeldOutReport same = run(FineTune.begin(plain, images, settings(plain, 5e-3), 0,
                folder.resolve("plain"), Progress.NONE), Progress.NONE).report();
            assertEquals(same.images().get(0).start().psnr(), outcome.report().images().get(0).start().psnr(), 1e-3);
            assertEquals(same.images().get(0).bicubic().psnr(), outcome.report().images().get(0).bicubic().psnr(),
                1e-3);
        }
    }

    @Test
    void cancelledAndResumedIsTheSame() throws IOException {
        final ModelPackage start = repeating("start", Card.Signal.LUMA);
        try (TrainingSet images = images(5)) {
            final TrainSettings settings = settings(start, 5e-3);
            final Weights whole = run(FineTune.begin(start, images, settings, 0, folder.resolve("whole"),
                Progress.NONE), Progress.NONE).result().weights();
            final Path cut = folder.resolve("cut");
            final FineTune first = FineTune.begin(start, images, settings, 0, cut, Progress.NONE);
            assertThrows(CancellationException.class, () -> run(first, TrainerTest.until(40)));
            assertEquals(whole, run(FineTune.resume(start, images, cut), Progress.NONE).result().weights());
            final ModelPackage other = repeating("other", Card.Signal.LUMA);
            other.weights().get("conv1.bias").data()[0] += 1;
            assertThrows(AcuityException.class, () -> FineTune.resume(other, images, cut));
        }
    }

    /** Minutes become steps once; what the run has then, it keeps. */
    @Test
    void aBudgetInMinutes() throws IOException {
        final ModelPackage start = repeating("start", Card.Signal.LUMA);
        try (TrainingSet images = images(3)) {
            final Path run = folder.resolve("run");
            final FineTune tune =
                FineTune.begin(start, images, settings(start, 5e-3), 0.05, run, Progress.NONE);
            final TrainSettings found = tune.settings();
            final TrainSettings.Budget budget = found.budget().orElseThrow();
            assertEquals(0.05, budget.minutes());
            assertTrue(budget.secondsPerStep() > 0 && found.steps() >= 20, found.toString());
            assertTrue(found.steps() * budget.secondsPerStep() <= Math.max(3, 20 * budget.secondsPerStep()),
                found.toString());
            assertEquals(found, FineTune.resume(start, images, run).settings());
            assertThrows(AcuityException.class, () -> FineTune.begin(start, images, settings(start, 5e-3), -1,
                folder.resolve("no"), Progress.NONE));
            assertFalse(Files.exists(folder.resolve("no")), "nothing is written before it is known");
            assertThrows(AcuityException.class,
                () -> FineTune.begin(start, images, settings(start, 5e-3), 1, run, Progress.NONE));
        }
    }

    @Test
    void theDefaultsFit() {
        final ModelPackage start = repeating("start", Card.Signal.LUMA);
        assertEquals(start.architecture(), FineTune.defaults(start).architecture());
        assertEquals(FineTune.defaults(start).patch(), FineTune.pairs(start, 1).patch());
    }
}
