package sc.fiji.acuity.upscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.List;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.image.Provenance;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.ModelStore;
import sc.fiji.acuity.network.Tensor;

/** How an upscaler is opened, and what it refuses. */
class UpscalerTest {

    @TempDir
    private Path folder;

    private AcuityException open(final String model, final int scale) {
        return assertThrows(AcuityException.class,
            () -> Upscaler.open(model, scale, DeviceChoice.CPU, 1, new ModelStore(List.of(folder))));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 5, 7})
    void otherScales(final int scale) {
        assertTrue(open("bicubic", scale).getMessage().contains("scale " + scale));
    }

    @Test
    void unknownModels() {
        assertTrue(open("nobody", 2).getMessage().contains("nobody"));
    }

    @Test
    void aSavedModelByName() {
        final ModelPackage tiny = TinyModels.small(2);
        ModelPackage.save(folder.resolve("tiny-x2"), tiny.card(), tiny.architecture(), tiny.weights(), tiny.testInput(),
            tiny.testOutput());
        final ModelStore store = new ModelStore(List.of(folder));
        try (Upscaler upscaler = Upscaler.open("tiny", 2, DeviceChoice.CPU, 2, store)) {
            assertEquals(2, upscaler.scale());
            final ImagePlus result = upscaler.upscale(Scenes.image(8, 30, 20), UpscaleOptions.DEFAULT, Progress.NONE);
            assertTrue(Provenance.of(result).values().get("tile").startsWith("192 LR pixels"));
        }
        assertTrue(open("tiny", 3).remedy().contains("2"), "the scales that there are");
    }

    @Test
    void aModelThatFailsItsSelfTest() {
        final ModelPackage tiny = TinyModels.small(2);
        final Tensor wrong = tiny.testOutput().copy();
        wrong.data()[3] += 0.01f;
        final ModelPackage broken = new ModelPackage(tiny.path(), tiny.card(), tiny.architecture(), tiny.graph(),
            tiny.weights(), tiny.testInput(), wrong);
        final AcuityException e =
            assertThrows(AcuityException.class, () -> Upscaler.open(broken, DeviceChoice.CPU, 1));
        assertTrue(e.reason().contains("self-test"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 5, 5", "0, 0, 31, 5", "28, 18, 3, 2", "0, 0, 0, 5", "5, 5, -2, 3", "2147483647, 0, 5, 5"})
    void regionsOutside(final int x, final int y, final int width, final int height) {
        final UpscaleOptions options = UpscaleOptions.DEFAULT.within(new Rectangle(x, y, width, height));
        final ImagePlus image = Scenes.image(8, 30, 20);
        final AcuityException e = assertThrows(AcuityException.class, () -> Scenes.bicubic(2, image, options));
        assertTrue(e.getMessage().contains("30 x 20"), e.getMessage());
        final ModelPackage model = TinyModels.small(2);
        assertThrows(AcuityException.class, () -> Scenes.upscale(model, image, 1, 24, options));
    }

    @Test
    void anImageWithoutPixels() {
        assertThrows(AcuityException.class, () -> Scenes.bicubic(2, new ImagePlus(), UpscaleOptions.DEFAULT));
    }

    /** Planes beyond what an array holds, and stacks beyond the memory: said before any pixel is read. */
    @ParameterizedTest
    @CsvSource({"30000, 30000, 1, 2^31", "4000, 4000, 100000, memory"})
    void resultsThatAreTooLarge(final int width, final int height, final int planes, final String reason) {
        final PlaneSource source = new Promised(width, height, planes);
        try (Upscaler upscaler = Upscaler.of(new BicubicMethod(2))) {
            final AcuityException e = assertThrows(AcuityException.class,
                () -> upscaler.enlarge(source, UpscaleOptions.DEFAULT, Progress.NONE, (i, pixels) -> { }));
            assertTrue(e.getMessage().contains(reason), e.getMessage());
        }
    }

    private record Promised(int width, int height, int size) implements PlaneSource {

        @Override
        public String name() {
            return "large.tif";
        }

        @Override
        public int bitDepth() {
            return 8;
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public int channel(final int plane) {
            return 0;
        }

        @Override
        public ImageProcessor plane(final int plane) {
            throw new AssertionError("not to be read");
        }
    }

    @Test
    void bicubicOfARamp() {
        final ByteProcessor ramp = new ByteProcessor(8, 4);
        for (int i = 0; i < 32; i++) {
            ramp.set(i, 20 * (i % 8) + 40);
        }
        final ImageProcessor result =
            Scenes.bicubic(2, new ImagePlus("ramp", ramp), UpscaleOptions.DEFAULT).getProcessor();
        for (int x = 4; x < 12; x++) {
            // centres of the new pixels are a quarter of an old one away from those of the old
            assertEquals(35 + 10 * x, result.get(x, 3));
        }
    }
}
