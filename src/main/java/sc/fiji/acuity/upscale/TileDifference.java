package sc.fiji.acuity.upscale;

import java.awt.Rectangle;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

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
    private static final int COARSEST = 64;

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
        final Plane[] picture = new Plane[graph.inputChannels()];
        for (int c = 0; c < picture.length; c++) {
            picture[c] = picture(c, signal);
        }
        try (LoadedNetwork network = Engine.load(graph, weights, device, Precision.FP32)) {
            final Plane[] whole = enlarge(network, picture, 0);
            final Plane[] tiled = enlarge(network, picture, SIDE);
            double most = 0;
            for (int c = 0; c < whole.length; c++) {
                for (int i = 0; i < whole[c].data().length; i++) {
                    most = Math.max(most, Math.abs(whole[c].data()[i] - tiled[c].data()[i]));
                }
            }
            return OptionalDouble.of(most / (signal.high() - signal.low()));
        }
    }

    private static Plane[] enlarge(final LoadedNetwork network, final Plane[] picture, final int side) {
        final Cutting cutting = Cutting.of(network.graph(), PICTURE, PICTURE, side);
        final RawTask task = new RawTask(picture, network.graph().scale(), cutting);
        new TileRun(network, network, cutting, task, new Rectangle(PICTURE, PICTURE), Progress.NONE)
            .run(Runtime.getRuntime().availableProcessors());
        return task.result();
    }

    /** Smooth noise of all sizes, half as strong at half the size, with an edge. */
    private static Plane picture(final int channel, final Card.Signal signal) {
        final Plane plane = new Plane(PICTURE, PICTURE);
        final float[] values = plane.data();
        for (int cell = COARSEST, octave = 0; cell >= 1; cell /= 2, octave++) {
            addNoise(values, cell, new SplittableRandom(31L * channel + octave), 0.5 * cell / COARSEST);
        }
        for (int i = 0; i < values.length; i++) {
            final double edge = i % PICTURE > PICTURE / 2 + i / PICTURE / 4 ? 0.3 : 0;
            final double value = Math.min(Math.max(values[i] + edge, 0), 1);
            values[i] = (float) (signal.low() + (signal.high() - signal.low()) * value);
        }
        return plane;
    }

    /** Random values at the corners of cells, linear between them. */
    private static void addNoise(final float[] values, final int cell, final SplittableRandom random,
        final double strength) {
        final int corners = PICTURE / cell + 2;
        final double[] noise = random.doubles((long) corners * corners).toArray();
        for (int i = 0; i < values.length; i++) {
            final int x = i % PICTURE / cell;
            final int y = i / PICTURE / cell;
            final double dx = (double) (i % PICTURE) / cell - x;
            final double dy = (double) (i / PICTURE) / cell - y;
            final int at = y * corners + x;
            values[i] += (float) (strength * ((1 - dy) * ((1 - dx) * noise[at] + dx * noise[at + 1])
                + dy * ((1 - dx) * noise[at + corners] + dx * noise[at + corners + 1])));
        }
    }
}
