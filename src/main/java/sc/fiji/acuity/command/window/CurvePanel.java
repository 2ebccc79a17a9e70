package sc.fiji.acuity.command.window;

import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.BiFunction;

import javax.swing.JPanel;

import sc.fiji.acuity.train.RunPlots;

/** A curve, drawn anew at the size that it has. Used by the event thread alone, as all of the window. */
final class CurvePanel extends JPanel {

    private static final long serialVersionUID = 1L;

    private static final Dimension SIZE = new Dimension(420, 250);

    private final transient BiFunction<List<RunPlots.Point>, Dimension, BufferedImage> plot;
    private transient List<RunPlots.Point> points = List.of();
    private transient BufferedImage drawn;

    CurvePanel(final BiFunction<List<RunPlots.Point>, Dimension, BufferedImage> plot) {
        this.plot = plot;
        setPreferredSize(SIZE);
        setMinimumSize(new Dimension(SIZE.width / 2, SIZE.height / 2));
    }

    void show(final List<RunPlots.Point> now) {
        points = now;
        drawn = null;
        repaint();
    }

    @Override
    protected void paintComponent(final Graphics g) {
        super.paintComponent(g);
        if (drawn == null || drawn.getWidth() != getWidth() || drawn.getHeight() != getHeight()) {
            drawn = plot.apply(points, getSize());
        }
        g.drawImage(drawn, 0, 0, null);
    }
}
