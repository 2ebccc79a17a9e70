package sc.fiji.acuity.network.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.Initializer;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Op.Activation.Function;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.FalsrCell.Operation;

/**
 * FALSR: seven cells, each of which reads its predecessor and any earlier results, found by evolution
 * (Chu, Zhang, Ma, Xu, Li: "Fast, accurate and lightweight super-resolution with neural architecture search", 2019).
 *
 * <pre>{@code
 * Falsr b = Falsr.b();
 * List<FalsrCell> others = new ArrayList<>(b.cells());
 * others.set(2, FalsrCell.options().get(191));
 * Graph graph = new Falsr(others, b.connections()).graph();
 * }</pre>
 *
 * Doubles one channel of luma in [0, 1]. Results are called F (features of the input), c0…c6 (cells) and the fusion.
 *
 * @param cells seven of them; {@link FalsrCell#options()} are those that the paper searches
 * @param connections 28 bits, one word of 0 and 1 for each source F, c0…c5: whether it is read by the targets behind
 *        its direct successor, which always reads it; the last target of each is the fusion. The word of F has 7 bits
 *        (c1…c6 and the fusion), that of c5 one
 * @param blocks whether the channels before the shuffle stand in TensorFlow's order: sub-pixel by sub-pixel, all
 *        channels of each. The published weights do. PyTorch's is channel by channel. The order cannot be hidden in
 *        weights: the features are added to what is shuffled, and cells in groups read them too
 */
public record Falsr(List<FalsrCell> cells, List<String> connections, boolean blocks) implements Architecture {

    private static final int CELLS = 7;
    /** Channels of the features and of the fusion. */
    private static final int WIDTH = 32;

    /** Of the kernels at both ends. */
    private static final int AREA = 9;
    private static final double FUSION_GAIN = 0.01;

    public Falsr {
        Limits.complete("cells", cells);
        Limits.complete("connections", connections);
        cells = List.copyOf(cells);
        connections = List.copyOf(connections);
        Limits.range("number of cells", cells.size(), CELLS, CELLS);
        Limits.range("number of connection words", connections.size(), CELLS, CELLS);
        for (int source = 0; source < CELLS; source++) {
            if (!connections.get(source).matches("[01]{" + (CELLS - source) + "}")) {
                throw new GraphException("connections of source " + source + " must be " + (CELLS - source)
                    + " digits 0 or 1");
            }
        }
    }

    /** As it is trained here, in PyTorch's order. */
    public Falsr(final List<FalsrCell> cells, final List<String> connections) {
        this(cells, connections, false);
    }

    /** FALSR-A as released. */
    public static Falsr a() {
        final FalsrCell wide = new FalsrCell(Operation.CONV, 64, 3, true, 4);
        return new Falsr(
            List.of(wide, new FalsrCell(Operation.CONV, 48, 1, false, 1), wide, wide, wide,
                new FalsrCell(Operation.CONV, 64, 1, false, 4), wide),
            List.of("0001011", "000001", "11011", "0001", "001", "11", "1"));
    }

    /** FALSR-B as released. */
    public static Falsr b() {
        return new Falsr(
            List.of(new FalsrCell(Operation.BOTTLENECK, 16, 3, false, 1),
                new FalsrCell(Operation.BOTTLENECK, 48, 1, true, 2), new FalsrCell(Operation.CONV, 16, 1, true, 2),
                new FalsrCell(Operation.BOTTLENECK, 32, 3, false, 4), new FalsrCell(Operation.CONV, 64, 3, false, 2),
                new FalsrCell(Operation.GROUP4, 16, 3, false, 4), new FalsrCell(Operation.CONV, 16, 3, false, 1)),
            List.of("1100010", "100011", "01110", "1000", "101", "00", "1"));
    }

    /** FALSR-C as released: 426,569 parameters. */
    public static Falsr c() {
        return c("00001");
    }

    /** FALSR-C as the paper's table counts it: c1 does not reach the fusion, 408,137 parameters. */
    public static Falsr cTable() {
        return c("00000");
    }

    private static Falsr c(final String fromC1) {
        return new Falsr(
            List.of(new FalsrCell(Operation.GROUP2, 32, 1, false, 1), new FalsrCell(Operation.CONV, 64, 1, false, 4),
                new FalsrCell(Operation.BOTTLENECK, 48, 3, false, 4), new FalsrCell(Operation.GROUP2, 32, 1, false, 1),
                new FalsrCell(Operation.GROUP4, 32, 1, false, 1), new FalsrCell(Operation.CONV, 48, 1, false, 4),
                new FalsrCell(Operation.CONV, 16, 3, false, 1)),
            List.of("1001101", "010010", fromC1, "0000", "000", "00", "1"));
    }

