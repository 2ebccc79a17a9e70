package sc.fiji.acuity.upscale;

import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.TextRoi;
import ij.process.ImageProcessor;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.image.PlaneSelection;

/**
 * A small part of an image as a model would enlarge it, beside bicubic interpolation.
 *
 * <pre>{@code
 * Rectangle part = new Rectangle(100, 50, 64, 64);
 * ImagePlus preview = Preview.of(image, part, upscaler, "balanced", Intensity.FULL, progress);
 * preview.show();
 * }</pre>
 *
 * <p>Left is bicubic, right the model, {@value #GAP} pixels apart; the pixels of each are those of the whole result. It
 * is shown with the colours and display range of the image.
 */
public final class Preview {

    /** What it is called. */
    public static final String TITLE = "SR Preview";

    /** Between the two, in pixels of the preview. */
    public static final int GAP = 4;

    private static final int FONT_SIZE = 14;
    /** Of a letter, in font sizes; on the safe side. */
    private static final double LETTER = 0.7;
    private static final int LONGEST_LABEL = 24;

    private Preview() {}

    /**
     * Enlarges a part of the plane that is shown.
     *
     * @param image only read
     * @param part within the image, in its pixels
     * @param model what the model is called on the preview
     * @return a new image, not shown
     * @throws sc.fiji.acuity.base.AcuityException as {@link Upscaler#upscale}
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static ImagePlus of(final ImagePlus image, final Rectangle part, final Upscaler upscaler, final String model,
        final Intensity intensity, final Progress progress) {
        final UpscaleOptions options = new UpscaleOptions(intensity, Optional.of(part),
            PlaneSelection.parse("current", "current", "current", image));
        final ImagePlus right = upscaler.upscale(image, options, progress);
        final ImagePlus left;
        try (Upscaler bicubic = Upscaler.open(Upscaler.BICUBIC, upscaler.scale(), DeviceChoice.CPU)) {
            left = bicubic.upscale(image, options, progress);
        }
        final ImagePlus preview = new ImagePlus(TITLE, beside(left.getProcessor(), right.getProcessor()));
        preview.setCalibration(right.getCalibration());
        preview.setProperty("Info", right.getInfoProperty());
        if (preview.getBitDepth() != 24) {
            preview.setLut(right.getProcessor().getLut());
            preview.setDisplayRange(image.getDisplayRangeMin(), image.getDisplayRangeMax());
        }
        preview.setOverlay(labels(Upscaler.BICUBIC, model, right.getWidth()));
        return preview;
    }

    private static ImageProcessor beside(final ImageProcessor left, final ImageProcessor right) {
        final ImageProcessor both = right.createProcessor(2 * right.getWidth() + GAP, right.getHeight());
        both.insert(left, 0, 0);
        both.insert(right, right.getWidth() + GAP, 0);
        return both;
    }

    /** Drawn over the pixels, which stay as they are; small enough for narrow parts, as they are shown zoomed. */
    private static Overlay labels(final String left, final String right, final int width) {
        final String end = right.substring(Math.max(0, right.length() - LONGEST_LABEL));
        final double fits = width / (LETTER * Math.max(left.length(), end.length()));
        final Font font = new Font(Font.SANS_SERIF, Font.PLAIN, (int) Math.max(1, Math.min(FONT_SIZE, fits)));
        final Overlay labels = new Overlay();
        labels.add(label(left, 0, font));
        labels.add(label(end, width + GAP, font));
        return labels;
    }

    private static TextRoi label(final String text, final int x, final Font font) {
        final TextRoi label = new TextRoi(x + 1.0, 1.0, text, font);
        label.setStrokeColor(Color.YELLOW);
        label.setFillColor(new Color(0, 0, 0, 128));
        return label;
    }
}
