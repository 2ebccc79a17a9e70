package sc.fiji.acuity.upscale;

import java.awt.Rectangle;
import java.util.OptionalDouble;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Engine;
import sc.fiji.acuity.engine.LoadedNetwork;
import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.ReceptiveField;
import sc.fiji.acuity.network.Weights;

/**
 * Measures what tiles do to the result of a network that looks at the whole image, for its card.
 *
 * <pre>{@code
 * OptionalDouble difference = TileDifference.measure(graph, weights, Card.Signal.RGB, DeviceChoice.CPU);
 * }</pre>
 *
 * A picture of clouds, edges and noise is enlarged whole, and in tiles that are smaller than those in use: the larger
 * the tiles, the less they differ. Takes some seconds for a network of a million parameters.
 */
public final class TileDifference {

    private static final int SIDE = 192;
    private static final int PICTURE = 294;

    private TileDifference() {}

    /**
     * The largest difference, in units of the range.
     *
     * @return empty for a network whose tiles are exact
     */
    public static OptionalDouble measure(final Graph graph, final Weights weights, final Card.Signal signal,
        final DeviceChoice device) {
        if (ReceptiveField.of(graph).exact()) {
            return OptionalDouble.empty();
        }
        final Plane[] picture = Picture.of(graph.inputChannels(), PICTURE, PICTURE, signal);
        try (LoadedNetwork network = Engine.load(graph, weights, device, Precision.FP32)) {
            final Plane[] whole = enlarge(network, picture, 0);
            final Plane[] tiled = enlarge(network, picture, SIDE);
            return OptionalDouble.of(Picture.difference(whole, tiled, signal));
        }
    }

    private static Plane[] enlarge(final LoadedNetwork network, final Plane[] picture, final int side) {
        final Cutting cutting = Cutting.of(network.graph(), PICTURE, PICTURE, side);
        final RawTask task = new RawTask(picture, network.graph().scale(), cutting);
        final int cores = Runtime.getRuntime().availableProcessors();
        new TileRun(network, network, cutting, task, new Rectangle(PICTURE, PICTURE), Progress.NONE)
            .run(cores, cores);
        return task.result();
    }
}
