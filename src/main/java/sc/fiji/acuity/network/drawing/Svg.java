package sc.fiji.acuity.network.drawing;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A drawing as SVG 1.1, of shapes and texts that any program shows. */
final class Svg {

    private Svg() {}

    static String of(final Layout layout) {
        final StringBuilder svg = new StringBuilder(String.format(Locale.ROOT, """
            <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
            font-family="sans-serif" font-size="12">
            <defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">\
            <path d="M0 0L8 4L0 8z" fill="%3$s"/></marker></defs>
            <rect width="%1$d" height="%2$d" fill="#ffffff"/>
            """, layout.width(), layout.height(), Palette.hex(Palette.LINE)));
        layout.ways().values().forEach(way -> svg.append(String.format(Locale.ROOT,
            "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" marker-end=\"url(#tip)\"/>%n", points(way),
            Palette.hex(Palette.LINE)).replace("\r", "")));
        layout.boxes().forEach((box, place) -> box(svg, box, place));
        return svg.append("</svg>\n").toString();
    }

    private static String points(final List<Point2D> way) {
        return way.stream().map(p -> String.format(Locale.ROOT, "%.1f,%.1f", p.getX(), p.getY()))
            .collect(Collectors.joining(" "));
    }

    private static void box(final StringBuilder svg, final Diagram.Box box, final Rectangle2D r) {
        svg.append(String.format(Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"4\" fill=\"%s\" stroke=\"%s\"/>\n", r.getX(),
            r.getY(), r.getWidth(), r.getHeight(), Palette.hex(Palette.of(box.kind())), Palette.hex(Palette.LINE)));
        for (int i = 0; i < box.lines().size(); i++) {
            svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n",
                r.getCenterX(), r.getY() + 5 + Layout.LINE * (i + 0.75), escaped(box.lines().get(i))));
        }
    }

    private static String escaped(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
