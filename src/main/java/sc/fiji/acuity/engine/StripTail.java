package sc.fiji.acuity.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Op;

/** What follows the pixel shuffle of a one-layer network: operations on each pixel by itself, array by array. */
final class StripTail {

    private final List<Graph.Node> nodes;
    private final String source;
    private final Map<String, float[][]> own = new HashMap<>();
    private final float[] extremum;
    private final float[] sum;

    /**
     * @param nodes in order; the last gives the result
     * @param source the node whose values are given
     * @param channels of the source
     * @param length of all arrays
     */
    StripTail(final List<Graph.Node> nodes, final String source, final int channels, final int length) {
        this.nodes = nodes;
        this.source = source;
        extremum = new float[length];
        sum = new float[length];
        final Map<String, Integer> sizes = new HashMap<>(Map.of(source, channels));
        for (final Graph.Node node : nodes) {
            final int size = node.op() instanceof Op.Slice slice ? slice.to() - slice.from()
                : node.op() instanceof Op.ChannelReduce ? 1 : sizes.get(node.inputs().get(0));
            sizes.put(node.name(), size);
            if (!(node.op() instanceof Op.Slice)) {
                own.put(node.name(), new float[size][length]);
            }
        }
    }

    static boolean knows(final Op op) {
        return op instanceof Op.Slice || op instanceof Op.Multiply || op instanceof Op.ChannelSoftmax
            || op instanceof Op.ChannelReduce;
    }

    /** The one channel that comes out; valid until the next call. */
    float[] run(final float[][] channels, final int n) {
        final Map<String, float[][]> values = new HashMap<>(Map.of(source, channels));
        float[][] last = channels;
        for (final Graph.Node node : nodes) {
            last = compute(node, values, n);
            values.put(node.name(), last);
        }
        return last[0];
    }

    private float[][] compute(final Graph.Node node, final Map<String, float[][]> values, final int n) {
        final float[][] x = values.get(node.inputs().get(0));
        if (node.op() instanceof Op.Slice slice) {
            return java.util.Arrays.copyOfRange(x, slice.from(), slice.to());
        }
        final float[][] to = own.get(node.name());
        if (node.op() instanceof Op.Multiply) {
            multiply(node.inputs().stream().map(values::get).toList(), to, n);
        } else if (node.op() instanceof Op.ChannelSoftmax) {
            softmax(x, to, n);
        } else if (((Op.ChannelReduce) node.op()).kind() == Op.ChannelReduce.Kind.MAX) {
            largest(x, to[0], n);
        } else {
            total(x, to[0], n);
        }
        return to;
    }

    private static void multiply(final List<float[][]> factors, final float[][] to, final int n) {
        for (int c = 0; c < to.length; c++) {
            System.arraycopy(factors.get(0)[c], 0, to[c], 0, n);
            for (final float[][] factor : factors.subList(1, factors.size())) {
                StripLoops.multiply(to[c], factor[c], to[c], n);
            }
        }
    }

    private void softmax(final float[][] x, final float[][] to, final int n) {
        largest(x, extremum, n);
        for (int c = 0; c < x.length; c++) {
            StripLoops.exp(x[c], extremum, to[c], n);
        }
        total(to, sum, n);
        for (final float[] one : to) {
            StripLoops.divide(one, sum, one, n);
        }
    }

    private static void largest(final float[][] x, final float[] to, final int n) {
        System.arraycopy(x[0], 0, to, 0, n);
        for (int c = 1; c < x.length; c++) {
            StripLoops.largest(to, x[c], to, n);
        }
    }

    private static void total(final float[][] x, final float[] to, final int n) {
        System.arraycopy(x[0], 0, to, 0, n);
        for (int c = 1; c < x.length; c++) {
            StripLoops.add(to, x[c], to, n);
        }
    }
}
