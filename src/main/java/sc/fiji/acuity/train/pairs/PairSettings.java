package sc.fiji.acuity.train.pairs;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

import sc.fiji.acuity.base.AcuityException;

/**
 * How pairs are made of images, which are held out, and what is drawn.
 *
 * <pre>{@code
 * PairSettings settings = PairSettings.of(2, 32).degraded(new Degradation.Box()).holdingOut(0.2, 0, seed);
 * }</pre>
 *
 * @param scale how many times larger HR is
 * @param patch side of patches in LR pixels: what an image must hold
 * @param channels 1 for luma or one channel; 3 for red, green and blue
 * @param degradation makes LR images where there is no {@code lrFolder}
 * @param lrFolder has an LR image for every HR image, matched by name
 * @param empty the share of patches from empty parts of images; none: parts are drawn in proportion to their gradients
 * @param split which fields are held out
 * @param memory bytes of pixels kept in memory, a soft limit
 * @param scratch where the other pixels are kept
 */
public record PairSettings(int scale, int patch, int channels, Degradation degradation, Optional<Path> lrFolder,
    OptionalDouble empty, Split split, long memory, Path scratch) {

    public PairSettings {
        require("scale " + scale, scale >= 2 && scale <= 4, "give 2, 3 or 4");
        require("patch " + patch, patch >= 1, "give 1 or more");
        require(channels + " channels", channels == 1 || channels == 3, "give 1 or 3");
        require("memory of " + memory + " bytes", memory >= 0, "give 0 or more");
        empty.ifPresent(e -> require("share of empty patches " + e, e >= 0 && e <= 1, "give 0 to 1"));
    }

    /**
     * LR by MATLAB's bicubic, every 20th field held out, a quarter of Java's memory for pixels, the rest of them in the
     * system's folder for temporary files.
     */
    public static PairSettings of(final int scale, final int patch) {
        return new PairSettings(scale, patch, 1, new Degradation.Bicubic(), Optional.empty(), OptionalDouble.empty(),
            Split.TWENTIETH, Runtime.getRuntime().maxMemory() / 4, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** For luma (1), or for red, green and blue (3). */
    public PairSettings channels(final int count) {
        return new PairSettings(scale, patch, count, degradation, lrFolder, empty, split, memory, scratch);
    }

    public PairSettings degraded(final Degradation by) {
        return new PairSettings(scale, patch, channels, by, Optional.empty(), empty, split, memory, scratch);
    }

    /** LR images are read, not made. */
    public PairSettings paired(final Path folder) {
        return new PairSettings(scale, patch, channels, degradation, Optional.of(folder), empty, split, memory,
            scratch);
    }

    /** @param share of patches without signal, 0..1 */
    public PairSettings empty(final double share) {
        return new PairSettings(scale, patch, channels, degradation, lrFolder, OptionalDouble.of(share), split, memory,
            scratch);
    }

    /**
     * Shares of the images, 0..1; whole groups of fields that look alike are held out.
     *
     * @param validation to watch the run by
     * @param test for {@link TrainingSet#test()}
     */
    public PairSettings holdingOut(final double validation, final double test, final long seed) {
        return new PairSettings(scale, patch, channels, degradation, lrFolder, empty,
            new Split.Shares(validation, test, seed), memory, scratch);
    }

    /**
     * @param bytes of pixels in memory
     * @param folder for a scratch file with the others
     */
    public PairSettings keeping(final long bytes, final Path folder) {
        return new PairSettings(scale, patch, channels, degradation, lrFolder, empty, split, bytes, folder);
    }

    /** What to do where there is no image. */
    String enough() {
        return "give folders with images of at least " + patch * scale + " x " + patch * scale + " pixels";
    }

    private static void require(final String what, final boolean holds, final String remedy) {
        if (!holds) {
            throw new AcuityException(what, "is not possible", remedy);
        }
    }
}
