package sc.fiji.acuity.cli;

import java.util.Locale;

import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Count;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.ReceptiveField;

@Command(name = "cost", description = {"What a network costs: parameters, mult-adds, receptive field, memory.",
    "Mult-adds count convolutions only, a multiplication with an addition as one; 480x480 at x2 is the 1280x720 output "
        + "of the published tables."},
    footer = {"", "Example: acuity cost espcn --scale 2 --lr 480x480"})
final class CostAction extends Action {

    @Parameters(index = "0", paramLabel = "NAME",
        description = "A network (espcn, fsrcnn, eSR-TM_s2_K7_C3, espcn-10x16, ...) or a model.")
    private String name;

    @Option(names = "--scale", paramLabel = "S", defaultValue = "2",
        description = "2, 3 or 4 (default: ${DEFAULT-VALUE}).")
    private int scale;

    @Option(names = "--lr", paramLabel = "WxH", defaultValue = "480x480",
        description = "Size of the LR image (default: ${DEFAULT-VALUE}).")
    private String lr;

    @Override
    Outcome perform(final Progress progress) {
        final int[] size = option(() -> ImageSize.parse("--lr", lr));
        final Architecture architecture = Networks.named(this, name, scale);
        return option(() -> outcome(architecture, size[0], size[1]));
    }

    private Outcome outcome(final Architecture architecture, final int width, final int height) {
        final Graph graph = architecture.graph();
        final long parameters = Count.parameters(architecture);
        final long others = architecture.parametersForOtherScales();
        final long multAdds = Count.multAdds(graph, height, width);
        final int field = ReceptiveField.of(graph).size();
        final long bytes = Count.activationBytes(graph, height, width);
        final JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("scale", scale);
        json.addProperty("parameters", parameters);
        if (others > 0) {
            json.addProperty("parametersForOtherScales", others);
        }
        json.addProperty("multAdds", multAdds);
        json.addProperty("receptiveField", field);
        json.addProperty("activationBytes", bytes);
        return Outcome.done(json, String.format(Locale.ROOT,
            "%s x%d: %,d parameters%s, %.3f G mult-adds for %d x %d LR pixels, receptive field %d x %d, "
                + "%.0f MB of activations", name, scale, parameters,
            others > 0 ? String.format(Locale.ROOT, " (%,d of them for other scales)", others) : "", multAdds / 1e9,
            width, height, field, field, bytes / 1e6));
    }
}
