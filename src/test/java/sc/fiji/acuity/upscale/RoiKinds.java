package sc.fiji.acuity.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import ij.ImagePlus;
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

import sc.fiji.acuity.upscale.ImageKinds.Kind;

/** The rows of docs/image-kinds.md about selections, each tried as the selection and as an element of the overlay. */
final class RoiKinds {

    private static final float[] XS = { 1.25f, 6.5f, 4 };
    private static final float[] YS = { 1, 2.75f, 5.5f };

    private RoiKinds() {}

    static List<Kind> all() {
        final List<Kind> kinds = new ArrayList<>();
        kinds.add(kind("rectangle", () -> new Roi(1, 2, 4, 3), RoiKinds::bounds));
        kinds.add(kind("rectangle between pixels", () -> new Roi(1.25, 2.5, 4.5, 3.25), RoiKinds::bounds));
        kinds.add(kind("rounded rectangle", () -> new Roi(1, 2, 6, 4, 3), (roi, r) -> {
            bounds(roi, r);
            assertEquals(6, r.getCornerDiameter());
        }));
        kinds.add(kind("rotated rectangle", () -> new RotatedRectRoi(1, 2, 6.5, 4.25, 2.5), (roi, r) ->
            assertArrayEquals(new double[] { 2, 4, 13, 8.5, 5 }, ((RotatedRectRoi) r).getParams(), 1e-4), false));
        kinds.add(kind("oval", () -> new OvalRoi(1.5, 1, 5.25, 4), RoiKinds::bounds));
        kinds.add(kind("ellipse", () -> new EllipseRoi(1, 2, 6.5, 4.25, 0.4), (roi, r) ->
            assertArrayEquals(new double[] { 2, 4, 13, 8.5, 0.4 }, ((EllipseRoi) r).getParams(), 1e-4)));
        kinds.add(kind("polygon", () -> new PolygonRoi(XS, YS, Roi.POLYGON), RoiKinds::corners));
        kinds.add(kind("polygon on whole pixels",
            () -> new PolygonRoi(new int[] { 1, 6, 4 }, new int[] { 1, 2, 5 }, 3, Roi.POLYGON), RoiKinds::corners));
        kinds.add(kind("freehand", () -> new PolygonRoi(XS, YS, Roi.FREEROI), RoiKinds::corners));
        kinds.add(kind("traced",
            () -> new PolygonRoi(new int[] { 1, 6, 6, 1 }, new int[] { 1, 1, 5, 5 }, 4, Roi.TRACED_ROI),
            RoiKinds::corners));
        kinds.add(kind("segmented line", () -> new PolygonRoi(XS, YS, Roi.POLYLINE), RoiKinds::corners));
        kinds.add(kind("freehand line", () -> new PolygonRoi(XS, YS, Roi.FREELINE), RoiKinds::corners));
        kinds.add(kind("angle", () -> new PolygonRoi(XS, YS, Roi.ANGLE), RoiKinds::corners));
        kinds.add(kind("spline", () -> {
            final PolygonRoi roi =
                new PolygonRoi(new float[] { 1, 7, 6.5f, 1 }, new float[] { 1, 1.5f, 6, 5 }, Roi.POLYGON);
            roi.fitSpline(50);
            return roi;
        }, (roi, r) -> {
            assertTrue(((PolygonRoi) r).isSplineFit());
            for (int i = 0; i < 4; i++) {
                assertEquals(2 * ((PolygonRoi) roi).getNonSplineFloatPolygon().xpoints[i],
                    ((PolygonRoi) r).getNonSplineFloatPolygon().xpoints[i], 1e-4);
            }
        }));
        kinds.add(kind("straight line", () -> new Line(1.25, 2, 6.5, 5.75), RoiKinds::line));
        kinds.add(kind("arrow", () -> {
            final Arrow arrow = new Arrow(1.25, 2, 6.5, 5.75);
            arrow.setStyle(Arrow.OPEN);
            arrow.setDoubleHeaded(true);
            arrow.setHeadSize(4);
            return arrow;
        }, (roi, r) -> {
            line(roi, r);
            assertEquals(Arrow.OPEN, ((Arrow) r).getStyle());
            assertTrue(((Arrow) r).getDoubleHeaded());
            assertEquals(4, ((Arrow) r).getHeadSize());
        }));
        kinds.add(kind("points", () -> {
            final PointRoi points = new PointRoi(XS, YS);
            points.setPointType(PointRoi.CROSSHAIR);
            points.setSize(4);
            points.setCounters(new int[] { 1, 2 + (2 << 8), 1 + (3 << 8) });
            return points;
        }, (roi, r) -> {
            corners(roi, r);
            assertArrayEquals(new int[] { 1, 2 + (2 << 8), 1 + (3 << 8) }, ((PointRoi) r).getCounters());
            assertEquals(PointRoi.CROSSHAIR, ((PointRoi) r).getPointType());
            assertEquals(4, ((PointRoi) r).getSize());
        }));
        kinds.add(kind("shape with holes",
            () -> new ShapeRoi(new Roi(1, 1, 7, 5)).not(new ShapeRoi(new Roi(3, 2, 2, 2))),
            (roi, r) -> {
                bounds(roi, r);
                for (int y = 0; y < ImageKinds.H; y++) {
                    for (int x = 0; x < ImageKinds.W; x++) {
                        assertEquals(roi.contains(x, y), r.contains(2 * x + 1, 2 * y + 1), x + ", " + y);
                    }
                }
            }));
        kinds.add(kind("text", () -> new TextRoi(1.5, 2, "label", new Font("SansSerif", Font.BOLD, 10)), (roi, r) -> {
            assertEquals("label", ((TextRoi) r).getText().trim());
            assertEquals(20, ((TextRoi) r).getCurrentFont().getSize());
            assertEquals(3, r.getXBase(), 1e-6);
            assertEquals(4, r.getYBase(), 1e-6);
        }));
        kinds.add(kind("picture", () -> {
            final ImageRoi picture = new ImageRoi(1, 2, new ColorProcessor(4, 3));
            picture.setOpacity(0.5);
            return picture;
        }, (roi, r) -> {
            bounds(roi, r);
            assertEquals(0.5, ((ImageRoi) r).getOpacity(), 1e-6);
        }, false));
        kinds.add(positions());
        kinds.add(new Kind("Look of an overlay", () -> ImageKinds.with(ImageKinds.plane(8), i -> {
            final Overlay overlay = new Overlay(new Roi(1, 1, 3, 3));
            overlay.drawLabels(true);
            overlay.drawNames(true);
            overlay.drawBackgrounds(true);
            overlay.setLabelColor(Color.ORANGE);
            i.setOverlay(overlay);
        }), r -> {
            final Overlay overlay = r.getOverlay();
            assertTrue(overlay.getDrawLabels() && overlay.getDrawNames() && overlay.getDrawBackgrounds());
            assertEquals(Color.ORANGE, overlay.getLabelColor());
        }));
        kinds.add(new Kind("Hidden overlay", () -> ImageKinds.with(ImageKinds.plane(8), i -> {
            i.setOverlay(new Overlay(new Roi(1, 1, 3, 3)));
            i.setHideOverlay(true);
        }), r -> assertTrue(r.getHideOverlay()), false));
        kinds.add(new Kind("No selection, no overlay", () -> ImageKinds.plane(8), r -> {
            assertSame(null, r.getRoi());
            assertSame(null, r.getOverlay());
        }));
        return kinds;
    }

