package sc.fiji.acuity.train.pairs;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import sc.fiji.acuity.image.Plane;

/**
 * One image at both sizes, its pixels in a {@link PlaneStore}.
 *
 * @param name the file, and the plane if there are several
 * @param small LR: luma, or red, green and blue; with a camera: the photons that are expected
 * @param large HR: as many planes; width and height are those of LR times the scale
 * @param smallMap from LR values, counted ones if there is a camera, to those that networks take
 * @param largeMap from HR values to those that networks shall give
 * @param dataRange of what networks shall give
 * @param camera exposes LR, for every patch anew
 * @param signal where there is something to see
 */
record StoredImage(String name, List<StoredPlane> small, List<StoredPlane> large, Map smallMap, Map largeMap,
    double dataRange, Optional<Camera> camera, SignalMap signal) implements HeldOut {

    /** Values from {@code low} to {@code high} become 0 to 1. */
    record Map(float low, float high) {

        static final Map UNIT = new Map(0, 1);
        static final Map BYTES = new Map(0, 255);

        void apply(final float[] values, final int from, final int to) {
            for (int i = from; i < to; i++) {
                values[i] = (values[i] - low) / (high - low);
            }
        }

        /** A new plane. */
        Plane apply(final Plane plane) {
            final float[] values = plane.data().clone();
            apply(values, 0, values.length);
            return new Plane(plane.width(), plane.height(), values);
        }
    }

    @Override
    public int width() {
        return small.get(0).width();
    }

    @Override
    public int height() {
        return small.get(0).height();
    }

    @Override
    public Plane[] lr() {
        return exposed(small, large, camera).map(smallMap::apply).toArray(Plane[]::new);
    }

    @Override
    public Plane[] hr() {
        return large.stream().map(plane -> largeMap.apply(plane.read())).toArray(Plane[]::new);
    }

    /**
     * LR as the camera gives it. Where there is noise, it depends on the pixels alone: an image that is held out is
     * always exposed alike.
     */
    static Stream<Plane> exposed(final List<StoredPlane> small, final List<StoredPlane> large,
        final Optional<Camera> camera) {
        final SplittableRandom random = new SplittableRandom(Noise.mix(checksum(small, large)));
        final Plane[] planes = new Plane[small.size()];
        for (int i = 0; i < planes.length; i++) {
            final int same = small.indexOf(small.get(i));
            if (same < i) {
                // a grey image in three channels is exposed once
                planes[i] = planes[same];
                continue;
            }
            final Plane plane = small.get(i).read();
            camera.ifPresent(c -> c.expose(plane.data(), 0, plane.data().length, random));
            planes[i] = plane;
        }
        return Stream.of(planes);
    }

    /** Of all pixels. */
    long checksum() {
        return checksum(small, large);
    }

    private static long checksum(final List<StoredPlane> small, final List<StoredPlane> large) {
        return Stream.concat(small.stream(), large.stream()).mapToLong(StoredPlane::checksum)
            .reduce(1, (sum, one) -> 1_000_003 * sum + one);
    }
}
