package sc.fiji.acuity.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Espcn;

class StartWeightsTest {

    @Test
    void allButTheLastLayerComesFromTheOtherScale() {
        final Weights x2 = Espcn.narrow(2, 3, 8).initialWeights(7);
        final Weights start = StartWeights.of(Espcn.narrow(3, 3, 8), 1, x2, "other-x2");
        final Weights fresh = Espcn.narrow(3, 3, 8).initialWeights(1);
        assertEquals(x2.get("conv3.weight"), start.get("conv3.weight"));
        assertNotEquals(fresh.get("conv3.weight"), start.get("conv3.weight"));
        assertEquals(fresh.get("conv4.weight"), start.get("conv4.weight"));
        assertArrayEquals(new int[] {9, 8, 3, 3}, start.get("conv4.weight").shape());
        start.get("conv3.weight").data()[0]++;
        assertNotEquals(x2.get("conv3.weight"), start.get("conv3.weight"), "training shall not change the model");
    }

    @Test
    void otherLayersAreRefused() {
        final Weights deeper = Espcn.narrow(2, 4, 8).initialWeights(7);
        final AcuityException e = assertThrows(AcuityException.class,
            () -> StartWeights.of(Espcn.narrow(2, 3, 8), 1, deeper, "deeper-x2"));
        assertTrue(e.getMessage().contains("deeper-x2: has other layers than espcn-3x8"), e.getMessage());
    }

    @Test
    void otherWidthsAreRefused() {
        final Weights wide = Espcn.narrow(2, 3, 16).initialWeights(7);
        final AcuityException e = assertThrows(AcuityException.class,
            () -> StartWeights.of(Espcn.narrow(2, 3, 8), 1, wide, "wide-x2"));
        assertTrue(e.getMessage().contains("little in common"), e.getMessage());
    }
}
