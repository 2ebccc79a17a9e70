package sc.fiji.acuity.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;

class LimitsTest {

    @ParameterizedTest
    @CsvSource({"2s@1000x2000, 1", "500ms@500x1000, 1", "0.25s@1000x250, 1", "3s@100000x10, 3"})
    void latencyIsForAMegapixel(final String text, final double seconds) {
        assertEquals(new Limit(Measure.LATENCY, seconds), Limits.latency(text));
    }

    @ParameterizedTest
    @CsvSource({"20k, 20000", "20K, 20000", "1.5M, 1500000", "345, 345", "5G@500x100, 100000"})
    void multAddsAreForAPixel(final String text, final double count) {
        assertEquals(new Limit(Measure.MULT_ADDS, count), Limits.multAdds(text));
    }

    @Test
    void sizesAreFourBytesAParameter() {
        assertEquals(new Limit(Measure.PARAMETERS, 125_000), Limits.size("500KB"));
        assertEquals(new Limit(Measure.PARAMETERS, 128), Limits.size("0.5KiB"));
        assertEquals(new Limit(Measure.PARAMETERS, 25), Limits.size("100B"));
        assertEquals(new Limit(Measure.PARAMETERS, 30_000), Limits.parameters("30k"));
        assertEquals(new Limit(Measure.PSNR, 36.5), Limits.psnr("36.5 dB"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2s", "2@10x10", "s@10x10", "2s@10", "2s@10x0", "-2s@10x10", "2s@10x10@10x10", "0s@9x9",
        "2h@10x10"})
    void latenciesThatAreNone(final String text) {
        assertThrows(AcuityException.class, () -> Limits.latency(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k", "0", "-5", "1e9", "5T", "5G@", "5G@0x5", "5G@5", "NaN", "99999999999999999999"})
    void countsThatAreNone(final String text) {
        assertThrows(AcuityException.class, () -> Limits.multAdds(text));
    }

    @Test
    void theTightestHolds() {
        assertEquals(List.of(new Limit(Measure.PSNR, 30), new Limit(Measure.PARAMETERS, 25)),
            Limits.tightest(List.of(Limits.parameters("1k"), Limits.psnr("20"), Limits.size("100B"),
                Limits.psnr("30"))));
    }

    @ParameterizedTest
    @CsvSource({"90s, 1.5", "30m, 30", "30min, 30", "2h, 120", "1h30m, 90", "0.5h, 30", "1h30s, 60.5"})
    void times(final String text, final double minutes) {
        assertEquals(minutes, SearchTime.minutes(text), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "0m", "-5m", "soon", "30m2h", "5d"})
    void timesThatAreNone(final String text) {
        assertThrows(AcuityException.class, () -> SearchTime.minutes(text));
    }

    @ParameterizedTest
    @CsvSource({"3.04, 3.0 s", "29.4, 29 s", "119, 119 s", "600, 10 min", "7200, 2.0 h"})
    void timesInWords(final double seconds, final String words) {
        assertEquals(words, SearchTime.words(seconds));
    }
}
