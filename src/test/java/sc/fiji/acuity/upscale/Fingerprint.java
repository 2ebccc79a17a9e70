package sc.fiji.acuity.upscale;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import ij.measure.Calibration;
import ij.process.LUT;

/** Everything of an image that a user could miss, as text: two images are alike if their fingerprints are equal. */
public final class Fingerprint {

    private Fingerprint() {}

    /** Planes are read one by one. */
    public static Map<String, String> of(final ImagePlus image) {
        final Map<String, String> facts = new TreeMap<>();
        facts.put("title", image.getTitle());
        facts.put("type", image.getType() + " of " + image.getBitDepth() + " bits");
        facts.put("dimensions", Arrays.toString(image.getDimensions()) + image.isHyperStack());
        facts.put("position", "" + image.getCurrentSlice());
        facts.put("display range", image.getDisplayRangeMin() + " " + image.getDisplayRangeMax());
        facts.put("Info", image.getInfoProperty());
        final String[] properties = image.getPropertiesAsArray();
        facts.put("properties", properties == null ? "" : new TreeSet<>(Arrays.asList(properties)).toString());
        facts.put("calibration", calibration(image.getCalibration()));
        if (image instanceof CompositeImage composite) {
            facts.put("mode", composite.getModeAsString() + Arrays.toString(composite.getActiveChannels()));
        }
        if (image.getBitDepth() != 24) {
            for (final LUT lut : image.getLuts()) {
                facts.merge("tables", Arrays.hashCode(lut.getBytes()) + " " + lut.min + " " + lut.max,
                    (a, b) -> a + "; " + b);
            }
        }
        for (int n = 1; n <= image.getStackSize(); n++) {
            facts.put("pixels " + n, pixels(image.getStack().getProcessor(n).getPixels()));
            if (image.getStackSize() > 1) {
                facts.put("label " + n, image.getStack().getSliceLabel(n));
            }
        }
        facts.put("selection", roi(image.getRoi()));
        if (image.getOverlay() != null) {
            int i = 0;
            for (final Roi roi : image.getOverlay()) {
                facts.put("overlay " + i++, roi(roi));
            }
            facts.put("overlay hidden", "" + image.getHideOverlay());
        }
        return facts;
    }

    static String pixels(final Object pixels) {
        return pixels instanceof byte[] b ? "8: " + Arrays.hashCode(b) : pixels instanceof short[] s
            ? "16: " + Arrays.hashCode(s) : pixels instanceof int[] i ? "24: " + Arrays.hashCode(i)
            : "32: " + Arrays.hashCode((float[]) pixels);
    }

    private static String calibration(final Calibration c) {
        return String.join(" ", "" + c.pixelWidth, "" + c.pixelHeight, "" + c.pixelDepth, c.getXUnit(), c.getYUnit(),
            c.getZUnit(), "" + c.xOrigin, "" + c.yOrigin, "" + c.zOrigin, "" + c.getInvertY(), "" + c.frameInterval,
            c.getTimeUnit(), "" + c.fps, "" + c.loop, "" + c.getFunction(), Arrays.toString(c.getCoefficients()),
            c.getValueUnit(), "" + c.zeroClip());
    }

    private static String roi(final Roi roi) {
        return roi == null ? "" : Arrays.hashCode(RoiEncoder.saveAsByteArray(roi)) + " " + roi;
    }
}
