package sc.fiji.acuity.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Resize;
import sc.fiji.acuity.image.Rounding;
import sc.fiji.acuity.metric.Psnr;
import sc.fiji.acuity.metric.Ssim;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.train.pairs.HeldOut;
import sc.fiji.acuity.upscale.Upscaler;

/**
 * Whether a fine-tuned model is better than the one it began with, on images that nothing of the training looked at:
 * the scores of each, and a paired test of the differences in PSNR.
 *
 * <pre>{@code
 * HeldOutReport report = HeldOutReport.measure(start, tuned, images.test(), progress);
 * if (!report.better()) { ... }
 * }</pre>
 *
 * @param images whole ones, unrounded, without a border of as many pixels as the scale
 */
public record HeldOutReport(List<Card.HeldOut> images) {

    /** A gain by chance is called one in 20 times. */
    public static final double LEVEL = 0.05;

    /** With fewer images no gain, however large, is beyond chance. */
    public static final int LEAST_IMAGES = 6;

    /** No PSNR is higher: an image that is met exactly has an infinite one, and no mean could be taken. */
    private static final double HIGHEST_PSNR = 120;

    private static final int LONGEST_NAME = 300;

    public HeldOutReport {
        images = List.copyOf(images);
    }

    /**
     * Enlarges every image three times.
     *
     * @param images smaller ones than SSIM's window and two borders are left out
     */
    public static HeldOutReport measure(final ModelPackage start, final ModelPackage tuned,
        final List<? extends HeldOut> images, final Progress progress) {
        final List<Card.HeldOut> scores = new ArrayList<>();
        final int scale = start.scale();
        final int workers = Runtime.getRuntime().availableProcessors();
        try (Upscaler before = Upscaler.open(start, DeviceChoice.CPU, workers);
            Upscaler after = Upscaler.open(tuned, DeviceChoice.CPU, workers)) {
            for (int i = 0; i < images.size(); i++) {
                progress.checkCancelled();
                final HeldOut image = images.get(i);
                final int least = Ssim.WINDOW + 2 * scale;
                if (Math.min(image.width(), image.height()) * scale >= least) {
                    final Plane[] lr = image.lr();
                    final Plane[] hr = image.hr();
                    scores.add(new Card.HeldOut(label(image.name()), score(bicubic(lr, scale), hr, image, scale),
                        score(before.enlargeAsIs(lr, Precision.FP32, Progress.NONE), hr, image, scale),
                        score(after.enlargeAsIs(lr, Precision.FP32, Progress.NONE), hr, image, scale)));
                }
                progress.report("Measuring held-out images", (i + 1.0) / images.size());
            }
        }
        return new HeldOutReport(scores);
    }

    /** The name of the file without its folder, which says nothing elsewhere; as a card can hold it. */
    private static String label(final String name) {
        final String file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
            .replaceAll("[\\p{Cntrl}\\p{Cs}]", "?").strip();
        return file.isEmpty() ? "image" : file.substring(0, Math.min(LONGEST_NAME, file.length()));
    }

    /** The same for a model that did not begin with another: bicubic stands in its place. */
    static HeldOutReport againstBicubic(final ModelPackage model, final List<? extends HeldOut> images,
        final Progress progress) {
        // measured twice, for one way of measuring
        return new HeldOutReport(measure(model, model, images, progress).images().stream()
            .map(image -> new Card.HeldOut(image.image(), image.bicubic(), image.bicubic(), image.tuned())).toList());
    }

    private static Plane[] bicubic(final Plane[] lr, final int scale) {
        final Plane[] result = new Plane[lr.length];
        for (int c = 0; c < lr.length; c++) {
            result[c] = Resize.bicubic(lr[c], lr[c].width() * scale, lr[c].height() * scale, Rounding.NONE);
        }
        return result;
    }

    /** Over all channels: PSNR of their mean squared error, the mean of their SSIM. */
    private static Card.Score score(final Plane[] result, final Plane[] truth, final HeldOut image, final int border) {
        double mse = 0;
        double ssim = 0;
        for (int c = 0; c < truth.length; c++) {
            final Plane a = result[c].shave(border);
            final Plane b = truth[c].shave(border);
            mse += Psnr.mse(a, b) / truth.length;
            ssim += Ssim.of(a, b, image.dataRange()) / truth.length;
        }
        return new Card.Score(rounded(Math.min(HIGHEST_PSNR, Psnr.fromMse(mse, image.dataRange())), 1e4),
            rounded(ssim, 1e6));
    }

