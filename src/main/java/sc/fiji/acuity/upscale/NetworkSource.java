package sc.fiji.acuity.upscale;

import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Engine;
import sc.fiji.acuity.engine.LoadedNetwork;
import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Weights;

/** One network in the precisions that are needed of it: fp32 always, bf16 when it is asked for. */
final class NetworkSource implements AutoCloseable {

    private final Weights weights;
    private final DeviceChoice device;
    private final LoadedNetwork fp32;
    private LoadedNetwork bf16;

    NetworkSource(final Graph graph, final Weights weights, final DeviceChoice device) {
        this(weights, device, Engine.load(graph, weights, device, Precision.FP32));
    }

    /** @param fp32 the network, loaded already */
    NetworkSource(final Weights weights, final DeviceChoice device, final LoadedNetwork fp32) {
        this.weights = weights;
        this.device = device;
        this.fp32 = fp32;
    }

    LoadedNetwork fp32() {
        return fp32;
    }

    /** @param precision FP32 or BF16 */
    synchronized LoadedNetwork in(final Precision precision) {
        if (precision == Precision.FP32) {
            return fp32;
        }
        if (bf16 == null) {
            bf16 = Engine.load(fp32.graph(), weights, device, Precision.BF16);
        }
        return bf16;
    }

    @Override
    public synchronized void close() {
        if (bf16 != null) {
            bf16.close();
        }
        fp32.close();
    }
}
