package sc.fiji.acuity.cli;

import java.nio.file.Path;
import java.util.Locale;

import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.evaluate.Comparison;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.metric.Quality;

@Command(name = "compare", description = {"PSNR and SSIM of two images of one size.",
    "PSNR is 10 log10(range² / MSE) over all pixels; SSIM uses an 11 x 11 Gaussian window, the mean over planes.",
    "Colour images: over red, green and blue together."},
    footer = {"", "Example: acuity compare result.tif truth.tif --range 4095"})
final class CompareAction extends Action {

    @Parameters(index = "0", paramLabel = "A", description = "An image.")
    private Path a;

    @Parameters(index = "1", paramLabel = "B", description = "The reference: as large, of the same type.")
    private Path b;

    @Option(names = "--range", paramLabel = "R",
        description = "The data range that PSNR and SSIM refer to. Default: 255 for 8-bit and colour images, "
            + "else the maximum minus the minimum of B.")
    private Double range;

    @Override
    Outcome perform(final Progress progress) {
        final Comparison comparison = Comparison.of(ImageFiles.open(a), ImageFiles.open(b), range, progress);
        final Quality quality = comparison.quality();
        final JsonObject json = new JsonObject();
        // JSON has no infinity
        json.addProperty("psnr", Double.isInfinite(quality.psnr()) ? null : quality.psnr());
        json.addProperty("ssim", quality.ssim());
        json.addProperty("mse", quality.mse());
        json.addProperty("mae", quality.mae());
        json.addProperty("range", comparison.range());
        json.addProperty("pixels", quality.pixels());
        json.addProperty("identical", quality.mse() == 0);
        return Outcome.done(json, String.format(Locale.ROOT, "PSNR %.3f dB, SSIM %.5f (range %s, MSE %.6g, MAE %.6g)",
            quality.psnr(), quality.ssim(), number(comparison.range()), quality.mse(), quality.mae()));
    }

    private static String number(final double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
