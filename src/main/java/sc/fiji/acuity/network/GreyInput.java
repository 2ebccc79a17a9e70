package sc.fiji.acuity.network;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The first half of {@link Grey}: a network whose input is one channel that stands for all.
 *
 * <p>From the input on, what each node makes of the grey value x is followed as gain · x + offset in each channel, for
 * as long as that is what it is; a convolution that reads it gets a kernel for x itself.
 */
final class GreyInput {

    /** What channels are, each an affine function of one channel. */
    private record Affine(String base, double[] gain, double[] offset) {

        /** The shift that makes all offsets: offset = shift · gain; NaN if there is none. */
        double shift() {
            double shift = Double.NaN;
            for (int c = 0; c < gain.length; c++) {
                if (gain[c] == 0 && offset[c] != 0) {
                    return Double.NaN;
                }
                if (gain[c] != 0) {
                    final double own = offset[c] / gain[c];
                    if (Math.abs(own - shift) > 1e-12 * Math.abs(own)) {
                        return Double.NaN;
                    }
                    shift = own;
                }
            }
            return shift;
        }
    }

    private final Map<String, Graph.Node> nodes = new LinkedHashMap<>();
    private final Map<String, Tensor> tensors;
    private final Map<String, Affine> affine = new HashMap<>();
    private final Graph graph;
    private final Set<String> shared;

    GreyInput(final Fold.Folded plain) {
        tensors = new HashMap<>(plain.weights().asMap());
        graph = plain.graph();
        shared = Fold.shared(graph);
        graph.nodes().forEach(this::convert);
    }

    Fold.Folded result() {
        return Fold.folded(nodes.values(), concrete(graph.output().name()), tensors);
    }

    private void convert(final Graph.Node node) {
        final List<Affine> in = node.inputs().stream().map(affine::get).toList();
        if (node.op() instanceof Op.Input input) {
            put(node.name(), new Op.Input(1), List.of());
            affine.put(node.name(), new Affine(node.name(), filled(input.channels(), 1), new double[input.channels()]));
        } else if (in.contains(null) || !(follow(node, in) || convolve(node, in.get(0)))) {
            nodes.put(node.name(), node.withInputs(node.inputs().stream().map(this::concrete).toList()));
        }
    }

    /** Whether the result is affine again. */
    private boolean follow(final Graph.Node node, final List<Affine> in) {
        final Affine x = in.get(0);
        final double[] gain = x.gain().clone();
        final double[] offset = x.offset().clone();
        String base = x.base();
        if (node.op() instanceof Op.Scale scale) {
            for (int c = 0; c < gain.length; c++) {
                gain[c] *= scale.factor();
                offset[c] *= scale.factor();
            }
        } else if (node.op() instanceof Op.Shift shift) {
            for (int c = 0; c < gain.length; c++) {
                offset[c] += shift.value(c);
            }
        } else if (node.op() instanceof Op.Interpolate) {
            // its weights add up to 1 everywhere, so that constants stay what they are
            base = put(node.name(), node.op(), List.of(base));
        } else if (node.op() instanceof Op.Add && in.stream().allMatch(a -> a.base().equals(x.base()))) {
            for (final Affine other : in.subList(1, in.size())) {
                for (int c = 0; c < gain.length; c++) {
                    gain[c] += other.gain()[c];
                    offset[c] += other.offset()[c];
                }
            }
        } else {
            return false;
        }
        affine.put(node.name(), new Affine(base, gain, offset));
        return true;
    }

    /** Whether it is a convolution that could be given a kernel for the one channel. */
    private boolean convolve(final Graph.Node node, final Affine x) {
        if (!(node.op() instanceof Op.Conv conv) || conv.groups() != 1 || shared.contains(node.owner())) {
            return false;
        }
        final double shift = x.shift();
        if (shift == 0) {
            convolve(node.name(), conv, x.base(), x.gain());
        } else if (!Double.isNaN(shift)) {
            convolve(node.name(), conv, shifted(x.base(), shift), x.gain());
        } else {
            convolve(node.name(), conv, withConstant(x.base()), x.gain(), x.offset());
        }
        return true;
    }

    private String shifted(final String base, final double shift) {
        final Op op = new Op.Shift(List.of(shift));
        String name = own(base + ".shift");
        while (nodes.containsKey(name) && !nodes.get(name).op().equals(op)) {
            name = own(name + "_");
        }
        return put(name, op, List.of(base));
    }

    /** The channel and a second one that is 1 everywhere. */
    private String withConstant(final String base) {
        final String both = own(base + ".and-one");
        if (!nodes.containsKey(both)) {
            final String zero = put(own(base + ".zero"), new Op.Scale(0), List.of(base));
            final String one = put(own(base + ".one"), new Op.Shift(List.of(1.0)), List.of(zero));
            put(both, new Op.Concat(), List.of(base, one));
        }
        return both;
    }

    /** @param parts for each input that the convolution now has, how much of it is in each that it had */
    private void convolve(final String name, final Op.Conv conv, final String from, final double[]... parts) {
        final float[] kernel = tensors.get(name + ".weight").data();
        final int area = conv.kernel() * conv.kernel();
        final float[] made = new float[conv.out() * parts.length * area];
        for (int i = 0; i < made.length; i++) {
            final double[] part = parts[i / area % parts.length];
            final int out = i / area / parts.length;
            double sum = 0;
            for (int c = 0; c < part.length; c++) {
                sum += part[c] * kernel[(out * part.length + c) * area + i % area];
            }
            made[i] = (float) sum;
        }
        tensors.put(name + ".weight",
            new Tensor(new int[] {conv.out(), parts.length, conv.kernel(), conv.kernel()}, made));
        put(name, new Op.Conv(parts.length, conv.out(), conv.kernel(), conv.stride(), conv.padding(), conv.dilation(),
            1, conv.bias(), false), List.of(from));
    }

    /** The node that holds a result with all its channels. */
    private String concrete(final String name) {
        final Affine x = affine.get(name);
        if (x == null) {
            return name;
        }
        final String all = own(name + ".channels");
        if (!nodes.containsKey(all)) {
            final int channels = x.gain().length;
            tensors.put(all + ".weight", new Tensor(new int[] {channels, 1, 1, 1}, floats(x.gain())));
            tensors.put(all + ".bias", new Tensor(new int[] {channels}, floats(x.offset())));
            put(all, Op.Conv.same(1, channels, 1), List.of(x.base()));
        }
        return all;
    }

    /** A name that no node of the network has. */
    private String own(final String wanted) {
        String name = wanted;
        while (graph.node(name) != null) {
            name += "_";
        }
        return name;
    }

    private String put(final String name, final Op op, final List<String> inputs) {
        nodes.put(name, new Graph.Node(name, op, inputs));
        return name;
    }

    private static float[] floats(final double[] values) {
        final float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static double[] filled(final int length, final double value) {
        final double[] values = new double[length];
        Arrays.fill(values, value);
        return values;
    }
}
