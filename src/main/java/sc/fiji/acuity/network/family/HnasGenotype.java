package sc.fiji.acuity.network.family;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import sc.fiji.acuity.network.GraphException;

/**
 * The two cells of {@link Hnas} that its search finds: one that keeps the size and one that enlarges.
 *
 * <p>Nodes 0 and 1 of a cell are the outputs of the two cells before; nodes 2 to 5 are each the sum of two edges, an
 * operation on an earlier node. Edges are listed in the order of the nodes they lead to, two for each.
 *
 * @param normal the eight edges of the cells that keep the size
 * @param upsampling the eight edges of the cell that enlarges; those that leave node 0 or 1 enlarge, the others act on
 *        what is enlarged already
 */
public record HnasGenotype(List<NormalEdge> normal, List<UpsamplingEdge> upsampling) {

    /**
     * What keeps the size. SEP is twice ReLU, depthwise, 1×1; DIL is ReLU, depthwise with gaps of 2, 1×1; RCAB two 3×3
     * with channel attention and a skip; UP_DOWN projects up and down again, as deep back-projection networks do.
     */
    public enum Normal {
        IDENTITY, SEP3, SEP5, DIL3, DIL5, RCAB, UP_DOWN
    }

    /**
     * What enlarges. AREA and NEAREST are the same for whole factors: each result pixel lies in one input pixel. On
     * what is enlarged already all but DECONVOLUTION change nothing.
     */
    public enum Upsampling {
        AREA, BILINEAR, NEAREST, DECONVOLUTION, SUB_PIXEL
    }

    /** @param from the node, counted from 0 */
    public record NormalEdge(Normal operation, int from) {

        public NormalEdge {
            Limits.present("operation", operation);
        }
    }

    /** @param from the node, counted from 0 */
    public record UpsamplingEdge(Upsampling operation, int from) {

        public UpsamplingEdge {
            Limits.present("operation", operation);
        }
    }

    /** Nodes that are inputs of the cell. */
    static final int INPUTS = 2;

    /** Nodes that make the cell's output. */
    static final int NODES = 4;

    /** Edges that lead to one node. */
    static final int EACH = 2;

    public HnasGenotype {
        Limits.complete("normal", normal);
        Limits.complete("upsampling", upsampling);
        normal = List.copyOf(normal);
        upsampling = List.copyOf(upsampling);
        check("normal", normal.stream().map(NormalEdge::from).toList());
        check("upsampling", upsampling.stream().map(UpsamplingEdge::from).toList());
    }

    private static void check(final String name, final List<Integer> sources) {
        Limits.range("number of " + name + " edges", sources.size(), NODES * EACH, NODES * EACH);
        for (int i = 0; i < sources.size(); i++) {
            Limits.range("node that " + name + " edge " + (i + 1) + " leaves", sources.get(i), 0, target(i) - 1);
        }
    }

    /** The node to which the edge at an index, counted from 0, leads. */
    static int target(final int edge) {
        return INPUTS + edge / EACH;
    }

    /** HNAS-A of the paper, the cheapest. */
    public static HnasGenotype a() {
        return of("identity.1 sep5.1 dil3.0 dil5.1 identity.1 dil3.1 dil5.1 sep3.4",
            "deconvolution.0 bilinear.0 area.1 deconvolution.0 area.3 bilinear.0 bilinear.1 deconvolution.3");
    }

    /** HNAS-B of the paper. */
    public static HnasGenotype b() {
        return of("dil3.0 rcab.1 dil5.0 sep5.1 sep3.1 dil3.0 sep3.2 dil5.3",
            "sub_pixel.1 bilinear.1 bilinear.1 sub_pixel.0 sub_pixel.3 sub_pixel.3 deconvolution.0 nearest.1");
    }

    /** HNAS-C of the paper. */
    public static HnasGenotype c() {
        return of("rcab.1 identity.1 dil3.1 identity.0 dil5.0 rcab.3 dil5.4 dil3.0",
            "sub_pixel.0 nearest.1 deconvolution.2 nearest.0 deconvolution.3 sub_pixel.2 bilinear.0 area.0");
    }

    /**
     * Reads {@code sep5.1 dil3.0 …}: eight operations each with the node it leaves, in the order of the nodes they lead
     * to.
     *
     * @throws GraphException naming the edge that is none
     */
    public static HnasGenotype of(final String normal, final String upsampling) {
        return new HnasGenotype(edges(normal, (name, from) -> new NormalEdge(Normal.valueOf(name), from)),
            edges(upsampling, (name, from) -> new UpsamplingEdge(Upsampling.valueOf(name), from)));
    }

    private static <E> List<E> edges(final String text, final BiFunction<String, Integer, E> edge) {
        return Arrays.stream(text.trim().split("\\s+")).map(each -> edge(each, edge)).toList();
    }

    private static <E> E edge(final String text, final BiFunction<String, Integer, E> edge) {
        final String[] parts = text.toUpperCase(Locale.ROOT).split("\\.", 2);
        try {
            return edge.apply(parts[0], Integer.valueOf(parts.length == 2 ? parts[1] : ""));
        } catch (final IllegalArgumentException e) {
            throw new GraphException("'" + text + "' is no edge, which is an operation and a node, such as sep5.1", e);
        }
    }

    /** Whether a cell of that kind reads an input of its, 0 or 1. */
    boolean reads(final boolean enlarging, final int input) {
        return enlarging ? upsampling.stream().anyMatch(edge -> edge.from() == input)
            : normal.stream().anyMatch(edge -> edge.from() == input);
    }

    /** Operations with the nodes they leave, normal ones first, such as {@code identity.1-sep5.1-…}. */
    @Override
    public String toString() {
        return Stream.concat(normal.stream().map(edge -> edge.operation() + "." + edge.from()),
            upsampling.stream().map(edge -> edge.operation() + "." + edge.from()))
            .collect(Collectors.joining("-")).toLowerCase(Locale.ROOT);
    }
}
