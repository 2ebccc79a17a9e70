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

class ValidationTest {

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

    private static TrainingImage image(final float error) {
        final Plane lr = new Plane(131, 140);
        for (int i = 0; i < lr.data().length; i++) {
            lr.data()[i] = i % 7 / 10f;
        }
        final Plane hr = new Plane(262, 280);
        for (int i = 0; i < hr.data().length; i++) {
            hr.data()[i] = lr.get(i % 262 / 2, i / 262 / 2) + (i % 3 == 0 ? error : -error);
        }
        return new TrainingImage("image", lr, hr);
    }

    @Test
    void smallImagesAreLeftOut() {
        final TrainingImage small = new TrainingImage("small", new Plane(127, 300), new Plane(254, 600));
        assertTrue(new Validation(List.of(small), 2).isEmpty());
        assertTrue(new Validation(List.of(), 2).isEmpty());
    }
}
