package sc.fiji.acuity.search;

import java.util.Arrays;
import java.util.SplittableRandom;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Engine;
import sc.fiji.acuity.engine.LoadedNetwork;
import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.engine.Runner;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;

/** What a network costs in time on this machine, by the runner that enlarges images, in fp32, on all cores. */
public final class Latency {

    private static final int SIDE = 240;
    private static final int WARM_UP = 3;
    private static final int RUNS = 9;

    private Latency() {}

    /** Seconds for one LR megapixel: the median time of a tile on one core, shared out among the cores. */
    public static double seconds(final Architecture architecture, final Progress progress) {
        final Architecture deployed = architecture.deployed();
        final Graph graph = deployed.graph();
        final float[] input = new float[graph.inputChannels() * SIDE * SIDE];
        final SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) random.nextDouble();
        }
        final float[] output = new float[graph.outputChannels() * SIDE * SIDE * graph.scale() * graph.scale()];
        final double[] times = new double[RUNS];
        try (LoadedNetwork network =
            Engine.load(graph, deployed.initialWeights(1), DeviceChoice.CPU, Precision.FP32);
            Runner runner = network.runner(SIDE, SIDE)) {
            for (int i = -WARM_UP; i < RUNS; i++) {
                progress.checkCancelled();
                final long from = System.nanoTime();
                runner.run(input, output);
                if (i >= 0) {
                    times[i] = (System.nanoTime() - from) / 1e9;
                }
            }
        }
        Arrays.sort(times);
        return times[RUNS / 2] * 1e6 / ((double) SIDE * SIDE) / Runtime.getRuntime().availableProcessors();
    }
}
