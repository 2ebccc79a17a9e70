package sc.fiji.acuity.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.image.LumaRange;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.upscale.ModelTest;
import sc.fiji.acuity.upscale.TinyModels;

class ModelEnlargerTest {

    /** The network's own output, with tiles: nothing mapped, rounded or clipped. */
    @Test
    void enlargesAsTheNetworkDoes() {
        final ModelPackage model = TinyModels.small(2);
        final Plane lr = new Plane(230, 70);
        for (int i = 0; i < lr.data().length; i++) {
            // beyond 0..1, too
            lr.data()[i] = i * 37 % 211 / 150f - 0.2f;
        }
        final float[] before = lr.data().clone();
        try (ModelEnlarger enlarger = new ModelEnlarger(model, DeviceChoice.CPU)) {
            assertEquals(2, enlarger.scale());
            assertEquals(1, enlarger.channels());
            assertEquals(LumaRange.FULL, enlarger.luma());
            final Plane[] result = enlarger.enlarge(new Plane[] {lr});
            assertEquals(1, result.length);
            assertEquals(460, result[0].width());
            final Tensor whole = ModelTest.infer(model.graph(), model.weights(),
                new Tensor(new int[] {1, 1, 70, 230}, lr.data()), DeviceChoice.CPU);
            assertArrayEquals(whole.data(), result[0].data(), 5e-6f);
        }
        assertArrayEquals(before, lr.data());
    }

    /** Red, green and blue in 0..255, in and out; the network's own black and white are another matter. */
    @ParameterizedTest
    @CsvSource({"0, 1", "-0.5, 0.5"})
    void colourNetworks(final double low, final double high) {
        final ModelPackage rgb = TinyModels.colour(2);
        final ModelPackage model =
            TinyModels.of(rgb.architecture(), new Card.Signal(3, Optional.empty(), low, high, false));
        final Plane[] lr = new Plane[3];
        final Tensor input = Tensor.zeros(1, 3, 17, 23);
        for (int c = 0; c < 3; c++) {
            lr[c] = new Plane(23, 17);
            for (int i = 0; i < lr[c].data().length; i++) {
                lr[c].data()[i] = i * (37 + c) % 211 + 20;
                input.data()[c * 17 * 23 + i] = (float) (low + (high - low) * lr[c].data()[i] / 255);
            }
        }
        final Tensor whole = ModelTest.infer(model.graph(), model.weights(), input, DeviceChoice.CPU);
        try (ModelEnlarger enlarger = new ModelEnlarger(model, DeviceChoice.CPU)) {
            assertEquals(3, enlarger.channels());
            final Plane[] result = enlarger.enlarge(lr);
            final int n = result[0].data().length;
            for (int i = 0; i < 3 * n; i++) {
                assertEquals((whole.data()[i] - low) / (high - low) * 255, result[i / n].data()[i % n], 2e-3);
            }
        }
    }

    /** The standard rules round red, green and blue to 8 bits, and then no luma; those for luma refuse. */
    @Test
    void protocolsForColourNetworks(@TempDir final Path folder) throws IOException {
        Pngs.rgb(folder.resolve("a.png"), 60, 48, 3);
        final ImageSet images = ImageSet.open(folder, 2);
        try (ModelEnlarger enlarger = new ModelEnlarger(TinyModels.colour(2), DeviceChoice.CPU)) {
            final double standard = Evaluator.evaluate(enlarger, images, Protocol.STANDARD, Progress.NONE).psnr();
            assertNotEquals(standard, Evaluator.evaluate(enlarger, images, Protocol.RGB, Progress.NONE).psnr());
            final ImagePair pair = images.load(images.names().get(0));
            final Plane[] eight = Steps.rounded8(enlarger.enlarge(pair.lr()));
            assertEquals(Compared.luma(Steps.studio(eight), Steps.studio(pair.hr())).score("a", 2).psnr(), standard);
            for (final Protocol luma : List.of(Protocol.ESR, Protocol.FALSR)) {
                assertThrows(AcuityException.class,
                    () -> Evaluator.evaluate(enlarger, images, luma, Progress.NONE));
            }
        }
    }
}