    private static double rounded(final double value, final double steps) {
        return Math.round(value * steps) / steps;
    }

    /** By how many dB the PSNR rose, image by image. */
    public double[] gains() {
        return images.stream().mapToDouble(image -> image.tuned().psnr() - image.start().psnr()).toArray();
    }

    /** The mean of {@link #gains()}; 0 without images. */
    public double gain() {
        return Arrays.stream(gains()).average().orElse(0);
    }

    /** How many images have a higher PSNR. */
    public int improved() {
        return (int) Arrays.stream(gains()).filter(gain -> gain > 0).count();
    }

    /** The chance of such gains, or larger ones, where there is none; empty without images. */
    public OptionalDouble p() {
        return images.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(SignedRank.p(gains()));
    }

    /** Whether the tuned model is better beyond chance. */
    public boolean better() {
        return gain() > 0 && p().orElse(1) < LEVEL;
    }

    /** What the images show, in a sentence. */
    public String verdict() {
        return verdict("the model it began with");
    }

    /** @param than what it is compared with */
    String verdict(final String than) {
        if (images.isEmpty()) {
            return "There are no held-out images: whether it is better on other images was not measured.";
        }
        final String numbers = String.format(Locale.ROOT, "%+.3f dB in the mean over %d held-out images, better on %d, "
            + "p = %.2g (Wilcoxon signed-rank)", gain(), images.size(), improved(), p().orElseThrow());
        if (better()) {
            return "Better than " + than + ": " + numbers + ".";
        }
        if (gain() < 0 && p().orElseThrow() < LEVEL) {
            return "Worse than " + than + ": " + numbers + ".";
        }
        return "No better than " + than + ", as far as can be told: " + numbers
            + (images.size() < LEAST_IMAGES ? "; it takes " + LEAST_IMAGES + " images at least to tell" : "") + ".";
    }

    /** The mean scores of one of the three. */
    public Card.Score mean(final Function<Card.HeldOut, Card.Score> which) {
        return new Card.Score(
            images.stream().mapToDouble(image -> which.apply(image).psnr()).average().orElse(Double.NaN),
            images.stream().mapToDouble(image -> which.apply(image).ssim()).average().orElse(Double.NaN));
    }

    /**
     * The means, beside bicubic's, for the card of a model that did not begin with another; empty without images.
     *
     * @param border pixels at each side that were left out
     */
    Optional<Card.Evaluation> evaluation(final int border) {
        final String dataset = images.size() == 1 ? "1 held-out image" : images.size() + " held-out images";
        return images.isEmpty() ? Optional.empty() : Optional.of(new Card.Evaluation(dataset,
            "unrounded, without a border of " + border + " pixels", rounded(mean(Card.HeldOut::tuned)),
            Optional.of(rounded(mean(Card.HeldOut::bicubic)))));
    }

    private static Card.Score rounded(final Card.Score score) {
        return new Card.Score(rounded(score.psnr(), 1e3), rounded(score.ssim(), 1e4));
    }

    /** As a table with a line for each image. */
    public void writeCsv(final Path file) {
        AtomicFiles.write(file, temporary -> Files.write(temporary, lines()));
    }

    private List<String> lines() {
        final List<String> lines = new ArrayList<>(List.of("image,bicubic psnr,bicubic ssim,start psnr,start ssim,"
            + "tuned psnr,tuned ssim,gain"));
        for (final Card.HeldOut image : images) {
            lines.add(String.format(Locale.ROOT, "\"%s\",%.4f,%.6f,%.4f,%.6f,%.4f,%.6f,%.4f",
                image.image().replace("\"", "\"\""), image.bicubic().psnr(), image.bicubic().ssim(),
                image.start().psnr(), image.start().ssim(), image.tuned().psnr(), image.tuned().ssim(),
                image.tuned().psnr() - image.start().psnr()));
        }
        return lines;
    }
}
