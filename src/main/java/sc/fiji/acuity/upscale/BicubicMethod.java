package sc.fiji.acuity.upscale;

import java.awt.Rectangle;
import java.util.LinkedHashMap;
import java.util.Map;

import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Planes;
import sc.fiji.acuity.image.Resize;
import sc.fiji.acuity.image.Rounding;

/** MATLAB's {@code imresize} bicubic, colours channel by channel: the baseline of every published table. */
final class BicubicMethod implements Method {

    private final int scale;

    BicubicMethod(final int scale) {
        this.scale = scale;
    }

    @Override
    public int scale() {
        return scale;
    }

    @Override
    public void enlarge(final PlaneSource source, final int[] planes, final Rectangle region, final IntensityMap[] maps,
        final Precision precision, final Result result, final Progress progress) {
        for (int i = 0; i < planes.length; i++) {
            progress.checkCancelled();
            final ImageProcessor whole = enlarge(source.plane(planes[i]), progress);
            result.plane(i, crop(whole, source, region));
            progress.report("Bicubic", (i + 1.0) / planes.length);
        }
    }

    private ImageProcessor enlarge(final ImageProcessor pixels, final Progress progress) {
        if (pixels instanceof ColorProcessor colour) {
            final Plane[] rgb = Planes.rgb(colour);
            for (int c = 0; c < rgb.length; c++) {
                rgb[c] = Resize.bicubic(rgb[c], scale, Rounding.UINT8, progress);
            }
            return Planes.toRgb(rgb);
        }
        final Rounding rounding = switch (pixels.getBitDepth()) {
            case 8 -> Rounding.UINT8;
            case 16 -> Rounding.UINT16;
            default -> Rounding.NONE;
        };
        return Planes.toProcessor(Resize.bicubic(Planes.of(pixels), scale, rounding, progress), pixels.getBitDepth());
    }

    private ImageProcessor crop(final ImageProcessor whole, final PlaneSource source, final Rectangle region) {
        if (region.width == source.width() && region.height == source.height()) {
            return whole;
        }
        whole.setRoi(region.x * scale, region.y * scale, region.width * scale, region.height * scale);
        return whole.crop();
    }

    @Override
    public Map<String, String> describe(final Precision precision, final int bits) {
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put("model", "bicubic");
        facts.put("scale", Integer.toString(scale));
        return facts;
    }

    @Override
    public boolean bounded() {
        return false;
    }

    @Override
    public void close() {
        // holds nothing
    }
}
