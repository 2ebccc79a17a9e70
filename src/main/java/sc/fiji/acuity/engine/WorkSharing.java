package sc.fiji.acuity.engine;

import java.util.Map;
import java.util.Set;

import sc.fiji.acuity.network.Count;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Op;

/**
 * Whether several threads may share the work of each operation: only where the result is the same to the last bit for
 * any number of them.
 *
 * <p>It is not for all operations. PyTorch computes the ends of what a thread gets by scalar functions, which differ
 * from the vector ones in all that has exponentials; sums over an image are added in another order; and oneDNN orders
 * the sums of dense convolutions larger than 3×3 by the number of threads.
 */
final class WorkSharing {

    private static final int LARGEST_DENSE = 3;

    /** Copies, additions, products and maxima: each value by itself, by the same instruction wherever it lies. */
    private static final Set<Class<? extends Op>> EXACT = Set.of(Op.Input.class, Op.PRelu.class, Op.PixelShuffle.class,
        Op.Gather.class, Op.MaxPool.class, Op.StretchTo.class, Op.Concat.class, Op.Slice.class, Op.Add.class,
        Op.Multiply.class, Op.Scale.class, Op.Shift.class);

    private WorkSharing() {}

    /** @param folded for a script with oneDNN's convolutions */
    static boolean isExact(final Graph folded) {
        final Map<String, Integer> uses = Count.uses(folded);
        return folded.nodes().stream().allMatch(node -> isExact(folded, node, uses));
    }

    private static boolean isExact(final Graph folded, final Graph.Node node, final Map<String, Integer> uses) {
        if (node.op() instanceof Op.Conv conv) {
            return conv.kernel() <= LARGEST_DENSE || conv.groups() > 1 && conv.groups() == conv.in();
        }
        if (node.op() instanceof Op.Activation activation) {
            return switch (activation.function()) {
                case RELU, LEAKY_RELU -> true;
                case SIGMOID -> isFused(folded.node(node.inputs().get(0)), folded, uses);
                case TANH, GELU, SILU -> false;
            };
        }
        return EXACT.contains(node.op().getClass());
    }

    /** oneDNN computes it, with vectors throughout, together with the convolution. */
    private static boolean isFused(final Graph.Node before, final Graph folded, final Map<String, Integer> uses) {
        return before.op() instanceof Op.Conv && uses.get(before.name()) == 1
            && !(folded.node(before.inputs().get(0)).op() instanceof Op.Concat);
    }
}
