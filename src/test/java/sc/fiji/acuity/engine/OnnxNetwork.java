package sc.fiji.acuity.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
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
        final Shape result = graph.resultShape(height, width);
        final long[] shape = {1, graph.inputChannels(), height, width};
        final int size = graph.inputChannels() * height * width;
        return new Runner() {

            @Override
            public void run(final float[] input, final float[] output) {
                if (input.length < size || output.length < result.size()) {
                    throw new IllegalArgumentException("arrays too small");
                }
                final FloatBuffer values = FloatBuffer.wrap(Arrays.copyOf(input, size));
                try (OnnxTensor x = OnnxTensor.createTensor(environment, values, shape);
                    OrtSession.Result results = session.run(Map.of(OnnxModel.INPUT, x))) {
                    final OnnxTensor y = (OnnxTensor) results.get(OnnxModel.OUTPUT).orElseThrow();
                    final long[] expected = {1, result.channels(), result.height(), result.width()};
                    if (!Arrays.equals(expected, y.getInfo().getShape())) {
                        throw new IllegalStateException(Arrays.toString(y.getInfo().getShape()) + " instead of " + result);
                    }
                    y.getFloatBuffer().get(output, 0, (int) result.size());
                } catch (final OrtException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void close() {
                // each run releases what it took
            }
        };
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
}
