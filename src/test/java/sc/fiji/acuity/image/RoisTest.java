package sc.fiji.acuity.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Font;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;

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
import ij.process.ColorProcessor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoisTest {

    private static final Rois ROIS = new Rois(new Point(1, 2), 3,
        new RoiPositions(PlaneSelection.ALL.of("stack", 3, 4, 5)));

    private static <R extends Roi> R enlarge(final R roi) {
        final Roi result = ROIS.enlarge(roi);
        assertSame(roi.getClass(), result.getClass());
        assertEquals(roi.getType(), result.getType());
        @SuppressWarnings("unchecked")
        final R same = (R) result;
        return same;
    }

    @Test
    void boxes() {
        final Roi whole = enlarge(new Roi(2, 4, 5, 6, 4));
        assertEquals(new Rectangle(3, 6, 15, 18), whole.getBounds());
        assertEquals(12, whole.getCornerDiameter());
        assertFalse(enlarge(new Roi(2, 4, 5, 6)).subPixelResolution());
        assertEquals(new Rectangle2D.Double(3.75, 6, 15, 19.5), enlarge(new Roi(2.25, 4, 5, 6.5)).getFloatBounds());
        assertEquals(new Rectangle2D.Double(3.75, 6, 15, 19.5), enlarge(new OvalRoi(2.25, 4, 5, 6.5)).getFloatBounds());
        assertEquals(new Rectangle(3, 6, 15, 18), enlarge(new OvalRoi(2, 4, 5, 6)).getBounds());
    }

    @Test
    void lines() {
        final Line line = enlarge(new Line(1.5, 2, 4, 5.25));
        assertArrayEquals(new double[] { 1.5, 0, 9, 9.75 }, new double[] { line.x1d, line.y1d, line.x2d, line.y2d });
        final Arrow arrow = new Arrow(1, 2, 3, 4);
        arrow.setStyle(Arrow.OPEN);
        arrow.setHeadSize(5);
        arrow.setDoubleHeaded(true);
        assertEquals(5, enlarge(arrow).getHeadSize());
        assertEquals(Arrow.OPEN, enlarge(arrow).getStyle());
        assertTrue(enlarge(arrow).getDoubleHeaded());
    }

    @Test
    void ellipsesAndTurnedRectangles() {
        assertArrayEquals(new double[] { 0, 0, 9, 12, 0.4 },
            enlarge(new EllipseRoi(1, 2, 4, 6, 0.4)).getParams(), 1e-5);
        assertArrayEquals(new double[] { 0, 0, 9, 12, 7.5 },
            enlarge(new RotatedRectRoi(1, 2, 4, 6, 2.5)).getParams(), 1e-5);
    }

    @Test
    void points() {
        final PointRoi points = new PointRoi(new float[] { 1, 2.5f }, new float[] { 2, 7 });
        points.setPointType(PointRoi.CIRCLE);
        points.setSize(5);
        points.setCounters(new int[] { 1 + (3 << 8), 2 });
        final PointRoi result = enlarge(points);
        assertArrayEquals(new float[] { 0, 4.5f }, result.getFloatPolygon().xpoints);
        assertArrayEquals(new float[] { 0, 15 }, result.getFloatPolygon().ypoints);
        assertArrayEquals(new int[] { 1 + (3 << 8), 2 }, result.getCounters());
        assertEquals(PointRoi.CIRCLE, result.getPointType());
        assertEquals(5, result.getSize());
    }

    @ParameterizedTest
    @ValueSource(ints = { Roi.POLYGON, Roi.FREEROI, Roi.TRACED_ROI, Roi.POLYLINE, Roi.FREELINE, Roi.ANGLE })
    void polygons(final int type) {
        final PolygonRoi whole = enlarge(new PolygonRoi(new int[] { 1, 4, 4 }, new int[] { 2, 2, 5 }, 3, type));
        assertFalse(whole.subPixelResolution());
        assertArrayEquals(new float[] { 0, 9, 9 }, whole.getFloatPolygon().xpoints);
        final float[] ys = { 2, 2, 5.25f };
        final PolygonRoi fine = enlarge(new PolygonRoi(new float[] { 1.5f, 4, 4 }, ys, 3, type));
        assertArrayEquals(new float[] { 1.5f, 9, 9 }, fine.getFloatPolygon().xpoints);
        assertArrayEquals(new float[] { 0, 0, 9.75f }, fine.getFloatPolygon().ypoints);
    }

    @Test
    void splines() {
        final PolygonRoi polygon = new PolygonRoi(new float[] { 2, 9, 9, 2 }, new float[] { 3, 3, 8, 8 }, Roi.POLYGON);
        polygon.fitSpline(40);
        final PolygonRoi result = enlarge(polygon);
        assertTrue(result.isSplineFit());
        for (int i = 0; i < 40; i++) {
            assertEquals((polygon.getFloatPolygon().xpoints[i] - 1) * 3, result.getFloatPolygon().xpoints[i], 1e-3);
        }
    }

    @Test
    void compositeShapes() {
        final ShapeRoi hole = new ShapeRoi(new Roi(2, 4, 6, 6)).not(new ShapeRoi(new Roi(4, 6, 2, 2)));
        final ShapeRoi result = enlarge(hole);
        assertEquals(new Rectangle(3, 6, 18, 18), result.getBounds());
        assertFalse(result.contains(11, 14));
        assertTrue(result.contains(5, 8));
        assertTrue(result.contains(15, 18));
    }

    @Test
    void textAndPictures() {
        final TextRoi text = enlarge(new TextRoi(2.5, 4, "label", new Font("SansSerif", Font.BOLD, 10)));
        assertEquals(30, text.getCurrentFont().getSize());
        assertEquals(4.5, text.getXBase());
        assertEquals("label", text.getText().trim());
        final ImageRoi picture = enlarge(new ImageRoi(2, 4, new ColorProcessor(5, 6)));
        assertEquals(new Rectangle(3, 6, 15, 18), picture.getBounds());
    }

    @Test
    void looksAndPositions() {
        final Roi roi = new Roi(1, 2, 3, 4);
        roi.setStrokeColor(Color.CYAN);
        roi.setStrokeWidth(2);
        roi.setName("nucleus");
        roi.setPosition(2, 3, 4);
        roi.setProperty("class", "mitotic");
        final Roi result = enlarge(roi);
        assertEquals(roi.getStrokeColor(), result.getStrokeColor());
        assertEquals(6, result.getStrokeWidth());
        assertEquals("nucleus", result.getName());
        assertEquals("2 3 4", result.getCPosition() + " " + result.getZPosition() + " " + result.getTPosition());
        assertEquals("mitotic", result.getProperty("class"));
        final Roi plain = new Roi(1, 2, 3, 4);
        plain.setPosition(5);
        assertEquals(5, enlarge(plain).getPosition());
    }

    @Test
    void overlaysKeepTheirLook() {
        final Overlay overlay = new Overlay(new PointRoi(3, 3));
        overlay.drawLabels(true);
        overlay.setLabelColor(Color.RED);
        final Overlay result = ROIS.enlarge(overlay, new Rectangle(1, 2, 5, 5));
        assertInstanceOf(PointRoi.class, result.get(0));
        assertTrue(result.getDrawLabels());
        assertEquals(Color.RED, result.getLabelColor());
    }
}
