package sc.fiji.acuity.command.window;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;

import sc.fiji.acuity.image.Plane;

/** Makes pictures of a validation patch that can be compared: one part, one range of intensities. */
final class PatchView {

    private static final int STRIDE = 8;

    private final Rectangle part;
    private final float low;
    private final float unit;

    /** Black and white are the darkest and the brightest of what the truth shows there. */
    PatchView(final Plane[] truth, final Rectangle part) {
        this.part = part;
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (final Plane plane : truth) {
            for (final float value : crop(plane).data()) {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        low = min;
        unit = max > min ? max - min : 1;
    }

    /**
     * The liveliest part of an image: there is something to see in it.
     *
     * @param width in pixels; less where the image is smaller
     */
    static Rectangle liveliest(final Plane[] image, final int width, final int height) {
        final Plane plane = image[image.length / 2];
        final int w = Math.min(width, plane.width());
        final int h = Math.min(height, plane.height());
        Rectangle best = new Rectangle(w, h);
        double most = -1;
        for (int y = 0; y + h <= plane.height(); y += STRIDE) {
            for (int x = 0; x + w <= plane.width(); x += STRIDE) {
                final double edges = edges(plane, x, y, w, h);
                if (edges > most) {
                    most = edges;
                    best = new Rectangle(x, y, w, h);
                }
            }
        }
        return best;
    }

    /** How much neighbours differ. */
    private static double edges(final Plane plane, final int x, final int y, final int w, final int h) {
        double sum = 0;
        for (int row = y; row < y + h - 1; row++) {
            for (int column = x; column < x + w - 1; column++) {
                final float value = plane.get(column, row);
                sum += Math.abs(plane.get(column + 1, row) - value) + Math.abs(plane.get(column, row + 1) - value);
            }
        }
        return sum;
    }

    private Plane crop(final Plane plane) {
        return plane.crop(part.x, part.y, part.width, part.height);
    }

    /** The part, pixel by pixel; a grey image of one plane, a colour image of three. */
    BufferedImage picture(final Plane[] planes) {
        final BufferedImage picture = new BufferedImage(part.width, part.height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < part.height; y++) {
            for (int x = 0; x < part.width; x++) {
                int rgb = 0;
                for (int c = 0; c < 3; c++) {
                    rgb = rgb << 8 | shade(planes[planes.length == 1 ? 0 : c].get(part.x + x, part.y + y));
                }
                picture.setRGB(x, y, rgb);
            }
        }
        return picture;
    }

    private int shade(final float value) {
        return Math.round(255 * Math.min(1, Math.max(0, (value - low) / unit)));
    }
}
