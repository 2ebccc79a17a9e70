package sc.fiji.acuity.train.pairs;

import java.util.Locale;
import java.util.Optional;

import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Resize;
import sc.fiji.acuity.image.Rounding;

/**
 * How LR images are made from HR ones.
 *
 * <pre>{@code
 * Degradation published = new Degradation.Bicubic();
 * Degradation binned = new Degradation.Box();
 * Degradation measured = new Degradation.Physics(Psf.of(1.4, 520, 0.065), Optional.of(Camera.of(100, 2)));
 * }</pre>
 *
 * HR pixels that make no whole LR pixel, at the right and the bottom, are cut off by whoever calls {@link #reduce}. At
 * its edges an image is continued by its mirror image.
 */
public sealed interface Degradation {

    /**
     * Reduces a plane, without noise.
     *
     * @param hr width and height are multiples of the scale
     * @param rounding of the values' type; after each pass for bicubic, as MATLAB does, and once for the others
     */
    Plane reduce(Plane hr, int scale, Rounding rounding);

    /** What adds noise after {@link #reduce}, if anything does. */
    default Optional<Camera> camera() {
        return Optional.empty();
    }

    /** MATLAB's bicubic with antialiasing: what published figures rest on. */
    record Bicubic() implements Degradation {

        @Override
        public Plane reduce(final Plane hr, final int scale, final Rounding rounding) {
            return Resize.bicubic(hr, hr.width() / scale, hr.height() / scale, rounding);
        }

        @Override
        public String toString() {
            return "bicubic";
        }
    }

    /** Camera binning: an LR pixel is the mean of the HR pixels that it covers. */
    record Box() implements Degradation {

        @Override
        public Plane reduce(final Plane hr, final int scale, final Rounding rounding) {
            return Reduction.separable(hr, scale, new double[] {1}, rounding);
        }

        @Override
        public String toString() {
            return "box";
        }
    }

    /**
     * A microscope: the image is blurred by the point spread function, each camera pixel collects the light of the HR
     * pixels that it covers, and the camera adds noise.
     *
     * @param psf on the grid of the HR pixels
     * @param camera none: no noise
     */
    record Physics(Psf psf, Optional<Camera> camera) implements Degradation {

        @Override
        public Plane reduce(final Plane hr, final int scale, final Rounding rounding) {
            return psf.reduce(hr, scale, rounding);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "physics: %s, %s", psf,
                camera.map(Camera::toString).orElse("without noise"));
        }
    }
}
