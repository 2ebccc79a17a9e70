package sc.fiji.acuity.network.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import sc.fiji.acuity.network.Architecture;

/**
 * The 1185 networks that were published with edge-SR, by the names of their files
 * (Navarrete Michelini, Lu, Jiang: "edge-SR: super-resolution for the masses", WACV 2022).
 *
 * <pre>{@code
 * for (String name : EdgeSrPool.names()) {
 *     Graph graph = EdgeSrPool.find(name).orElseThrow().graph();
 * }
 * }</pre>
 *
 * For each of ×2, ×3, ×4: 48 eSR-MAX, 48 eSR-TM, 48 eSR-TR, 100 eSR-CNN, 100 ESPCN, 50 FSRCNN and a bicubic.
 */
public final class EdgeSrPool {

    private static final int[] KERNELS = {3, 5, 7};
    private static final int MOST_CHANNELS = 16;
    private static final int[][] ESPCN_DEPTHS =
        {{0, 1, 2, 3, 5, 6, 7, 9, 10, 11}, {4, 8, 12, 16, 22, 28, 34, 40, 52, 64}};
    private static final int[][] ESPCN_WIDTHS = {{3, 9, 15, 21, 27}, {6, 12, 18, 24, 32}};

    /** A way of writing names, and the network that the numbers in one stand for. */
    private record Form(Pattern pattern, Function<MatchResult, Architecture> network) {}

    private static final List<Form> FORMS = List.of(
        form("eSR-(MAX|TM|TR)_s(\\d)_K(\\d{1,2})_C(\\d{1,3})",
            m -> new EdgeSr(EdgeSr.Variant.valueOf(m.group(1)), number(m, 2), number(m, 3), number(m, 4))),
        form("eSR-CNN_s(\\d)_C(\\d{1,3})_D(\\d{1,3})_S(\\d{1,3})",
            m -> new EdgeSrCnn(number(m, 1), number(m, 2), number(m, 3), number(m, 4))),
        form("ESPCN_s(\\d)_D(\\d{1,3})_S(\\d{1,3})", m -> Espcn.pool(number(m, 1), number(m, 2), number(m, 3))),
        form("FSRCNN_s(\\d)_D(\\d{1,3})_S(\\d{1,3})_M(\\d{1,2})",
            m -> new Fsrcnn(number(m, 1), number(m, 2), number(m, 3), number(m, 4), false)),
        form("Bicubic_s(\\d)", m -> new EdgeSrBicubic(number(m, 1))));

    private EdgeSrPool() {}

    private static Form form(final String pattern, final Function<MatchResult, Architecture> network) {
        return new Form(Pattern.compile(pattern), network);
    }

    private static int number(final MatchResult match, final int group) {
        return Integer.parseInt(match.group(group));
    }

    /** The names, which are those of the published files without their ending, by scale and family. */
    public static List<String> names() {
        return all().stream().map(Architecture::toString).toList();
    }

    /** The networks in the order of {@link #names()}. */
    public static List<Architecture> all() {
        final List<Architecture> all = new ArrayList<>();
        for (int scale = 2; scale <= 4; scale++) {
            addOneLayer(all, scale);
            addCnn(all, scale);
            addEspcn(all, scale);
            addFsrcnn(all, scale);
            all.add(new EdgeSrBicubic(scale));
        }
        return List.copyOf(all);
    }

    /**
     * The network of a name.
     *
     * @param name as in {@link #names()}; other numbers than those of the pool make a network of the same kind
     * @return empty if the name is not written like one of the pool
     * @throws sc.fiji.acuity.network.GraphException if there is no network of such numbers
     */
    public static Optional<Architecture> find(final String name) {
        for (final Form form : FORMS) {
            final Matcher matcher = form.pattern().matcher(name);
            if (matcher.matches()) {
                return Optional.of(form.network().apply(matcher.toMatchResult()));
            }
        }
        return Optional.empty();
    }

    private static void addOneLayer(final List<Architecture> all, final int scale) {
        for (final EdgeSr.Variant variant : EdgeSr.Variant.values()) {
            for (final int kernel : KERNELS) {
                IntStream.rangeClosed(1, MOST_CHANNELS)
                    .forEach(channels -> all.add(new EdgeSr(variant, scale, kernel, channels)));
            }
        }
    }

    private static void addCnn(final List<Architecture> all, final int scale) {
        for (final int channels : new int[] {2, 4, 6, 8}) {
            for (final int depth : new int[] {1, 3, 5, 7, 9}) {
                for (final int width : new int[] {3, 6, 9, 12, 15}) {
                    all.add(new EdgeSrCnn(scale, channels, depth, width));
                }
            }
        }
    }

    private static void addEspcn(final List<Architecture> all, final int scale) {
        for (int block = 0; block < ESPCN_DEPTHS.length; block++) {
            for (final int depth : ESPCN_DEPTHS[block]) {
                for (final int width : ESPCN_WIDTHS[block]) {
                    all.add(Espcn.pool(scale, depth, width));
                }
            }
        }
    }

    private static void addFsrcnn(final List<Architecture> all, final int scale) {
        for (final int features : new int[] {6, 19, 32, 44, 56}) {
            for (final int shrink : new int[] {1, 3, 6, 9, 12}) {
                for (final int layers : new int[] {1, 4}) {
                    all.add(new Fsrcnn(scale, features, shrink, layers, false));
                }
            }
        }
    }
}
