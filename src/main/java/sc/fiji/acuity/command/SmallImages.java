package sc.fiji.acuity.command;

import java.io.File;
import java.util.Optional;

import ij.ImagePlus;
import ij.measure.Calibration;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.train.pairs.Camera;
import sc.fiji.acuity.train.pairs.Degradation;
import sc.fiji.acuity.train.pairs.PairSettings;
import sc.fiji.acuity.train.pairs.Psf;

/**
 * How the small images of pairs come about, as a dialog asks for it.
 *
 * @param how bicubic, box or physics
 * @param read a folder of small images, which are then not made; null for none
 * @param aperture numerical aperture
 * @param wavelength of the emission in nanometres
 * @param pixelSize of the large images in micrometres; 0 for that of {@code image}
 * @param psf a measured one, in place of aperture, wavelength and pixel size; null for none
 * @param photons at the maximum; 0 for no noise
 * @param readNoise in electrons
 * @param image that is open; null for none
 */
record SmallImages(String how, File read, double aperture, double wavelength, double pixelSize, File psf,
    double photons, double readNoise, ImagePlus image) {

    static final String BICUBIC = "bicubic";
    static final String BOX = "box";
    static final String PHYSICS = "physics";

    /** @throws AcuityException if anything of it is not possible */
    PairSettings apply(final PairSettings settings) {
        final Degradation made = degradation();
        if (!Inputs.isNamed(read)) {
            return settings.degraded(made);
        }
        if (!(made instanceof Degradation.Bicubic)) {
            throw new AcuityException("degradation=" + how, "is for small images that are made, and lowres names some",
                "leave one of the two out");
        }
        return settings.paired(Inputs.requireFolder("lowres", read));
    }

    private Degradation degradation() {
        return switch (how == null ? "" : how) {
            case BICUBIC -> new Degradation.Bicubic();
            case BOX -> new Degradation.Box();
            case PHYSICS -> new Degradation.Physics(Inputs.isNamed(psf) ? Psf.measured(psf.toPath())
                : Psf.of(aperture, wavelength, micrometres()), camera());
            default -> throw new AcuityException("degradation=" + how, "is not known",
                "use " + BICUBIC + ", " + BOX + " or " + PHYSICS);
        };
    }

    private Optional<Camera> camera() {
        if (photons == 0 && readNoise != 0) {
            throw new AcuityException("readnoise=" + readNoise, "means nothing without photons",
                "give the photons at the image's maximum too");
        }
        return photons == 0 ? Optional.empty() : Optional.of(Camera.of(photons, readNoise));
    }

    private double micrometres() {
        if (pixelSize != 0) {
            return pixelSize;
        }
        final Calibration calibration = image == null ? null : image.getCalibration();
        final double unit = calibration == null ? 0 : switch (String.valueOf(calibration.getUnit())) {
            case "µm", "μm", "um", "micron", "microns", "micrometer", "\\u00B5m" -> 1;
            case "nm", "nanometer" -> 1e-3;
            case "mm", "millimeter" -> 1e3;
            default -> 0;
        };
        if (unit == 0) {
            throw new AcuityException("pixelsize", "is not given, and no open image has one",
                "give the size of a pixel of the large images in micrometres: pixelsize=0.065");
        }
        return unit * calibration.pixelWidth;
    }
}
