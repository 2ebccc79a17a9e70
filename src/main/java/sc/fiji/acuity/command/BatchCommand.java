package sc.fiji.acuity.command;

import java.io.File;
import java.util.List;

import ij.IJ;

import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.command.DynamicCommand;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.batch.BatchPlan;
import sc.fiji.acuity.batch.BatchReport;
import sc.fiji.acuity.batch.BatchRun;
import sc.fiji.acuity.batch.CompareFiles;
import sc.fiji.acuity.batch.FileAction;
import sc.fiji.acuity.batch.Selection;
import sc.fiji.acuity.batch.Shard;
import sc.fiji.acuity.batch.Template;
import sc.fiji.acuity.batch.UpscaleFiles;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.upscale.Intensity;
import sc.fiji.acuity.upscale.UpscaleOptions;
import sc.fiji.acuity.upscale.Upscaler;

/**
 * {@code run("SR Batch...", "folder=[/data/plates] output=[/data/enlarged] model=balanced scale=2")}: enlarges the
 * images of a folder; what was made before is skipped, a file that fails is reported and the others go on.
 *
 * <p>Files that failed are an error at the end, when all others are done.
 */
@Plugin(type = Command.class, headless = true,
    description = "Does the same to all images of a folder. A file that fails is reported, and the others go on.",
    menu = {@Menu(label = "Plugins"), @Menu(label = "Acuity"),
    @Menu(label = "SR Batch...", weight = 7)})
public final class BatchCommand extends DynamicCommand {

    private static final String UPSCALE = "upscale";
    private static final String COMPARE = "compare";

    @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
    private final String note = "What was made before is skipped: after an interruption, run it again.";

    @Parameter(label = "Folder of images", style = "directory", required = false, persist = false)
    private File folder;

    @Parameter(label = "Folder for results", style = "directory", required = false, persist = false,
        description = "Also gets the report, as CSV and as JSON. It may lie within the folder of images.")
    private File output;

    @Parameter(label = "What to do", choices = {UPSCALE, COMPARE}, persist = false,
        description = "upscale, or compare: PSNR and SSIM of each file against its reference.")
    private String action = UPSCALE;

    @Parameter(label = "Folder of references", style = "directory", required = false, persist = false,
        description = "To compare: it holds files of the same names.")
    private File reference;

    @Parameter(label = "Folders within too", persist = false)
    private boolean recursive;

    @Parameter(label = "Only files like", required = false, persist = false,
        description = "Patterns with commas between, such as *.tif,*.png. Empty: all images.")
    private String pattern = "";

    @Parameter(label = "But not files like", required = false, persist = false,
        description = "Patterns with commas between.")
    private String exclude = "";

    @Parameter(label = "Names of results", persist = false,
        description = "{folder}, {name} and {ext} are those of the input, {scale} and {model} those chosen here. "
            + "The extension, .tif or .png, says how they are written.")
    private String template = BatchPlan.TEMPLATE.text();

    @Parameter(label = "Model", persist = false, initializer = "listModels",
        description = "A network, or bicubic interpolation; a macro may also name the path of a model package.")
    private String model = Upscaler.DEFAULT_MODEL;

    @Parameter(label = "Scale (times)", min = "2", max = "4", persist = false,
        description = "How many times wider and higher the images become: 2, 3 or 4.")
    private int scale = 2;

    @Parameter(label = "Device", choices = {"auto", "cpu", "cuda", "mps"}, persist = false,
        description = "auto takes a graphics card that works, else the processor.")
    private String device = "auto";

    @Parameter(label = "Intensity range (full or percentiles)", persist = false,
        description = "For 16- and 32-bit images: full, or the percentiles that the network sees as black and white, "
            + "such as 0.1,99.9. Nothing is cut off.")
    private String intensity = "full";

    @Parameter(label = "Files at the same time", min = "1", max = "256", persist = false,
        description = "They are in memory together. One uses all cores by itself; more is faster for many small files.")
    private int jobs = 1;

    @Parameter(label = "Replace other files", persist = false,
        description = "Replace files in the folder for results that no batch has made.")
    private boolean overwrite;

    @Parameter(label = "SR Batch", type = ItemIO.OUTPUT)
    private String report;

    @Override
    public void run() {
        CommandRun.run(this, context(), this::execute);
    }

    private void execute(final Progress progress) {
        // words before files, so that a wrong one is never told as a missing folder
        Upscaler.requireScale(scale);
        DeviceChoice.parse(device);
        final BatchRun.Options options = new BatchRun.Options(jobs, overwrite);
        final Template names = new Template(template);
        final BatchReport done;
        try (FileAction work = open()) {
            final Selection selection = new Selection(Inputs.requireFile("folder", folder), recursive,
                Selection.patterns(pattern), Selection.patterns(exclude));
            final BatchPlan plan = BatchPlan.of(selection, Inputs.requireFile("output", output), work, names,
                Shard.ALL, progress);
            done = BatchRun.run(plan, work, options, row -> { }, progress);
        }
        requireAll(done);
        report = done.summary() + "\n" + done.csv();
        if (IJ.isMacro()) {
            IJ.log(report);
            resolveOutput("report");
        }
    }

    private FileAction open() {
        return switch (action) {
            case UPSCALE -> UpscaleFiles.open(model, scale, DeviceChoice.parse(device),
                new UpscaleOptions(Intensity.parse(intensity), UpscaleOptions.DEFAULT.region()), jobs);
            case COMPARE -> new CompareFiles(Inputs.requireFile("reference", reference), CompareFiles.SAME, null);
            default -> throw new AcuityException("action " + action, "is not known",
                "use " + UPSCALE + " or " + COMPARE);
        };
    }

    private static void requireAll(final BatchReport done) {
        final List<BatchReport.Row> failed =
            done.rows().stream().filter(row -> row.status() == BatchReport.Status.FAILED).toList();
        if (!failed.isEmpty()) {
            throw new AcuityException(failed.size() + " of " + done.rows().size() + " files", "failed, the first one: "
                + failed.get(0).message().replaceAll("[.]$", ""), "see " + done.csv()
                + " for all, and run it again for these");
        }
    }

    @Override
    public String getCancelReason() {
        return CommandRun.reason(super.getCancelReason());
    }

    @SuppressWarnings("unused")
    private void listModels() {
        getInfo().getMutableInput("model", String.class).setChoices(ModelChoices.find().names());
    }
}
