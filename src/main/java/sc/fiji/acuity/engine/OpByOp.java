package sc.fiji.acuity.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import sc.fiji.acuity.network.Fold;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Initializer;

/**
 * What a network costs with DJL as it comes: operation by operation, its own number of threads, nothing set up before
 * libtorch is loaded. What is set up is set up for the whole process; hence this runs in one of its own.
 */
public final class OpByOp {

    private OpByOp() {}

    /**
     * Answers each line with a number of tiles by the seconds that they took, until the end of the input.
     *
     * @param side of the tiles
     */
    public static void serve(final Graph graph, final int side, final InputStream in, final PrintStream out)
        throws IOException {
        System.setProperty("ai.djl.offline", "true");
        final Fold.Folded folded = Fold.fold(graph, Initializer.he(graph, 1));
        try (NDManager manager = ai.djl.engine.Engine.getEngine("PyTorch").newBaseManager(Device.cpu())) {
            final Interpreter interpreter = new Interpreter(folded.graph(), manager);
            final Map<String, NDArray> parameters = Interpreter.upload(folded.weights(), manager);
            final float[] input = noise(graph, side);
            final Shape shape = new Shape(1, graph.inputChannels(), side, side);
            final BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                final int tiles = Integer.parseInt(line);
                final long start = System.nanoTime();
                for (int i = 0; i < tiles; i++) {
                    try (NDManager tile = manager.newSubManager()) {
                        interpreter.run(tile.create(input, shape), parameters).toFloatArray();
                    }
                }
                out.println((System.nanoTime() - start) / 1e9);
            }
        }
    }

    static float[] noise(final Graph graph, final int side) {
        final SplittableRandom random = new SplittableRandom(1);
        final float[] values = new float[graph.inputChannels() * side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }
}
