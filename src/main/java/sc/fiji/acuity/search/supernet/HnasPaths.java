package sc.fiji.acuity.search.supernet;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sc.fiji.acuity.network.family.Hnas;
import sc.fiji.acuity.network.family.HnasGenotype;

/**
 * Which weights of the super-net a network of HNAS takes: every operation on every edge of every cell has its own, for
 * a cell that keeps the size and for one that enlarges; the first and the last layer are all networks'.
 */
final class HnasPaths {

    private static final Pattern EDGE = Pattern.compile("cells\\.(\\d+)\\._ops\\.(\\d+)\\.(.+)");
    private static final Pattern CELL = Pattern.compile("cells\\.(\\d+)\\.(.+)");
    private static final int INPUTS = 2;
    private static final int EACH = 2;

    private HnasPaths() {}

    /**
     * Keys of the super-net by the names of a network's parameters, such as
     * {@code cells.3.normal.node4.slot1.from2.sep3/op.1.weight}.
     */
    static Map<String, String> of(final Hnas network) {
        final Map<String, String> keys = new LinkedHashMap<>();
        network.graph().parameters().keySet().forEach(name -> keys.put(name, key(network, name)));
        return keys;
    }

    private static String key(final Hnas network, final String name) {
        final Matcher edge = EDGE.matcher(name);
        if (edge.matches()) {
            final int number = Integer.parseInt(edge.group(2));
            return cell(network, edge.group(1)) + ".node" + (INPUTS + number / EACH) + ".slot" + number % EACH
                + path(network, Integer.parseInt(edge.group(1)), number) + "/" + edge.group(3);
        }
        final Matcher cell = CELL.matcher(name);
        return cell.matches() ? cell(network, cell.group(1)) + "/" + cell.group(2) : name;
    }

    private static String cell(final Hnas network, final String index) {
        return "cells." + index + (Integer.parseInt(index) == network.position() ? ".up" : ".normal");
    }

    private static String path(final Hnas network, final int cell, final int number) {
        if (cell == network.position()) {
            final HnasGenotype.UpsamplingEdge edge = network.genotype().upsampling().get(number);
            return path(edge.from(), edge.operation());
        }
        final HnasGenotype.NormalEdge edge = network.genotype().normal().get(number);
        return path(edge.from(), edge.operation());
    }

    private static String path(final int from, final Enum<?> operation) {
        return ".from" + from + "." + operation.name().toLowerCase(Locale.ROOT);
    }
}
