package sc.fiji.acuity.upscale;

import java.util.Arrays;

import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Engine;
import sc.fiji.acuity.engine.LoadedNetwork;
import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.engine.Runner;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.SelfTest;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

/**
 * Runs a model's self-test on a device.
 *
 * <pre>{@code
 * ModelTest.run(model, DeviceChoice.AUTO).require(model);
 * }</pre>
 */
public final class ModelTest {

    /** The precision in which every card states a tolerance. */
    public static final String PRECISION = "fp32";

    private ModelTest() {}

    public static SelfTest.Result run(final ModelPackage model, final DeviceChoice device) {
        return SelfTest.run(model, PRECISION, (graph, weights, input) -> infer(graph, weights, input, device));
    }

    /**
     * What a network makes of a batch, by the runner that enlarges images in fp32.
     *
     * @param input {@code [n, channels, height, width]}
     * @return {@code [n, channels, scale · height, scale · width]}
     */
    public static Tensor infer(final Graph graph, final Weights weights, final Tensor input,
        final DeviceChoice device) {
        try (LoadedNetwork network = Engine.load(graph, weights, device, Precision.FP32)) {
            return infer(network, input);
        }
    }

    static Tensor infer(final LoadedNetwork network, final Tensor input) {
        final Graph graph = network.graph();
        final int[] shape = input.shape();
        final int one = shape[1] * shape[2] * shape[3];
        final int scale = graph.scale();
        final Tensor result =
            Tensor.zeros(shape[0], graph.outputChannels(), shape[2] * scale, shape[3] * scale);
        final float[] output = new float[result.data().length / shape[0]];
        try (Runner runner = network.runner(shape[2], shape[3])) {
            for (int i = 0; i < shape[0]; i++) {
                runner.run(Arrays.copyOfRange(input.data(), i * one, (i + 1) * one), output);
                System.arraycopy(output, 0, result.data(), i * output.length, output.length);
            }
        }
        return result;
    }
}