    private static Kind positions() {
        return new Kind("Positions of selections", () -> ImageKinds.with(ImageKinds.stack(8, 2, 3, 2), i -> {
            final Overlay overlay = new Overlay();
            overlay.add(new Roi(1, 1, 2, 2));
            final int[][] positions = { { 2, 3, 1 }, { 0, 2, 0 } };
            for (final int[] p : positions) {
                final Roi roi = new Roi(1, 1, 2, 2);
                roi.setPosition(p[0], p[1], p[2]);
                overlay.add(roi);
            }
            final Roi inStack = new Roi(1, 1, 2, 2);
            inStack.setPosition(9);
            overlay.add(inStack);
            i.setOverlay(overlay);
        }), r -> {
            final List<String> found = new ArrayList<>();
            for (final Roi roi : r.getOverlay()) {
                found.add(roi.hasHyperStackPosition() ? roi.getCPosition() + " " + roi.getZPosition() + " "
                    + roi.getTPosition() : "" + roi.getPosition());
            }
            assertEquals(List.of("0", "2 3 1", "0 2 0", "9"), found);
        });
    }

    private static Kind kind(final String name, final Supplier<Roi> roi, final BiConsumer<Roi, Roi> check) {
        return kind(name, roi, check, true);
    }

    private static Kind kind(final String name, final Supplier<Roi> roi, final BiConsumer<Roi, Roi> check,
        final boolean inFile) {
        return new Kind("ROI: " + name, () -> {
            final ImagePlus image = ImageKinds.stack(8, 1, 3, 1);
            image.setOverlay(new Overlay(looks(roi.get())));
            image.setRoi(looks(roi.get()));
            return image;
        }, result -> {
            for (final Roi r : new Roi[] { result.getRoi(), result.getOverlay().get(0) }) {
                final Roi original = roi.get();
                assertSame(original.getClass(), r.getClass());
                assertEquals(original.getType(), r.getType());
                assertEquals("nucleus", r.getName());
                assertEquals(new Color(10, 200, 30), r.getStrokeColor());
                assertEquals("mitotic", r.getProperty("class"));
                if (!(r instanceof TextRoi || r instanceof ImageRoi || r instanceof PointRoi
                    || r instanceof RotatedRectRoi)) {
                    assertEquals(4, r.getStrokeWidth(), 1e-6);
                }
                check.accept(original, r);
            }
            assertFalse(result.getRoi() == result.getOverlay().get(0));
        }, inFile);
    }

