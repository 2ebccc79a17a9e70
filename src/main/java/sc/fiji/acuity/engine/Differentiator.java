package sc.fiji.acuity.engine;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

/**
 * Loss and gradient of a network on a batch, for training. One for each thread that works at the same time: gradients
 * of several are added by whoever holds them, in a fixed order, so that the sum does not depend on timing.
 *
 * <pre>{@code
 * try (Differentiator d = Engine.differentiate(graph, weights, DeviceChoice.CPU)) {
 *     d.setParameters(weights);
 *     double loss = d.loss(Loss.L1, lr, hr, 16, 48, 48, gradient);
 * }
 * }</pre>
 */
public final class Differentiator implements AutoCloseable {

    private final int inputChannels;
    private final int outputChannels;
    private final int scale;
    private final NDManager manager;
    /** One of the two. */
    private final Interpreter interpreter;
    private final TrainingScript script;

    /** What gradients arrive at: the parameters, kernels that are {@link #turned} with their channels last. */
    private final Map<String, NDArray> leaves = new LinkedHashMap<>();
    private final Set<String> turned = new HashSet<>();
    private final Map<String, int[]> shapes;

    Differentiator(final Graph graph, final Weights weights, final Gradients how, final Device device) {
        inputChannels = graph.inputChannels();
        outputChannels = graph.outputChannels();
        scale = graph.scale();
        shapes = graph.parameters();
        manager = Engine.get().newBaseManager(device);
        final boolean compiled = how != Gradients.REFERENCE && GraphScript.trainable(graph);
        if (how == Gradients.BF16 && !(compiled && device.getDeviceType().equals(Device.Type.CPU))) {
            throw new AcuityException("gradients bf16", "cannot be computed for this network on " + device,
                "use fast or reference");
        }
        interpreter = compiled ? null : new Interpreter(graph, manager);
        script = compiled ? new TrainingScript(graph, weights,
            how == Gradients.BF16 ? ScriptStyle.TRAINING_BF16 : ScriptStyle.TRAINING, manager) : null;
        if (how != Gradients.REFERENCE) {
            // weight norm is computed in the order that kernels have, so that it is left to scripts
            graph.nodes().stream().filter(node -> node.op() instanceof Op.Conv conv && (compiled || !conv.weightNorm()))
                .forEach(node -> turned.add(
                    node.parameter(((Op.Conv) node.op()).weightNorm() ? "weight_v" : "weight")));
        }
        weights.asMap().forEach((name, tensor) -> {
            final int[] s = tensor.shape();
            final NDArray leaf = manager.create(stored(name, tensor),
                turned.contains(name) ? new Shape(s[0], s[2], s[3], s[1]) : shape(s));
            leaf.setRequiresGradient(true);
            leaves.put(name, leaf);
        });
    }

    private static Shape shape(final int[] lengths) {
        return new Shape(Arrays.stream(lengths).asLongStream().toArray());
    }

    private float[] stored(final String name, final Tensor tensor) {
        return turned.contains(name) ? ChannelsLast.of(tensor) : tensor.data();
    }

    /** Takes over values; names and shapes must be those of the graph. */
    public void setParameters(final Weights weights) {
        leaves.forEach((name, array) -> array.set(FloatBuffer.wrap(stored(name, weights.get(name)))));
    }

    /** The parameters as the graph has them: what is stored with channels last, seen with channels second. */
    private Map<String, NDArray> parameters(final NDManager step) {
        final Map<String, NDArray> parameters = new HashMap<>(leaves);
        for (final String name : turned) {
            final NDArray view = leaves.get(name).transpose(0, 3, 1, 2);
            view.attach(step);
            parameters.put(name, view);
        }
        return parameters;
    }

    /** Mean absolute error of the network on a batch, and its gradient. */
    public double l1(final float[] lr, final float[] hr, final int batch, final int height, final int width,
        final Weights gradient) {
        return loss(Loss.L1, lr, hr, batch, height, width, gradient);
    }

    /**
     * Loss of the network on a batch, and its gradient.
     *
     * @param lr batch × input channels × height × width values
     * @param hr batch × output channels × (height · scale) × (width · scale) values
     * @param gradient takes d loss / d parameter, tensor by tensor
     * @return the loss
     */
    public double loss(final Loss kind, final float[] lr, final float[] hr, final int batch, final int height,
        final int width, final Weights gradient) {
        Engine.prepareThread(true);
        try (NDManager step = manager.newSubManager()) {
            final NDArray x = step.create(lr, new Shape(batch, inputChannels, height, width));
            final NDArray target =
                step.create(hr, new Shape(batch, outputChannels, (long) height * scale, (long) width * scale));
            final NDArray loss = LossTerms.of(kind, run(x, parameters(step)), target);
            JniUtils.backward((PtNDArray) loss, (PtNDArray) step.ones(new Shape()), false, false);
            download(gradient);
            return loss.getFloat();
        }
    }

    /** Loss of the network on a batch, without its gradient. Arrays as for {@link #loss}. */
    public double evaluate(final Loss kind, final float[] lr, final float[] hr, final int batch, final int height,
        final int width) {
        Engine.prepareThread(false);
        try (NDManager step = manager.newSubManager()) {
            final NDArray x = step.create(lr, new Shape(batch, inputChannels, height, width));
            final NDArray target =
                step.create(hr, new Shape(batch, outputChannels, (long) height * scale, (long) width * scale));
            return LossTerms.of(kind, run(x, parameters(step)), target).getFloat();
        }
    }

    private NDArray run(final NDArray x, final Map<String, NDArray> values) {
        return script == null ? interpreter.run(x, values) : script.run(x, values);
    }

    private void download(final Weights gradient) {
        leaves.forEach((name, leaf) -> {
            try (NDArray g = leaf.getGradient()) {
                final float[] values = g.toFloatArray();
                if (turned.contains(name)) {
                    ChannelsLast.into(values, gradient.get(name));
                } else {
                    System.arraycopy(values, 0, gradient.get(name).data(), 0, values.length);
                }
            }
            JniUtils.zeroGrad((PtNDArray) leaf);
        });
    }

    /** A tensor of zeros for each parameter. */
    public Weights newGradient() {
        final Map<String, Tensor> zeros = new LinkedHashMap<>();
        leaves.keySet().forEach(name -> zeros.put(name, Tensor.zeros(shapes.get(name))));
        return new Weights(zeros);
    }

    @Override
    public void close() {
        if (script != null) {
            script.close();
        }
        manager.close();
    }
}
