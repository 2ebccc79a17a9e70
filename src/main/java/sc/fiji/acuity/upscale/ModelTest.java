package sc.fiji.acuity.upscale;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

import sc.fiji.acuity.base.AcuityException;
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

    /** Other machines and libtorch builds sum in another order; more than this is another result. */
    private static final double TOLERANCE = 1e-4;

    private ModelTest() {}

    /** Whether the model gives its test output, in fp32. */
    public static SelfTest.Result run(final ModelPackage model, final DeviceChoice device) {
        return run(model, device, Precision.FP32);
    }

    /**
     * Whether the model gives its test output, as nearly as its card states for a precision.
     *
     * @param precision FP32 or BF16
     * @throws AcuityException if the card states nothing for it, or the device cannot do it
     */
    public static SelfTest.Result run(final ModelPackage model, final DeviceChoice device, final Precision precision) {
        return SelfTest.run(model, precision.key(),
            (graph, weights, input) -> infer(graph, weights, input, device, precision));
    }

    /**
     * What a card states: in fp32 what other machines and libtorch builds may differ by; in bf16 twice what this processor
     * differs by on the test input, nothing if it has no bf16.
     *
     * @param output what the network makes of {@code input} in fp32
     */
    public static Map<String, Double> tolerances(final Graph graph, final Weights weights, final Tensor input,
        final Tensor output) {
        final Map<String, Double> tolerances = new TreeMap<>();
        tolerances.put(PRECISION, TOLERANCE);
        try {
            final float[] rough = infer(graph, weights, input, DeviceChoice.CPU, Precision.BF16).data();
            double most = 0;
            for (int i = 0; i < rough.length; i++) {
                most = Math.max(most, Math.abs((double) rough[i] - output.data()[i]));
            }
            if (Double.isFinite(most)) {
                tolerances.put(Precision.BF16.key(),
                    new BigDecimal(2 * most).round(new MathContext(2, RoundingMode.UP)).doubleValue());
            }
        } catch (final AcuityException e) {
            // a processor without bf16, or a network that has none: nothing to state
            return tolerances;
        }
        return tolerances;
    }

    /**
     * What a network makes of a batch, by the runner that enlarges images in fp32.
     *
     * @param input {@code [n, channels, height, width]}
     * @return {@code [n, channels, scale · height, scale · width]}
     */
    public static Tensor infer(final Graph graph, final Weights weights, final Tensor input,
        final DeviceChoice device) {
        return infer(graph, weights, input, device, Precision.FP32);
    }

    private static Tensor infer(final Graph graph, final Weights weights, final Tensor input, final DeviceChoice device,
        final Precision precision) {
        try (LoadedNetwork network = Engine.load(graph, weights, device, precision)) {
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
