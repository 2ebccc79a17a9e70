package sc.fiji.acuity.command.window;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

import javax.swing.JPanel;
import javax.swing.KeyStroke;

import sc.fiji.acuity.search.Figures;
import sc.fiji.acuity.search.References;

/**
 * Quality against cost. A click chooses the point below it, the arrow keys the next dearer or cheaper one. Drawn with
 * lines, not pixels, so that it is sharp on every screen.
 */
final class ScatterPanel extends JPanel {

    private static final long serialVersionUID = 1L;

    private static final Dimension SIZE = new Dimension(560, 420);
    private static final Dimension LEAST = new Dimension(400, 300);
    private static final double REACH = 10;
    private static final double RADIUS = 3.5;
    private static final int GAP = 6;
    private static final int TICK = 5;
    private static final int NONE = -1;

    private static final Color FRONT = new Color(0x00, 0x72, 0xB2);
    private static final Color OTHER = new Color(0x9A, 0x9A, 0x9A);
    private static final Color LEVEL = new Color(0x55, 0x55, 0x55);
    private static final Color GRID = new Color(0xE4, 0xE4, 0xE4);
    private static final Color MARK = new Color(0xD5, 0x5E, 0x00);

    private final transient SearchFacts facts;
    private final transient IntConsumer chosen;
    private transient Scatter scatter;
    private int selected = NONE;

    /** @param chosen hears the number of the candidate that was chosen */
    ScatterPanel(final SearchFacts facts, final IntConsumer chosen) {
        this.facts = facts;
        this.chosen = chosen;
        scatter = new Scatter(List.of(), Set.of(), facts);
        setPreferredSize(SIZE);
        setMinimumSize(LEAST);
        setBackground(Color.WHITE);
        setFocusable(true);
        setToolTipText("");
        addMouseListener(new MouseAdapter() {

            @Override
            public void mousePressed(final MouseEvent event) {
                requestFocusInWindow();
                scatter.hit(event.getPoint(), area(), REACH).ifPresent(dot -> choose(dot.candidate().id()));
            }
        });
        key(KeyEvent.VK_RIGHT, 1);
        key(KeyEvent.VK_LEFT, -1);
    }

    private void key(final int code, final int step) {
        registerKeyboardAction(event -> scatter.beside(selected, step)
            .ifPresent(dot -> choose(dot.candidate().id())), KeyStroke.getKeyStroke(code, 0), WHEN_FOCUSED);
    }

    void show(final SearchState.Shown now) {
        scatter = new Scatter(now.all(), now.front(), facts);
        repaint();
    }

    private void choose(final int id) {
        selected = id;
        repaint();
        chosen.accept(id);
    }

    @Override
    public String getToolTipText(final MouseEvent event) {
        return scatter.hit(event.getPoint(), area(), REACH)
            .map(dot -> SearchText.line(facts, dot.candidate())).orElse(null);
    }

    private FontMetrics font() {
        return getFontMetrics(getFont());
    }

    /** Where points are. */
    Rectangle area() {
        final FontMetrics font = font();
        final int left = 2 * GAP + font.getHeight() + TICK + font.stringWidth("00.000");
        final int top = 2 * GAP + font.getHeight();
        final int bottom = 2 * GAP + TICK + 2 * font.getHeight();
        return new Rectangle(left, top, Math.max(1, getWidth() - left - 2 * GAP),
            Math.max(1, getHeight() - top - bottom));
    }

    /** Where a candidate is drawn, for those who click on it. */
    Point2D place(final int id) {
        return scatter.dots().stream().filter(dot -> dot.candidate().id() == id).findFirst()
            .map(dot -> scatter.place(dot, area())).orElseThrow();
    }

