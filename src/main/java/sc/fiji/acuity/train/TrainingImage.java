package sc.fiji.acuity.train;

import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Resize;
import sc.fiji.acuity.image.Rounding;

/**
 * One image at both sizes, one channel, in the intensities that networks take: 0..1.
 *
 * @param hr width and height are those of {@code lr} times the scale
 */
record TrainingImage(String name, Plane lr, Plane hr) {

    /** Cuts off what does not divide by the scale, and degrades by MATLAB's bicubic. */
    static Plane degrade(final Plane hr, final int scale, final Rounding rounding) {
        return Resize.bicubic(hr, hr.width() / scale, hr.height() / scale, rounding);
    }

    static Plane crop(final Plane plane, final int scale) {
        return plane.crop(0, 0, plane.width() / scale * scale, plane.height() / scale * scale);
    }
}
