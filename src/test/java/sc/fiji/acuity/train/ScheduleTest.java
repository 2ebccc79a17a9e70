package sc.fiji.acuity.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import sc.fiji.acuity.base.AcuityException;

class ScheduleTest {

    @Test
    void constant() {
        final Schedule constant = new Schedule.Constant(0.3);
        assertEquals(0.3, constant.rateAt(0, 10));
        assertEquals(0.3, constant.rateAt(9, 10));
        assertEquals("rate 3.0e-01", constant.toString());
    }

    @Test
    void cosine() {
        final Schedule cosine = new Schedule.Cosine(1, 0.2);
        assertEquals(1, cosine.rateAt(0, 8));
        assertEquals(0.6, cosine.rateAt(4, 8), 1e-12);
        assertEquals(0.2 + 0.4 * (1 - Math.cos(Math.PI / 8)), cosine.rateAt(7, 8), 1e-12);
    }

    /** As DLSR: halved at 20, 40, 60 and 80 %. */
    @Test
    void staircase() {
        final Schedule stairs = new Schedule.Staircase(8, 0.5, List.of(0.2, 0.4, 0.6, 0.8));
        final double[] rates = {8, 8, 4, 4, 2, 2, 1, 1, 0.5, 0.5};
        for (int step = 0; step < 10; step++) {
            assertEquals(rates[step], stairs.rateAt(step, 10));
        }
    }

    @Test
    void warmUp() {
        final Schedule warm = new Schedule.WarmUp(4, new Schedule.Cosine(1, 0));
        assertEquals(0.25, warm.rateAt(0, 12));
        assertEquals(1, warm.rateAt(3, 12));
        assertEquals(1, warm.rateAt(4, 12));
        assertEquals(0.5, warm.rateAt(8, 12), 1e-12);
        assertEquals(new Schedule.Cosine(1, 0).rateAt(5, 12), new Schedule.WarmUp(0, new Schedule.Cosine(1, 0))
            .rateAt(5, 12));
    }

    @Test
    void impossible() {
        for (final double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(AcuityException.class, () -> new Schedule.Constant(rate));
            assertThrows(AcuityException.class, () -> new Schedule.Cosine(rate, 0));
            assertThrows(AcuityException.class, () -> new Schedule.Staircase(rate, 0.5, List.of()));
        }
        assertThrows(AcuityException.class, () -> new Schedule.Cosine(1, 2));
        assertThrows(AcuityException.class, () -> new Schedule.Staircase(1, 2, List.of()));
        assertThrows(AcuityException.class, () -> new Schedule.Staircase(1, 0.5, List.of(0.5, 0.5)));
        assertThrows(AcuityException.class, () -> new Schedule.Staircase(1, 0.5, List.of(1.0)));
        assertThrows(AcuityException.class, () -> new Schedule.Staircase(1, 0.5, List.of(0.0)));
        assertThrows(AcuityException.class, () -> new Schedule.WarmUp(-1, new Schedule.Constant(1)));
    }

    @Test
    void asJson() {
        final TrainSettings s = TrainImages.settings(40);
        for (final Schedule schedule : List.of(new Schedule.Constant(0.1), new Schedule.Cosine(0.1, 0.01),
            new Schedule.Staircase(0.1, 0.5, List.of(0.25, 0.5)),
            new Schedule.WarmUp(3, new Schedule.Staircase(0.1, 0.5, List.of(0.25))))) {
            final TrainSettings written = TrainSettings.of(s.architecture(), 40, 4, 8, schedule)
                .withBudget(new TrainSettings.Budget(5, 0.1, 50), 3000);
            assertEquals(written, SettingsJson.read(s.architecture(), SettingsJson.write(written)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"kind\":\"steps\"}", "{\"kind\":\"zigzag\",\"rate\":1}", "{\"kind\":\"cosine\"}",
        "{\"kind\":\"warm-up\",\"length\":1,\"then\":{\"kind\":\"warm-up\",\"length\":1,\"then\":"
            + "{\"kind\":\"constant\",\"rate\":1}}}"})
    void otherJson(final String schedule) {
        final TrainSettings s = TrainImages.settings(40);
        final JsonObject json = SettingsJson.write(s);
        json.add("schedule", JsonParser.parseString(schedule));
        assertThrows(RuntimeException.class, () -> SettingsJson.read(s.architecture(), json));
    }
}
