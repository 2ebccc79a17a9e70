package sc.fiji.acuity.train.pairs;

import java.util.Arrays;

import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Resize;
import sc.fiji.acuity.image.Rounding;

/**
 * One image at both sizes, in the intensities that networks take: 0..1.
 *
 * @param lr luma, or red, green and blue
 * @param hr as many planes; width and height are those of {@code lr} times the scale
 */
record TrainingImage(String name, Plane[] lr, Plane[] hr) implements HeldOut {

    /** Of a single channel. */
    TrainingImage(final String name, final Plane lr, final Plane hr) {
        this(name, new Plane[] {lr}, new Plane[] {hr});
    }

    /** The same plane as red, green and blue, without a copy. */
    TrainingImage replicated(final int channels) {
        final Plane[] low = new Plane[channels];
        final Plane[] high = new Plane[channels];
        Arrays.fill(low, lr[0]);
        Arrays.fill(high, hr[0]);
        return new TrainingImage(name, low, high);
    }

    @Override
    public int width() {
        return lr[0].width();
    }

    @Override
    public int height() {
        return lr[0].height();
    }

    @Override
    public double dataRange() {
        return 1;
    }

    /** Cuts off what does not divide by the scale, and degrades by MATLAB's bicubic. */
    static Plane degrade(final Plane hr, final int scale, final Rounding rounding) {
        return Resize.bicubic(hr, hr.width() / scale, hr.height() / scale, rounding);
    }

    static Plane crop(final Plane plane, final int scale) {
        return plane.crop(0, 0, plane.width() / scale * scale, plane.height() / scale * scale);
    }
}
