package sc.fiji.acuity.engine;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Fold;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Weights;

/**
 * A network as a TorchScript file, which {@code torch.jit.load} of PyTorch and {@code Model.load} of DJL read.
 *
 * <pre>{@code
 * byte[] file = TorchScript.archive("balanced-x2", graph, weights);
 * }</pre>
 *
 * Its {@code forward} takes float32 [batch, channels, height, width] and gives the enlarged image in the same form. Only
 * operations that every PyTorch has, on every device, are used; values are fp32. The same network gives the same bytes.
 */
public final class TorchScript {

    private TorchScript() {}

    /**
     * @param name for messages
     * @throws AcuityException naming an operation that cannot be written
     */
    public static byte[] archive(final String name, final Graph graph, final Weights weights) {
        final Fold.Folded folded = Fold.fold(graph, weights);
        GraphScript.missing(folded.graph()).ifPresent(op -> {
            throw new AcuityException(name, "has the operation " + op + ", which cannot be written as TorchScript",
                "export it as onnx");
        });
        return GraphScript.archive(folded.graph(), folded.weights(), ScriptStyle.PORTABLE);
    }
}
