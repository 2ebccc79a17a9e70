package sc.fiji.acuity.model.onnx;

import java.nio.FloatBuffer;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** Runs the content of ONNX files as other programs do, for tests. */
public final class OnnxFiles {

    private OnnxFiles() {}

    /** What the model makes of an image, and nothing else: one input, one output. */
    public static float[] run(final byte[] file, final float[] input, final long... shape) {
        final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file);
            OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), shape);
            OrtSession.Result results = session.run(Map.of("input", x))) {
            final FloatBuffer values = ((OnnxTensor) results.get("output").orElseThrow()).getFloatBuffer();
            final float[] output = new float[values.remaining()];
            values.get(output);
            return output;
        } catch (final OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The texts of {@code metadata_props}. */
    public static Map<String, String> metadata(final byte[] file) {
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file)) {
            return session.getMetadata().getCustomMetadata();
        } catch (final OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
