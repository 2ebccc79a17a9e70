package sc.fiji.acuity.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import ij.ImagePlus;
import ij.process.ImageProcessor;

import sc.fiji.acuity.SharedData;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.ModelStore;
import sc.fiji.acuity.model.SelfTest;
import sc.fiji.acuity.upscale.ModelTest;
import sc.fiji.acuity.upscale.UpscaleOptions;
import sc.fiji.acuity.upscale.Upscaler;

/** The packages in {@code models/} are what their cards and our documentation say. */
class ShippedModelsTest {

    private static final ModelStore STORE = new ModelStore(List.of(Path.of("models")));

    static Stream<ModelPackage> models() {
        return STORE.list().stream().map(entry -> ModelPackage.open(entry.path()));
    }

    @Test
    void areThere() {
        assertTrue(STORE.list().stream().map(entry -> entry.id().toString()).toList().containsAll(List.of(
            "balanced-x2", "balanced-x3", "balanced-x4", "fast-x2", "fast-x3", "fast-x4", "searched-x2")));
        assertTrue(STORE.list().stream().allMatch(entry -> entry.problem().isEmpty()));
    }

    @ParameterizedTest
    @MethodSource("models")
    void passesItsSelfTest(final ModelPackage model) {
        ModelTest.run(model, DeviceChoice.CPU).require(model);
    }

    /** a·x + b in gives a·y + b out: values below 2^24, so that only the result's own type rounds. */
    @ParameterizedTest
    @MethodSource("models")
    void followsAnAffineChangeOfIntensity(final ModelPackage model) {
        final ImagePlus image = ImageFiles.open(Path.of("test-images/cells-16bit.tif"));
        final double a = 5;
        final double b = 1234;
        final ImagePlus changed = image.duplicate();
        final ImageProcessor pixels = changed.getProcessor();
        for (int i = 0; i < pixels.getPixelCount(); i++) {
            pixels.set(i, (int) (a * pixels.get(i) + b));
        }
        try (Upscaler upscaler = Upscaler.open(model, DeviceChoice.CPU, 2)) {
            final ImageProcessor y = upscaler.upscale(image, UpscaleOptions.DEFAULT, Progress.NONE).getProcessor();
            final ImageProcessor z = upscaler.upscale(changed, UpscaleOptions.DEFAULT, Progress.NONE).getProcessor();
            final double range = pixels.getStatistics().max - pixels.getStatistics().min;
            // y is rounded to a level, which a times as many levels of z stand for, and z to half a level
            final double allowed = a * 0.5 + 0.5 + range * model.card().trust().affineTolerance().orElseThrow();
            for (int i = 0; i < y.getPixelCount(); i++) {
                final double expected = a * y.get(i) + b;
                if (y.get(i) > 0 && expected < 65535 - a) {
                    assertEquals(expected, z.get(i), allowed, "pixel " + i);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void doesNotDependOnWorkers(final ModelPackage model) {
        final ImagePlus image = ImageFiles.open(Path.of("test-images/timelapse-16bit-czt.tif"));
        assertArrayEquals(pixels(model, image, 1), pixels(model, image, 3));
    }

    private static Object[] pixels(final ModelPackage model, final ImagePlus image, final int workers) {
        try (Upscaler upscaler = Upscaler.open(model, DeviceChoice.CPU, workers)) {
            final ImagePlus result = upscaler.upscale(image, UpscaleOptions.DEFAULT, Progress.NONE);
            return Stream.iterate(1, n -> n + 1).limit(result.getStackSize())
                .map(n -> result.getStack().getPixels(n)).toArray();
        }
    }

    /** Cards state how far bf16 may be off, and it is no farther where the processor has it. */
    @ParameterizedTest
    @CsvSource({"balanced, 2", "balanced, 3", "balanced, 4", "fast, 2", "fast, 3", "fast, 4", "searched, 2"})
    void bf16KeepsToWhatTheCardStates(final String name, final int scale) {
        final ModelPackage model = STORE.resolve(name, scale);
        assertTrue(model.card().trust().selfTest().get("bf16") <= 0.02);
        final SelfTest.Result result;
        try {
            result = ModelTest.run(model, DeviceChoice.CPU, Precision.BF16);
        } catch (final AcuityException e) {
            assumeTrue(false, e.getMessage());
            return;
        }
        assertTrue(result.passed(), () -> result.toString());
        assertTrue(result.difference() > ModelTest.run(model, DeviceChoice.CPU).tolerance(), "as exact as fp32");
    }

    /** The bars that the models were made for; and what their cards claim. */
    @ParameterizedTest
    @CsvSource({"balanced, 2, 36.6, 25000", "fast, 2, 35.2, 3000", "fast, 3, 31.4, 3000", "fast, 4, 29.4, 4000",
        "balanced, 3, 32.5, 25000", "balanced, 4, 30.3, 30000", "searched, 2, 37.22, 21000"})
    void reachesItsFigureOnSet5(final String name, final int scale, final double psnr, final long parameters) {
        final ImageSet set5 = ImageSet.open(SharedData.folder("benchmarks/Set5/x" + scale), scale);
        final ModelPackage model = STORE.resolve(name, scale);
        try (ModelEnlarger enlarger = new ModelEnlarger(model, DeviceChoice.CPU)) {
            final Evaluation e = Evaluator.evaluate(enlarger, set5, Protocol.STANDARD, Progress.NONE);
            assertTrue(e.psnr() >= psnr, name + " has " + e.psnr() + " dB");
            final Card.Evaluation claimed = model.card().trust().evaluations().get(0);
            assertEquals(claimed.score().psnr(), e.psnr(), 0.002);
            assertEquals(claimed.score().ssim(), e.ssim(), 0.0002);
        }
        assertTrue(model.card().facts().parameters() <= parameters);
    }
}
