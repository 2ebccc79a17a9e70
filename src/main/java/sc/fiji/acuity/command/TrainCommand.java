package sc.fiji.acuity.command;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import ij.IJ;

import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.family.Architectures;
import sc.fiji.acuity.train.FreshTraining;
import sc.fiji.acuity.train.TrainSettings;
import sc.fiji.acuity.train.TrainedModel;
import sc.fiji.acuity.train.pairs.PairSettings;
import sc.fiji.acuity.train.pairs.TrainingSet;
import sc.fiji.acuity.upscale.Upscaler;

/**
 * {@code run("SR Train...", "folder=[/data/photos] network=espcn-10x16 scale=2 minutes=60 name=mine")}: trains a
 * network from nothing, and says whether it became better than bicubic interpolation.
 */
@Plugin(type = Command.class, headless = true,
    description = "Trains a network from random weights, which takes hours. SR Fine-tune... goes on with a trained one "
        + "and takes minutes. A fifth of the images is held out, to compare the result with bicubic interpolation.",
    menu = {@Menu(label = "Plugins"), @Menu(label = "Acuity"),
    @Menu(label = "SR Train...", weight = 5)})
public final class TrainCommand extends AcuityCommand {

    /** That of the model fast. */
    private static final String NETWORK = "espcn-10x16";

    @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
    private final String note = "From nothing it takes hours and many images: mostly SR Fine-tune... is what you want.";

    @Parameter(label = "Folder of images", style = "directory", required = false, persist = false,
        description = "Hundreds of images or more; small ones are made of them by bicubic interpolation.")
    private File folder;

    @Parameter(label = "Network", persist = false,
        description = "espcn-10x16 has 10 layers of 16 features; acuity models list --architectures names all others.")
    private String network = NETWORK;

    @Parameter(label = "Scale (times)", min = "2", max = "4", persist = false, description = "2, 3 or 4.")
    private int scale = 2;

    @Parameter(label = "Minutes", persist = false,
        description = "Time to train; it is turned into a number of steps once, at the start. The report comes on top.")
    private double minutes = 60;

    @Parameter(label = "Steps (0 = by minutes)", min = "0", persist = false,
        description = "In place of minutes: how many batches, for a result that is the same each time.")
    private int steps;

    @Parameter(label = "Name of the new model", required = false, persist = false,
        description = "It is saved among your own models. Empty: the name of the network.")
    private String name = "";

    @Parameter(label = "Seed", persist = false,
        description = "Of the first weights, of all draws, and of which images are held out.")
    private int seed = 1;

    @Parameter(label = "Save even if not better", persist = false,
        description = "Than bicubic interpolation, on the held-out images.")
    private boolean keep;

    @Parameter(label = "Go on with a run", persist = false,
        description = "One that was cancelled, or that ended without a model: the same images, settings and name.")
    private boolean resume;

    @Parameter(label = "SR Train", type = ItemIO.OUTPUT)
    private String report;

    @Override
    void execute(final Progress progress) {
        Upscaler.requireScale(scale);
        if (steps == 0) {
            TrainingInputs.requireMinutes(minutes);
        }
        final Architecture architecture = architecture();
        final TrainSettings settings = (steps == 0 ? FreshTraining.defaults(architecture)
            : FreshTraining.defaults(architecture, steps)).withSeed(seed);
        final PairSettings pairs = FreshTraining.pairs(architecture, seed);
        final TrainingTarget target = TrainingTarget.of(name, network, scale, resume);
        final List<Path> files = ImageFiles.list(Inputs.requireFolder("folder", folder));
        final TrainingSession session = new TrainingSession("SR Train", target, keep, this::about);
        report = session.run(() -> TrainingSet.load(files, pairs, progress),
            set -> TrainingJob.of(resume ? FreshTraining.resume(set, target.run())
                : FreshTraining.begin(settings, set, steps == 0 ? minutes : 0, target.run(), progress)),
            progress);
        if (IJ.isMacro()) {
            IJ.log(report);
            markShown("report");
        }
    }

    private Architecture architecture() {
        try {
            return Architectures.named(network == null ? "" : network.strip(), scale);
        } catch (final GraphException e) {
            throw new AcuityException("network=" + network, e.getMessage(),
                "see acuity models list --architectures; " + NETWORK + " is one");
        }
    }

    private TrainedModel.About about(final String data, final int all, final double seconds,
        final String limits) {
        return new TrainedModel.About("Trained in ImageJ", "unknown", data, List.of(), String.format(Locale.ROOT,
            "run(\"SR Train...\", \"network=%s scale=%d steps=%d seed=%d\")", network, scale, all, seed), seconds,
            List.of(), limits);
    }
}
