package sc.fiji.acuity.upscale;

import java.util.concurrent.atomic.AtomicInteger;

import sc.fiji.acuity.engine.LoadedNetwork;
import sc.fiji.acuity.engine.Runner;
import sc.fiji.acuity.network.Graph;

/** Nearest neighbour in place of a network, with faults. */
final class FakeNetwork implements LoadedNetwork {

    /** What goes wrong in a call. */
    @FunctionalInterface
    interface Fault {

        /** @param call counted from 0 over all runners */
        void strike(int call, float[] output);
    }

    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger openRunners = new AtomicInteger();
    final AtomicInteger running = new AtomicInteger();
    private final Graph graph;
    private final Fault fault;

    FakeNetwork(final Graph graph, final Fault fault) {
        this.graph = graph;
        this.fault = fault;
    }

    @Override
    public Graph graph() {
        return graph;
    }

    @Override
    public Runner runner(final int height, final int width) {
        openRunners.incrementAndGet();
        final int scale = graph.scale();
        return new Runner() {

            @Override
            public void run(final float[] input, final float[] output) {
                running.incrementAndGet();
                try {
                    for (int i = 0; i < width * scale * height * scale; i++) {
                        output[i] = input[i / (width * scale) / scale * width + i % (width * scale) / scale];
                    }
                    fault.strike(calls.getAndIncrement(), output);
                } finally {
                    running.decrementAndGet();
                }
            }

            @Override
            public void close() {
                openRunners.decrementAndGet();
            }
        };
    }

    @Override
    public String device() {
        return "fake";
    }

    @Override
    public String numerics() {
        return "none";
    }

    @Override
    public void close() {
        if (running.get() != 0) {
            throw new IllegalStateException("closed while it runs");
        }
    }
}
