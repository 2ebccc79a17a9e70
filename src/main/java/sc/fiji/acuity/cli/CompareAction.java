package sc.fiji.acuity.cli;

import java.nio.file.Path;
import java.util.Locale;

import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.evaluate.Comparison;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.metric.Quality;

@Command(name = "compare", description = {"PSNR and SSIM of two images of one size.",
    "PSNR is 10 log10(range^2 / MSE) over all pixels; SSIM uses an 11 x 11 Gaussian window, the mean over planes.",
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
        final Double stated = option(this::range);
        final Comparison comparison = Comparison.of(ImageFiles.open(a), ImageFiles.open(b), stated, progress);
        final Quality quality = comparison.quality();
        final JsonObject json = new JsonObject();
        json.add("psnr", Json.number(quality.psnr()));
        json.add("ssim", Json.number(quality.ssim()));
        json.add("mse", Json.number(quality.mse()));
        json.add("mae", Json.number(quality.mae()));
        json.addProperty("range", comparison.range());
        json.addProperty("pixels", quality.pixels());
        json.addProperty("identical", quality.mse() == 0);
        final String psnr = quality.mse() == 0 ? "PSNR infinite: no pixel differs"
            : String.format(Locale.ROOT, "PSNR %.3f dB", quality.psnr());
        return Outcome.done(json, String.format(Locale.ROOT, "%s, SSIM %.5f (range %s, MSE %.6g, MAE %.6g)", psnr,
            quality.ssim(), number(comparison.range()), quality.mse(), quality.mae()));
    }

    private Double range() {
        if (range != null && !(range > 0 && range < Double.POSITIVE_INFINITY)) {
            throw new AcuityException("--range " + number(range), "is not positive and finite",
                "give the difference of white and black, such as 65535");
        }
        return range;
    }

    private static String number(final double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value)
            : Double.toString(value);
    }
}
