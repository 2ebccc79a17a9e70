package sc.fiji.acuity.engine;

import java.util.Map;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import sc.fiji.acuity.network.Fold;
import sc.fiji.acuity.network.Graph;

/** Operation by operation in fp32: slow, plain, and what every other way of running a network is compared with. */
final class ReferenceNetwork implements LoadedNetwork {

    private final Graph graph;
    private final Graph folded;
    private final Device device;
    private final NDManager manager;
    private final Interpreter interpreter;
    private final Map<String, NDArray> parameters;
    private final String numerics;

    /** @param numerics what to call it */
    ReferenceNetwork(final Graph graph, final Fold.Folded fold, final Device device, final String numerics) {
        this.graph = graph;
        folded = fold.graph();
        this.device = device;
        this.numerics = numerics;
        manager = Engine.get().newBaseManager(device);
        interpreter = new Interpreter(folded, manager);
        parameters = Interpreter.upload(fold.weights(), manager);
    }

    @Override
    public Graph graph() {
        return graph;
    }

    @Override
    public Runner runner(final int height, final int width) {
        return new ReferenceRunner(height, width);
    }

    @Override
    public String device() {
        return name(device);
    }

    static String name(final Device device) {
        return device.isGpu() ? "cuda:" + device.getDeviceId() : device.getDeviceType();
    }

    @Override
    public String numerics() {
        return numerics;
    }

    @Override
    public void close() {
        manager.close();
    }

    private final class ReferenceRunner implements Runner {

        private final TileBuffer buffer;

        ReferenceRunner(final int height, final int width) {
            buffer = new TileBuffer(folded, height, width);
        }

        @Override
        public void run(final float[] input, final float[] output) {
            buffer.check(input, output);
            Engine.prepareThread(false);
            try (NDManager tile = manager.newSubManager()) {
                final NDArray x = buffer.load(input, tile);
                final NDArray y = interpreter.run(x, parameters);
                buffer.store(y, output);
            }
        }

        @Override
        public void close() {
            // buffers go with the garbage collector, arrays went with each run
        }
    }
}
