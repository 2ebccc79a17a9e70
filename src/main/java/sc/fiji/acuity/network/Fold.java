package sc.fiji.acuity.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An equal network with less to compute, for running (not for training).
 *
 * <pre>{@code
 * Fold.Folded fast = Fold.fold(graph, weights);
 * }</pre>
 *
 * <ul>
 * <li>weight norm becomes a plain kernel;</li>
 * <li>constant factors and shifts behind a convolution, also through a pixel shuffle, go into its kernel and bias;</li>
 * <li>an addition of stride-1 convolutions of one input, and of that input itself, becomes a single convolution
 * (re-parameterised branches).</li>
 * </ul>
 * Parameters that several nodes share stay shared, and constants behind such nodes stay nodes.
 * A shift of the <em>input</em> of a zero-padded convolution stays: folded, it would change pixels at the border.
 * Results differ by rounding only, less than 1e-5 of the range.
 */
public final class Fold {

    /** A graph and its weights. */
    public record Folded(Graph graph, Weights weights) {}

    private final Map<String, Graph.Node> nodes = new LinkedHashMap<>();
    private final Map<String, Tensor> tensors;

    /** Nodes whose parameters others use too: what would change their values is not folded into them. */
    private final Set<String> shared;
    private Map<String, Integer> uses;
    private String output;

    private Fold(final Graph graph, final Weights weights) {
        graph.nodes().forEach(node -> nodes.put(node.name(), node));
        tensors = new HashMap<>(weights.asMap());
        output = graph.output().name();
        uses = Count.uses(graph);
        shared = shared(graph);
    }

    /** @param weights must hold every parameter of the graph; they are not changed */
    public static Folded fold(final Graph graph, final Weights weights) {
        final Fold fold = new Fold(graph, weights);
        fold.weightNorm();
        fold.branches(true);
        fold.constants();
        return fold.result();
    }

    /**
     * The same network with each sum of convolutions of one input as a single one, under the name of the sum, and nothing
     * else changed: what is trained with branches, as it is {@linkplain Architecture#deployed deployed}.
     */
    public static Folded branches(final Graph graph, final Weights weights) {
        final Fold fold = new Fold(graph, weights);
        fold.branches(false);
        return fold.result();
    }

    /** The nodes whose parameters others use too. */
    static Set<String> shared(final Graph graph) {
        return graph.nodes().stream().filter(Graph.Node::shares).map(Graph.Node::owner).collect(Collectors.toSet());
    }

    /** The same network with plain kernels in place of weight norm, and nothing else changed. */
    static Folded weightNorm(final Graph graph, final Weights weights) {
        final Fold fold = new Fold(graph, weights);
        fold.weightNorm();
        return fold.result();
    }

    /** A graph with those of the tensors that it has as parameters. */
    static Folded folded(final Collection<Graph.Node> nodes, final String output, final Map<String, Tensor> tensors) {
        final Graph graph = new Graph(List.copyOf(nodes), output);
        final Map<String, Tensor> kept = new LinkedHashMap<>();
        graph.parameters().keySet().forEach(name -> kept.put(name, tensors.get(name)));
        return new Folded(graph, new Weights(kept));
    }

    private void weightNorm() {
        for (final Graph.Node node : List.copyOf(nodes.values())) {
            if (node.op() instanceof Op.Conv conv && conv.weightNorm()) {
                nodes.put(node.name(), node.withOp(conv.withWeightNorm(false)));
                if (node.shares()) {
                    continue;
                }
                tensors.put(node.name() + ".weight", normalized(tensors.remove(node.name() + ".weight_g"),
                    tensors.remove(node.name() + ".weight_v")));
            }
        }
    }

    private static Tensor normalized(final Tensor gain, final Tensor direction) {
        final Tensor kernel = direction.copy();
        final float[] w = kernel.data();
        final int each = w.length / gain.data().length;
        for (int out = 0; out < gain.data().length; out++) {
            double square = 0;
            for (int i = out * each; i < (out + 1) * each; i++) {
                square += (double) w[i] * w[i];
            }
            final double factor = square == 0 ? 0 : gain.data()[out] / Math.sqrt(square);
            for (int i = out * each; i < (out + 1) * each; i++) {
                w[i] *= (float) factor;
            }
        }
        return kernel;
    }

    /**
     * Additions of convolutions that read the same input.
     *
     * @param inputs whether that input may be one of what is added
     */
    private void branches(final boolean inputs) {
        for (final Graph.Node sum : List.copyOf(nodes.values())) {
            if (sum.op() instanceof Op.Add && sum.inputs().size() > 1 && mergeable(sum)
                && (inputs || !sum.inputs().contains(source(sum).orElseThrow()))) {
                merge(sum);
            }
        }
    }

    /** What the convolutions among the branches read: the input that may be a branch itself. */
    private Optional<String> source(final Graph.Node sum) {
        return sum.inputs().stream().map(nodes::get).filter(branch -> branch.op() instanceof Op.Conv)
            .map(branch -> branch.inputs().get(0)).findFirst().filter(source ->
                sum.inputs().stream().filter(source::equals).count() < sum.inputs().size());
    }

