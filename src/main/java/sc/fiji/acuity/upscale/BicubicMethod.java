package sc.fiji.acuity.upscale;

import java.awt.Rectangle;
import java.util.LinkedHashMap;
import java.util.Map;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.image.Resize;

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
            result.plane(i, Resize.bicubic(source.plane(planes[i]), region, scale, progress));
            progress.report("Bicubic", (i + 1.0) / planes.length);
        }
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
