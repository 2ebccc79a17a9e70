package sc.fiji.acuity.command;

import java.io.File;
import java.util.Optional;

import ij.ImagePlus;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.image.PlaneSelection;
import sc.fiji.acuity.upscale.Intensity;
import sc.fiji.acuity.upscale.UpscaleOptions;
import sc.fiji.acuity.upscale.Upscaler;

/** {@code run("SR Bicubic...", "scale=2")}: the baseline, cubic interpolation as MATLAB's {@code imresize}. */
@Plugin(type = Command.class, headless = true,
    description = "Enlarges an image by bicubic interpolation, equal to MATLAB's imresize: what a network has to "
        + "be better than.",
    menu = {@Menu(label = "Plugins"), @Menu(label = "Acuity"),
    @Menu(label = "SR Bicubic...", weight = 2)})
public final class BicubicCommand extends AcuityCommand {

    @Parameter(label = "Image", required = false, persist = false)
    private ImagePlus input;

    @Parameter(label = "Scale (times)", min = "2", max = "4", persist = false,
        description = "How many times wider and higher the image becomes: 2, 3 or 4.")
    private int scale = 2;

    @Parameter(label = "Selection only", persist = false,
        description = "Enlarge only the rectangle around the selection; its pixels are those of the whole result.")
    private boolean selection;

    @Parameter(label = "Channels", persist = false, description = "all, current, or numbers and ranges such as 2-5,7.")
    private String channels = "all";

    @Parameter(label = "Slices", persist = false, description = "As channels.")
    private String slices = "all";

    @Parameter(label = "Frames", persist = false, description = "As channels.")
    private String frames = "all";

    @Parameter(label = "Save directly to", style = FileWidget.SAVE_STYLE, required = false, persist = false,
        description = "A .tif file that takes the planes as they are finished, for results larger than memory; the result "
            + "is not opened. Empty: the result is an image.")
    private File file;

    @Parameter(label = "Overwrite that file", persist = false)
    private boolean overwrite;

    @Parameter(label = "Result", type = ItemIO.OUTPUT)
    private ImagePlus result;

    @Override
    void execute(final Progress progress) {
        Inputs.requireImage("input", input);
        final UpscaleOptions options = new UpscaleOptions(Intensity.FULL,
            selection ? Optional.of(Inputs.selection(input)) : Optional.empty(),
            PlaneSelection.parse(channels, slices, frames, input));
        try (Upscaler upscaler = Upscaler.open(Upscaler.BICUBIC, scale, DeviceChoice.CPU)) {
            if (Inputs.isNamed(file)) {
                upscaler.upscale(input, options, file.toPath(), overwrite, written -> { }, progress);
            } else {
                result = Inputs.named(upscaler.upscale(input, options, progress));
            }
        }
        Inputs.note(input);
        if (result == null) {
            markShown("result");
        } else {
            show("result", result);
        }
    }
}
