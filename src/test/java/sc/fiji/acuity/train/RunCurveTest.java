package sc.fiji.acuity.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCurveTest {

    @TempDir
    private Path folder;

    private static TrainingListener.Report report(final int step, final Optional<TrainingListener.Scores> scores) {
        return new TrainingListener.Report(step, 10, 1.0 / step, 1e-3, scores, step, 10 - step, Optional.empty());
    }

    private BufferedImage drawn(final RunCurve curve) throws IOException {
        curve.write(folder);
        return ImageIO.read(folder.resolve(RunCurve.FILE).toFile());
    }

    private static int count(final BufferedImage image, final int rgb, final int from, final int to) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = from; x < to; x++) {
                count += (image.getRGB(x, y) & 0xFFFFFF) == rgb ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void lossAndScores() throws IOException {
        final RunCurve curve = new RunCurve();
        for (int step = 1; step <= 10; step++) {
            curve.measured(report(step, Optional.of(new TrainingListener.Scores(30 + step * 0.1, 29.5,
                OptionalDouble.of(30)))));
        }
        final BufferedImage image = drawn(curve);
        final int half = image.getWidth() / 2;
        assertTrue(count(image, 0x0072B2, 0, half) > 100, "the loss on the left");
        assertTrue(count(image, 0x0072B2, half, 2 * half) > 100, "the score on the right");
        assertTrue(count(image, 0x999999, half, 2 * half) > 100, "bicubic");
        assertTrue(count(image, 0xD55E00, half, 2 * half) > 100, "the start");
        assertEquals(0, count(image, 0xD55E00, 0, half));
    }

    /** Without held-out images there is one panel; one report, and a loss that does not change, are enough. */
    @Test
    void lossAlone() throws IOException {
        final RunCurve curve = new RunCurve();
        curve.measured(report(1, Optional.empty()));
        assertEquals(900, drawn(curve).getWidth());
    }

    @Test
    void nothing() {
        new RunCurve().write(folder);
        assertFalse(Files.exists(folder.resolve(RunCurve.FILE)));
    }
}