    /** Always 2: there is no FALSR for others. */
    @Override
    public int scale() {
        return 2;
    }

    @Override
    public Graph graph() {
        final GraphBuilder b = new GraphBuilder(1);
        final String features = rectified(b, "features", 1, b.input());
        final List<String> results = new ArrayList<>(List.of(features));
        for (int i = 0; i < CELLS; i++) {
            results.add(cells.get(i).build(b, "c" + i, channels(i), gathered(b, "c" + i + ".in", i, results)));
        }
        final String fused = rectified(b, "fusion", channels(CELLS), gathered(b, "fusion.in", CELLS, results));
        final String sum = b.add("sum", new Op.Add(), fused, features);
        final String ordered = blocks ? b.add("gather", new Op.Gather(fromBlocks()), sum) : sum;
        final String large = b.add("shuffle", new Op.PixelShuffle(scale()), ordered);
        return b.build(b.add("output", Op.Conv.same(WIDTH / 4, 1, 3), large));
    }

    /** Where PyTorch's channel 4c + 2i + j stands in TensorFlow's order: at (2i + j) · 8 + c. */
    private static List<Integer> fromBlocks() {
        return IntStream.range(0, WIDTH).mapToObj(k -> k % 4 * (WIDTH / 4) + k / 4).toList();
    }

    private static String rectified(final GraphBuilder b, final String name, final int channels, final String from) {
        return b.add(name + ".relu", Op.Activation.of(Function.RELU),
            b.add(name, Op.Conv.same(channels, WIDTH, 3), from));
    }

    /** Sources 0 (F) to 7 (c6), targets 0 (c0) to 7 (the fusion): target t comes directly after source t. */
    private boolean reads(final int target, final int source) {
        return source == target || connections.get(source).charAt(target - source - 1) == '1';
    }

    private int channels(final int target) {
        int sum = 0;
        for (int source = 0; source <= target; source++) {
            if (reads(target, source)) {
                sum += source == 0 ? WIDTH : cells.get(source - 1).filters();
            }
        }
        return sum;
    }

    private String gathered(final GraphBuilder b, final String name, final int target, final List<String> results) {
        final List<String> read = new ArrayList<>();
        for (int source = 0; source <= target; source++) {
            if (reads(target, source)) {
                read.add(results.get(source));
            }
        }
        return read.size() == 1 ? read.get(0) : b.add(name, new Op.Concat(), read);
    }

    /**
     * He's, but the features of the first shuffled channel are the image, which the last kernel takes, and what cells
     * add is small: the network begins as nearest-neighbour interpolation with a little at random.
     */
    @Override
    public Weights initialWeights(final long seed) {
        final Weights weights = Initializer.he(graph(), seed);
        Damped.times(weights, "fusion.weight", FUSION_GAIN);
        Damped.damp(weights, "output.weight");
        final float[] features = weights.get("features.weight").data();
        for (int pixel = 0; pixel < scale() * scale(); pixel++) {
            passOn(features, blocks ? fromBlocks().get(pixel) : pixel);
        }
        passOn(weights.get("output.weight").data(), 0);
        return weights;
    }

    /** Makes a 3×3 kernel the one that changes nothing. */
    private static void passOn(final float[] kernels, final int index) {
        Arrays.fill(kernels, index * AREA, (index + 1) * AREA, 0);
        kernels[index * AREA + AREA / 2] = 1;
    }

    /** {@code falsr-a}, …, or the genotype; with {@code -blocks} if the channels stand in TensorFlow's order. */
    @Override
    public String toString() {
        return genotype() + (blocks ? "-blocks" : "");
    }

    /** {@code falsr-a}, {@code falsr-b}, {@code falsr-c}, {@code falsr-c-table}, or what cells and connections are. */
    public String genotype() {
        final Falsr plain = new Falsr(cells, connections);
        if (plain.equals(a())) {
            return "falsr-a";
        }
        if (plain.equals(b())) {
            return "falsr-b";
        }
        if (plain.equals(c())) {
            return "falsr-c";
        }
        return plain.equals(cTable()) ? "falsr-c-table"
            : "falsr-" + cells.stream().map(FalsrCell::toString).collect(Collectors.joining("-")) + "-"
                + String.join(".", connections);
    }
}
