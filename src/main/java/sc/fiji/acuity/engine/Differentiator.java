package sc.fiji.acuity.engine;

import java.util.LinkedHashMap;
import java.util.Map;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

/**
 * Loss and gradient of a network on a batch, for training. One for each thread that works at the same time: gradients
 * of several are added by whoever holds them, in a fixed order, so that the sum does not depend on timing.
 *
 * <pre>{@code
 * try (Differentiator d = Engine.differentiate(graph, weights, DeviceChoice.CPU)) {
 *     d.setParameters(weights);
 *     double loss = d.l1(lr, hr, 16, 48, 48, gradient);
 * }
 * }</pre>
 */
public final class Differentiator implements AutoCloseable {

    private final int inputChannels;
    private final int outputChannels;
    private final int scale;
    private final NDManager manager;
    private final Interpreter interpreter;
    private final Map<String, NDArray> parameters;

    Differentiator(final Graph graph, final Weights weights, final Device device) {
        inputChannels = graph.inputChannels();
        outputChannels = graph.outputChannels();
        scale = graph.scale();
        manager = Engine.get().newBaseManager(device);
        interpreter = new Interpreter(graph, manager);
        parameters = Interpreter.upload(weights, manager);
        parameters.values().forEach(p -> p.setRequiresGradient(true));
    }

    /** Takes over values; names and shapes must be those of the graph. */
    public void setParameters(final Weights weights) {
        parameters.forEach((name, array) -> array.set(java.nio.FloatBuffer.wrap(weights.get(name).data())));
    }

    /**
     * Mean absolute error of the network on a batch, and its gradient.
     *
     * @param lr batch × input channels × height × width values
     * @param hr batch × output channels × (height · scale) × (width · scale) values
     * @param gradient takes d loss / d parameter, tensor by tensor
     * @return the loss
     */
    public double l1(final float[] lr, final float[] hr, final int batch, final int height, final int width,
        final Weights gradient) {
        Engine.prepareThread(true);
        try (NDManager step = manager.newSubManager()) {
            final NDArray x = step.create(lr, new Shape(batch, inputChannels, height, width));
            final NDArray target =
                step.create(hr, new Shape(batch, outputChannels, (long) height * scale, (long) width * scale));
            final NDArray loss = interpreter.run(x, parameters).sub(target).abs().mean();
            JniUtils.backward((PtNDArray) loss, (PtNDArray) step.ones(new Shape()), false, false);
            download(gradient);
            return loss.getFloat();
        }
    }

    private void download(final Weights gradient) {
        parameters.forEach((name, parameter) -> {
            try (NDArray g = parameter.getGradient()) {
                final float[] values = g.toFloatArray();
                System.arraycopy(values, 0, gradient.get(name).data(), 0, values.length);
            }
            JniUtils.zeroGrad((PtNDArray) parameter);
        });
    }

    /** A tensor of zeros for each parameter. */
    public Weights newGradient() {
        final Map<String, Tensor> zeros = new LinkedHashMap<>();
        parameters.forEach((name, p) -> {
            final long[] shape = p.getShape().getShape();
            final int[] ints = new int[shape.length];
            for (int i = 0; i < shape.length; i++) {
                ints[i] = Math.toIntExact(shape[i]);
            }
            zeros.put(name, Tensor.zeros(ints));
        });
        return new Weights(zeros);
    }

    @Override
    public void close() {
        manager.close();
    }
}
