package sc.fiji.acuity.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ImageStatistics;
import ij.process.LUT;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pictures in {@code test-images/} are what their generator makes, and are what their README says. */
class TestImagesTest {

    private static final Path FOLDER = Path.of("test-images");
    private static Map<String, ImagePlus> made;

    @BeforeAll
    static void make() {
        made = TestImages.all();
        if (Boolean.getBoolean("acuity.testImages.write")) {
            TestImages.main(FOLDER.toString());
        }
    }

    @Test
    void filesAreWhatTheGeneratorMakes() {
        made.forEach((name, image) -> {
            final ImagePlus file = ImageFiles.open(FOLDER.resolve(name));
            assertEquals(image.getType(), file.getType(), name);
            assertArrayEquals(image.getDimensions(), file.getDimensions(), name);
            for (int i = 1; i <= image.getStackSize(); i++) {
                assertTrue(Arrays.deepEquals(new Object[] { image.getStack().getPixels(i) },
                    new Object[] { file.getStack().getPixels(i) }), name + " plane " + i);
                assertEquals(image.getStack().getSliceLabel(i), file.getStack().getSliceLabel(i), name);
            }
            if (name.endsWith(".tif")) {
                final Calibration expected = image.getCalibration();
                final Calibration actual = file.getCalibration();
                assertEquals(expected.pixelWidth, actual.pixelWidth, 1e-6, name);
                assertEquals(expected.getUnit(), actual.getUnit(), name);
                assertEquals(expected.pixelDepth, actual.pixelDepth, name);
                assertEquals(expected.frameInterval, actual.frameInterval, name);
                final LUT[] luts = file.getLuts();
                for (int c = 0; c < luts.length; c++) {
                    assertEquals(image.getLuts()[c].getRGB(200), luts[c].getRGB(200), name);
                }
            }
        });
    }

    @Test
    void nothingElseLiesThereAndItIsSmall() throws IOException {
        final Set<String> expected = new HashSet<>(made.keySet());
        expected.add("README.md");
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertEquals(expected, files.map(f -> f.getFileName().toString()).collect(Collectors.toSet()));
        }
        long bytes = 0;
        final String readme = Files.readString(FOLDER.resolve("README.md"));
        for (final String name : made.keySet()) {
            bytes += Files.size(FOLDER.resolve(name));
            assertTrue(readme.contains("`" + name + "`"), name + " is not in the README");
        }
        assertTrue(bytes < 2_500_000, bytes + " bytes");
    }

    @Test
    void rangesAreThoseOfRealCameras() {
        final ImageStatistics cells16 = made.get("cells-16bit.tif").getStatistics();
        assertEquals(386, cells16.min, 14);
        assertEquals(9000, cells16.max, 1000);
        assertTrue(made.get("cells-32bit.tif").getStatistics().min < 0);
        assertTrue(made.get("cells-8bit.tif").getStatistics().max > 240);
    }

    /** The truth, brought to the camera's pixels, is what the camera saw but for blur, haze and noise. */
    @Test
    void truthLiesWhereTheTimelapseIs() {
        final ImagePlus seen = made.get("timelapse-16bit-czt.tif");
        final ImagePlus truth = made.get("timelapse-truth-16bit-czt.tif");
        for (int i = 1; i <= seen.getStackSize(); i++) {
            final Plane small = Resize.bicubic(Planes.of(truth.getStack().getProcessor(i)), 0.5, Rounding.NONE);
            final Plane plane = Planes.of(seen.getStack().getProcessor(i));
            final double here = correlation(plane, small, 0, 0);
            assertTrue(here > 0.7, "plane " + i + ": " + here);
            for (final int shift : new int[] { -1, 1 }) {
                assertTrue(here > correlation(plane, small, shift, 0), "plane " + i);
                assertTrue(here > correlation(plane, small, 0, shift), "plane " + i);
            }
        }
    }

    private static double correlation(final Plane seen, final Plane truth, final int dx, final int dy) {
        final Plane a = seen.crop(4, 4, 80, 64);
        final Plane b = truth.crop(4 + dx, 4 + dy, 80, 64);
        double sa = 0;
        double sb = 0;
        double saa = 0;
        double sbb = 0;
        double sab = 0;
        final int n = a.data().length;
        for (int i = 0; i < n; i++) {
            sa += a.data()[i];
            sb += b.data()[i];
            saa += (double) a.data()[i] * a.data()[i];
            sbb += (double) b.data()[i] * b.data()[i];
            sab += (double) a.data()[i] * b.data()[i];
        }
        return (n * sab - sa * sb) / Math.sqrt((n * saa - sa * sa) * (n * sbb - sb * sb));
    }
}
