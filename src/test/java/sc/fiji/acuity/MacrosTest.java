package sc.fiji.acuity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Version;

class MacrosTest {

    /** One of 144 pixels differs by 12: the mean squared error is 1. */
    private static final String TWO_IMAGES = """
        newImage("a", "8-bit black", 12, 12, 1);
        a = getImageID();
        newImage("b", "8-bit black", 12, 12, 1);
        b = getImageID();
        setPixel(0, 0, 12);
        """;

    @BeforeAll
    static void models() {
        TestModels.use();
    }

    private static String returned(final String expression) {
        final String out = MacroRun.text(TWO_IMAGES + "return " + expression + ";").expect(0).out();
        return out.substring(out.indexOf(": done: ") + 8).trim();
    }

    @Test
    void numbersComeBack() {
        assertEquals(48.13080360867910,
            Double.parseDouble(returned("call('sc.fiji.acuity.Macros.psnr', 'a', 'b')")), 1e-12);
        assertEquals(20, Double.parseDouble(returned("call('sc.fiji.acuity.Macros.psnr', 'a', 'b', '10')")), 1e-12);
        assertEquals("Infinity", returned("call('sc.fiji.acuity.Macros.psnr', 'a', 'a')"));
        assertEquals("1.0", returned("call('sc.fiji.acuity.Macros.ssim', '' + b, 'b')"));
        assertTrue(Double.parseDouble(returned("call('sc.fiji.acuity.Macros.ssim', 'a', '' + b, '12')")) < 1);
        assertEquals(Version.get(), returned("call('sc.fiji.acuity.Macros.version')"));
        assertEquals("balanced,tiny,bicubic", returned("call('sc.fiji.acuity.Macros.models', '2')"));
        assertEquals("bicubic", returned("call('sc.fiji.acuity.Macros.models', '3')"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        'psnr', 'a', 'c'       | c: is not the title or ID of an open image
        'ssim', '-99', 'a'     | -99: is not the title or ID
        'psnr', 'a', 'b', 'x'  | range x: is not a number
        'ssim', 'a', 'b', '-1' | range -1.0: is not positive
        'models', '7'          | scale 7: is not one of 2, 3 and 4
        """)
    void anErrorStopsTheMacroWithItsMessage(final String call, final String message) {
        final String quoted = call.replaceFirst("'(\\w+)'", "'sc.fiji.acuity.Macros.$1'");
        final MacroRun run = MacroRun.text(TWO_IMAGES + "x = call(" + quoted + ");\nprint('went on');").expect(1);
        assertTrue(run.err().contains(message), run.err());
        assertTrue(run.out().contains(message), run.out());
        assertFalse((run.out() + run.err()).contains("went on"), run.out());
        assertFalse((run.out() + run.err()).contains("Exception"), run.out());
    }

    /** Names may be added: each stands in a macro that somebody has saved. */
    @Test
    void theNamesAreFrozen() {
        assertEquals(List.of("models(1)", "psnr(2)", "psnr(3)", "ssim(2)", "ssim(3)", "version(0)"),
            Arrays.stream(Macros.class.getDeclaredMethods()).filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(method -> method.getName() + "(" + method.getParameterCount() + ")").sorted().toList());
    }

    @Test
    void scriptsGetTheException() {
        assertThrows(AcuityException.class, () -> Macros.psnr("a", "b"));
    }
}
