package sc.fiji.acuity.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Weights;

/**
 * Runs a network, or trains one, many times and prints how many kilobytes of memory the process gained meanwhile. A
 * process of its own, with a heap that is in memory from the start: what grows is then native.
 */
final class LeakProbe {

    static final int HEIGHT = 16;
    static final int WIDTH = 16;

    private LeakProbe() {}

    public static void main(final String[] args) throws IOException {
        final int rounds = Integer.parseInt(args[1]);
        final Graph graph = LeakTest.everything();
        final Weights weights = Cases.weights(graph, 1);
        final float[] lr = Cases.image(1, HEIGHT, WIDTH, 2);
        final float[] hr = new float[(int) graph.resultShape(HEIGHT, WIDTH).size()];
        if (args[0].equals("run")) {
            try (LoadedNetwork network = Engine.load(graph, weights, DeviceChoice.CPU);
                Runner runner = network.runner(HEIGHT, WIDTH)) {
                measure(rounds, () -> runner.run(lr, hr));
            }
        } else if (args[0].equals("compiled")) {
            try (LoadedNetwork network = Engine.load(graph, weights, DeviceChoice.CPU, Precision.FP32);
                Runner runner = network.runner(HEIGHT, WIDTH)) {
                measure(rounds, () -> runner.run(lr, hr));
            }
        } else if (args[0].equals("load")) {
            measure(rounds, () -> {
                try (LoadedNetwork network = Engine.load(graph, weights, DeviceChoice.CPU, Precision.FP32);
                    Runner runner = network.runner(HEIGHT, WIDTH)) {
                    runner.run(lr, hr);
                }
            });
        } else if (args[0].equals("train")) {
            train(rounds, graph, Gradients.REFERENCE, Loss.parse("l1+hfen+charbonnier"));
        } else {
            train(rounds, LeakTest.trainable(), Gradients.parse(args[0]), Loss.L1);
        }
    }

    private static void train(final int rounds, final Graph graph, final Gradients how, final Loss loss)
        throws IOException {
        final Weights weights = Cases.weights(graph, 1);
        final float[] lr = Cases.image(graph.inputChannels(), HEIGHT, WIDTH, 2);
        final float[] hr = new float[(int) graph.resultShape(HEIGHT, WIDTH).size()];
        try (Differentiator d = Engine.differentiate(graph, weights, how, DeviceChoice.CPU)) {
            final Weights gradient = d.newGradient();
            measure(rounds, () -> {
                d.setParameters(weights);
                d.loss(loss, lr, hr, 1, HEIGHT, WIDTH, gradient);
            });
        }
    }

    private static void measure(final int rounds, final Runnable work) throws IOException {
        // caches of the allocator and compiled code settle first
        for (int i = 0; i < rounds / 4; i++) {
            work.run();
        }
        System.gc();
        final long before = residentKilobytes();
        for (int i = 0; i < rounds; i++) {
            work.run();
        }
        System.gc();
        System.out.println("gained " + (residentKilobytes() - before));
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(Arrays.asList(line.split("\\s+")).get(1))).findFirst().orElseThrow();
    }
}
