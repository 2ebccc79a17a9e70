package sc.fiji.acuity.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.image.Plane;

class PsnrTest {

    private static final Plane A = new Plane(3, 2, new float[] {10, 20, 30, 40, 50, 60});

    @Test
    void valuesComputedByHand() {
        // differences 1, -2, 0, 3, 0, -4: squares sum to 30, the mean is 5
        final Plane b = new Plane(3, 2, new float[] {9, 22, 30, 37, 50, 64});
        assertEquals(5, Psnr.mse(A, b));
        assertEquals(41.1411, Psnr.of(A, b, 255), 5e-5);
        assertEquals(89.3398, Psnr.of(A, b, 65535), 5e-5);
        // an error of a tenth of the range is 20 dB by definition
        assertEquals(20, Psnr.of(new Plane(1, 1, new float[] {0}), new Plane(1, 1, new float[] {0.5f}), 5), 1e-12);
    }

    @Test
    void identicalPlanesHaveNoNoise() {
        assertEquals(Double.POSITIVE_INFINITY, Psnr.of(A, new Plane(3, 2, A.data().clone()), 255));
    }

    @Test
    void sizesMustAgree() {
        final Plane b = new Plane(2, 3, A.data());
        final AcuityException e = assertThrows(AcuityException.class, () -> Psnr.of(A, b, 255));
        assertTrue(e.getMessage().startsWith("images of 3 x 2 and 2 x 3 pixels: have different sizes"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void valuesThatAreNoNumbersAreNamedWithTheirPlace(final float value) {
        final Plane b = new Plane(3, 2, new float[] {9, 22, 30, 37, value, 64});
        final AcuityException e = assertThrows(AcuityException.class, () -> Psnr.of(A, b, 255));
        assertEquals("second image", e.input());
        assertEquals("has the value " + value + " at x=1, y=1", e.reason());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void theRangeMustBePositive(final double range) {
        assertThrows(AcuityException.class, () -> Psnr.of(A, A, range));
    }
}
