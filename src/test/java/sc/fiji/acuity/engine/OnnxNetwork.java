package sc.fiji.acuity.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import sc.fiji.acuity.model.onnx.OnnxModel;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Shape;
import sc.fiji.acuity.network.Weights;

/** A network written as ONNX and run by ONNX Runtime: what users of exported files get. */
public final class OnnxNetwork implements LoadedNetwork {

    private final Graph graph;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    /** @param threads within an operation */
    public OnnxNetwork(final Graph graph, final Weights weights, final int threads) {
        this.graph = graph;
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            OnnxModel.of("net", graph, weights, Map.of()).writeTo(bytes);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            session = environment.createSession(bytes.toByteArray(), options);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Graph graph() {
        return graph;
    }

    @Override
    public Runner runner(final int height, final int width) {
        return new OnnxRunner(height, width);
    }

    @Override
    public String device() {
        return "cpu";
    }

    @Override
    public String numerics() {
        return "ONNX Runtime fp32";
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (final OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes and gives values in buffers that are made once: no copies but those of the arrays. */
    private final class OnnxRunner implements Runner {

        private final FloatBuffer in;
        private final FloatBuffer out;
        private final OnnxTensor x;
        private final OnnxTensor y;

        OnnxRunner(final int height, final int width) {
            final Shape result = graph.resultShape(height, width);
            final long[] shape = {1, graph.inputChannels(), height, width};
            in = floats(graph.inputChannels() * height * width);
            out = floats((int) result.size());
            try {
                x = OnnxTensor.createTensor(environment, in, shape);
                y = OnnxTensor.createTensor(environment, out,
                    new long[] {1, result.channels(), result.height(), result.width()});
            } catch (final OrtException e) {
                throw new IllegalStateException(e);
            }
        }

        private static FloatBuffer floats(final int count) {
            return ByteBuffer.allocateDirect(count * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
        }

        @Override
        public void run(final float[] input, final float[] output) {
            if (input.length < in.capacity() || output.length < out.capacity()) {
                throw new IllegalArgumentException("arrays too small");
            }
            in.put(0, input, 0, in.capacity());
            // a result of another shape than the buffer's is an error of ONNX Runtime's
            try (OrtSession.Result done = session.run(Map.of(OnnxModel.INPUT, x), Map.of(OnnxModel.OUTPUT, y))) {
                out.get(0, output, 0, out.capacity());
            } catch (final OrtException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            x.close();
            y.close();
        }
    }
}
