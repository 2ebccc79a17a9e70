package sc.fiji.acuity.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import picocli.CommandLine.Option;

import sc.fiji.acuity.search.Goal;
import sc.fiji.acuity.search.Limit;
import sc.fiji.acuity.search.Limits;
import sc.fiji.acuity.search.Measure;

/** What a search is for: objectives and limits. */
final class GoalOptions {

    @Option(names = "--objectives", paramLabel = "LIST", defaultValue = "psnr,mult-adds",
        description = "What is to be good, a quality first: psnr or ssim, mult-adds, parameters, latency, memory "
            + "(default: ${DEFAULT-VALUE}).")
    private String objectives;

    @Option(names = "--max-latency", paramLabel = "TIME@WxH",
        description = "The longest time for an image of that size before it is enlarged, measured on this machine: "
            + "2s@2048x2048.")
    private String latency;

    @Option(names = "--max-mult-adds", paramLabel = "N[@WxH]",
        description = "The most mult-adds for a pixel of the small image, or for an image of that size: 20k, "
            + "5G@480x480.")
    private String multAdds;

    @Option(names = "--max-parameters", paramLabel = "N", description = "The most parameters: 30k.")
    private String parameters;

    @Option(names = "--max-size", paramLabel = "SIZE",
        description = "The largest file with the weights, 4 bytes a parameter: 500KB.")
    private String size;

    @Option(names = "--min-psnr", paramLabel = "DB",
        description = "The least PSNR on held-out images after the short training.")
    private String psnr;

    Goal goal() {
        final List<Limit> limits = new ArrayList<>();
        add(limits, latency, Limits::latency);
        add(limits, multAdds, Limits::multAdds);
        add(limits, parameters, Limits::parameters);
        add(limits, size, Limits::size);
        add(limits, psnr, Limits::psnr);
        return new Goal(Arrays.stream(objectives.split(",", -1)).map(Measure::parse).toList(), Limits.tightest(limits));
    }

    private static void add(final List<Limit> limits, final String text, final Function<String, Limit> reader) {
        if (text != null) {
            limits.add(reader.apply(text));
        }
    }
}
