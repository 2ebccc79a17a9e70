package sc.fiji.acuity.command;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;

import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.command.DynamicCommand;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;
import org.scijava.widget.Button;
import org.scijava.widget.FileWidget;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.image.PlaneSelection;
import sc.fiji.acuity.upscale.Intensity;
import sc.fiji.acuity.upscale.Preview;
import sc.fiji.acuity.upscale.UpscaleOptions;
import sc.fiji.acuity.upscale.Upscaler;

/**
 * {@code run("SR Upscale...", "model=balanced scale=2")}: enlarges an image by a network.
 *
 * <p>The models on offer are found anew for each dialog, which makes this a module itself. For such commands
 * {@code CommandService.run} returns null; from a script:
 *
 * <pre>{@code
 * module = moduleService.run(commandService.getCommand("sc.fiji.acuity.command.UpscaleCommand"), true,
 *     "input", image, "scale", 2).get()
 * result = module.getOutput("result")
 * }</pre>
 */
@Plugin(type = Command.class, headless = true,
    description = "Enlarges an image by a neural network. The pixel type, channels, slices and frames stay; the pixel "
        + "size is divided by the scale. To cite: Acuity, its version and the model, as the Info of the result "
        + "names them.",
    menu = {@Menu(label = "Plugins"), @Menu(label = "Acuity"),
    @Menu(label = "SR Upscale...", weight = 1)})
public final class UpscaleCommand extends DynamicCommand {

    @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
    private final String note = "Enlarging adds plausible detail, not measured detail.";

    @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
    private String offer = "";

    @Parameter(label = "Image", required = false, persist = false)
    private ImagePlus input;

    @Parameter(label = "Model", persist = false, initializer = "listModels",
        description = "A network, or bicubic interpolation; a macro may also name the path of a model package.")
    private String model = Upscaler.DEFAULT_MODEL;

    @Parameter(label = "Scale (times)", min = "2", max = "4", persist = false,
        description = "How many times wider and higher the image becomes: 2, 3 or 4.")
    private int scale = 2;

    @Parameter(label = "Device", choices = {"auto", "cpu", "cuda", "mps"}, persist = false,
        description = "auto takes a graphics card that works, else the processor.")
    private String device = "auto";

    @Parameter(label = "Intensity range (full or percentiles)", persist = false,
        description = "For 16- and 32-bit images: full, or the percentiles that the network sees as black and white, "
            + "such as 0.1,99.9. Nothing is cut off.")
    private String intensity = "full";

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

    @Parameter(label = "Preview", required = false, persist = false, callback = "showPreview",
        description = "The selection or what the window shows, at most 256 x 256 pixels, beside bicubic. Esc cancels.")
    private Button preview;

    @Parameter(label = "Estimate", required = false, persist = false, callback = "showEstimate",
        description = "Tries two tiles, and says in the log how much time, memory and disk it will take. Esc cancels.")
    private Button estimate;

    @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
    private String citation = "";

    @Parameter(label = "Result", type = ItemIO.OUTPUT)
    private ImagePlus result;

    private final PreviewRun previews = new PreviewRun();

    @Override
    public void run() {
        CommandRun.run(this, context(), this::execute);
    }

    private void execute(final Progress progress) {
        previews.stop();
        Inputs.requireImage("input", input);
        Upscaler.requireScale(scale);
        final DeviceChoice choice = DeviceChoice.parse(device);
        final UpscaleOptions options = options();
        try (Upscaler upscaler = Upscaler.open(model, scale, choice)) {
            if (Inputs.isNamed(file)) {
                upscaler.upscale(input, options, file.toPath(), overwrite, written -> { }, progress);
            } else {
                result = Inputs.named(upscaler.upscale(input, options, progress));
            }
        }
        Inputs.note(input);
        if (result == null) {
            resolveOutput("result");
        } else if (IJ.isMacro()) {
            MacroImages.show(result, context().service(ThreadService.class));
            resolveOutput("result");
        }
    }

    private UpscaleOptions options() {
        return new UpscaleOptions(Intensity.parse(intensity),
            selection ? Optional.of(Inputs.selection(input)) : Optional.empty(),
            PlaneSelection.parse(channels, slices, frames, input));
    }

    @Override
    public String getCancelReason() {
        return CommandRun.reason(super.getCancelReason());
    }

    @SuppressWarnings("unused")
    private void listModels() {
        final ModelChoices choices = ModelChoices.find();
        getInfo().getMutableInput("model", String.class).setChoices(choices.names());
        offer = choices.offer();
        citation = choices.citation();
    }

    /** With the parameters as they are now: the dialog goes on. */
    @SuppressWarnings("unused")
    private void showPreview() {
        final ImagePlus image = input;
        final String name = model;
        final int factor = scale;
        final String where = device;
        final String range = intensity;
        previews.start(context(), image, this::isCanceled, progress -> {
            Inputs.requireImage("input", image);
            final Intensity map = Intensity.parse(range);
            try (Upscaler upscaler = Upscaler.open(name, factor, DeviceChoice.parse(where))) {
                return Preview.of(image, PreviewRun.part(image), upscaler, name, map, progress);
            }
        });
    }

    /** What the work would take with the parameters as they are now. */
    @SuppressWarnings("unused")
    private void showEstimate() {
        final ImagePlus image = input;
        final String name = model;
        final int factor = scale;
        final String where = device;
        Inputs.requireImage("input", image);
        final UpscaleOptions options = options();
        final Optional<Path> target = Inputs.isNamed(file) ? Optional.of(file.toPath()) : Optional.empty();
        previews.start(context(), "SR Estimate", this::isCanceled, progress -> {
            try (Upscaler upscaler = Upscaler.open(name, factor, DeviceChoice.parse(where))) {
                final String line = upscaler.estimate(image, options, target, progress).line();
                IJ.log(image.getTitle() + " by " + name + " x" + factor + ": " + line);
            }
        });
    }
}