    @Override
    protected void paintComponent(final Graphics graphics) {
        super.paintComponent(graphics);
        final Graphics2D g = (Graphics2D) graphics.create();
        try {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            g.setFont(getFont());
            final Rectangle area = area();
            if (scatter.dots().isEmpty()) {
                g.setColor(LEVEL);
                centred(g, "Each candidate that is finished becomes a point here.", area.getCenterX(),
                    area.getCenterY());
            } else {
                scales(g, area);
                marks(g, area);
                points(g, area);
            }
            g.setColor(Color.DARK_GRAY);
            g.draw(area);
            titles(g, area);
        } finally {
            g.dispose();
        }
    }

    private void scales(final Graphics2D g, final Rectangle area) {
        final FontMetrics font = font();
        for (final double tick : scatter.costs().ticks(area.width / (4 * font.stringWidth("0")) / 2)) {
            final double x = scatter.x(tick, area);
            grid(g, new Line2D.Double(x, area.y, x, area.getMaxY()));
            g.draw(new Line2D.Double(x, area.getMaxY(), x, area.getMaxY() + TICK));
            centred(g, Axis.text(tick), x, area.getMaxY() + TICK + font.getAscent());
        }
        for (final double tick : scatter.qualities().ticks(area.height / (2 * font.getHeight()))) {
            final double y = scatter.y(tick, area);
            grid(g, new Line2D.Double(area.x, y, area.getMaxX(), y));
            g.draw(new Line2D.Double(area.x - TICK, y, area.x, y));
            final String text = Axis.text(tick);
            g.drawString(text, area.x - TICK - 2 - font.stringWidth(text), (float) (y + font.getAscent() / 2.0 - 1));
        }
        scatter.bicubic().ifPresent(level -> {
            g.setColor(LEVEL);
            g.setStroke(new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {6, 4}, 0));
            final double y = scatter.y(level, area);
            g.draw(new Line2D.Double(area.x, y, area.getMaxX(), y));
            g.drawString("bicubic", (float) (area.getMaxX() - font.stringWidth("bicubic") - GAP),
                (float) (y > area.y + font.getHeight() ? y - 3 : y + font.getAscent() + 1));
            g.setStroke(new BasicStroke(1));
        });
    }

    private static void grid(final Graphics2D g, final Line2D line) {
        g.setColor(GRID);
        g.draw(line);
        g.setColor(Color.DARK_GRAY);
    }

    /** A tick at the upper edge for each published network, and its name below where there is room. */
    private void marks(final Graphics2D g, final Rectangle area) {
        final FontMetrics font = font();
        g.setColor(MARK);
        double free = area.x;
        for (final References.Mark mark : scatter.marks()) {
            final double x = scatter.x(mark.cost(), area);
            g.draw(new Line2D.Double(x, area.y, x, area.y + 2 * TICK));
            if (x - font.getAscent() / 2.0 >= free) {
                final Graphics2D turned = (Graphics2D) g.create();
                turned.translate(x + font.getAscent() / 2.0 - 2, area.y + 2 * TICK + 3);
                turned.rotate(Math.PI / 2);
                turned.drawString(mark.name(), 0, font.getAscent() - 2);
                turned.dispose();
                free = x + font.getAscent();
            }
        }
    }

    private void points(final Graphics2D g, final Rectangle area) {
        final Shape before = g.getClip();
        g.clip(new Rectangle(area.x - GAP, area.y - GAP, area.width + 2 * GAP, area.height + 2 * GAP));
        final List<Scatter.Dot> front = scatter.dots().stream().filter(Scatter.Dot::front).toList();
        g.setColor(FRONT);
        g.setStroke(new BasicStroke(1.5f));
        for (int i = 1; i < front.size(); i++) {
            g.draw(new Line2D.Double(scatter.place(front.get(i - 1), area), scatter.place(front.get(i), area)));
        }
        g.setStroke(new BasicStroke(1));
        scatter.dots().stream().filter(dot -> !dot.front()).forEach(dot -> point(g, dot, area));
        front.forEach(dot -> point(g, dot, area));
        scatter.dots().stream().filter(dot -> dot.candidate().id() == selected).forEach(dot -> {
            final Point2D at = scatter.place(dot, area);
            g.setColor(Color.BLACK);
            g.setStroke(new BasicStroke(2));
            g.draw(circle(at, 2 * RADIUS));
        });
        g.setClip(before);
    }

    /** One below the plot is a triangle at its edge. */
    private void point(final Graphics2D g, final Scatter.Dot dot, final Rectangle area) {
        final Point2D at = scatter.place(dot, area);
        g.setColor(dot.front() ? FRONT : OTHER);
        if (scatter.isBelow(dot)) {
            final Path2D triangle = new Path2D.Double();
            triangle.moveTo(at.getX() - RADIUS, at.getY() - RADIUS);
            triangle.lineTo(at.getX() + RADIUS, at.getY() - RADIUS);
            triangle.lineTo(at.getX(), at.getY() + RADIUS);
            triangle.closePath();
            g.draw(triangle);
        } else {
            g.fill(circle(at, dot.front() ? RADIUS + 0.5 : RADIUS));
        }
    }

    private static Ellipse2D circle(final Point2D at, final double radius) {
        return new Ellipse2D.Double(at.getX() - radius, at.getY() - radius, 2 * radius, 2 * radius);
    }

    private void titles(final Graphics2D g, final Rectangle area) {
        final FontMetrics font = font();
        final float head = GAP + font.getAscent();
        float x = area.x;
        x = legend(g, FRONT, "not beaten by any other", x, head);
        x = legend(g, OTHER, "other", x, head);
        g.setColor(Color.DARK_GRAY);
        centred(g, Figures.title(facts.cost()) + (scatter.costs().log() ? ", logarithmic" : ""), area.getCenterX(),
            area.getMaxY() + GAP + TICK + font.getHeight() + font.getAscent());
        final Graphics2D turned = (Graphics2D) g.create();
        turned.translate(GAP + font.getAscent(), area.getCenterY());
        turned.rotate(-Math.PI / 2);
        centred(turned, Figures.title(facts.goal().quality()), 0, 0);
        turned.dispose();
        final String dearer = scatter.dearer().stream().map(mark -> mark.name() + " " + Axis.text(rounded(mark.cost())))
            .collect(Collectors.joining(", "));
        if (!dearer.isEmpty()) {
            final String text = shortened("dearer: " + dearer, font, (float) area.getMaxX() - x - GAP);
            g.setColor(MARK);
            g.drawString(text, (float) area.getMaxX() - font.stringWidth(text), head);
        }
    }

    private static double rounded(final double value) {
        final double unit = Math.pow(10, Math.floor(Math.log10(value)) - 1);
        return Math.round(value / unit) * unit;
    }

    private static String shortened(final String text, final FontMetrics font, final float room) {
        String part = text;
        while (font.stringWidth(part) > room && part.contains(", ")) {
            part = part.substring(0, part.lastIndexOf(", ", part.endsWith(", ...") ? part.length() - 6 : part.length()))
                + ", ...";
            if (part.indexOf(", ") == part.lastIndexOf(", ") && font.stringWidth(part) > room) {
                return "";
            }
        }
        return font.stringWidth(part) > room ? "" : part;
    }

    private float legend(final Graphics2D g, final Color colour, final String text, final float x, final float y) {
        g.setColor(colour);
        g.fill(circle(new Point2D.Double(x + RADIUS, y - font().getAscent() / 2.0 + 1), RADIUS));
        g.setColor(Color.DARK_GRAY);
        g.drawString(text, (float) (x + 3 * RADIUS), y);
        return (float) (x + 3 * RADIUS + font().stringWidth(text) + 2 * GAP);
    }

    private static void centred(final Graphics2D g, final String text, final double x, final double y) {
        g.drawString(text, (float) (x - g.getFontMetrics().stringWidth(text) / 2.0), (float) y);
    }
}
