package sc.fiji.acuity.network.family;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.Initializer;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Op.Activation.Function;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

/**
 * CARN: three cascades of three residual blocks; what enters and what each block gives is joined and mixed again after
 * every block, in the cascades and between them (Ahn, Kang, Sohn: "Fast, accurate, and lightweight super-resolution with
 * cascading residual network", ECCV 2018).
 *
 * <pre>{@code
 * Carn.original(2);   // 64 channels, two plain 3×3 layers a block
 * Carn.mobile(2);     // CARN-M: efficient blocks in 4 groups, one block used three times in each cascade
 * }</pre>
 *
 * Takes and gives red, green and blue in [0, 1]. Nodes are called as the tensors of the published checkpoints. The paper's
 * networks are trained for ×2, ×3 and ×4 at once; the graph is that of one scale, {@link #parametersForOtherScales}
 * counts what the others have.
 *
 * @param scale 2, 3 or 4
 * @param width channels
 * @param block what a residual block is made of
 * @param groups into which efficient blocks and the layers that enlarge split their channels
 * @param recursive whether the three blocks of a cascade are one, with the same parameters
 * @param multiScale whether it is one of a network for all scales
 */
public record Carn(int scale, int width, Block block, int groups, boolean recursive, boolean multiScale)
    implements Architecture {

    /** RESIDUAL: two 3×3 layers. EFFICIENT: two 3×3 layers in groups and a 1×1 one. */
    public enum Block {
        RESIDUAL, EFFICIENT
    }

    private static final int BLOCKS = 3;
    private static final String BODY = ".body.";

    public Carn {
        Limits.scale(scale);
        Limits.range("width", width, 1, 1024);
        Limits.present("block", block);
        Limits.range("groups", groups, 1, width);
        if (width % groups != 0) {
            throw new GraphException("width is " + width + ", but must be a multiple of the groups, " + groups);
        }
    }

    /** The larger network of the paper. */
    public static Carn original(final int scale) {
        return new Carn(scale, 64, Block.RESIDUAL, 1, false, true);
    }

    /** CARN-M. */
    public static Carn mobile(final int scale) {
        return new Carn(scale, 64, Block.EFFICIENT, 4, true, true);
    }

    @Override
    public Graph graph() {
        final GraphBuilder b = new GraphBuilder(Rgb.CHANNELS);
        String x = b.add("sub_mean", new Op.Shift(Rgb.times(Rgb.DIV2K_MEAN, -1)), b.input());
        x = b.add("entry", Op.Conv.same(Rgb.CHANNELS, width, 3), x);
        final List<String> parts = new ArrayList<>(List.of(x));
        for (int i = 1; i <= BLOCKS; i++) {
            parts.add(cascade(b, "b" + i, x));
            x = mixed(b, "c" + i, parts);
        }
        x = enlarged(b, x);
        x = b.add("exit", Op.Conv.same(width, Rgb.CHANNELS, 3), x);
        return b.build(b.add("add_mean", new Op.Shift(Rgb.DIV2K_MEAN), x));
    }

    private static String relu(final GraphBuilder b, final String name, final String from) {
        return b.add(name, Op.Activation.of(Function.RELU), from);
    }

    private String mixed(final GraphBuilder b, final String name, final List<String> parts) {
        final String all = b.add(name + ".in", new Op.Concat(), parts);
        return relu(b, name + BODY + 1, b.add(name + BODY + 0, Op.Conv.same(parts.size() * width, width, 1), all));
    }

    private String cascade(final GraphBuilder b, final String name, final String from) {
        final List<String> parts = new ArrayList<>(List.of(from));
        String x = from;
        for (int i = 1; i <= BLOCKS; i++) {
            parts.add(residual(b, name + ".b" + i, recursive ? name + ".b1" : name + ".b" + i, x));
            x = mixed(b, name + ".c" + i, parts);
        }
        return x;
    }

    /** @param owner the block whose parameters it uses */
    private String residual(final GraphBuilder b, final String name, final String owner, final String from) {
        String x = from;
        for (int i = 0; i < layers(); i++) {
            final String layer = BODY + 2 * i;
            if (i > 0) {
                x = relu(b, name + BODY + (2 * i - 1), x);
            }
            x = owner.equals(name) ? b.add(name + layer, layer(i), x) : b.again(name + layer, owner + layer, x);
        }
        return relu(b, name + ".act", b.add(name + ".sum", new Op.Add(), x, from));
    }

    private int layers() {
        return block == Block.EFFICIENT ? 3 : 2;
    }

    private Op layer(final int index) {
        if (block == Block.RESIDUAL) {
            return Op.Conv.same(width, width, 3);
        }
        return index == 2 ? Op.Conv.same(width, width, 1) : Op.Conv.same(width, width, 3).withGroups(groups);
    }

    /** The factors by which a scale is reached. */
    private static List<Integer> factors(final int scale) {
        return scale == 4 ? List.of(2, 2) : List.of(scale);
    }

    private Op.Conv enlarging(final int factor) {
        return Op.Conv.same(width, width * factor * factor, 3).withGroups(groups);
    }

    private String enlarged(final GraphBuilder b, final String from) {
        final String name = multiScale ? "upsample.up" + scale : "upsample.up";
        String x = from;
        int at = 0;
        for (final int factor : factors(scale)) {
            x = relu(b, name + BODY + (at + 1), b.add(name + BODY + at, enlarging(factor), x));
            x = b.add(name + BODY + (at + 2), new Op.PixelShuffle(factor), x);
            at += 3;
        }
        return x;
    }

    @Override
    public long parametersForOtherScales() {
        long sum = 0;
        for (int other = 2; multiScale && other <= 4; other++) {
            if (other != scale) {
                for (final int factor : factors(other)) {
                    sum += enlarging(factor).parameters().values().stream().mapToLong(Tensor::elements).sum();
                }
            }
        }
        return sum;
    }

    @Override
    public Weights initialWeights(final long seed) {
        final Weights weights = Initializer.he(graph(), seed);
        for (int cascade = 1; cascade <= BLOCKS; cascade++) {
            for (int i = 1; i <= (recursive ? 1 : BLOCKS); i++) {
                Damped.damp(weights, "b" + cascade + ".b" + i + BODY + 2 * (layers() - 1) + ".weight");
            }
        }
        return weights;
    }

    /** {@code carn}, {@code carn-m}, or these with what differs, such as {@code carn-32-g2-recursive-single}. */
    @Override
    public String toString() {
        if (equals(original(scale))) {
            return "carn";
        }
        return equals(mobile(scale)) ? "carn-m" : "carn-" + (block == Block.EFFICIENT ? "e" : "") + width + "-g" + groups
            + (recursive ? "-recursive" : "") + (multiScale ? "" : "-single");
    }
}
