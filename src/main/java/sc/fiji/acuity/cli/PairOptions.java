package sc.fiji.acuity.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import picocli.CommandLine.Option;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.train.pairs.Camera;
import sc.fiji.acuity.train.pairs.Degradation;
import sc.fiji.acuity.train.pairs.PairSettings;
import sc.fiji.acuity.train.pairs.Psf;

/** Where LR images come from, and what is drawn of them. */
final class PairOptions {

    private enum Kind {
        BICUBIC, BOX, PHYSICS
    }

    @Option(names = "--degradation", paramLabel = "HOW",
        description = {"How LR images are made: bicubic, as MATLAB does; box, the binning of a camera; physics, by a "
            + "microscope's PSF, binning and noise (default: bicubic, or physics if one of its options is given)."})
    private String degradation;

    @Option(names = "--na", paramLabel = "NA",
        description = "Physics: the numerical aperture; the PSF is a Gaussian with sigma = 0.21 wavelength / NA.")
    private Double na;

    @Option(names = "--wavelength", paramLabel = "NM", description = "Physics: emission wavelength in nanometres.")
    private Double wavelength;

    @Option(names = "--pixel-size", paramLabel = "UM",
        description = "Physics: the size of a pixel of the images, in micrometres.")
    private Double pixelSize;

    @Option(names = "--psf-sigma", paramLabel = "PIXELS",
        description = "Physics: the sigma of the PSF, in pixels of the images.")
    private Double psfSigma;

    @Option(names = "--psf", paramLabel = "FILE",
        description = "Physics: an image of a point with the pixel size of the images, up to 65x65.")
    private Path psf;

    @Option(names = "--photons", paramLabel = "N",
        description = "Physics: photons in an LR pixel that is as bright as the image's maximum "
            + "(default: no noise).")
    private Double photons;

    @Option(names = "--read-noise", paramLabel = "E", description = "Physics: read noise in electrons (default: 0).")
    private Double readNoise;

    @Option(names = "--gain", paramLabel = "G", description = "Physics: counts for each photon (default: 1).")
    private Double gain;

    @Option(names = "--offset", paramLabel = "COUNTS", description = "Physics: counts in the dark (default: 0).")
    private Double offset;

    @Option(names = "--lr-images", paramLabel = "FOLDER",
        description = "LR images of the same names, registered, instead of made ones.")
    private Path lrImages;

    @Option(names = "--empty", paramLabel = "SHARE",
        description = "Share of patches from empty parts, 0..1 (default: parts are drawn in proportion to their "
            + "gradients).")
    private Double empty;

    /**
     * What the options say; the image of a PSF is read.
     *
     * @param action whose options these are
     * @param held says what is held out
     */
    PairSettings read(final Action action, final int scale, final int patch, final int channels,
        final UnaryOperator<PairSettings> held) {
        final PairSettings unread = action.option(() -> held.apply(settings(scale, patch, channels)));
        if (lrImages != null && !Files.isDirectory(lrImages)) {
            throw new AcuityException(lrImages.toString(), "is no folder", "name the folder with the LR images");
        }
        return psf == null ? unread
            : unread.degraded(new Degradation.Physics(Psf.measured(psf), unread.degradation().camera()));
    }

    private PairSettings settings(final int scale, final int patch, final int channels) {
        PairSettings settings = PairSettings.of(scale, patch).channels(channels).degraded(degradation());
        if (lrImages != null) {
            settings = settings.paired(lrImages);
        }
        if (empty != null) {
            settings = settings.empty(empty);
        }
        return settings;
    }

    /** The options as they were given, each with a space before it; files by their names. For a model's card. */
    String words() {
        final StringBuilder words = new StringBuilder();
        final Object[] values = {"--degradation", degradation, "--na", na, "--wavelength", wavelength, "--pixel-size",
            pixelSize, "--psf-sigma", psfSigma, "--psf", psf, "--photons", photons, "--read-noise", readNoise, "--gain",
            gain, "--offset", offset, "--lr-images", lrImages, "--empty", empty};
        for (int i = 0; i < values.length; i += 2) {
            if (values[i + 1] != null) {
                words.append(' ').append(values[i]).append(' ')
                    .append(values[i + 1] instanceof Path path ? path.getFileName() : values[i + 1]);
            }
        }
        return words.toString();
    }

    private Degradation degradation() {
        final boolean optics = Stream.of(na, wavelength, pixelSize, psfSigma, psf, photons, readNoise, gain, offset)
            .anyMatch(Objects::nonNull);
        final Kind kind = degradation == null ? optics ? Kind.PHYSICS : Kind.BICUBIC : kind();
        if (lrImages != null && (degradation != null || optics)) {
            throw new AcuityException("--lr-images " + lrImages, "leaves nothing to degrade",
                "leave out --degradation and the options of physics, or --lr-images");
        }
        if (optics && kind != Kind.PHYSICS) {
            throw new AcuityException("--degradation " + degradation, "has no PSF and no camera",
                "use --degradation physics, or leave out the options of physics");
        }
        return switch (kind) {
            case BICUBIC -> new Degradation.Bicubic();
            case BOX -> new Degradation.Box();
            case PHYSICS -> new Degradation.Physics(psf(), camera());
        };
    }

    private Kind kind() {
        return Arrays.stream(Kind.values()).filter(k -> k.name().equals(degradation.toUpperCase(Locale.ROOT)))
            .findFirst().orElseThrow(() -> new AcuityException("--degradation " + degradation, "is not known",
                "use bicubic, box or physics"));
    }

    private Psf psf() {
        final long optics = Stream.of(na, wavelength, pixelSize).filter(Objects::nonNull).count();
        final int ways = (optics > 0 ? 1 : 0) + (psfSigma == null ? 0 : 1) + (psf == null ? 0 : 1);
        if (ways != 1 || optics != 0 && optics != 3) {
            throw new AcuityException("--degradation physics", ways > 1 ? "has more than one PSF" : "lacks its PSF",
                "give --na, --wavelength and --pixel-size, or --psf-sigma, or --psf");
        }
        if (psf != null) {
            // no file is touched before all options are seen to be right
            return new Psf.Gaussian(0);
        }
        return psfSigma != null ? new Psf.Gaussian(psfSigma) : Psf.of(na, wavelength, pixelSize);
    }

    private Optional<Camera> camera() {
        if (photons == null) {
            if (readNoise != null || gain != null || offset != null) {
                throw new AcuityException("--degradation physics", "has a camera without light",
                    "give --photons, too");
            }
            return Optional.empty();
        }
        return Optional.of(new Camera(photons, gain == null ? 1 : gain, offset == null ? 0 : offset,
            readNoise == null ? 0 : readNoise));
    }
}
