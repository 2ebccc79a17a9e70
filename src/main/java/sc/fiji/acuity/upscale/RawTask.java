package sc.fiji.acuity.upscale;

import java.util.Arrays;
import java.util.function.UnaryOperator;

import ij.process.FloatProcessor;

import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Planes;

/** The planes of one image, as many as the network has channels, that are in its units already. */
final class RawTask implements TileRun.Tasks {

    private static final IntensityMap AS_IS = new IntensityMap(0, 1);

    private final PlaneTask task;
    private final Plane[] result;

    /** Of a size that the network takes. */
    RawTask(final Plane[] lr, final int scale) {
        this(lr, scale, plane -> plane);
    }

    RawTask(final Plane[] lr, final int scale, final Cutting cutting) {
        this(lr, scale, cutting::continued);
    }

    private RawTask(final Plane[] lr, final int scale, final UnaryOperator<Plane> continued) {
        result = new Plane[lr.length];
        final PixelSink[] sinks = new PixelSink[lr.length];
        for (int c = 0; c < lr.length; c++) {
            final FloatProcessor large = new FloatProcessor(Math.multiplyExact(lr[c].width(), scale),
                Math.multiplyExact(lr[c].height(), scale));
            result[c] = Planes.of(large);
            sinks[c] = PixelSink.into(large, AS_IS);
        }
        task = new PlaneTask(Arrays.stream(lr).map(continued).toArray(Plane[]::new), AS_IS, sinks, () -> { });
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public PlaneTask open(final int index) {
        return task;
    }

    Plane[] result() {
        return result;
    }
}
