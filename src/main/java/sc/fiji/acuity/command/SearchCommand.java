package sc.fiji.acuity.command;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

import ij.IJ;

import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.command.DynamicCommand;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.TaskService;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.network.GraphException;
import sc.fiji.acuity.network.space.Spaces;
import sc.fiji.acuity.search.Goal;
import sc.fiji.acuity.search.Measure;
import sc.fiji.acuity.search.SearchSettings;
import sc.fiji.acuity.search.SearchTime;
import sc.fiji.acuity.search.Strategies;
import sc.fiji.acuity.upscale.Upscaler;

/**
 * {@code run("SR Search...", "images=[/data/nuclei] folder=[/data/search] budget=30m")}: tries many small networks on
 * one's own images and shows which are worth their cost.
 */
@Plugin(type = Command.class, headless = true,
    description = "Tries many small networks on your images, each trained for a short while, and shows their quality "
        + "against their cost on this machine. The one you choose is then trained in full. What was found is kept in a "
        + "folder: the same settings go on with it.",
    menu = {@Menu(label = "Plugins"), @Menu(label = "Acuity"),
    @Menu(label = "SR Search...", weight = 6)})
public final class SearchCommand extends DynamicCommand {

    private static final int BATCH = 16;
    private static final int PATCH = 32;

    @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
    private final String note = "Looks for the network that fits your images and this machine. All but the images "
        + "can stay as it is.";

    @Parameter(label = "Folder of images (empty: the open images)", style = "directory", required = false,
        persist = false, description = "Sharp and clean ones, the more the better; small ones are made of them. A part "
            + "is held out, and candidates are compared on it.")
    private File images;

    @Parameter(label = "Networks to choose from", persist = false, initializer = "listSpaces",
        description = "laptop: small networks for processors; falsr, hnas, dlsr, edge-sr: those of the papers. Sizes "
            + "can be given in macros: dlsr-18, hnas-8x4.")
    private String space = "laptop";

    @Parameter(label = "Scale (times)", min = "2", max = "4", persist = false, description = "2, 3 or 4.")
    private int scale = 2;

    @Parameter(label = "Strategy", persist = false, initializer = "listStrategies",
        description = "How networks are chosen. evolution goes on from the best so far, controller learns what is "
            + "worth trying, exhaustive takes one after the other, for small spaces; random has no plan.")
    private String strategy = "evolution";

    @Parameter(label = "Time", persist = false,
        description = "Such as 90s, 30m, 2h. More time: more candidates, each trained for longer.")
    private String budget = "30m";

    @Parameter(label = "Cost: no more than that of", required = false, persist = false,
        description = "A model or a network, such as balanced, fast or fsrcnn: no candidate has more mult-adds. Empty: "
            + "no limit.")
    private String cost = Upscaler.DEFAULT_MODEL;

    @Parameter(label = "Seconds for an image (0 = any)", min = "0", persist = false,
        description = "At most so long for an image of the current image's size, or of 2048 x 2048 pixels if none is "
            + "open, measured on this machine.")
    private double seconds;

    @Parameter(label = "Kilobytes of the model (0 = any)", min = "0", persist = false,
        description = "Of its file of weights, 4 bytes for each.")
    private double kilobytes;

    @Parameter(label = "Only networks with", required = false, persist = false,
        description = "A part of the space: choices with the options that are left, such as width=8,16;branches=0. "
            + "acuity search spaces shows them. Empty: all.")
    private String only = "";

    @Parameter(label = "Candidates (0 = by time)", min = "0", persist = false,
        description = "In place of the time: how many networks at most.")
    private int candidates;

    @Parameter(label = "Steps for each (0 = by time)", min = "0", persist = false,
        description = "Of each training; by time: so many that about 60 candidates fit.")
    private int steps;

    @Parameter(label = "Seed", persist = false,
        description = "Of all that is drawn by chance, and of which images are held out.")
    private int seed = 1;

    @Parameter(label = "Folder of the search", style = "directory", required = false, persist = false,
        initializer = "proposeFolder", description = "Where all that was found is kept. One with a search of the same "
            + "settings goes on with it.")
    private File folder;

    @Parameter(label = "SR Search", type = ItemIO.OUTPUT)
    private String report;

    @Override
    public void run() {
        CommandRun.run(this, context(), this::execute);
    }

    private void execute(final Progress progress) {
        Upscaler.requireScale(scale);
        if (steps < 0 || candidates < 0) {
            throw new AcuityException(steps < 0 ? "steps=" + steps : "candidates=" + candidates, "is negative",
                "give 0 for as many as there is time for");
        }
        settings(List.of());
        final SearchSource source = SearchSource.of(images);
        final SearchPick pick = new SearchPick(source, context().getService(StatusService.class),
            context().getService(TaskService.class));
        report = new SearchSession(settings(source.names()), steps == 0, source,
            Inputs.requireFile("folder", folder).toAbsolutePath().normalize(), pick::train).run(progress);
        if (IJ.isMacro()) {
            IJ.log(report);
            resolveOutput("report");
        }
    }

    private SearchSettings settings(final List<String> names) {
        final SearchSettings settings = new SearchSettings(text(space), scale, text(only), text(strategy),
            new Goal(List.of(Measure.PSNR, Measure.MULT_ADDS), SearchLimits.of(cost, scale, seconds, kilobytes)),
            SearchTime.minutes(text(budget)), candidates, Math.max(1, steps), BATCH, PATCH, seed, names, "");
        try {
            settings.openSpace();
        } catch (final GraphException e) {
            throw new AcuityException("space=" + settings.space() + (settings.only().isEmpty() ? ""
                : " only=" + settings.only()), e.getMessage(), "see acuity search spaces", e);
        }
        Strategies.named(settings.strategy());
        return settings;
    }

    /** Scripts can give nothing, dialogs spaces. */
    private static String text(final String value) {
        return value == null ? "" : value.strip();
    }

    @Override
    public String getCancelReason() {
        return CommandRun.reason(super.getCancelReason());
    }

    @SuppressWarnings("unused")
    private void listSpaces() {
        getInfo().getMutableInput("space", String.class).setChoices(new ArrayList<>(Spaces.names().keySet()));
    }

    @SuppressWarnings("unused")
    private void listStrategies() {
        getInfo().getMutableInput("strategy", String.class).setChoices(new ArrayList<>(Strategies.names().keySet()));
    }

    /** For the dialog: a macro that names no folder shall not write into one that nobody chose. */
    @SuppressWarnings("unused")
    private void proposeFolder() {
        if (folder == null && !IJ.isMacro() && !GraphicsEnvironment.isHeadless()) {
            folder = SearchFolder.proposed();
        }
    }
}
