package sc.fiji.acuity.command.window;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

import javax.swing.JPanel;
import javax.swing.Scrollable;

/** A picture of a network, as wide as there is room for, to scroll down in. */
final class DrawingPanel extends JPanel implements Scrollable {

    private static final long serialVersionUID = 1L;

    /** Pictures are twice as fine as a screen. */
    private static final int FINE = 2;
    private static final int LINE = 16;

    private transient BufferedImage picture;

    DrawingPanel() {
        setBackground(Color.WHITE);
    }

    /** @param now null for none */
    void show(final BufferedImage now) {
        picture = now;
        revalidate();
        repaint();
    }

    private double zoom(final int width) {
        return Math.min(1.0 / FINE, (double) width / picture.getWidth());
    }

    @Override
    public Dimension getPreferredSize() {
        if (picture == null) {
            return new Dimension(1, 1);
        }
        final int width = getParent() == null || getParent().getWidth() == 0 ? picture.getWidth() / FINE
            : getParent().getWidth();
        return new Dimension(1, (int) Math.ceil(picture.getHeight() * zoom(width)));
    }

    @Override
    protected void paintComponent(final Graphics graphics) {
        super.paintComponent(graphics);
        if (picture != null) {
            final Graphics2D g = (Graphics2D) graphics;
            g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            g.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
            final double zoom = zoom(getWidth());
            final int width = (int) Math.round(picture.getWidth() * zoom);
            final int height = (int) Math.round(picture.getHeight() * zoom);
            g.drawImage(picture, (getWidth() - width) / 2, 0, width, height, null);
        }
    }

    @Override
    public Dimension getPreferredScrollableViewportSize() {
        return getPreferredSize();
    }

    @Override
    public int getScrollableUnitIncrement(final Rectangle visible, final int orientation, final int direction) {
        return LINE;
    }

    @Override
    public int getScrollableBlockIncrement(final Rectangle visible, final int orientation, final int direction) {
        return Math.max(LINE, visible.height - LINE);
    }

    @Override
    public boolean getScrollableTracksViewportWidth() {
        return true;
    }

    @Override
    public boolean getScrollableTracksViewportHeight() {
        return false;
    }
}
