package sc.fiji.acuity.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.base.AcuityException;

class StrategiesTest {

    @Test
    void allAreThereByName() {
        Strategies.names().keySet().forEach(name -> assertEquals(name, Strategies.named(name).name()));
        assertThrows(AcuityException.class, () -> Strategies.named("luck"));
    }

    /** A search only asks those to prepare that say so. */
    @Test
    void whoeverPreparesSaysSo() {
        for (final String name : Strategies.names().keySet()) {
            final Class<?> type = Strategies.named(name).getClass();
            assertEquals(declares(type, "prepare"), declares(type, "prepares"), name);
        }
    }

    private static boolean declares(final Class<?> type, final String method) {
        return Arrays.stream(type.getDeclaredMethods()).anyMatch(
            one -> one.getName().equals(method) && one.getParameterTypes().length == 1
                && (one.getParameterTypes()[0] == Preparation.class || method.equals("prepares")));
    }
}
