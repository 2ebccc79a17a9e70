package sc.fiji.acuity.upscale;

import java.awt.Rectangle;
import java.util.Arrays;

import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Planes;
import sc.fiji.acuity.image.Resize;
import sc.fiji.acuity.image.Rounding;
import sc.fiji.acuity.image.YCbCr;
import sc.fiji.acuity.model.Card;

/** Opens planes for a network and hands over their results: the image side of a run over tiles. */
final class PlaneTasks implements TileRun.Tasks {

    private static final IntensityMap UNIT = new IntensityMap(0, 1);

    private final PlaneSource source;
    private final int[] planes;
    private final Rectangle region;
    private final IntensityMap[] maps;
    private final int scale;
    private final Card.Signal signal;
    private final boolean rgb;
    private final Cutting cutting;
    private final Method.Result result;

    /** @param rgb whether the network takes red, green and blue, as all planes then are */
    PlaneTasks(final PlaneSource source, final int[] planes, final Rectangle region, final IntensityMap[] maps,
        final int scale, final Card.Signal signal, final boolean rgb, final Cutting cutting,
        final Method.Result result) {
        this.source = source;
        this.planes = planes;
        this.region = region;
        this.maps = maps;
        this.scale = scale;
        this.signal = signal;
        this.rgb = rgb;
        this.cutting = cutting;
        this.result = result;
    }

    @Override
    public int size() {
        return planes.length;
    }

    @Override
    public void abandon() {
        result.abandoned();
    }

    /** Reads a plane; by one thread at a time, since a virtual stack may not stand two. */
    @Override
    public PlaneTask open(final int index) {
        final ImageProcessor pixels = source.plane(planes[index]);
        if (pixels instanceof ColorProcessor colour) {
            return rgb ? rgb(index, colour) : luma(index, colour);
        }
        final IntensityMap map = maps[source.channel(planes[index])];
        final ImageProcessor target = pixels.createProcessor(region.width * scale, region.height * scale);
        if (map.isConstant()) {
            return PlaneTask.done(() -> result.plane(index, constant(target, map.low(), pixels)));
        }
        final Plane lr = Planes.of(pixels);
        final IntensityMap own = map.between(signal.low(), signal.high());
        final PixelSink sink = PixelSink.into(target, own);
        return new PlaneTask(cutting.continued(lr), own, sink, () -> {
            keepNonFinite(lr, sink);
            result.plane(index, target);
        });
    }

    /** Red, green and blue by the network. */
    private PlaneTask rgb(final int index, final ColorProcessor pixels) {
        final Plane[] lr = Planes.rgb(pixels);
        final int[] opaque = new int[Math.multiplyExact(region.width * scale, region.height * scale)];
        Arrays.fill(opaque, 0xff000000);
        final ColorProcessor large = new ColorProcessor(region.width * scale, region.height * scale, opaque);
        final IntensityMap own = IntensityMap.BYTES.between(signal.low(), signal.high());
        final PixelSink[] sinks = new PixelSink[lr.length];
        for (int c = 0; c < lr.length; c++) {
            lr[c] = cutting.continued(lr[c]);
            sinks[c] = PixelSink.intoColour(large, c, own);
        }
        return new PlaneTask(lr, own, sinks, () -> result.plane(index, large));
    }

    /** Luma by the network, colour differences by bicubic interpolation. */
    private PlaneTask luma(final int index, final ColorProcessor pixels) {
        final YCbCr parts = YCbCr.of((int[]) pixels.getPixels(), pixels.getWidth(), pixels.getHeight());
        final FloatProcessor luma = new FloatProcessor(region.width * scale, region.height * scale);
        final IntensityMap own = UNIT.between(signal.low(), signal.high());
        return new PlaneTask(cutting.continued(parts.y()), own, PixelSink.into(luma, own), () -> {
            final int[] rgb = new YCbCr(Planes.of(luma), chroma(parts.cb()), chroma(parts.cr())).toRgb();
            result.plane(index, new ColorProcessor(luma.getWidth(), luma.getHeight(), rgb));
        });
    }

    private Plane chroma(final Plane lr) {
        final Plane whole = Resize.bicubic(lr, scale, Rounding.NONE);
        return whole.width() == region.width * scale && whole.height() == region.height * scale ? whole
            : whole.crop(region.x * scale, region.y * scale, region.width * scale, region.height * scale);
    }

    private ImageProcessor constant(final ImageProcessor target, final double value, final ImageProcessor lr) {
        final PixelSink sink = PixelSink.into(target, new IntensityMap(value, value));
        final float[] row = new float[target.getWidth()];
        for (int y = 0; y < target.getHeight(); y++) {
            sink.row(0, y, row, 0, row.length);
        }
        keepNonFinite(Planes.of(lr), sink);
        return target;
    }

    /**
     * NaN and infinities mark pixels without a measurement: their enlargements are the same again. To the network they
     * were 0, as everything outside the image is.
     */
    private void keepNonFinite(final Plane lr, final PixelSink sink) {
        if (source.bitDepth() != 32) {
            return;
        }
        for (int y = 0; y < region.height; y++) {
            for (int x = 0; x < region.width; x++) {
                final float value = lr.get(region.x + x, region.y + y);
                if (!Float.isFinite(value)) {
                    for (int i = 0; i < scale * scale; i++) {
                        sink.set(x * scale + i % scale, y * scale + i / scale, value);
                    }
                }
            }
        }
    }
}
