package sc.fiji.acuity.train.pairs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;

import ij.ImagePlus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Planes;

class SignalMapTest {

    /** Noise everywhere, waves in the left quarter. */
    private static Plane quarter(final float noise) {
        final Plane plane = new Plane(256, 192);
        final SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < plane.data().length; i++) {
            final double wave = i % 256 < 64 ? 100 * Math.sin(i % 256 * 0.9) * Math.sin(i / 256 * 0.7) : 0;
            plane.data()[i] = (float) (120 + wave + noise * (random.nextDouble() - 0.5));
        }
        return plane;
    }

    private static int empties(final SignalMap map) {
        int n = 0;
        for (final boolean empty : map.empty()) {
            n += empty ? 1 : 0;
        }
        return n;
    }

    @Test
    void emptyCells() {
        for (final float noise : new float[] {0, 1, 40}) {
            final SignalMap map = SignalMap.of(new Plane[] {quarter(noise)}, 2);
            assertEquals(8, map.columns());
            for (int cell = 0; cell < 48; cell++) {
                assertEquals(cell % 8 >= 2, map.empty()[cell], "cell " + cell + ", noise " + noise);
            }
        }
    }

    @Test
    void nothingIsEmptyWhereAllIsAlike() {
        final Plane noise = quarter(50).crop(70, 0, 180, 190);
        assertEquals(0, empties(SignalMap.of(new Plane[] {noise}, 2)));
        assertEquals(0, empties(SignalMap.of(new Plane[] {noise.crop(0, 0, 129, 129)}, 2)));
        assertEquals(0, empties(SignalMap.of(new Plane[] {new Plane(100, 70)}, 3)));
    }

    /** The patches are centred in cells of one kind; those over the border between both count as what most of them is. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.5, 1})
    void shareOfPatches(final double share) {
        try (TrainingSet set = TrainingSet.of(List.of(new ImagePlus("q", Planes.toProcessor(quarter(2), 8))),
            PairSettings.of(2, 4).empty(share), Progress.NONE)) {
            final int batch = 1000;
            final float[] lr = new float[batch * 16];
            final float[] hr = new float[4 * lr.length];
            set.patches(4, 1).draw(0, batch, lr, hr);
            int empty = 0;
            for (int i = 0; i < batch; i++) {
                float most = 0;
                for (int k = i * 64; k < (i + 1) * 64; k++) {
                    most = Math.max(most, Math.abs(hr[k] - 120 / 255f));
                }
                empty += most < 0.01 ? 1 : 0;
            }
            assertEquals(share, empty / (double) batch, 0.06);
        }
    }

    @Test
    void withoutEmptyPartsAShareIsNoted() {
        final Plane noise = quarter(50).crop(70, 0, 180, 190);
        try (TrainingSet set = TrainingSet.of(List.of(new ImagePlus("n", Planes.toProcessor(noise, 8))),
            PairSettings.of(2, 4).empty(0.3), Progress.NONE)) {
            assertTrue(set.notes().get(0).contains("no effect"), set.notes().toString());
        }
        assertThrows(AcuityException.class, () -> PairSettings.of(2, 4).empty(1.1));
        assertThrows(AcuityException.class, () -> PairSettings.of(5, 4));
    }
}
