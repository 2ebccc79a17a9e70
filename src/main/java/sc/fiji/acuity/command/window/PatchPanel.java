package sc.fiji.acuity.command.window;

import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.swing.JPanel;

import sc.fiji.acuity.train.TrainingListener;

/** A part of a held-out image, side by side: bicubic, before, after, truth. A pixel is a square of whole pixels. */
final class PatchPanel extends JPanel {

    private static final long serialVersionUID = 1L;

    /** Of the side of a picture, in pixels of the image: what can be told apart on a screen at the zoom below. */
    private static final int PART = 68;
    private static final int ZOOM = 3;
    private static final int PICTURES = 4;
    private static final int GAP = 6;
    private static final int LABEL = 20;

    private final transient Map<String, BufferedImage> pictures = new LinkedHashMap<>();
    private transient Rectangle part;
    private String name = "";

    PatchPanel() {
        setPreferredSize(new Dimension(PICTURES * PART * ZOOM + (PICTURES + 1) * GAP, PART * ZOOM + 2 * LABEL));
        setMinimumSize(new Dimension(PICTURES * PART + (PICTURES + 1) * GAP, PART + 2 * LABEL));
    }

    void show(final TrainingListener.Patch patch) {
        if (part == null) {
            part = PatchView.liveliest(patch.truth(), PART, PART);
        }
        final PatchView view = new PatchView(patch.truth(), part);
        // a path would be wider than the window
        name = patch.name().substring(Math.max(patch.name().lastIndexOf('/'), patch.name().lastIndexOf('\\')) + 1);
        pictures.clear();
        pictures.put("bicubic", view.picture(patch.bicubic()));
        patch.before().ifPresent(before -> pictures.put("before", view.picture(before)));
        pictures.put("after", view.picture(patch.after()));
        pictures.put("truth", view.picture(patch.truth()));
        repaint();
    }

    @Override
    protected void paintComponent(final Graphics g) {
        super.paintComponent(g);
        ((Graphics2D) g).setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING,
            RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        final FontMetrics font = g.getFontMetrics();
        g.setColor(getForeground());
        if (pictures.isEmpty()) {
            g.drawString("A part of a held-out image will be here.", GAP, LABEL - GAP);
            return;
        }
        g.drawString("Held-out image " + name, GAP, LABEL - GAP);
        final int count = pictures.size();
        final int zoom = Math.max(1, Math.min((getWidth() - (count + 1) * GAP) / (count * part.width),
            (getHeight() - 2 * LABEL) / part.height));
        final int width = part.width * zoom;
        int x = Math.max(GAP, (getWidth() - count * width - (count - 1) * GAP) / 2);
        for (final Map.Entry<String, BufferedImage> picture : pictures.entrySet()) {
            g.drawImage(picture.getValue(), x, LABEL, width, part.height * zoom, null);
            g.drawString(picture.getKey(), x + (width - font.stringWidth(picture.getKey())) / 2,
                LABEL + part.height * zoom + font.getAscent() + 2);
            x += width + GAP;
        }
    }
}
