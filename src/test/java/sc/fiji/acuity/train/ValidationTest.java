package sc.fiji.acuity.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Espcn;
import sc.fiji.acuity.network.family.Wdsr;
import sc.fiji.acuity.train.pairs.HeldOut;

class ValidationTest {

    private record Image(String name, Plane[] lr, Plane[] hr) implements HeldOut {

        @Override
        public int width() {
            return lr[0].width();
        }

        @Override
        public int height() {
            return lr[0].height();
        }

        @Override
        public double dataRange() {
            return 1;
        }
    }

    /** With all weights 0 the network of the skip is nearest neighbour; the truth is 0.01 or 0.001 away from it. */
    @Test
    void meanPsnrOfTheCentres() {
        final Architecture architecture = Espcn.narrow(2, 1, 2);
        final Weights zeros = architecture.initialWeights(1);
        zeros.asMap().values().forEach(tensor -> Arrays.fill(tensor.data(), 0));
        final Validation validation = new Validation(List.of(image(0.01f), image(0.001f)), 2);
        assertFalse(validation.isEmpty());
        assertEquals((40 + 60) / 2.0, validation.psnr(architecture.graph(), zeros), 0.01);
    }

    /** Over red, green and blue together, of a network that gives 0.5 whatever it sees. */
    @Test
    void channelsTogether() {
        final Architecture architecture = new Wdsr(Wdsr.Block.A, 2, 3, 1, 1, Wdsr.Input.HALF, false);
        final Weights zeros = architecture.initialWeights(1);
        zeros.asMap().values().forEach(tensor -> Arrays.fill(tensor.data(), 0));
        final Plane[] lr = {new Plane(130, 130), new Plane(130, 130), new Plane(130, 130)};
        final Plane[] hr = {new Plane(260, 260), new Plane(260, 260), new Plane(260, 260)};
        for (int c = 0; c < 3; c++) {
            Arrays.fill(hr[c].data(), 0.5f + 0.1f * c);
        }
        final Validation validation = new Validation(List.of(new Image("rgb", lr, hr)), 2);
        assertEquals(-10 * Math.log10((0.01 + 0.04) / 3), validation.psnr(architecture.graph(), zeros), 1e-4);
    }

    private static Image image(final float error) {
        final Plane lr = new Plane(131, 140);
        for (int i = 0; i < lr.data().length; i++) {
            lr.data()[i] = i % 7 / 10f;
        }
        final Plane hr = new Plane(262, 280);
        for (int i = 0; i < hr.data().length; i++) {
            hr.data()[i] = lr.get(i % 262 / 2, i / 262 / 2) + (i % 3 == 0 ? error : -error);
        }
        return new Image("image", new Plane[] {lr}, new Plane[] {hr});
    }

    /** Smaller crops where the images are smaller; nothing of what is still smaller, or empty. */
    @Test
    void smallAndEmptyImages() {
        final Architecture architecture = Espcn.narrow(2, 1, 2);
        final Weights zeros = architecture.initialWeights(1);
        zeros.asMap().values().forEach(tensor -> Arrays.fill(tensor.data(), 0));
        final Image image = image(0.01f);
        final Image half = new Image("half", new Plane[] {image.lr()[0].crop(0, 0, 64, 127)},
            new Plane[] {image.hr()[0].crop(0, 0, 128, 254)});
        assertEquals(40, new Validation(List.of(half), 2).psnr(architecture.graph(), zeros), 0.01);
        final Image tiny = new Image("tiny", new Plane[] {image.lr()[0].crop(0, 0, 31, 127)},
            new Plane[] {image.hr()[0].crop(0, 0, 62, 254)});
        final Image empty = new Image("empty", new Plane[] {new Plane(64, 64)}, new Plane[] {new Plane(128, 128)});
        assertTrue(new Validation(List.of(tiny, empty), 2).isEmpty());
        assertTrue(new Validation(List.of(), 2).isEmpty());
    }
}
