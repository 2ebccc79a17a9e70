package sc.fiji.acuity.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The second half of {@link Grey}: a network that gives one combination of its channels in place of them all.
 *
 * <p>The combination is moved from the output back, through what treats all channels alike, into the convolutions
 * that make them.
 */
final class GreyOutput {

    private final Map<String, Graph.Node> nodes = new LinkedHashMap<>();
    private final Map<String, Tensor> tensors;
    private final Map<String, Integer> uses;
    private final Set<String> shared;
    private final String output;

    GreyOutput(final Fold.Folded from) {
        from.graph().nodes().forEach(node -> nodes.put(node.name(), node));
        tensors = new HashMap<>(from.weights().asMap());
        uses = Count.uses(from.graph());
        output = from.graph().output().name();
        shared = Fold.shared(from.graph());
    }

    /** @param shares how much of each channel there is in the result */
    Fold.Folded result(final double[] shares) {
        final String combined = combined(output, new double[][] {shares});
        return Fold.folded(new ArrayList<>(nodes.values()), combined, tensors);
    }

    /**
     * @param name a node
     * @param matrix for each channel that is wanted, how much of each channel of the node it has
     * @return the node that gives these
     */
    private String combined(final String name, final double[][] matrix) {
        final Graph.Node node = nodes.get(name);
        final Op op = node.op();
        if (uses.get(name) != 1 || shared.contains(node.owner())) {
            return mixed(name, matrix);
        }
        if (op instanceof Op.Scale || op instanceof Op.Interpolate) {
            return replace(node, op, matrix);
        }
        if (op instanceof Op.Shift shift) {
            final List<Double> values = new ArrayList<>();
            for (final double[] row : matrix) {
                double sum = 0;
                for (int c = 0; c < row.length; c++) {
                    sum += row[c] * shift.value(c);
                }
                values.add(sum);
            }
            return replace(node, new Op.Shift(values), matrix);
        }
        if (op instanceof Op.Add) {
            return replace(node, op, matrix);
        }
        if (op instanceof Op.PixelShuffle shuffle) {
            return replace(node, op, spread(matrix, shuffle.factor() * shuffle.factor()));
        }
        if (op instanceof Op.Conv conv && conv.groups() == 1) {
            return convolution(node, conv, matrix);
        }
        return op instanceof Op.TransposedConv conv ? transposed(node, conv, matrix) : mixed(name, matrix);
    }

    private String replace(final Graph.Node node, final Op op, final double[][] matrix) {
        final List<String> inputs = node.inputs().stream().map(from -> combined(from, matrix)).toList();
        return put(node.name(), op, inputs);
    }

    /** The same for each of the positions that a shuffle takes from channels. */
    private static double[][] spread(final double[][] matrix, final int positions) {
        final double[][] spread = new double[matrix.length * positions][matrix[0].length * positions];
        for (int row = 0; row < spread.length; row++) {
            for (int c = 0; c < matrix[0].length; c++) {
                spread[row][c * positions + row % positions] = matrix[row / positions][c];
            }
        }
        return spread;
    }

    private String convolution(final Graph.Node node, final Op.Conv conv, final double[][] matrix) {
        final int each = conv.in() * conv.kernel() * conv.kernel();
        final float[] kernel = tensors.get(node.name() + ".weight").data();
        final float[] made = new float[matrix.length * each];
        for (int i = 0; i < made.length; i++) {
            final double[] row = matrix[i / each];
            double sum = 0;
            for (int c = 0; c < row.length; c++) {
                sum += row[c] * kernel[c * each + i % each];
            }
            made[i] = (float) sum;
        }
        tensors.put(node.name() + ".weight",
            new Tensor(new int[] {matrix.length, conv.in(), conv.kernel(), conv.kernel()}, made));
        combineBias(node.name(), matrix);
        return put(node.name(), new Op.Conv(conv.in(), matrix.length, conv.kernel(), conv.stride(), conv.padding(),
            conv.dilation(), 1, conv.bias(), false), node.inputs());
    }

    private String transposed(final Graph.Node node, final Op.TransposedConv conv, final double[][] matrix) {
        final int area = conv.kernel() * conv.kernel();
        final float[] kernel = tensors.get(node.name() + ".weight").data();
        final float[] made = new float[conv.in() * matrix.length * area];
        for (int i = 0; i < made.length; i++) {
            final double[] row = matrix[i / area % matrix.length];
            final int in = i / area / matrix.length;
            double sum = 0;
            for (int c = 0; c < row.length; c++) {
                sum += row[c] * kernel[(in * conv.out() + c) * area + i % area];
            }
            made[i] = (float) sum;
        }
        tensors.put(node.name() + ".weight",
            new Tensor(new int[] {conv.in(), matrix.length, conv.kernel(), conv.kernel()}, made));
        combineBias(node.name(), matrix);
        return put(node.name(), new Op.TransposedConv(conv.in(), matrix.length, conv.kernel(), conv.stride(),
            conv.padding(), conv.outputPadding(), conv.bias()), node.inputs());
    }

    private void combineBias(final String name, final double[][] matrix) {
        final Tensor bias = tensors.get(name + ".bias");
        if (bias == null) {
            return;
        }
        final float[] made = new float[matrix.length];
        for (int i = 0; i < made.length; i++) {
            double sum = 0;
            for (int c = 0; c < matrix[i].length; c++) {
                sum += matrix[i][c] * bias.data()[c];
            }
            made[i] = (float) sum;
        }
        tensors.put(name + ".bias", new Tensor(new int[] {made.length}, made));
    }

    /** By a convolution of its own: for what others read too, and what does not treat all channels alike. */
    private String mixed(final String name, final double[][] matrix) {
        final float[] weights = new float[matrix.length * matrix[0].length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) matrix[i / matrix[0].length][i % matrix[0].length];
        }
        String own = name + ".luma";
        for (int i = 2; nodes.containsKey(own); i++) {
            own = name + ".luma" + i;
        }
        tensors.put(own + ".weight", new Tensor(new int[] {matrix.length, matrix[0].length, 1, 1}, weights));
        return put(own, Op.Conv.same(matrix[0].length, matrix.length, 1).withoutBias(), List.of(name));
    }

    private String put(final String name, final Op op, final List<String> inputs) {
        nodes.put(name, new Graph.Node(name, op, inputs));
        return name;
    }
}
