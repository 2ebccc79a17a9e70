package sc.fiji.acuity.cli;

import java.nio.file.Path;

import com.google.gson.JsonObject;

import sc.fiji.acuity.upscale.Estimate;

/** What {@code --dry-run} says. */
final class EstimateText {

    private final Estimate estimate;
    private final Path in;
    private final Path target;

    EstimateText(final Estimate estimate, final Path in, final Path target) {
        this.estimate = estimate;
        this.in = in;
        this.target = target;
    }

    Action.Outcome outcome() {
        final JsonObject json = new JsonObject();
        json.addProperty("input", in.toString());
        json.addProperty("output", target.toString());
        json.addProperty("width", estimate.width());
        json.addProperty("height", estimate.height());
        json.addProperty("planes", estimate.planes());
        json.addProperty("estimatedSeconds", estimate.seconds());
        json.addProperty("javaMemoryBytes", estimate.heap());
        json.addProperty("otherMemoryBytes", estimate.outside());
        json.addProperty("diskBytes", estimate.disk());
        return Action.Outcome.done(json, target + ": " + estimate.line());
    }
}
