package sc.fiji.acuity.upscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import ij.measure.Calibration;

import sc.fiji.acuity.upscale.ImageKinds.Kind;

/** The rows of docs/image-kinds.md about calibrations and texts. */
final class MetadataKinds {

    private MetadataKinds() {}

    static List<Kind> all() {
        final List<Kind> kinds = new ArrayList<>();
        calibrations(kinds);
        texts(kinds);
        return kinds;
    }

    private static void calibrations(final List<Kind> kinds) {
        kinds.add(calibrated("Pixel size and unit", 16, c -> {
            c.pixelWidth = 0.5;
            c.pixelHeight = 0.5;
            c.pixelDepth = 1.5;
            c.setUnit("um");
        }, c -> {
            assertEquals(0.25, c.pixelWidth, 1e-7);
            assertEquals(0.25, c.pixelHeight, 1e-7);
            assertEquals(1.5, c.pixelDepth, 1e-5);
            assertEquals("\u00b5m", c.getUnit());
        }));
        kinds.add(calibrated("Pixels that are not square, other units in Y and Z", 16, c -> {
            c.pixelWidth = 0.4;
            c.pixelHeight = 3;
            c.pixelDepth = 12;
            c.setXUnit("mm");
            c.setYUnit("s");
            c.setZUnit("nm");
        }, c -> {
            assertEquals(0.2, c.pixelWidth, 1e-7);
            assertEquals(1.5, c.pixelHeight, 1e-5);
            assertEquals(12, c.pixelDepth, 1e-4);
            assertEquals("mm s nm", c.getXUnit() + " " + c.getYUnit() + " " + c.getZUnit());
        }));
        kinds.add(calibrated("Origin", 8, c -> {
            c.pixelWidth = 0.5;
            c.pixelHeight = 0.25;
            c.setUnit("mm");
            c.xOrigin = 3;
            c.yOrigin = -1.5;
            c.zOrigin = 1;
            c.setInvertY(true);
        }, c -> {
            assertEquals("6.0 -3.0 1.0 true", c.xOrigin + " " + c.yOrigin + " " + c.zOrigin + " " + c.getInvertY());
            // what was at x = 4 is at x = 8, and as many millimetres away
            assertEquals(0.5 * (4 - 3), c.getX(8), 1e-7);
        }));
        kinds.add(calibrated("No calibration", 8, c -> { }, c -> assertFalse(c.scaled())));
        kinds.add(calibrated("Frame interval, time unit, frame rate", 8, c -> {
            c.frameInterval = 2.5;
            c.setTimeUnit("min");
            c.fps = 12;
            c.loop = true;
        }, c -> assertEquals("2.5 min 12.0 true",
            c.frameInterval + " " + c.getTimeUnit() + " " + c.fps + " " + c.loop)));
        kinds.add(calibrated("Optical density", 8, c -> c.setFunction(Calibration.UNCALIBRATED_OD, null, "uOD"), c -> {
            assertEquals(Calibration.UNCALIBRATED_OD, c.getFunction());
            assertEquals("uOD", c.getValueUnit());
            assertEquals(Math.log10(255.0 / 100), c.getCValue(100), 1e-4);
        }));
        kinds.add(calibrated("Calibration function of 16-bit", 16,
            c -> c.setFunction(Calibration.POLY2, new double[] { 1, 0.5, 0.01 }, "dose", true), c -> {
                assertEquals(Calibration.POLY2, c.getFunction());
                assertEquals(1 + 50 + 100, c.getCValue(100), 1e-3);
                assertTrue(c.zeroClip());
            }));
        kinds.add(calibrated("Signed 16-bit", 16, Calibration::setSigned16BitCalibration,
            c -> assertEquals(-32000, c.getCValue(768))));
        kinds.add(calibrated("Value unit of 32-bit", 32, c -> c.setValueUnit("Kelvin"),
            c -> assertEquals("Kelvin", c.getValueUnit())));
    }

    private static Kind calibrated(final String row, final int bits, final Consumer<Calibration> change,
        final Consumer<Calibration> check) {
        return new Kind(row,
            () -> ImageKinds.with(ImageKinds.stack(bits, 1, 3, 2), i -> change.accept(i.getCalibration())),
            r -> check.accept(r.getCalibration()));
    }

    private static void texts(final List<Kind> kinds) {
        kinds.add(new Kind("Slice labels", () -> ImageKinds.with(ImageKinds.stack(16, 2, 3, 1), i -> {
            i.getStack().setSliceLabel("first", 1);
            i.getStack().setSliceLabel("DAPI\nline two", 5);
        }), r -> {
            assertEquals("first", r.getStack().getSliceLabel(1));
            assertNull(r.getStack().getSliceLabel(2));
            assertEquals("DAPI\nline two", r.getStack().getSliceLabel(5));
        }));
        kinds.add(new Kind("Label of a single plane",
            () -> ImageKinds.with(ImageKinds.plane(16), i -> i.setProp("Slice_Label", "only")),
            r -> assertEquals("only", r.getStack().getSliceLabel(1))));
        kinds.add(new Kind("Properties", () -> ImageKinds.with(ImageKinds.plane(8), i -> {
            i.setProp("sample", "A7");
            i.setProp("treatment", "10 mM = much\nof it");
        }), r -> {
            assertEquals("A7", r.getProp("sample"));
            assertEquals("10 mM = much\nof it", r.getProp("treatment"));
            assertNull(r.getProp("Slice_Label"));
        }));
        final String info = "Objective: 63x\nNA = 1.4\n";
        kinds.add(new Kind("Info", () -> ImageKinds.with(ImageKinds.plane(8), i -> i.setProperty("Info", info)), r -> {
            assertTrue(r.getInfoProperty().startsWith(info + "Acuity: model = "), r.getInfoProperty());
            assertNull(r.getProp("Slice_Label"), "Info is no label");
        }));
    }
}
