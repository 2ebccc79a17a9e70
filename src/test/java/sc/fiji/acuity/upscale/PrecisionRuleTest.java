package sc.fiji.acuity.upscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static sc.fiji.acuity.engine.Precision.AUTO;
import static sc.fiji.acuity.engine.Precision.BF16;
import static sc.fiji.acuity.engine.Precision.FP32;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.upscale.PrecisionRule.Agreement;

class PrecisionRuleTest {

    private static Precision auto(final double psnr, final double within, final int bits) {
        return PrecisionRule.decide(AUTO, true, () -> new Agreement(psnr, within), bits);
    }

    @Test
    void whatIsAskedIsDone() {
        for (final boolean matrices : new boolean[] {false, true}) {
            for (final Precision asked : new Precision[] {FP32, BF16}) {
                assertEquals(asked, PrecisionRule.decide(asked, matrices, () -> {
                    throw new AssertionError("nothing to measure");
                }, 8));
            }
        }
    }

    @Test
    void withoutMatricesNothingIsMeasured() {
        assertEquals(FP32, PrecisionRule.decide(AUTO, false, () -> {
            throw new AssertionError("nothing to measure");
        }, 8));
    }

    @Test
    void eightBitsBearMore() {
        assertEquals(BF16, auto(50, 0.999, 8));
        assertEquals(BF16, auto(50, 0.999, 24));
        assertEquals(FP32, auto(49.9, 1, 8));
        assertEquals(FP32, auto(60, 0.9989, 8));
        assertEquals(FP32, auto(64.9, 1, 16));
        assertEquals(BF16, auto(65, 0.5, 16));
        assertEquals(BF16, auto(65, 1, 32));
        assertEquals(FP32, auto(Double.NaN, 1, 32));
    }

    @Test
    void agreementIsMeasuredInTheSignalsRange() {
        // of a range of 2: differences of 0, 0.01 and 0.5 of it
        final Agreement found = Agreement.of(new float[] {1, 1, 1, 1}, new float[] {1, 1.004f, 2, 1}, 1, 3);
        assertEquals(-10 * Math.log10((0.002 * 0.002 + 0.25) / 4), found.psnr(), 1e-4);
        assertEquals(0.75, found.withinALevel());
        assertEquals(Double.POSITIVE_INFINITY, Agreement.of(new float[] {0.5f}, new float[] {0.5f}, 0, 1).psnr());
        // what lies beyond the range is cut off before it is compared
        assertEquals(1, Agreement.of(new float[] {1.5f, -1}, new float[] {2.5f, -2}, 0, 1).withinALevel());
    }
}
