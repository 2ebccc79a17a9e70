package sc.fiji.acuity.engine;

import sc.fiji.acuity.engine.GraphScript.Value;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Op;

/**
 * Maxima over windows and bilinear stretching, one axis after the other. PyTorch's own are vectorised over channels,
 * and attention has four of them.
 */
final class PoolScript {

    private PoolScript() {}

    static void write(final GraphScript script, final Graph.Node node, final Op.MaxPool op) {
        final Value x = script.input(node);
        if (script.style().fused()) {
            script.result(node, along(script, along(script, x, 2, op), 3, op));
            return;
        }
        script.result(node, script.line(x.bfloat16(), "torch.max_pool2d(%s, %s, %s, [0, 0], [1, 1], False)",
            x.name(), ConvScript.pair(op.kernel()), ConvScript.pair(op.stride())));
    }

    /** The maximum of as many shifted copies as the window is long: the same bits, whatever their order. */
    private static Value along(final GraphScript script, final Value x, final int axis, final Op.MaxPool op) {
        final Value span = script.line(false, "torch.mul(torch.floordiv(torch.sub(torch.size(%s, %d), %d), %4$d), "
            + "%4$d)", x.name(), axis, op.kernel(), op.stride());
        Value most = x;
        for (int i = 0; i < op.kernel(); i++) {
            final Value part = script.line(x.bfloat16(), "torch.slice(%s, %d, %d, torch.add(%s, %d), %d)", x.name(),
                axis, i, span.name(), i + 1, op.stride());
            most = i == 0 ? part : script.line(x.bfloat16(), "torch.maximum(%s, %s)", most.name(), part.name());
        }
        return most;
    }

    /**
     * To the size of another value: the width first, while there are few rows. Then a row is what channels are to
     * PyTorch, which it adds at once.
     */
    static Value stretch(final GraphScript script, final Value x, final String like) {
        final String bilinear = "torch.upsample_bilinear2d(%s, [%s, %s], False, None, None)";
        final Value wide = script.line(x.bfloat16(), bilinear, x.name(), "torch.size(" + x.name() + ", 2)",
            "torch.size(" + like + ", 3)");
        final Value rows = script.line(x.bfloat16(), "torch.reshape(torch.permute(%1$s, [0, 2, 3, 1]), "
            + "[torch.size(%1$s, 0), torch.size(%1$s, 2), 1, torch.mul(torch.size(%1$s, 3), torch.size(%1$s, 1))])",
            wide.name());
        final Value tall = script.line(x.bfloat16(), bilinear, "torch.permute(" + rows.name() + ", [0, 3, 1, 2])",
            "torch.size(" + like + ", 2)", "1");
        return script.line(x.bfloat16(), "torch.permute(torch.reshape(torch.permute(%1$s, [0, 2, 3, 1]), "
            + "[torch.size(%1$s, 0), torch.size(%1$s, 2), torch.size(%2$s, 3), torch.size(%2$s, 1)]), [0, 3, 1, 2])",
            tall.name(), wide.name());
    }
}
