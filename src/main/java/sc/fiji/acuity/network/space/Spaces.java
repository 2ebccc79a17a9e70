package sc.fiji.acuity.network.space;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sc.fiji.acuity.network.GraphException;

/**
 * The search spaces that there are.
 *
 * <pre>{@code
 * SearchSpace space = Spaces.narrow(Spaces.named("falsr", 2), "*.filters=16;*.repeats=1,2");
 * }</pre>
 */
public final class Spaces {

    private static final Pattern DLSR = Pattern.compile("dlsr-(\\d{1,4})");
    private static final Pattern HNAS = Pattern.compile("hnas-(\\d{1,4})x(\\d{1,2})");

    private static final int DLSR_WIDTH = 48;
    private static final int HNAS_WIDTH = 8;
    private static final int HNAS_CELLS = 12;

    private Spaces() {}

    /** Names with what they stand for, in a line each. */
    public static Map<String, String> names() {
        final Map<String, String> names = new LinkedHashMap<>();
        names.put("laptop", "small networks for processors, of this project: blocks of seven kinds, distilled and fused");
        names.put("falsr", "seven cells of 192 kinds and 28 connections (Chu et al. 2019); x2");
        names.put("hnas", "two cells of eight edges and where to enlarge (Guo et al. 2020); colour; hnas-8x4 for cells of "
            + "8 channels, 4 of them");
        names.put("dlsr", "three steps of nine operations and connections (Huang et al. 2021); colour; dlsr-18 for 18 "
            + "channels");
        names.put("edge-sr", "the 395 networks for each scale that were published with edge-SR (Navarrete Michelini et al. "
            + "2022)");
        return names;
    }

    /**
     * @param name one of {@link #names()}, or with numbers, such as {@code dlsr-18} and {@code hnas-8x4}
     * @throws GraphException if there is no such space at that scale
     */
    public static SearchSpace named(final String name, final int scale) {
        if (scale < 2 || scale > 4) {
            throw new GraphException("scale is " + scale + ", but must lie in 2..4");
        }
        final Matcher dlsr = DLSR.matcher(name);
        final Matcher hnas = HNAS.matcher(name);
        if (dlsr.matches()) {
            return sized(new DlsrSpace(scale, Integer.parseInt(dlsr.group(1))));
        }
        if (hnas.matches()) {
            return sized(new HnasSpace(scale, Integer.parseInt(hnas.group(1)), Integer.parseInt(hnas.group(2))));
        }
        final SearchSpace space = switch (name) {
            case "laptop" -> new LaptopSpace(scale);
            case "falsr" -> new FalsrSpace();
            case "hnas" -> new HnasSpace(scale, HNAS_WIDTH, HNAS_CELLS);
            case "dlsr" -> new DlsrSpace(scale, DLSR_WIDTH);
            case "edge-sr" -> new EdgeSrSpace(scale);
            default -> throw new GraphException("there is no search space '" + name + "'; there are " + names().keySet());
        };
        if (space.scale() != scale) {
            throw new GraphException("space " + name + " is for x" + space.scale() + ", not x" + scale);
        }
        return space;
    }

    /** A space whose sizes make no network is refused here, not in the middle of a search. */
    private static SearchSpace sized(final SearchSpace space) {
        final int[] last = space.choices().stream().mapToInt(choice -> choice.options().size() - 1).toArray();
        space.decode(new Genotype(Arrays.stream(last).map(i -> 0).boxed().toList()));
        space.decode(new Genotype(Arrays.stream(last).boxed().toList()));
        return space;
    }

    /**
     * A part of a space.
     *
     * @param only choices with the options that are left, such as {@code *.filters=16,32;c0.kernel=3}; {@code *} stands
     *        for anything; empty for the whole space
     * @throws GraphException naming the choices and options that there are
     */
    public static SearchSpace narrow(final SearchSpace whole, final String only) {
        if (only.isBlank()) {
            return whole;
        }
        final Map<String, List<String>> allowed = new LinkedHashMap<>();
        for (final String part : only.split(";")) {
            final String[] sides = part.split("=", -1);
            if (sides.length != 2 || sides[0].isBlank() || sides[1].isBlank()) {
                throw new GraphException("'" + part.strip()
                    + "' narrows nothing; write a choice and its options, such as *.filters=16,32");
            }
            allowed.put(sides[0].strip(), Arrays.stream(sides[1].split(",")).map(String::strip).toList());
        }
        return new NarrowedSpace(whole, allowed);
    }
}
