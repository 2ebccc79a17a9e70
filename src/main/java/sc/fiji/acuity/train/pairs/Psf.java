package sc.fiji.acuity.train.pairs;

import java.nio.file.Path;
import java.util.Locale;

import ij.ImagePlus;
import ij.process.ColorProcessor;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Planes;
import sc.fiji.acuity.image.Rounding;

/** A point spread function on the grid of HR pixels. Its sum is 1: blurring keeps the light. */
public sealed interface Psf {

    /** No measured image may have a longer side. */
    int LARGEST = 65;

    /** Blurs, then takes means of scale × scale pixels. */
    Plane reduce(Plane hr, int scale, Rounding rounding);

    /**
     * The Gaussian next to the focal spot of a wide-field microscope, σ = 0.21 λ / NA (Zhang, Zerubia and Olivo-Marin,
     * Applied Optics 46, 2007, within the paraxial approximation).
     *
     * @param aperture numerical aperture, up to 1.7
     * @param wavelength of the emitted light in nanometres
     * @param pixelSize of the HR images in micrometres, in the sample
     */
    static Psf of(final double aperture, final double wavelength, final double pixelSize) {
        require("NA " + aperture, aperture > 0 && aperture <= 1.7, "give the numerical aperture: 0.1 to 1.7");
        require("wavelength " + wavelength, wavelength >= 100 && wavelength <= 10_000,
            "give the emission wavelength in nanometres, such as 520");
        require("pixel size " + pixelSize, pixelSize > 0 && pixelSize < Double.POSITIVE_INFINITY,
            "give the size of an HR pixel in micrometres, such as 0.065");
        return new Gaussian(0.21 * wavelength / 1000 / aperture / pixelSize);
    }

    /**
     * From the image of a point: a grey image of at most 65 × 65 pixels of the size of the HR pixels. The median of its
     * border is taken for the background; what remains is moved to the middle by its centre of mass, so that it does
     * not shift images.
     */
    static Psf measured(final Path file) {
        final ImagePlus image = ImageFiles.open(file);
        if (image.getStackSize() > 1 || image.getProcessor() instanceof ColorProcessor) {
            throw new AcuityException(file.toString(), "is not one grey plane", "save the plane in focus by itself");
        }
        return new Measured(PsfImage.kernel(file.toString(), Planes.of(image.getProcessor())),
            String.valueOf(file.getFileName()));
    }

    private static void require(final String what, final boolean holds, final String remedy) {
        if (!holds) {
            throw new AcuityException(what, "is not possible", remedy);
        }
    }

    /**
     * Sampled at pixel centres, four σ far.
     *
     * @param sigma in HR pixels, 0..16; 0 for no blur
     */
    record Gaussian(double sigma) implements Psf {

        public Gaussian {
            if (!(sigma >= 0 && sigma <= 16)) {
                throw new AcuityException(String.format(Locale.ROOT, "a PSF with sigma %.3g HR pixels", sigma),
                    "is not within 0..16", "check wavelength, NA and pixel size, or give another sigma");
            }
        }

        @Override
        public Plane reduce(final Plane hr, final int scale, final Rounding rounding) {
            final int reach = (int) Math.ceil(4 * sigma);
            final double[] kernel = new double[2 * reach + 1];
            double sum = 0;
            for (int i = 0; i < kernel.length; i++) {
                final double x = i - reach;
                kernel[i] = x == 0 ? 1 : StrictMath.exp(-x * x / (2 * sigma * sigma));
                sum += kernel[i];
            }
            for (int i = 0; i < kernel.length; i++) {
                kernel[i] /= sum;
            }
            return Reduction.separable(hr, scale, kernel, rounding);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "PSF with sigma %.3f HR pixels", sigma);
        }
    }

    /**
     * @param kernel a square with an odd side, centred, sum 1
     * @param name where it is from
     */
    record Measured(Plane kernel, String name) implements Psf {

        @Override
        public Plane reduce(final Plane hr, final int scale, final Rounding rounding) {
            return Reduction.square(hr, scale, kernel, rounding);
        }

        @Override
        public String toString() {
            return "PSF from " + name;
        }
    }
}
