package sc.fiji.acuity.command;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import ij.IJ;
import ij.ImagePlus;

import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.command.DynamicCommand;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.ij1.MenuEntry;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.ModelStore;
import sc.fiji.acuity.train.FineTune;
import sc.fiji.acuity.train.TrainSettings;
import sc.fiji.acuity.train.TrainedModel;
import sc.fiji.acuity.train.pairs.PairSettings;
import sc.fiji.acuity.train.pairs.TrainingSet;
import sc.fiji.acuity.upscale.Upscaler;

/**
 * {@code run("SR Fine-tune...", "folder=[/data/nuclei] model=balanced scale=2 minutes=5 name=nuclei")}: goes on
 * training a model with images of one's own, and says whether it became better on images that it did not see.
 */
@Plugin(type = Command.class, headless = true,
    description = "Goes on training a model with images of your own, for some minutes. A fifth of the images is held "
        + "out; whether the model became better is measured on them, and it is saved only if it did.",
    menu = {@Menu(label = "Plugins"), @Menu(label = "Acuity"),
    @Menu(label = "SR Fine-tune...", weight = 4)})
public final class FineTuneCommand extends DynamicCommand {

    @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
    private final String note = "Give images as sharp and clean as there are: small ones are made of them, and the "
        + "model learns the way back.";

    @Parameter(label = "Image", required = false, persist = false, attrs = @Attr(name = MenuEntry.OPTIONAL),
        description = "Used where no folder is given: the model becomes one for this image, and nothing is measured.")
    private ImagePlus input;

    @Parameter(label = "Folder of images (empty: the open image)", style = "directory", required = false,
        persist = false, description = "30 images or more, so that a gain can be told from chance.")
    private File folder;

    @Parameter(label = "Model to begin with", persist = false, initializer = "listModels",
        description = "A model's name; a macro may also name the path of a model package.")
    private String model = Upscaler.DEFAULT_MODEL;

    @Parameter(label = "Scale (times)", min = "2", max = "4", persist = false, description = "2, 3 or 4.")
    private int scale = 2;

    @Parameter(label = "Minutes", persist = false,
        description = "Time to train; it is turned into a number of steps once, at the start. The report comes on top.")
    private double minutes = 5;

    @Parameter(label = "Steps (0 = by minutes)", min = "0", persist = false,
        description = "In place of minutes: how many batches, for a result that is the same each time.")
    private int steps;

    @Parameter(label = "Name of the new model", required = false, persist = false,
        description = "It is saved among your own models. Empty: the name of the model, and -tuned.")
    private String name = "";

    @Parameter(label = "Small images by", choices = {SmallImages.BICUBIC, SmallImages.BOX, SmallImages.PHYSICS},
        persist = false, description = "How your microscope would have made a small image of a large one. bicubic: as "
            + "published figures; box: camera binning; physics: the blur of the lens, binning, noise of the camera.")
    private String degradation = SmallImages.BICUBIC;

    @Parameter(label = "Physics: numerical aperture", persist = false, description = "The lens blurs by 0.21 λ / NA.")
    private double na = 1.4;

    @Parameter(label = "Physics: emission wavelength (nm)", persist = false)
    private double wavelength = 520;

    @Parameter(label = "Physics: pixel size (um, 0 = of the image)", persist = false,
        description = "In the sample, of the images that you give.")
    private double pixelsize;

    @Parameter(label = "Physics: photons (0 = no noise)", persist = false,
        description = "In a small pixel as bright as the image's brightest.")
    private double photons;

    @Parameter(label = "Physics: read noise (e)", persist = false, description = "Of the camera, in electrons.")
    private double readnoise;

    @Parameter(label = "Physics: measured PSF", required = false, persist = false,
        description = "An image of a point, in place of aperture, wavelength and pixel size.")
    private File psf;

    @Parameter(label = "Folder of small images (if there are)", style = "directory", required = false, persist = false,
        description = "Taken at the lower resolution, with the same file names: nothing is made then.")
    private File lowres;

    @Parameter(label = "Seed", persist = false,
        description = "Of all that is drawn by chance, and of which images are held out.")
    private int seed = 1;

    @Parameter(label = "Save even if not better", persist = false, description = "The model's card says so then.")
    private boolean keep;

    @Parameter(label = "Go on with a run", persist = false,
        description = "One that was cancelled, or that ended without a model: the same images, settings and name.")
    private boolean resume;

    @Parameter(label = "SR Fine-tune", type = ItemIO.OUTPUT)
    private String report;

    @Override
    public void run() {
        CommandRun.run(this, context(), this::execute);
    }

    private void execute(final Progress progress) {
        Upscaler.requireScale(scale);
        if (steps == 0) {
            TrainingInputs.requireMinutes(minutes);
        }
        final boolean open = !Inputs.isNamed(folder);
        final ModelPackage start = ModelStore.standard().resolve(TrainingInputs.requireModel(model), scale);
        final TrainSettings settings =
            (steps == 0 ? FineTune.defaults(start) : FineTune.defaults(start, steps)).withSeed(seed);
        final PairSettings pairs = new SmallImages(degradation, lowres, na, wavelength, pixelsize, psf, photons,
            readnoise, input).apply(FineTune.pairs(start, seed));
        final TrainingTarget target =
            TrainingTarget.of(name, start.card().id().name() + "-tuned", scale, resume);
        if (open) {
            Inputs.requireImage("input", input);
        }
        final List<Path> files = open ? List.of() : ImageFiles.list(Inputs.requireFolder("folder", folder));
        final TrainingSession session = new TrainingSession("SR Fine-tune", target, keep,
            (data, all, seconds, limits) -> about(start, data, all, seconds));
        report = session.run(
            () -> open ? TrainingSet.of(List.of(input), pairs, progress) : TrainingSet.load(files, pairs, progress),
            set -> TrainingJob.of(resume ? FineTune.resume(start, set, target.run())
                : FineTune.begin(start, set, settings, steps == 0 ? minutes : 0, target.run(), progress)),
            progress);
        if (IJ.isMacro()) {
            IJ.log(report);
            resolveOutput("report");
        }
    }

    private TrainedModel.About about(final ModelPackage start, final String data, final int all,
        final double seconds) {
        return new TrainedModel.About("Fine-tuned from " + start.card().id(), start.card().about().license(), data,
            List.of(), String.format(Locale.ROOT, "run(\"SR Fine-tune...\", \"model=%s scale=%d steps=%d seed=%d\")",
                start.card().id().name(), scale, all, seed), seconds, List.of(), "");
    }

    @Override
    public String getCancelReason() {
        return CommandRun.reason(super.getCancelReason());
    }

    @SuppressWarnings("unused")
    private void listModels() {
        getInfo().getMutableInput("model", String.class).setChoices(ModelChoices.find().trainable());
    }
}
