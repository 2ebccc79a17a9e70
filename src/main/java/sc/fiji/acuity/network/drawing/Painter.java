package sc.fiji.acuity.network.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** A drawing as pixels. */
final class Painter {

    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final double TIP = 7;

    private Painter() {}

    static BufferedImage paint(final Layout layout, final double zoom) {
        final BufferedImage image = new BufferedImage((int) Math.ceil(layout.width() * zoom),
            (int) Math.ceil(layout.height() * zoom), BufferedImage.TYPE_INT_RGB);
        final Graphics2D g = image.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setColor(Color.WHITE);
            g.fillRect(0, 0, image.getWidth(), image.getHeight());
            g.scale(zoom, zoom);
            g.setFont(FONT);
            g.setStroke(new BasicStroke(1));
            layout.ways().values().forEach(way -> arrow(g, way));
            layout.boxes().forEach((box, place) -> box(g, box, place));
        } finally {
            g.dispose();
        }
        return image;
    }

    private static void arrow(final Graphics2D g, final List<Point2D> way) {
        g.setColor(Palette.LINE);
        final Path2D path = new Path2D.Double();
        path.moveTo(way.get(0).getX(), way.get(0).getY());
        way.subList(1, way.size()).forEach(p -> path.lineTo(p.getX(), p.getY()));
        g.draw(path);
        final Point2D end = way.get(way.size() - 1);
        final Point2D before = way.get(way.size() - 2);
        final double angle = Math.atan2(end.getY() - before.getY(), end.getX() - before.getX());
        final Path2D tip = new Path2D.Double();
        tip.moveTo(end.getX(), end.getY());
        tip.lineTo(end.getX() - TIP * Math.cos(angle - 0.45), end.getY() - TIP * Math.sin(angle - 0.45));
        tip.lineTo(end.getX() - TIP * Math.cos(angle + 0.45), end.getY() - TIP * Math.sin(angle + 0.45));
        tip.closePath();
        g.fill(tip);
    }

    private static void box(final Graphics2D g, final Diagram.Box box, final Rectangle2D r) {
        final RoundRectangle2D shape =
            new RoundRectangle2D.Double(r.getX(), r.getY(), r.getWidth(), r.getHeight(), 8, 8);
        g.setColor(Palette.of(box.kind()));
        g.fill(shape);
        g.setColor(Palette.LINE);
        g.draw(shape);
        g.setColor(Color.BLACK);
        for (int i = 0; i < box.lines().size(); i++) {
            final String line = box.lines().get(i);
            g.drawString(line, (float) (r.getCenterX() - g.getFontMetrics().stringWidth(line) / 2.0),
                (float) (r.getY() + 5 + Layout.LINE * (i + 0.75)));
        }
    }
}
