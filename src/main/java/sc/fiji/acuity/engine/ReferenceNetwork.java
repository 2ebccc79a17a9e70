package sc.fiji.acuity.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

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

        private final Shape shape;
        private final ByteBuffer buffer;
        private final FloatBuffer floats;
        private final int outputSize;

        ReferenceRunner(final int height, final int width) {
            shape = new Shape(1, folded.inputChannels(), height, width);
            outputSize = Math.toIntExact(folded.resultShape(height, width).size());
            buffer = ByteBuffer.allocateDirect(Math.toIntExact(Math.multiplyExact(shape.size(), Float.BYTES)))
                .order(ByteOrder.nativeOrder());
            floats = buffer.asFloatBuffer();
        }

        @Override
        public void run(final float[] input, final float[] output) {
            if (input.length < shape.size() || output.length < outputSize) {
                throw new IllegalArgumentException("arrays of " + input.length + " and " + output.length
                    + " values are too small for " + shape + " and " + outputSize);
            }
            Engine.prepareThread(false);
            floats.rewind();
            floats.put(input, 0, (int) shape.size());
            try (NDManager tile = manager.newSubManager()) {
                final NDArray x = tile.create(buffer.rewind(), shape, DataType.FLOAT32);
                final NDArray y = interpreter.run(x, parameters);
                y.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer().get(output, 0, outputSize);
            }
        }

        @Override
        public void close() {
            // buffers go with the garbage collector, arrays went with each run
        }
    }
}
