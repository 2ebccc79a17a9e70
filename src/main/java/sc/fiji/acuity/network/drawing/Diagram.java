package sc.fiji.acuity.network.drawing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sc.fiji.acuity.network.Count;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Tensor;

/**
 * What a drawing shows, before it has places: boxes with their lines of text, and which leads to which.
 *
 * @param boxes in an order in which each comes after those that lead to it
 * @param arrows each once, however often a box takes another's result
 */
record Diagram(List<Box> boxes, Set<Arrow> arrows) {

    /** {@code B1} of {@code B1.c1}, {@code cells.3} of {@code cells.3.out}. */
    private static final Pattern CELL = Pattern.compile("([^.]+(?:\\.\\d+(?=\\.))?)\\..+");

    /** The colour of a box tells what it does. */
    enum Kind {
        IMAGE, CONVOLUTION, CELL, RESIZE, OTHER
    }

    record Box(String name, Kind kind, List<String> lines) { }

    record Arrow(String from, String to) { }

    static Diagram of(final Graph graph, final Detail detail) {
        final Map<String, String> host = hosts(graph);
        if (detail == Detail.CELLS) {
            gather(graph, host);
        }
        final Map<String, List<Graph.Node>> members = new LinkedHashMap<>();
        graph.nodes().forEach(n -> members.computeIfAbsent(host.get(n.name()), h -> new ArrayList<>()).add(n));
        final Set<Arrow> arrows = arrows(graph, host);
        final String last = host.get(graph.output().name());
        final List<Box> boxes = new ArrayList<>();
        for (final String name : sorted(members.keySet(), arrows)) {
            boxes.add(box(name, members.get(name)));
        }
        final String result = "HR image";
        boxes.add(new Box(" " + result, Kind.IMAGE, List.of(result + ", ×" + graph.scale())));
        arrows.add(new Arrow(last, " " + result));
        return new Diagram(List.copyOf(boxes), arrows);
    }

    /** In which box each node is: its own, or that of the layer whose result it alone takes and changes by pixel. */
    private static Map<String, String> hosts(final Graph graph) {
        final Map<String, Integer> uses = Count.uses(graph);
        final Map<String, String> host = new HashMap<>();
        for (final Graph.Node node : graph.nodes()) {
            final Op op = node.op();
            final boolean guest = op instanceof Op.Activation || op instanceof Op.PRelu || op instanceof Op.Scale
                || op instanceof Op.Shift;
            host.put(node.name(), guest && uses.get(node.inputs().get(0)) == 1 ? host.get(node.inputs().get(0)) : node.name());
        }
        return host;
    }

    /** Moves the nodes of a cell into one box, unless the boxes would then lead in a circle. */
    private static void gather(final Graph graph, final Map<String, String> host) {
        final Map<String, Set<String>> cells = new LinkedHashMap<>();
        for (final Graph.Node node : graph.nodes()) {
            final String name = host.get(node.name());
            final Matcher cell = CELL.matcher(name);
            if (cell.matches()) {
                cells.computeIfAbsent(cell.group(1), c -> new LinkedHashSet<>()).add(name);
            }
        }
        cells.forEach((cell, boxes) -> {
            if (boxes.size() > 1 && !host.containsKey(cell)) {
                final Map<String, String> before = new HashMap<>(host);
                host.replaceAll((node, box) -> boxes.contains(box) ? cell : box);
                final Set<String> names = new LinkedHashSet<>(host.values());
                if (sorted(names, arrows(graph, host)).size() < names.size()) {
                    host.putAll(before);
                }
            }
        });
    }

    private static Set<Arrow> arrows(final Graph graph, final Map<String, String> host) {
        final Set<Arrow> arrows = new LinkedHashSet<>();
        for (final Graph.Node node : graph.nodes()) {
            final String to = host.get(node.name());
            node.inputs().stream().map(host::get).filter(from -> !from.equals(to))
                .forEach(from -> arrows.add(new Arrow(from, to)));
        }
        return arrows;
    }

    /** Each after those that lead to it; those of a circle are left out. */
    private static List<String> sorted(final Collection<String> names, final Set<Arrow> arrows) {
        final Map<String, List<String>> next = new HashMap<>();
        final Map<String, Integer> open = new HashMap<>();
        for (final Arrow arrow : arrows) {
            next.computeIfAbsent(arrow.from(), n -> new ArrayList<>()).add(arrow.to());
            open.merge(arrow.to(), 1, Integer::sum);
        }
        final List<String> sorted = new ArrayList<>(names.stream().filter(name -> !open.containsKey(name)).toList());
        for (int i = 0; i < sorted.size(); i++) {
            for (final String to : next.getOrDefault(sorted.get(i), List.of())) {
                if (open.merge(to, -1, Integer::sum) == 0) {
                    sorted.add(to);
                }
            }
        }
        return sorted;
    }

    private static Box box(final String name, final List<Graph.Node> nodes) {
        final Op first = nodes.get(0).op();
        if (nodes.size() > 1 && nodes.stream().noneMatch(node -> node.name().equals(name))) {
            final long values = nodes.stream().filter(node -> !node.shares())
                .flatMap(node -> node.op().parameters().values().stream()).mapToLong(Tensor::elements).sum();
            return new Box(name, Kind.CELL, List.of(name, String.format(Locale.ROOT, "%d operations, %,d parameters",
                nodes.size(), values)));
        }
        final List<String> lines = new ArrayList<>();
        nodes.forEach(node -> lines.add(Labels.of(node.op()) + (node.shares() ? ", as " + node.owner() : "")));
        return new Box(name, kind(first), List.copyOf(lines));
    }

    private static Kind kind(final Op op) {
        if (op instanceof Op.Input) {
            return Kind.IMAGE;
        }
        if (op instanceof Op.Conv || op instanceof Op.TransposedConv) {
            return Kind.CONVOLUTION;
        }
        return op.enlarges() != op.reduces() ? Kind.RESIZE : Kind.OTHER;
    }
}
