package sc.fiji.acuity.image;

import java.awt.Point;
import java.awt.Polygon;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;

import ij.gui.Arrow;
import ij.gui.EllipseRoi;
import ij.gui.ImageRoi;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.RotatedRectRoi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import ij.process.FloatPolygon;

/**
 * Enlarges selections without rounding what they are made of: {@code (coordinate - crop) * scale}.
 * ImageJ's own scaler turns rectangles into polygons and ovals into traced outlines, and forgets positions.
 */
final class Rois {

    private final Point crop;
    private final double scale;
    private final RoiPositions positions;

    /**
     * @param crop the point of the source that is the origin of the result
     * @param positions on which planes they are seen
     */
    Rois(final Point crop, final double scale, final RoiPositions positions) {
        this.crop = crop;
        this.scale = scale;
        this.positions = positions;
    }

    /** A new overlay with those elements that are seen on the part and the planes of the source that were enlarged. */
    Overlay enlarge(final Overlay overlay, final Rectangle part) {
        final Overlay result = overlay.create();
        for (final Roi roi : overlay) {
            final Rectangle bounds = roi.getBounds();
            // points and straight lines have bounds without an area
            bounds.setSize(Math.max(1, bounds.width), Math.max(1, bounds.height));
            if (part.intersects(bounds) && positions.isSeen(roi)) {
                result.add(enlarge(roi));
            }
        }
        return result;
    }

    /** Whether a selection belongs to one of the planes, or to all. */
    boolean isSeen(final Roi roi) {
        return positions.isSeen(roi);
    }

    /** A new selection with look, name, group, position and properties of one that is seen. */
    Roi enlarge(final Roi roi) {
        final Roi result = shape(roi);
        result.copyAttributes(roi);
        if (roi instanceof PointRoi) {
            // markers have a size of their own on the screen, which a stroke would take the place of in files
            result.setStrokeWidth(0);
        } else if (roi.getStrokeWidth() > 0) {
            if (roi.getScaleStrokeWidth()) {
                result.setStrokeWidth(roi.getStrokeWidth() * scale);
            } else {
                result.setUnscalableStrokeWidth(roi.getStrokeWidth() * scale);
            }
        }
        positions.carryOver(roi, result);
        if (roi.getProperties() != null) {
            result.setProperties(roi.getProperties());
        }
        return result;
    }

    private Roi shape(final Roi roi) {
        if (roi instanceof ShapeRoi shape) {
            final AffineTransform transform = AffineTransform.getScaleInstance(scale, scale);
            transform.translate(shape.getXBase() - crop.x, shape.getYBase() - crop.y);
            return new ShapeRoi(transform.createTransformedShape(shape.getShape()));
        }
        if (roi instanceof TextRoi || roi instanceof ImageRoi) {
            return label(roi);
        }
        if (roi instanceof Line line) {
            return line(line);
        }
        if (roi instanceof EllipseRoi ellipse) {
            final double[] p = ellipse.getParams();
            return new EllipseRoi(x(p[0]), y(p[1]), x(p[2]), y(p[3]), p[4]);
        }
        if (roi instanceof RotatedRectRoi rectangle) {
            final double[] p = rectangle.getParams();
            return new RotatedRectRoi(x(p[0]), y(p[1]), x(p[2]), y(p[3]), p[4] * scale);
        }
        if (roi instanceof PointRoi points) {
            return points(points);
        }
        if (roi instanceof PolygonRoi polygon) {
            return polygon(polygon);
        }
        return box(roi);
    }

    /** A rectangle or an oval; on whole pixels if it was. */
    private Roi box(final Roi roi) {
        final Rectangle2D b = roi.getFloatBounds();
        final double x = x(b.getX());
        final double y = y(b.getY());
        final double width = b.getWidth() * scale;
        final double height = b.getHeight() * scale;
        final boolean whole = isWhole(x) && isWhole(y) && isWhole(width) && isWhole(height);
        if (roi instanceof OvalRoi) {
            return whole ? new OvalRoi((int) x, (int) y, (int) width, (int) height) : new OvalRoi(x, y, width, height);
        }
        final int corner = (int) Math.round(roi.getCornerDiameter() * scale);
        return whole ? new Roi((int) x, (int) y, (int) width, (int) height, corner)
            : new Roi(x, y, width, height, corner);
    }

    /** The head of an arrow grows with its stroke; the rest of its look is an attribute. */
    private Roi line(final Line line) {
        final double x1 = x(line.x1d);
        final double y1 = y(line.y1d);
        return line instanceof Arrow ? new Arrow(x1, y1, x(line.x2d), y(line.y2d))
            : new Line(x1, y1, x(line.x2d), y(line.y2d));
    }

    /** Those points that are seen: each may have a plane of its own. */
    private Roi points(final PointRoi points) {
        final FloatPolygon all = points.getFloatPolygon();
        final FloatPolygon seen = new FloatPolygon();
        final int[] counters = new int[all.npoints];
        for (int i = 0; i < all.npoints; i++) {
            final int position = points.getPointPosition(i);
            if (positions.isSeen(position)) {
                counters[seen.npoints] = points.getCounter(i) + (positions.place(position) << 8);
                seen.addPoint(x(all.xpoints[i]), y(all.ypoints[i]));
            }
        }
        final PointRoi result = new PointRoi(seen);
        result.setPointType(points.getPointType());
        result.setSize(points.getSize());
        result.setShowLabels(points.getShowLabels());
        if (points.getCounters() != null) {
            result.setCounters(Arrays.copyOf(counters, seen.npoints));
        }
        return result;
    }

    private Roi polygon(final PolygonRoi polygon) {
        if (!polygon.subPixelResolution() && isWhole(scale)) {
            final Polygon corners = polygon.getPolygon();
            for (int i = 0; i < corners.npoints; i++) {
                corners.xpoints[i] = (int) x(corners.xpoints[i]);
                corners.ypoints[i] = (int) y(corners.ypoints[i]);
            }
            return new PolygonRoi(corners, polygon.getType());
        }
        final PolygonRoi result = new PolygonRoi(enlarge(polygon.getNonSplineFloatPolygon()), polygon.getType());
        if (polygon.isSplineFit()) {
            result.fitSpline(polygon.getFloatPolygon().npoints);
        }
        return result;
    }

    /** A text or a picture: moved, and its content enlarged. */
    private Roi label(final Roi roi) {
        final Roi result = (Roi) roi.clone();
        if (result instanceof TextRoi text) {
            text.setFont(text.getCurrentFont().deriveFont((float) (text.getCurrentFont().getSize2D() * scale)));
        } else if (result instanceof ImageRoi picture) {
            final int width = (int) Math.round(picture.getProcessor().getWidth() * scale);
            final int height = (int) Math.round(picture.getProcessor().getHeight() * scale);
            picture.setProcessor(picture.getProcessor().resize(width, height, true));
        }
        result.setLocation(x(roi.getXBase()), y(roi.getYBase()));
        return result;
    }

    private FloatPolygon enlarge(final FloatPolygon polygon) {
        final FloatPolygon result = polygon.duplicate();
        for (int i = 0; i < result.npoints; i++) {
            result.xpoints[i] = (float) x(result.xpoints[i]);
            result.ypoints[i] = (float) y(result.ypoints[i]);
        }
        return result;
    }

    private double x(final double x) {
        return (x - crop.x) * scale;
    }

    private double y(final double y) {
        return (y - crop.y) * scale;
    }

    private static boolean isWhole(final double value) {
        return value == Math.rint(value);
    }
}
