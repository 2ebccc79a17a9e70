package sc.fiji.acuity.network.drawing;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.mxgraph.layout.hierarchical.mxHierarchicalLayout;
import com.mxgraph.model.mxGeometry;
import com.mxgraph.util.mxPoint;
import com.mxgraph.view.mxGraph;

/**
 * Places for the boxes of a diagram and ways for its arrows, from top to bottom, by JGraphX's layout in layers
 * (Sugiyama, Tagawa and Toda 1981).
 *
 * @param boxes where each box is, in pixels
 * @param ways the bends of each arrow, from the lower edge of a box to the upper edge of another
 */
record Layout(Map<Diagram.Box, Rectangle2D> boxes, Map<Diagram.Arrow, List<Point2D>> ways, int width, int height) {

    static final int LINE = 16;
    private static final int MARGIN = 16;
    private static final double LETTER = 7.2;

    static Layout of(final Diagram diagram) {
        final mxGraph graph = new mxGraph();
        final Object parent = graph.getDefaultParent();
        final Map<String, Object> cells = new LinkedHashMap<>();
        final Map<Diagram.Arrow, Object> edges = new LinkedHashMap<>();
        graph.getModel().beginUpdate();
        try {
            // numbered names: the layout's own maps go by them
            for (final Diagram.Box box : diagram.boxes()) {
                final int letters = box.lines().stream().mapToInt(String::length).max().orElse(0);
                cells.put(box.name(), graph.insertVertex(parent, "v" + cells.size(), box.name(), 0, 0,
                    Math.max(60, Math.ceil(letters * LETTER) + 16), box.lines().size() * LINE + 10));
            }
            for (final Diagram.Arrow arrow : diagram.arrows()) {
                edges.put(arrow, graph.insertEdge(parent, "e" + edges.size(), "", cells.get(arrow.from()),
                    cells.get(arrow.to())));
            }
            final mxHierarchicalLayout layout = new mxHierarchicalLayout(graph);
            layout.setInterRankCellSpacing(34);
            layout.setIntraCellSpacing(24);
            layout.setParallelEdgeSpacing(6);
            layout.execute(parent);
        } finally {
            graph.getModel().endUpdate();
        }
        final Map<Diagram.Box, Rectangle2D> boxes = new LinkedHashMap<>();
        diagram.boxes().forEach(box -> boxes.put(box, rectangle(graph, cells.get(box.name()))));
        final Map<Diagram.Arrow, List<Point2D>> ways = new LinkedHashMap<>();
        edges.forEach((arrow, edge) -> ways.put(arrow, way(rectangle(graph, cells.get(arrow.from())),
            graph.getModel().getGeometry(edge), rectangle(graph, cells.get(arrow.to())))));
        return moved(boxes, ways);
    }

    private static Rectangle2D rectangle(final mxGraph graph, final Object cell) {
        return graph.getModel().getGeometry(cell).getRectangle();
    }

    private static List<Point2D> way(final Rectangle2D from, final mxGeometry edge, final Rectangle2D to) {
        final List<Point2D> way = new ArrayList<>();
        final List<mxPoint> bends = edge.getPoints() == null ? List.of() : edge.getPoints();
        bends.forEach(p -> way.add(new Point2D.Double(p.getX(), p.getY())));
        way.removeIf(p -> p.getY() <= from.getMaxY() || p.getY() >= to.getMinY());
        way.add(0, new Point2D.Double(within(from, way.isEmpty() ? to.getCenterX() : way.get(0).getX()), from.getMaxY()));
        way.add(new Point2D.Double(within(to, way.get(way.size() - 1).getX()), to.getMinY()));
        return way;
    }

    private static double within(final Rectangle2D box, final double x) {
        return Math.max(box.getMinX() + 8, Math.min(box.getMaxX() - 8, x));
    }

    /** Everything into the first quadrant, with a margin. */
    private static Layout moved(final Map<Diagram.Box, Rectangle2D> boxes, final Map<Diagram.Arrow, List<Point2D>> ways) {
        final Rectangle2D all = new Rectangle2D.Double();
        all.setRect(boxes.values().iterator().next());
        boxes.values().forEach(all::add);
        ways.values().forEach(way -> way.forEach(all::add));
        final double dx = MARGIN - all.getMinX();
        final double dy = MARGIN - all.getMinY();
        boxes.replaceAll((box, r) -> new Rectangle2D.Double(r.getX() + dx, r.getY() + dy, r.getWidth(), r.getHeight()));
        ways.values().forEach(way -> way.forEach(p -> p.setLocation(p.getX() + dx, p.getY() + dy)));
        return new Layout(boxes, ways, (int) Math.ceil(all.getWidth()) + 2 * MARGIN,
            (int) Math.ceil(all.getHeight()) + 2 * MARGIN);
    }
}
