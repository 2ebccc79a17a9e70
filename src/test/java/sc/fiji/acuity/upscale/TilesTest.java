package sc.fiji.acuity.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import ij.ImagePlus;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.ReceptiveField;

/** Tiles change nothing: neither how they are cut, nor who computes them. */
class TilesTest {

    private static final double ROUNDING = 5e-6;
    private static final int WHOLE = 1000;

    static Stream<Architecture> everyFamilyAndScale() {
        return Stream.of(2, 3, 4).flatMap(scale -> TinyModels.families(scale).stream());
    }

    @ParameterizedTest
    @MethodSource("everyFamilyAndScale")
    void tiledEqualsWhole(final Architecture architecture) {
        final ModelPackage model = TinyModels.of(architecture);
        final int halo = ReceptiveField.of(architecture.graph()).halo();
        assertTrue(halo >= 1);
        for (final int[] size : new int[][] {{6 * halo + 17, 4 * halo + 12}, {8 * halo + 40, 3}}) {
            final ImagePlus image = Scenes.image(32, size[0], size[1]);
            // the range of this image is not 0..1
            image.getProcessor().multiply(300);
            image.getProcessor().add(50);
            final double range = image.getStatistics().max - image.getStatistics().min;
            final float[] whole = Scenes.floats(Scenes.upscale(model, image, 1, WHOLE, UpscaleOptions.DEFAULT));
            for (final int side : new int[] {1, 4 * halo + 8, 5 * halo + 7}) {
                final float[] tiled = Scenes.floats(Scenes.upscale(model, image, 2, side, UpscaleOptions.DEFAULT));
                assertEquals(0, difference(whole, tiled) / range, ROUNDING, "tiles of " + side);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyFamilyAndScale")
    void anyNumberOfWorkersGivesTheSameBytes(final Architecture architecture) {
        final ModelPackage model = TinyModels.of(architecture);
        final int halo = ReceptiveField.of(architecture.graph()).halo();
        final ImagePlus image = Scenes.image(32, 6 * halo + 17, 6 * halo + 12);
        final List<float[]> results = new ArrayList<>();
        for (final int workers : new int[] {1, 2, 3, 5}) {
            results.add(Scenes.floats(Scenes.upscale(model, image, workers, 1, UpscaleOptions.DEFAULT)));
        }
        results.forEach(result -> assertArrayEquals(results.get(0), result));
    }

    private static double difference(final float[] a, final float[] b) {
        assertEquals(a.length, b.length);
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            most = Math.max(most, Math.abs((double) a[i] - b[i]));
        }
        return most;
    }
}
