package sc.fiji.acuity.engine;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.network.Count;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Architectures;

/**
 * Our runner against ONNX Runtime on the same weights, in fp32 and with as many threads, in one run:
 *
 * <pre>{@code
 * OnnxRuntimePeer models/balanced-x2 256 8 9
 * }</pre>
 *
 * Arguments: a package or a network that {@code acuity cost} knows, the side of a tile, how many tiles a measurement
 * has, how many measurements. Every measurement of one runner is followed by one of the next; figures are medians. With
 * two threads ONNX Runtime is measured both ways: two threads within an operation, and two tiles at a time.
 */
public final class OnnxRuntimePeer {

    private final Graph graph;
    private final int side;
    private final int tiles;

    private OnnxRuntimePeer(final Graph graph, final int side, final int tiles) {
        this.graph = graph;
        this.side = side;
        this.tiles = tiles;
    }

    public static void main(final String[] args) throws Exception {
        final Graph graph;
        final Weights weights;
        if (Path.of(args[0]).toFile().exists()) {
            final ModelPackage model = ModelPackage.open(Path.of(args[0]));
            graph = model.graph();
            weights = model.weights();
        } else {
            graph = Architectures.named(args[0], 2).graph();
            weights = Cases.weights(graph, 1);
        }
        new OnnxRuntimePeer(graph, Integer.parseInt(args[1]), Integer.parseInt(args[2]))
            .compare(args[0], weights, Integer.parseInt(args[3]));
    }

    private void compare(final String name, final Weights weights, final int runs) throws Exception {
        try (LoadedNetwork ours = Engine.load(graph, weights, DeviceChoice.CPU, Precision.FP32);
            LoadedNetwork one = new OnnxNetwork(graph, weights, 1);
            LoadedNetwork two = new OnnxNetwork(graph, weights, 2)) {
            final Map<String, Callable<Double>> measured = new LinkedHashMap<>();
            measured.put("1 thread:  ours (" + ours.numerics() + ")", () -> seconds(ours, 1));
            measured.put("1 thread:  ONNX Runtime", () -> seconds(one, 1));
            measured.put("2 threads: ours, two tiles at a time", () -> seconds(ours, 2));
            measured.put("2 threads: ONNX Runtime, within operations", () -> seconds(two, 1));
            measured.put("2 threads: ONNX Runtime, two tiles at a time", () -> seconds(one, 2));
            final Map<String, double[]> seconds = new LinkedHashMap<>();
            measured.keySet().forEach(key -> seconds.put(key, new double[runs]));
            for (int run = -1; run < runs; run++) {
                for (final Map.Entry<String, Callable<Double>> entry : measured.entrySet()) {
                    final double time = entry.getValue().call();
                    if (run >= 0) {
                        seconds.get(entry.getKey())[run] = time;
                    }
                }
            }
            System.out.printf(Locale.ROOT, "%s, %d tiles of %d x %d, medians of %d, MP/s of the input%n", name, tiles,
                side, side, runs);
            seconds.forEach(this::print);
        }
    }

    private void print(final String name, final double[] seconds) {
        Arrays.sort(seconds);
        final double median = seconds[seconds.length / 2];
        final double pixels = (double) side * side * tiles;
        final double operations = 2.0 * Count.multAdds(graph, side, side) * tiles;
        System.out.printf(Locale.ROOT, "%-48s %8.3f MP/s %8.1f GFLOP/s  (%.3f to %.3f s)%n", name,
            pixels / median / 1e6, operations / median / 1e9, seconds[0], seconds[seconds.length - 1]);
    }

    /** How long all tiles take, divided among workers with a runner each. */
    private double seconds(final LoadedNetwork network, final int workers) throws Exception {
        final float[] input = Cases.image(graph.inputChannels(), side, side, 7);
        final Callable<Void> work = () -> {
            try (Runner runner = network.runner(side, side)) {
                final float[] output = new float[(int) graph.resultShape(side, side).size()];
                for (int tile = 0; tile < tiles / workers; tile++) {
                    runner.run(input, output);
                }
            }
            return null;
        };
        final ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            final long start = System.nanoTime();
            for (final Future<Void> done : threads.invokeAll(Collections.nCopies(workers, work))) {
                done.get();
            }
            return (System.nanoTime() - start) / 1e9;
        } finally {
            threads.shutdown();
        }
    }
}
