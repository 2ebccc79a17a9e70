package sc.fiji.acuity.evaluate;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.image.LumaRange;
import sc.fiji.acuity.image.Plane;

/** Takes the time that an enlarger needs, and looks at what it gives. */
final class TimedEnlarger implements Enlarger {

    private final Enlarger enlarger;
    private String image = "image";
    private long nanos;

    TimedEnlarger(final Enlarger enlarger) {
        this.enlarger = enlarger;
    }

    /** For error messages. */
    void nextImage(final String name) {
        image = name;
    }

    double seconds() {
        return nanos * 1e-9;
    }

    @Override
    public int scale() {
        return enlarger.scale();
    }

    @Override
    public int channels() {
        return enlarger.channels();
    }

    @Override
    public LumaRange luma() {
        return enlarger.luma();
    }

    @Override
    public Plane[] enlarge(final Plane[] lr) {
        final long start = System.nanoTime();
        final Plane[] result = enlarger.enlarge(lr);
        nanos += System.nanoTime() - start;
        if (result.length != lr.length) {
            throw new IllegalStateException(lr.length + " planes in, " + result.length + " out");
        }
        for (final Plane plane : result) {
            check(plane, lr[0]);
        }
        return result;
    }

    private void check(final Plane plane, final Plane lr) {
        if (plane.width() != scale() * lr.width() || plane.height() != scale() * lr.height()) {
            throw new IllegalStateException(lr.width() + " x " + lr.height() + " pixels became " + plane.width() + " x "
                + plane.height() + " at scale " + scale());
        }
        for (final float value : plane.data()) {
            if (!Float.isFinite(value)) {
                throw new AcuityException(image, "was enlarged to values that are not numbers",
                    "verify the model, and try device cpu");
            }
        }
    }
}
