package sc.fiji.acuity.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;

@Command(name = "macro", description = {"Run an ImageJ macro without a screen.",
    "It may use macro functions and the commands of Acuity; ImageJ's own commands need a screen."},
    footer = {"", "Example: acuity macro macros/Upscale.ijm cells.tif,cells-x2.tif"})
final class MacroAction extends Action {

    private static final long LARGEST = 1 << 20;

    @Parameters(index = "0", paramLabel = "FILE", description = "The macro, .ijm or .txt.")
    private Path file;

    @Parameters(index = "1", paramLabel = "ARGUMENT", defaultValue = "",
        description = "What the macro's getArgument() returns.")
    private String argument;

    @Override
    Outcome perform(final Progress progress) {
        final String macro = read();
        final PrintStream out = System.out;
        if (asJson()) {
            // standard output is for the one object
            System.setOut(System.err);
        }
        try {
            final String returned = HeadlessMacros.run(file.toString(), macro, argument, progress);
            final JsonObject json = new JsonObject();
            json.addProperty("macro", file.toString());
            json.addProperty("argument", argument);
            json.addProperty("returned", returned);
            return Outcome.done(json, file + ": done" + (returned == null ? "" : ": " + returned));
        } finally {
            System.setOut(out);
        }
    }

    private String read() {
        try {
            if (Files.size(file) > LARGEST) {
                throw new AcuityException(file.toString(), "is larger than a megabyte: no macro", "name a text file");
            }
            return Files.readString(file);
        } catch (final IOException e) {
            throw new AcuityException(file.toString(), "cannot be read as text", "name a macro that is there", e);
        }
    }
}
