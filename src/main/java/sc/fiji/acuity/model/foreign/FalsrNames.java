package sc.fiji.acuity.model.foreign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.family.FalsrCell;
import sc.fiji.acuity.network.family.FalsrCell.Operation;

/**
 * How a published FALSR names things. The name of a cell says what it is: {@code cell0/conv_f64_k3_b4_isskip} has 64
 * filters, kernels of 3, 4 repetitions and the skip.
 *
 * @param prefix of everything in the network, such as {@code test_sr_evaluator_i1_b0_g/}; may be empty
 * @param heads the name of each cell, prefix included, without what follows its skip
 * @param cells what these names say
 */
record FalsrNames(String prefix, List<String> heads, List<FalsrCell> cells) {

    static final int CELLS = 7;

    /** Of networks in one file; there is no reason for a second. */
    private static final int MOST_PREFIXES = 8;
    private static final int SHOWN = 3;

    private static final String FIRST = "n32s1/c/kernel";
    private static final Pattern CELL = Pattern.compile("cell(\\d{1,4})/"
        + "((conv|groupConG2|groupConG4|invertBotConE2)_f(\\d{1,6})_k(\\d{1,6})_b(\\d{1,6})_(isskip|noskip)).*");

    /** The names in a file; empty if it is not of this family. */
    static Optional<FalsrNames> in(final Set<String> tensors, final String file) {
        final List<String> prefixes = tensors.stream().filter(name -> name.endsWith(FIRST))
            .map(name -> name.substring(0, name.length() - FIRST.length())).limit(MOST_PREFIXES).toList();
        for (final String prefix : prefixes) {
            final Map<Integer, Set<String>> heads = heads(tensors, prefix);
            if (!heads.isEmpty()) {
                return Optional.of(of(prefix, heads, file));
            }
        }
        return Optional.empty();
    }

    /** By the number of the cell, all that tensors call it; more than one is a fault. */
    private static Map<Integer, Set<String>> heads(final Set<String> tensors, final String prefix) {
        final Map<Integer, Set<String>> heads = new TreeMap<>();
        for (final String name : tensors) {
            if (name.startsWith(prefix)) {
                final Matcher cell = CELL.matcher(name.substring(prefix.length()));
                if (cell.matches()) {
                    heads.computeIfAbsent(Integer.parseInt(cell.group(1)), i -> new TreeSet<>()).add(cell.group(2));
                }
            }
        }
        return heads;
    }

    private static FalsrNames of(final String prefix, final Map<Integer, Set<String>> found, final String file) {
        final List<String> heads = new ArrayList<>();
        final List<FalsrCell> cells = new ArrayList<>();
        for (int i = 0; i < CELLS; i++) {
            final Set<String> names = found.getOrDefault(i, Set.of());
            if (names.size() != 1 || found.size() != CELLS) {
                throw new AcuityException(file, "is a FALSR network of " + found.size() + " cells, cell" + i
                    + " called " + names.stream().limit(SHOWN).toList()
                    + ", where cell0 to cell6 are expected, once each", "get the file again");
            }
            heads.add(prefix + "cell" + i + "/" + names.iterator().next());
            cells.add(cell(heads.get(i), names.iterator().next(), i, file));
        }
        return new FalsrNames(prefix, List.copyOf(heads), List.copyOf(cells));
    }

    private static FalsrCell cell(final String head, final String text, final int i, final String file) {
        final Matcher m = CELL.matcher("cell" + i + "/" + text);
        if (!m.matches()) {
            throw new IllegalStateException("the name matched before: " + text);
        }
        final Operation operation = switch (m.group(3)) {
            case "conv" -> Operation.CONV;
            case "groupConG2" -> Operation.GROUP2;
            case "groupConG4" -> Operation.GROUP4;
            default -> Operation.BOTTLENECK;
        };
        final int repeats = Integer.parseInt(m.group(6));
        try {
            // with one repetition there is nothing to skip, whatever the name says
            return new FalsrCell(operation, Integer.parseInt(m.group(4)), Integer.parseInt(m.group(5)),
                m.group(7).equals("isskip") && repeats > 1, repeats);
        } catch (final GraphException e) {
            throw new AcuityException(file, "has a cell that there cannot be, " + head + ": " + e.getMessage(),
                "get the file again", e);
        }
    }

    String features() {
        return prefix + "n32s1/c";
    }

    String fusion() {
        return prefix + "n32s1/2/0";
    }

    String output() {
        return prefix + "yout";
    }

    /** The layer that holds the parameters of a node of {@link sc.fiji.acuity.network.family.Falsr}'s graph. */
    String layer(final String node) {
        final int dot = node.indexOf('.');
        if (dot < 0) {
            return switch (node) {
                case "features" -> features();
                case "fusion" -> fusion();
                default -> output();
            };
        }
        final String head = heads.get(Integer.parseInt(node.substring(1, dot)));
        final String part = node.substring(dot + 1);
        if (part.equals("entry")) {
            return head + "_conv_supple";
        }
        final String repetition = head + "_b" + (Integer.parseInt(part.replaceAll("\\D", "")) - 1);
        return repetition + switch (part.replaceAll("\\d", "")) {
            case "expand" -> "_conv_1";
            case "depthwise" -> "depth_wise";
            case "project" -> "_conv_2";
            default -> "";
        };
    }
}
