package sc.fiji.acuity.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.command.CommandInfo;
import sc.fiji.acuity.base.AcuityException;

class MacroOptionsTest {

    private static final CommandInfo COMMAND =
        BridgeContext.get().command("sc.fiji.acuity.command.UpscaleCommand");

    private static Map<String, String> parse(final String options) {
        return MacroOptions.parse(options, COMMAND);
    }

    @Test
    void allWaysToWriteAValue() {
        final Map<String, String> values =
            parse("  model=balanced scale=2 input=[a b [1].tif] channels='2-5, 7' selection=true intensity= ");
        assertEquals(Map.of("model", "balanced", "scale", "2", "input", "a b [1].tif", "channels", "2-5, 7",
            "selection", "true", "intensity", ""), values);
        assertEquals(List.of("model", "scale", "input", "channels", "selection", "intensity"),
            List.copyOf(values.keySet()));
        assertEquals(Map.of(), parse(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        scal=2              | scal=2: is not an option of SR Upscale. Remedy: use
        Scale=2             | Scale=2: is not an option of SR Upscale. Remedy: use
        note=x              | note=x: is not an option
        scale=two           | scale=two: is not a whole number. Remedy: write a whole number from 2 to 4.
        scale=2.5           | scale=2.5: is not a whole number
        scale=              | scale=: is not a whole number
        scale=9999999999    | scale=9999999999: is not a whole number
        scale=5             | scale=5: is more than 4. Remedy: write a number from 2 to 4.
        scale=1             | scale=1: is less than 2. Remedy: write a number from 2 to 4.
        device=abacus       | device=abacus: is not one of its values. Remedy: use auto, cpu, cuda, mps.
        selection=yes       | selection=yes: is neither true nor false. Remedy: use true or false.
        selection           | the option 'selection': has no value. Remedy: write key=value
        scale 2             | the option 'scale': has no value
        =2                  | the option '': has no name
        scale=2 scale=3     | scale: is given twice
        model=[a b scale=2  | model=[a b scale=2: is not closed
        model='a scale=2    | model='a scale=2: is not closed
        """)
    void whatIsWrongIsNamed(final String options, final String message) {
        final String found = assertThrows(AcuityException.class, () -> parse(options + " ")).getMessage();
        assertEquals(message, found.substring(0, Math.min(message.length(), found.length())));
    }

    @Test
    void allKeysAreListed() {
        final String found = assertThrows(AcuityException.class, () -> parse("nonsense=1")).getMessage();
        for (final var item : Parameters.of(COMMAND)) {
            assertEquals(true, found.contains(item.getName()), found);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "two words", "[bracket]", "'quoted'", "", "a[1] b.tif", "0.1,99.9", "x=y",
        "tab\there"})
    void whatIsQuotedIsReadBack(final String value) {
        assertEquals(Map.of("model", value, "scale", "3"),
            parse("model=" + MacroOptions.quote(value) + " scale=3"));
    }
}
