package sc.fiji.acuity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.PrintWriter;
import java.io.StringWriter;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import picocli.CommandLine;

/** Runs the program within the test's JVM. */
final class Cli {

    private Cli() {}

    /** What a run of the program gave. */
    record Result(int code, String out, String err) {

        /** Standard output, which must be one JSON object on one line. */
        JsonObject json() {
            assertEquals(1, out.lines().count(), out);
            return JsonParser.parseString(out).getAsJsonObject();
        }

        Result expect(final int expected) {
            assertEquals(expected, code, out + err);
            assertFalse((out + err).contains("has a fault"), err);
            return this;
        }
    }

    static Result run(final Object... arguments) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final CommandLine program = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        final String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        final int code = program.execute(texts);
        return new Result(code, out.toString(), err.toString());
    }
}
