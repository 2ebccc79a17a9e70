package sc.fiji.acuity.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.network.family.Espcn;
import sc.fiji.acuity.train.pairs.PairSettings;
import sc.fiji.acuity.train.pairs.TrainingSet;

class ShortTrainingTest {

    private static final int SIDE = 72;

    @TempDir
    private Path folder;

    private static TrainingSet images(final int brighter) {
        final List<ImagePlus> images = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            final byte[] pixels = new byte[SIDE * SIDE];
            for (int i = 0; i < pixels.length; i++) {
                final double distance = Math.hypot(i % SIDE - 20 * n, i / SIDE - 9);
                pixels[i] = (byte) (100 + brighter + 90 * Math.sin(distance / (2 + n)));
            }
            images.add(new ImagePlus("image " + n, new ByteProcessor(SIDE, SIDE, pixels)));
        }
        return TrainingSet.of(images, PairSettings.of(2, 8).holdingOut(0.3, 0, 1), Progress.NONE);
    }

    private static TrainSettings settings(final double rate) {
        return TrainSettings.of(Espcn.narrow(2, 1, 2), 8, 2, 8, new Schedule.Constant(rate));
    }

    @Test
    void aLossThatIsNoNumberIsNoResult() {
        try (TrainingSet images = images(0)) {
            assertTrue(ShortTraining.attempt(settings(1e-3), images, folder.resolve("good"), Progress.NONE)
                .isPresent());
            assertTrue(ShortTraining.attempt(settings(1e30), images, folder.resolve("bad"), Progress.NONE).isEmpty());
        }
    }

    @Test
    void costsAreTimesAndLeaveNothing() {
        try (TrainingSet images = images(0)) {
            final ShortTraining.Cost cost =
                ShortTraining.cost(settings(1e-3), images, folder.resolve("timed"), 0.05, Progress.NONE);
            assertTrue(cost.step() > 0 && cost.rest() >= 0, cost::toString);
            assertEquals(cost.rest() + 5 * cost.step(), cost.seconds(5), 1e-12);
            assertFalse(Files.exists(folder.resolve("timed")));
        }
    }

    @Test
    void fingerprintsTellImages() {
        try (TrainingSet one = images(0); TrainingSet same = images(0); TrainingSet other = images(1)) {
            assertEquals(ShortTraining.fingerprint(one, 8, 1), ShortTraining.fingerprint(same, 8, 1));
            assertNotEquals(ShortTraining.fingerprint(one, 8, 1), ShortTraining.fingerprint(other, 8, 1));
            assertNotEquals(ShortTraining.fingerprint(one, 8, 1), ShortTraining.fingerprint(one, 8, 2));
        }
    }
}
