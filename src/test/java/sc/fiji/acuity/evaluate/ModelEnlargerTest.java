package sc.fiji.acuity.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.image.LumaRange;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.upscale.ModelTest;
import sc.fiji.acuity.upscale.TinyModels;

class ModelEnlargerTest {

    /** The network's own output, with tiles: nothing mapped, rounded or clipped. */
    @Test
    void enlargesAsTheNetworkDoes() {
        final ModelPackage model = TinyModels.small(2);
        final Plane lr = new Plane(230, 70);
        for (int i = 0; i < lr.data().length; i++) {
            // beyond 0..1, too
            lr.data()[i] = i * 37 % 211 / 150f - 0.2f;
        }
        final float[] before = lr.data().clone();
        try (ModelEnlarger enlarger = new ModelEnlarger(model, DeviceChoice.CPU)) {
            assertEquals(2, enlarger.scale());
            assertEquals(1, enlarger.channels());
            assertEquals(LumaRange.FULL, enlarger.luma());
            final Plane[] result = enlarger.enlarge(new Plane[] {lr});
            assertEquals(1, result.length);
            assertEquals(460, result[0].width());
            final Tensor whole = ModelTest.infer(model.graph(), model.weights(),
                new Tensor(new int[] {1, 1, 70, 230}, lr.data()), DeviceChoice.CPU);
            assertArrayEquals(whole.data(), result[0].data(), 5e-6f);
        }
        assertArrayEquals(before, lr.data());
    }
}
