package sc.fiji.acuity.cli;

import java.nio.file.Path;
import java.util.Locale;

import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.network.drawing.Detail;
import sc.fiji.acuity.network.drawing.Drawing;

@Command(name = "draw", description = {"Draw a network: a model's, or one that acuity cost knows.",
    "An .svg file can be enlarged and edited; a .png file opens in ImageJ."},
    footer = {"", "Example: acuity models draw dlsr dlsr.svg"})
final class ModelsDrawAction extends Action {

    @Parameters(index = "0", paramLabel = "NAME", description = "A model or a network.")
    private String name;

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write, .svg or .png; must not exist.")
    private Path out;

    @Option(names = "--scale", paramLabel = "S", defaultValue = "2",
        description = "2, 3 or 4 (default: ${DEFAULT-VALUE}).")
    private int scale;

    @Option(names = "--detail", paramLabel = "D", defaultValue = "cells",
        description = "cells: a box for each cell or block; layers: a box for each layer (default: ${DEFAULT-VALUE}).")
    private String detail;

    @Override
    Outcome perform(final Progress progress) {
        final Detail chosen = option(this::detail);
        Drawing.of(Networks.named(this, name, scale).graph(), chosen).write(out);
        final JsonObject json = new JsonObject();
        json.addProperty("output", out.toString());
        return Outcome.done(json, "written: " + out);
    }

    private Detail detail() {
        for (final Detail known : Detail.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(detail)) {
                return known;
            }
        }
        throw new AcuityException("--detail " + detail, "is neither cells nor layers", "use one of these");
    }
}
