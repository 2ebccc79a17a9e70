package sc.fiji.acuity.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which LR pixels the enlargement of one LR pixel depends on, exactly, and on which lattice a network may be cut.
 *
 * <pre>{@code
 * ReceptiveField field = ReceptiveField.of(graph);
 * // a tile needs field.halo() more pixels on each inner side, and begins at a multiple of field.lattice()
 * }</pre>
 *
 * Found by following index ranges from the output back to the input, for every position on the lattice.
 *
 * @param left LR pixels before (above) the pixel itself
 * @param right LR pixels after (below) it
 * @param lattice tile origins at multiples of this see the same network; 1 unless something is strided
 * @param exact whether a tile with its halo gives exactly what the whole image gives; else the network depends on the
 *        size of the image, and left and right are approximate
 */
public record ReceptiveField(int left, int right, int lattice, boolean exact) {

    /** An exact one. */
    public ReceptiveField(final int left, final int right, final int lattice) {
        this(left, right, lattice, true);
    }

    /** Follows the graph; cost is linear in its size times the lattice. */
    public static ReceptiveField of(final Graph graph) {
        final int lattice = lattice(graph);
        final int scale = graph.scale();
        long left = 0;
        long right = 0;
        for (long x = 0; x < lattice; x++) {
            final Span read = follow(graph, new Span(x * scale, x * scale + scale - 1));
            left = Math.max(left, x - read.low());
            right = Math.max(right, read.high() - x);
        }
        return new ReceptiveField(Math.toIntExact(left), Math.toIntExact(right), lattice,
            graph.nodes().stream().allMatch(node -> node.op().local()));
    }

    /** What a tile needs on each side: the larger of both. */
    public int halo() {
        return Math.max(left, right);
    }

    /** Its width in LR pixels. */
    public int size() {
        return left + 1 + right;
    }

    private static Span follow(final Graph graph, final Span result) {
        final Map<String, Span> needed = new HashMap<>();
        needed.put(graph.output().name(), result);
        final List<Graph.Node> nodes = graph.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            final Graph.Node node = nodes.get(i);
            for (int input = 0; input < node.inputs().size(); input++) {
                needed.merge(node.inputs().get(input), node.op().reads(needed.get(node.name()), input), Span::union);
            }
        }
        return needed.get(graph.input().name());
    }

    /** The least number of LR pixels after which every node's pixel grid repeats. */
    private static int lattice(final Graph graph) {
        final Map<String, long[]> density = new HashMap<>();
        long lattice = 1;
        for (final Graph.Node node : graph.nodes()) {
            final long[] from = node.inputs().isEmpty() ? new long[] {1, 1} : density.get(node.inputs().get(0));
            final long up = from[0] * node.op().enlarges();
            final long down = from[1] * node.op().reduces();
            final long common = gcd(up, down);
            density.put(node.name(), new long[] {up / common, down / common});
            lattice = lattice / gcd(lattice, down / common) * (down / common);
        }
        return Math.toIntExact(lattice);
    }

    private static long gcd(final long a, final long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
