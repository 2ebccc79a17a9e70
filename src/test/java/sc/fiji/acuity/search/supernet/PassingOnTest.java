package sc.fiji.acuity.search.supernet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.network.Tensor;

class PassingOnTest {

    private static float[] of(final String key, final int... shape) {
        return PassingOn.of(key, Tensor.zeros(shape)).data();
    }

    @Test
    void operationsPassOnWhatTheyAreGiven() {
        final float[] middle = {0, 0, 0, 0, 1, 0, 0, 0, 0};
        assertArrayEquals(middle, of("cells.0.normal.node2.slot0.from0.dil3/op.1.weight", 1, 1, 3, 3));
        assertArrayEquals(new float[] {1, 0, 0, 1},
            of("cells.0.normal.node2.slot0.from0.dil3/op.2.weight", 2, 2, 1, 1));
        assertArrayEquals(middle, of("cells.0.up.node3.slot0.from2.deconvolution/deconv.weight", 1, 1, 3, 3));
        assertArrayEquals(new float[] {.25f, .5f, .25f, .5f, 1, .5f, .25f, .5f, .25f},
            of("cells.0.up.node3.slot0.from1.deconvolution/deconv.weight", 1, 1, 3, 3));
        final float[] shuffled = of("cells.0.up.node3.slot0.from1.sub_pixel/upsample.0.weight", 8, 2, 3, 3);
        for (int out = 0; out < 8; out++) {
            for (int in = 0; in < 2; in++) {
                assertEquals(out / 4 == in ? 1 : 0, shuffled[(out * 2 + in) * 9 + 4], out + " " + in);
            }
        }
        assertArrayEquals(new float[] {.125f, 0, .125f, 0, .125f, 0, .125f, 0, 0, .125f, 0, .125f, 0, .125f, 0, .125f},
            of("cells.0.up/preprocess0.op.1.weight", 2, 8, 1, 1));
    }

    @Test
    void theLastLayerAndBiasesAreTheUsualOnes() {
        final Tensor usual = new Tensor(new int[] {1, 1, 1, 1}, new float[] {5});
        assertSame(usual, PassingOn.of("final_conv.weight", usual));
        assertEquals(1, PassingOn.of("cells.0.normal.node2.slot0.from0.rcab/body.0.weight", usual).data()[0]);
        final Tensor bias = new Tensor(new int[] {1}, new float[] {5});
        assertSame(bias, PassingOn.of("cells.0.up.node3.slot0.from1.deconvolution/deconv.bias", bias));
    }
}
