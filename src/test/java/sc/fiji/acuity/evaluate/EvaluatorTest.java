package sc.fiji.acuity.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.acuity.SharedData;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.image.LumaRange;
import sc.fiji.acuity.image.Plane;

class EvaluatorTest {

    @TempDir
    private Path folder;

    /** What an independent implementation gives from the stored 8-bit images. */
    @ParameterizedTest
    @CsvSource({"2, 33.650, 0.9295", "3, 30.389, 0.8680", "4, 28.420, 0.8103"})
    void bicubicOnSet5(final int scale, final double psnr, final double ssim) {
        final Evaluation result = set5(scale, 1, Protocol.STANDARD);
        assertEquals(List.of("baby", "bird", "butterfly", "head", "woman"),
            result.images().stream().map(ImageScore::name).toList());
        assertEquals(psnr, result.psnr(), 0.005);
        assertEquals(ssim, result.ssim(), 0.0002);
    }

    @ParameterizedTest
    @CsvSource({"2, 33.674", "3, 30.405", "4, 28.430"})
    void bicubicOnSet5InRgb(final int scale, final double psnr) {
        assertEquals(psnr, set5(scale, 3, Protocol.STANDARD).psnr(), 0.001);
    }

    @Test
    void meansAreOverImages() throws IOException {
        Pngs.rgb(folder.resolve("a.png"), 30, 40, 1);
        Pngs.grey(folder.resolve("b.png"), 41, 33, 2);
        final ImageSet set = ImageSet.open(folder, 2);
        for (final Protocol protocol : Protocol.values()) {
            final Evaluation result =
                Evaluator.evaluate(new BicubicEnlarger(2, 1), set, protocol, Progress.NONE);
            final ImageScore a = result.images().get(0);
            final ImageScore b = result.images().get(1);
            assertEquals("a", a.name());
            assertEquals((a.psnr() + b.psnr()) / 2, result.psnr(), 1e-12);
            assertEquals((a.ssim() + b.ssim()) / 2, result.ssim(), 1e-12);
            assertEquals(2, result.scale());
            assertTrue(result.seconds() > 0);
            assertTrue(a.psnr() > 5 && a.psnr() < 30 && a.ssim() < 0.9, a.toString());
        }
    }

    @Test
    void scalesMustAgree() throws IOException {
        Pngs.grey(folder.resolve("a.png"), 30, 40, 1);
        final ImageSet set = ImageSet.open(folder, 3);
        assertThrows(AcuityException.class,
            () -> Evaluator.evaluate(new BicubicEnlarger(2, 1), set, Protocol.STANDARD, Progress.NONE));
    }

    @Test
    void imagesTooSmallForTheProtocolAreNamed() throws IOException {
        Pngs.grey(folder.resolve("small.png"), 26, 40, 1);
        final ImageSet set = ImageSet.open(folder, 2);
        final BicubicEnlarger bicubic = new BicubicEnlarger(2, 1);
        assertEquals(1, Evaluator.evaluate(bicubic, set, Protocol.STANDARD, Progress.NONE).images().size());
        final AcuityException e = assertThrows(AcuityException.class,
            () -> Evaluator.evaluate(bicubic, set, Protocol.RGB, Progress.NONE));
        assertEquals("small", e.input());
        assertTrue(e.reason().contains("27 x 27"), e.reason());
    }

    @Test
    void networksThatGiveNaNAreFound() throws IOException {
        Pngs.grey(folder.resolve("a.png"), 30, 40, 1);
        final ImageSet set = ImageSet.open(folder, 2);
        final AcuityException e = assertThrows(AcuityException.class,
            () -> Evaluator.evaluate(new Broken(), set, Protocol.STANDARD, Progress.NONE));
        assertEquals("a", e.input());
    }

    @Test
    void cancelEndsItBetweenImages() throws IOException {
        Pngs.grey(folder.resolve("a.png"), 30, 40, 1);
        Pngs.grey(folder.resolve("b.png"), 30, 40, 1);
        final Progress afterOne = new Progress() {

            private double done;

            @Override
            public void report(final String stage, final double fraction) {
                done = fraction;
            }

            @Override
            public boolean cancelled() {
                return done >= 0.5;
            }
        };
        final ImageSet set = ImageSet.open(folder, 2);
        assertThrows(CancellationException.class,
            () -> Evaluator.evaluate(new BicubicEnlarger(2, 1), set, Protocol.STANDARD, afterOne));
    }

    private static Evaluation set5(final int scale, final int channels, final Protocol protocol) {
        final ImageSet set = ImageSet.open(SharedData.folder("benchmarks/Set5/x" + scale), scale);
        return Evaluator.evaluate(new BicubicEnlarger(scale, channels), set, protocol, Progress.NONE);
    }

    private static final class Broken implements Enlarger {

        @Override
        public int scale() {
            return 2;
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public LumaRange luma() {
            return LumaRange.FULL;
        }

        @Override
        public Plane[] enlarge(final Plane[] lr) {
            final Plane plane = new Plane(2 * lr[0].width(), 2 * lr[0].height());
            plane.data()[7] = Float.NaN;
            return new Plane[] {plane};
        }
    }
}
