package sc.fiji.acuity.cli;

import java.awt.Rectangle;

import picocli.CommandLine.Option;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.image.PlaneSelection;
import sc.fiji.acuity.upscale.Intensity;
import sc.fiji.acuity.upscale.UpscaleOptions;

/** What is enlarged of an image, and how its intensities are mapped. */
final class EnlargeOptions {

    @Option(names = "--intensity", paramLabel = "RANGE", defaultValue = "full",
        description = "What a 16- or 32-bit channel's values are mapped from: full (minimum to maximum of the whole "
            + "stack) or two percentiles such as 0.1,99.9 (default: ${DEFAULT-VALUE}). Nothing is clipped.")
    private String intensity;

    @Option(names = "--region", paramLabel = "X,Y,W,H",
        description = "Enlarge this rectangle only; its pixels are those of the whole result.")
    private String region;

    @Option(names = "--channels", paramLabel = "RANGES", defaultValue = "all",
        description = "Enlarge these channels only: numbers and ranges such as 2-5,7, counted from 1 "
            + "(default: ${DEFAULT-VALUE}).")
    private String channels;

    @Option(names = "--slices", paramLabel = "RANGES", defaultValue = "all",
        description = "Enlarge these slices only (default: ${DEFAULT-VALUE}).")
    private String slices;

    @Option(names = "--frames", paramLabel = "RANGES", defaultValue = "all",
        description = "Enlarge these frames only (default: ${DEFAULT-VALUE}).")
    private String frames;

    @Option(names = "--precision", paramLabel = "PRECISION", defaultValue = "auto",
        description = "fp32, bf16, or auto: bf16 on processors with AMX where the model bears it, else fp32 "
            + "(default: ${DEFAULT-VALUE}). What ran is written into the result's Info.")
    private String precision;

    UpscaleOptions read() {
        final UpscaleOptions options = UpscaleOptions.DEFAULT.mapped(Intensity.parse(intensity))
            .of(PlaneSelection.parse(channels, slices, frames)).in(Precision.parse(precision));
        return region == null ? options : options.within(rectangle());
    }

    private Rectangle rectangle() {
        final String[] parts = region.split(",");
        try {
            if (parts.length == 4) {
                final Rectangle rectangle = new Rectangle(Integer.parseInt(parts[0].trim()),
                    Integer.parseInt(parts[1].trim()), Integer.parseInt(parts[2].trim()),
                    Integer.parseInt(parts[3].trim()));
                if (rectangle.x >= 0 && rectangle.y >= 0 && !rectangle.isEmpty()) {
                    return rectangle;
                }
            }
        } catch (final NumberFormatException e) {
            throw notARegion(e);
        }
        throw notARegion(null);
    }

    private AcuityException notARegion(final Throwable cause) {
        return new AcuityException("--region " + region, "is no rectangle",
            "write X,Y,W,H in pixels, such as 0,0,256,256", cause);
    }
}
