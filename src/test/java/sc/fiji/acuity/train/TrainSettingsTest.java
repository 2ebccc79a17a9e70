package sc.fiji.acuity.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.family.Architectures;
import sc.fiji.acuity.network.family.Espcn;

class TrainSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 4, 8, 1e-3, 1e-6, 0, 0.9, 2, steps 0",
        "10, 0, 8, 1e-3, 1e-6, 0, 0.9, 2, batch 0",
        "10, 4, -8, 1e-3, 1e-6, 0, 0.9, 2, patch -8",
        "10, 4, 8, 1e-3, 1e-6, 0, 0.9, 0, shards 0",
        "10, 5, 8, 1e-3, 1e-6, 0, 0.9, 2, batch 5",
        "10, 4, 8, 0, 0, 0, 0.9, 2, learning rate",
        "10, 4, 8, NaN, 0, 0, 0.9, 2, learning rate",
        "10, 4, 8, 1e-3, 1e-2, 0, 0.9, 2, learning rate",
        "10, 4, 8, 1e-3, -1, 0, 0.9, 2, learning rate",
        "10, 4, 8, Infinity, 0, 0, 0.9, 2, learning rate",
        "10, 4, 8, 1e-3, 1e-6, 10, 0.9, 2, warm-up",
        "10, 4, 8, 1e-3, 1e-6, -1, 0.9, 2, warm-up",
        "10, 4, 8, 1e-3, 1e-6, 0, 1, 2, ema",
        "10, 4, 8, 1e-3, 1e-6, 0, -0.1, 2, ema",
        "10, 4, 8, 1e-3, 1e-6, 0, NaN, 2, ema"})
    void refused(final int steps, final int batch, final int patch, final double rate, final double finalRate,
        final int warmup, final double ema, final int shards, final String input) {
        final AcuityException e = assertThrows(AcuityException.class, () -> new TrainSettings(Espcn.narrow(2, 1, 4),
            steps, batch, patch, rate, finalRate, warmup, ema, shards, 1));
        assertTrue(e.input().startsWith(input), e.getMessage());
    }

    @Test
    void schedule() {
        final TrainSettings s = new TrainSettings(Espcn.narrow(2, 1, 4), 110, 4, 8, 0.1, 0.02, 10, 0.9, 2, 1);
        assertEquals(0.01, s.rateAt(0), 1e-12);
        assertEquals(0.05, s.rateAt(4), 1e-12);
        assertEquals(0.1, s.rateAt(9), 1e-12);
        assertEquals(0.1, s.rateAt(10), 1e-12);
        assertEquals(0.06, s.rateAt(60), 1e-12);
        assertEquals(0.02 + 0.04 * (1 + Math.cos(Math.PI * 0.25)), s.rateAt(35), 1e-12);
        assertEquals(0.02, s.rateAt(110), 1e-12);
        for (int i = 10; i < 110; i++) {
            assertTrue(s.rateAt(i + 1) < s.rateAt(i));
        }
    }

    private static TrainSettings of(final String network, final int patch) {
        return new TrainSettings(Architectures.named(network, 2), 1, 1, patch, 0.1, 0, 0, 0, 1, 1);
    }

    @Test
    void colourNetworks() {
        assertEquals(3, of("edsr-baseline", 8).channels());
    }

    @Test
    void patchesThatAreTooSmall() {
        final AcuityException e = assertThrows(AcuityException.class, () -> of("dlsr-tiny", 14));
        assertEquals("patch 14", e.input());
        assertEquals(3, of("dlsr-tiny", 15).channels());
    }

    @Test
    void withoutWarmup() {
        final TrainSettings s = new TrainSettings(Espcn.narrow(2, 1, 4), 1, 1, 8, 0.1, 0, 0, 0, 1, 1);
        assertEquals(0.1, s.rateAt(0), 1e-12);
    }
}
