package sc.fiji.acuity.command;

import ij.ImagePlus;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.upscale.UpscaleOptions;
import sc.fiji.acuity.upscale.Upscaler;

/** {@code run("SR Bicubic...", "scale=2")}: the baseline, cubic interpolation as MATLAB's {@code imresize}. */
@Plugin(type = Command.class, headless = true, menu = {@Menu(label = "Plugins"), @Menu(label = "Acuity"),
    @Menu(label = "SR Bicubic...", weight = 2)})
public final class BicubicCommand extends AcuityCommand {

    @Parameter(label = "Image", required = false, persist = false)
    private ImagePlus input;

    @Parameter(label = "Scale", min = "2", max = "4", persist = false,
        description = "How many times wider and higher the image becomes: 2, 3 or 4.")
    private int scale = 2;

    @Parameter(label = "Result", type = ItemIO.OUTPUT)
    private ImagePlus result;

    @Override
    void execute(final Progress progress) {
        Inputs.requireImage("input", input);
        try (Upscaler upscaler = Upscaler.open(Upscaler.BICUBIC, scale, DeviceChoice.CPU)) {
            result = upscaler.upscale(input, UpscaleOptions.DEFAULT, progress);
        }
        show("result", result);
    }
}
