package sc.fiji.acuity.train.pairs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;

import ij.ImagePlus;
import ij.process.FloatProcessor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Rounding;

class DegradationTest {

    @TempDir
    private Path folder;

    private static Plane noise(final int width, final int height) {
        final Plane plane = new Plane(width, height);
        final SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < plane.data().length; i++) {
            plane.data()[i] = (float) random.nextDouble();
        }
        return plane;
    }

    @Test
    void boxTakesMeans() {
        final Plane hr = new Plane(4, 2, new float[] {1, 2, 10, 20, 3, 5, 30, 41});
        assertArrayEquals(new float[] {2.75f, 25.25f}, new Degradation.Box().reduce(hr, 2, Rounding.NONE).data());
        assertArrayEquals(new float[] {3, 25}, new Degradation.Box().reduce(hr, 2, Rounding.UINT8).data());
        assertEquals(3, new Degradation.Box().reduce(new Plane(9, 6), 3, Rounding.NONE).width());
        assertTrue(new Degradation.Box().camera().isEmpty());
    }

    @Test
    void noBlurIsBox() {
        final Plane hr = noise(12, 9);
        assertArrayEquals(new Degradation.Box().reduce(hr, 3, Rounding.NONE).data(),
            new Degradation.Physics(new Psf.Gaussian(0), Optional.empty()).reduce(hr, 3, Rounding.NONE).data());
    }

    /** Against sums over the whole plane, mirrored at the edges, in the order of the definition. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void gaussianThenBox(final int scale) {
        final double sigma = 1.2;
        final Plane hr = noise(6 * scale, 5 * scale);
        final Plane lr = new Psf.Gaussian(sigma).reduce(hr, scale, Rounding.NONE);
        assertEquals(6, lr.width());
        assertEquals(5, lr.height());
        for (int y = 0; y < 5; y++) {
            for (int x = 0; x < 6; x++) {
                double sum = 0;
                double weights = 0;
                for (int v = -5; v <= 5; v++) {
                    for (int u = -5; u <= 5; u++) {
                        final double weight = Math.exp(-(u * u + v * v) / (2 * sigma * sigma));
                        weights += weight * scale * scale;
                        for (int b = 0; b < scale * scale; b++) {
                            sum += weight * hr.get(mirror(x * scale + b % scale + u, hr.width()),
                                mirror(y * scale + b / scale + v, hr.height()));
                        }
                    }
                }
                assertEquals(sum / weights, lr.get(x, y), 1e-5);
            }
        }
    }

    private static int mirror(final int i, final int length) {
        return i < 0 ? -1 - i : i >= length ? 2 * length - 1 - i : i;
    }

    @Test
    void sigmaOfAMicroscope() {
        assertEquals(1.2, ((Psf.Gaussian) Psf.of(1.4, 520, 0.065)).sigma(), 1e-12);
        assertThrows(AcuityException.class, () -> Psf.of(0, 520, 0.065));
        assertThrows(AcuityException.class, () -> Psf.of(2, 520, 0.065));
        assertThrows(AcuityException.class, () -> Psf.of(1.4, 0.52, 0.065));
        assertThrows(AcuityException.class, () -> Psf.of(1.4, 520, 0));
        assertThrows(AcuityException.class, () -> Psf.of(1.4, 520, Double.NaN));
        final AcuityException e = assertThrows(AcuityException.class, () -> Psf.of(1.4, 520, 0.001));
        assertTrue(e.getMessage().contains("78"), e.getMessage());
    }

    private Path save(final String name, final FloatProcessor pixels) {
        final Path file = folder.resolve(name);
        ImageFiles.save(new ImagePlus(name, pixels), file, false);
        return file;
    }

    private static FloatProcessor point(final int side, final double x, final double y, final double sigma) {
        final FloatProcessor pixels = new FloatProcessor(side, side);
        for (int i = 0; i < side * side; i++) {
            final double dx = i % side - x;
            final double dy = i / side - y;
            pixels.setf(i, (float) (100 + 1000 * Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma))));
        }
        return pixels;
    }

    /** The image of a point that lies off the middle, over a background, blurs as the Gaussian that it is. */
    @ParameterizedTest
    @CsvSource({"15, 7, 7", "15, 7.3, 6.6", "16, 7.5, 8.1"})
    void aMeasuredGaussian(final int side, final double x, final double y) {
        final Plane hr = new Psf.Gaussian(1).reduce(noise(64, 48), 2, Rounding.NONE);
        final Plane measured =
            Psf.measured(save("point.tif", point(side, x, y, 1.3))).reduce(hr, 2, Rounding.NONE);
        final Plane exact = new Psf.Gaussian(1.3).reduce(hr, 2, Rounding.NONE);
        for (int i = 0; i < exact.data().length; i++) {
            assertEquals(exact.data()[i], measured.data()[i], 0.004);
        }
    }

    /** A tail to the right is a tail to the right. */
    @Test
    void aMeasuredPsfIsNotMirrored() {
        final Plane kernel = new Plane(5, 5);
        kernel.data()[12] = 0.75f;
        kernel.data()[14] = 0.25f;
        final Plane hr = new Plane(12, 12);
        hr.data()[12 * 4 + 4] = 16;
        final Plane lr = new Psf.Measured(kernel, "tail").reduce(hr, 2, Rounding.NONE);
        assertEquals(3, lr.get(2, 2));
        assertEquals(1, lr.get(3, 2));
        assertEquals(0, lr.get(1, 2));
    }

    @Test
    void whatIsNoPsf() {
        refused("constant.tif", new FloatProcessor(9, 9));
        refused("large.tif", new FloatProcessor(66, 9));
        refused("small.tif", new FloatProcessor(2, 9));
        refused("corner.tif", point(31, 4, 15, 1));
        final FloatProcessor nan = point(9, 4, 4, 1);
        nan.setf(40, Float.NaN);
        refused("nan.tif", nan);
    }

    private void refused(final String name, final FloatProcessor pixels) {
        final Path file = save(name, pixels);
        final AcuityException e = assertThrows(AcuityException.class, () -> Psf.measured(file));
        assertEquals(file.toString(), e.input());
    }

    @Test
    void theyNameThemselves() {
        assertEquals("physics: PSF with sigma 1.200 HR pixels, 100 photons at the maximum, read noise 2, gain 1, "
            + "offset 0", new Degradation.Physics(new Psf.Gaussian(1.2), Optional.of(Camera.of(100, 2))).toString());
    }
}
