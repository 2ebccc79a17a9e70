package sc.fiji.acuity;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.base.Version;
import sc.fiji.acuity.evaluate.Comparison;
import sc.fiji.acuity.ij1.RunningMacro;
import sc.fiji.acuity.metric.Quality;
import sc.fiji.acuity.model.ModelStore;
import sc.fiji.acuity.upscale.Upscaler;

/**
 * What macros call to get a value back.
 *
 * <pre>{@code
 * psnr = parseFloat(call("sc.fiji.acuity.Macros.psnr", "enlarged.tif", "truth.tif"));
 * names = split(call("sc.fiji.acuity.Macros.models", "2"), ",");
 * }</pre>
 *
 * Images are named by title or by ID ({@code "" + getImageID()}). An error stops the macro
 * with ImageJ's message; scripts and programs get the {@link AcuityException}.
 */
public final class Macros {

    private Macros() {}

    /**
     * Peak signal-to-noise ratio of two images of one size and type, in dB, as {@code SR Compare...} gives it.
     *
     * @return a number, or {@code Infinity} if they are equal
     */
    public static String psnr(final String image, final String reference) {
        return psnr(image, reference, "0");
    }

    /** @param range white minus black; 0: 255 for 8-bit and colour images, else that of the reference */
    public static String psnr(final String image, final String reference, final String range) {
        return answer(() -> Double.toString(compare(image, reference, range).psnr()));
    }

    /** Structural similarity, at most 1, as {@code SR Compare...} gives it. */
    public static String ssim(final String image, final String reference) {
        return ssim(image, reference, "0");
    }

    /** @param range white minus black; 0: 255 for 8-bit and colour images, else that of the reference */
    public static String ssim(final String image, final String reference, final String range) {
        return answer(() -> Double.toString(compare(image, reference, range).ssim()));
    }

    /** @return the version of Acuity, such as {@code 0.1.0} */
    public static String version() {
        return Version.get();
    }

    /**
     * @param scale 2, 3 or 4
     * @return the models for this scale, with commas between them; the last is {@code bicubic}
     */
    public static String models(final String scale) {
        return answer(() -> {
            final int wanted = (int) number("scale", scale);
            Upscaler.requireScale(wanted);
            final List<String> names = ModelStore.standard().list().stream()
                .filter(entry -> entry.id().scale() == wanted).map(entry -> entry.id().name())
                .collect(Collectors.toList());
            names.add(Upscaler.BICUBIC);
            return String.join(",", names);
        });
    }

    private static Quality compare(final String image, final String reference, final String range) {
        final double value = number("range", range);
        return Comparison.of(image(image), image(reference), value == 0 ? null : value, Progress.NONE).quality();
    }

    private static double number(final String name, final String text) {
        try {
            return Double.parseDouble(text);
        } catch (final NumberFormatException e) {
            throw new AcuityException(name + " " + text, "is not a number", "give a number", e);
        }
    }

    private static ImagePlus image(final String titleOrId) {
        final ImagePlus titled = WindowManager.getImage(titleOrId);
        final ImagePlus image = titled == null && titleOrId.matches("-[0-9]{1,9}")
            ? WindowManager.getImage(Integer.parseInt(titleOrId)) : titled;
        if (image == null) {
            throw new AcuityException(titleOrId, "is not the title or ID of an open image",
                "open the image, or see Window for its title");
        }
        return image;
    }

    /** An exception would reach the user as a trace, and the macro would go on. */
    private static String answer(final Supplier<String> value) {
        try {
            return value.get();
        } catch (final AcuityException e) {
            if (!RunningMacro.stop(e.getMessage())) {
                throw e;
            }
            IJ.showMessage("Acuity", e.getMessage());
            return "";
        }
    }
}
