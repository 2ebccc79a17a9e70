package sc.fiji.acuity.upscale;

import java.awt.Rectangle;
import java.util.LinkedHashMap;
import java.util.Map;

import ij.process.ImageProcessor;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.image.Resize;

/** MATLAB's {@code imresize} bicubic, colours channel by channel: the baseline of every published table. */
final class BicubicMethod implements Method {

    /** Side of what is timed. */
    private static final int SAMPLE = 512;

    private final int scale;

    BicubicMethod(final int scale) {
        this.scale = scale;
    }

    @Override
    public int scale() {
        return scale;
    }

    @Override
    public Map<String, String> enlarge(final PlaneSource source, final int[] planes, final Rectangle region,
        final IntensityMap[] maps, final Precision precision, final Result result, final Progress progress) {
        for (int i = 0; i < planes.length; i++) {
            progress.checkCancelled();
            result.plane(i, Resize.bicubic(source.plane(planes[i]), region, scale, progress));
            progress.report("Bicubic", (i + 1.0) / planes.length);
        }
        return Map.of();
    }

    @Override
    public Map<String, String> describe(final Precision precision, final int bits) {
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put("model", "bicubic");
        facts.put("scale", Integer.toString(scale));
        return facts;
    }

    @Override
    public int open(final PlaneSource source) {
        return 1;
    }

    @Override
    public long outside(final PlaneSource source) {
        return 0;
    }

    @Override
    public double probe(final Job job, final Progress progress) {
        final ImageProcessor plane = job.source().plane(job.subset().planes()[0]);
        final Rectangle sample = job.region()
            .intersection(new Rectangle(job.region().x, job.region().y, SAMPLE, SAMPLE));
        double seconds = 0;
        // the first time is a warm-up
        for (int i = 0; i < 2; i++) {
            final long start = System.nanoTime();
            Resize.bicubic(plane, sample, scale, progress);
            seconds = (System.nanoTime() - start) / 1e9;
        }
        return seconds * job.region().width * job.region().height / ((double) sample.width * sample.height)
            * job.subset().size();
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