    private boolean mergeable(final Graph.Node sum) {
        final Optional<String> source = source(sum);
        if (source.isEmpty()) {
            return false;
        }
        for (final String name : sum.inputs()) {
            final Graph.Node branch = nodes.get(name);
            if (name.equals(source.get())) {
                // every other branch has as many channels, or it could not be added
                continue;
            }
            if (!(branch.op() instanceof Op.Conv conv && conv.stride() == 1 && conv.dilation() == 1 && conv.groups() == 1
                && conv.padding() == conv.kernel() / 2 && conv.kernel() % 2 == 1 && uses.get(branch.name()) == 1
                && !shared.contains(branch.owner())
                && branch.inputs().equals(List.of(source.get())))) {
                return false;
            }
        }
        return true;
    }

    private void merge(final Graph.Node sum) {
        final String source = source(sum).orElseThrow();
        final List<Graph.Node> branches = sum.inputs().stream().filter(name -> !name.equals(source)).map(nodes::get)
            .toList();
        final int identities = sum.inputs().size() - branches.size();
        final Op.Conv first = (Op.Conv) branches.get(0).op();
        final int size = branches.stream().mapToInt(b -> ((Op.Conv) b.op()).kernel()).max().orElseThrow();
        final Tensor kernel = Tensor.zeros(first.out(), first.in(), size, size);
        final Tensor bias = Tensor.zeros(first.out());
        for (final Graph.Node branch : branches) {
            final Op.Conv conv = (Op.Conv) branch.op();
            addCentred(tensors.remove(branch.name() + ".weight").data(), conv.kernel(), kernel.data(), size);
            final Tensor own = tensors.remove(branch.name() + ".bias");
            if (own != null) {
                for (int i = 0; i < own.data().length; i++) {
                    bias.data()[i] += own.data()[i];
                }
            }
            nodes.remove(branch.name());
        }
        for (int c = 0; c < first.out() && identities > 0; c++) {
            kernel.data()[(c * first.in() + c) * size * size + size * size / 2] += identities;
        }
        nodes.put(sum.name(), new Graph.Node(sum.name(), Op.Conv.same(first.in(), first.out(), size),
            List.of(source)));
        tensors.put(sum.name() + ".weight", kernel);
        tensors.put(sum.name() + ".bias", bias);
        recount();
    }

    private static void addCentred(final float[] from, final int k, final float[] to, final int size) {
        final int margin = (size - k) / 2;
        for (int plane = 0; plane < from.length / (k * k); plane++) {
            for (int y = 0; y < k; y++) {
                for (int x = 0; x < k; x++) {
                    to[(plane * size + y + margin) * size + x + margin] += from[(plane * k + y) * k + x];
                }
            }
        }
    }

    /** Factors and shifts behind a convolution, one after the other until none is left. */
    private void constants() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (final Graph.Node node : List.copyOf(nodes.values())) {
                if ((node.op() instanceof Op.Scale || node.op() instanceof Op.Shift) && absorb(node)) {
                    changed = true;
                    break;
                }
            }
        }
    }

    private boolean absorb(final Graph.Node constant) {
        int perValue = 1;
        Graph.Node before = nodes.get(constant.inputs().get(0));
        while (before.op() instanceof Op.PixelShuffle shuffle && uses.get(before.name()) == 1) {
            perValue *= shuffle.factor() * shuffle.factor();
            before = nodes.get(before.inputs().get(0));
        }
        if (!(before.op() instanceof Op.Conv conv) || conv.weightNorm() || uses.get(before.name()) != 1
            || shared.contains(before.owner())) {
            return false;
        }
        final float[] bias = conv.bias() ? tensors.get(before.name() + ".bias").copy().data() : new float[conv.out()];
        if (constant.op() instanceof Op.Scale scale) {
            final Tensor kernel = tensors.get(before.name() + ".weight").copy();
            times(kernel.data(), scale.factor());
            times(bias, scale.factor());
            tensors.put(before.name() + ".weight", kernel);
        } else {
            final Op.Shift shift = (Op.Shift) constant.op();
            for (int i = 0; i < bias.length; i++) {
                bias[i] += (float) shift.value(i / perValue);
            }
        }
        tensors.put(before.name() + ".bias", new Tensor(new int[] {conv.out()}, bias));
        nodes.put(before.name(), before.withOp(conv.withBias()));
        bypass(constant);
        return true;
    }

    private static void times(final float[] values, final double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * factor);
        }
    }

    private void bypass(final Graph.Node node) {
        final String from = node.inputs().get(0);
        nodes.remove(node.name());
        nodes.replaceAll((name, other) -> other.withInputs(
            other.inputs().stream().map(input -> input.equals(node.name()) ? from : input).toList()));
        if (output.equals(node.name())) {
            output = from;
        }
        recount();
    }

    private void recount() {
        uses = Count.uses(new Graph(new ArrayList<>(nodes.values()), output));
    }

    private Folded result() {
        return folded(nodes.values(), output, tensors);
    }
}