    private static Roi looks(final Roi roi) {
        roi.setStrokeColor(new Color(10, 200, 30));
        if (!(roi instanceof TextRoi || roi instanceof ImageRoi || roi instanceof RotatedRectRoi)) {
            roi.setStrokeWidth(2);
        }
        roi.setName("nucleus");
        roi.setProperty("class", "mitotic");
        return roi;
    }

    private static void bounds(final Roi roi, final Roi r) {
        assertEquals(2 * roi.getFloatBounds().getX(), r.getFloatBounds().getX(), 1e-4);
        assertEquals(2 * roi.getFloatBounds().getY(), r.getFloatBounds().getY(), 1e-4);
        assertEquals(2 * roi.getFloatBounds().getWidth(), r.getFloatBounds().getWidth(), 1e-4);
        assertEquals(2 * roi.getFloatBounds().getHeight(), r.getFloatBounds().getHeight(), 1e-4);
    }

    private static void corners(final Roi roi, final Roi r) {
        assertEquals(roi.getFloatPolygon().npoints, r.getFloatPolygon().npoints);
        for (int i = 0; i < roi.getFloatPolygon().npoints; i++) {
            assertEquals(2 * roi.getFloatPolygon().xpoints[i], r.getFloatPolygon().xpoints[i], 1e-3);
            assertEquals(2 * roi.getFloatPolygon().ypoints[i], r.getFloatPolygon().ypoints[i], 1e-3);
        }
    }

    private static void line(final Roi roi, final Roi r) {
        final Line a = (Line) roi;
        final Line b = (Line) r;
        assertArrayEquals(new double[] { 2 * a.x1d, 2 * a.y1d, 2 * a.x2d, 2 * a.y2d },
            new double[] { b.x1d, b.y1d, b.x2d, b.y2d }, 1e-4);
    }
}
