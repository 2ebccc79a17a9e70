package sc.fiji.acuity.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import sc.fiji.acuity.base.AcuityException;

class ErrorMessageTest {

    private static final int WIDTH = 64;

    @Test
    void linesBreakBetweenWords() {
        assertEquals("one\ntwo", ErrorMessage.wrap("one\ntwo", WIDTH));
        final String words = "word ".repeat(30).trim();
        assertEquals(words, ErrorMessage.wrap(words, WIDTH).replace('\n', ' '));
        assertTrue(ErrorMessage.wrap(words, WIDTH).lines().allMatch(line -> line.length() <= WIDTH));
        assertEquals("x".repeat(100), ErrorMessage.wrap("x".repeat(100), WIDTH));
    }

    @Test
    void theRemedyHasItsOwnLine() {
        assertEquals("a: is wrong.\nRemedy: use b.",
            ErrorMessage.inLines(new AcuityException("a", "is wrong", "use b")));
    }
}
