package sc.fiji.acuity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import sc.fiji.acuity.cli.Main;

/**
 * A macro run by {@code acuity macro}.
 *
 * @param code the exit code
 * @param out what the macro printed, and what it returned
 * @param err errors
 */
public record MacroRun(int code, String out, String err) {

    /** Runs the text of a macro. */
    public static MacroRun text(final String macro) {
        try {
            final Path file = Files.createTempFile("macro", ".ijm");
            try {
                Files.writeString(file, macro);
                return file(file, "");
            } finally {
                Files.delete(file);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static MacroRun file(final Path macro, final String argument) {
        final StringWriter told = new StringWriter();
        final StringWriter err = new StringWriter();
        final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        final PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            final int code = Main.commandLine().setOut(new PrintWriter(told)).setErr(new PrintWriter(err))
                .execute("macro", macro.toString(), argument);
            return new MacroRun(code, printed.toString(StandardCharsets.UTF_8) + told, err.toString());
        } finally {
            System.setOut(before);
        }
    }

    public MacroRun expect(final int expected) {
        assertEquals(expected, code, out + err);
        return this;
    }
}
