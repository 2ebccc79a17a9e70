package sc.fiji.acuity.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.batch.BatchItem;
import sc.fiji.acuity.batch.BatchPlan;
import sc.fiji.acuity.batch.BatchReport;
import sc.fiji.acuity.batch.BatchRun;
import sc.fiji.acuity.batch.CompareFiles;
import sc.fiji.acuity.batch.FileAction;
import sc.fiji.acuity.batch.Selection;
import sc.fiji.acuity.batch.Shard;
import sc.fiji.acuity.batch.Template;
import sc.fiji.acuity.batch.UpscaleFiles;
import sc.fiji.acuity.upscale.UpscaleOptions;

@Command(name = "batch", description = {"Enlarge, or compare, the images of a folder.",
    "What was made before, of the same input with the same settings, and is still as it was, is skipped: after an "
        + "interruption the same command does the rest. A file that fails is reported, and the others go on.",
    "The report is in OUT: acuity-batch.csv and acuity-batch.json."},
    footer = {"", "Example: acuity batch plates enlarged --recursive --pattern '*.tif' --model balanced --scale 2"})
final class BatchAction extends Action {

    /** What is done to each file. */
    enum What { UPSCALE, COMPARE }

    @Parameters(index = "0", paramLabel = "IN", description = "A folder of images.")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT",
        description = "The folder of results, which is made if need be. It may lie in IN: it is not looked into.")
    private Path out;

    @Option(names = "--action", paramLabel = "ACTION", defaultValue = "upscale",
        description = "upscale, or compare: PSNR and SSIM of each file against its reference "
            + "(default: ${DEFAULT-VALUE}).")
    private What action;

    @Mixin
    private ModelOptions model;

    @Mixin
    private EnlargeOptions enlarge;

    @Option(names = "--references", paramLabel = "FOLDER", description = "Of compare: the folder of references.")
    private Path references;

    @Option(names = "--range", paramLabel = "R",
        description = "Of compare: the data range that PSNR and SSIM refer to. Default: as acuity compare.")
    private Double range;

    @Option(names = "--recursive", description = "Look into the folders within IN too.")
    private boolean recursive;

    @Option(names = "--pattern", paramLabel = "GLOB",
        description = "Take exactly the files that match, such as '*.tif' or 'plate*/well?.png'; may be repeated. "
            + "Default: all files with the extension of an image.")
    private List<String> patterns = List.of();

    @Option(names = "--exclude", paramLabel = "GLOB", description = "Leave out the files that match; may be repeated.")
    private List<String> excluded = List.of();

    @Option(names = "--template", paramLabel = "NAME",
        description = "How results are called within OUT: {folder}, {name} and {ext} are those of the input, {scale} "
            + "and {model} those of the run. Default: {folder}/{name}-x{scale}.tif. Of compare: how the reference is "
            + "called, by default {folder}/{name}.{ext}.")
    private String template;

    @Option(names = "--overwrite",
        description = "Replace files in OUT that no batch has made. Inputs are never replaced.")
    private boolean overwrite;

    @Option(names = "--jobs", paramLabel = "N", defaultValue = "1",
        description = "Files at the same time, which are in memory together (default: ${DEFAULT-VALUE}; one uses all "
            + "cores by itself). More is faster for many small files.")
    private int jobs;

    @Option(names = "--shard", paramLabel = "I/N", defaultValue = "1/1",
        description = "Do the I-th of N parts only, for job arrays; all parts may share one OUT.")
    private String shard;

    @Option(names = "--dry-run", description = "Print what would become what, and do nothing.")
    private boolean dryRun;

    @Override
    Outcome perform(final Progress progress) {
        final BatchRun.Options options = option(() -> new BatchRun.Options(jobs, overwrite));
        final Shard part = option(() -> Shard.parse(shard));
        final Selection selection = option(() -> new Selection(in, recursive, patterns, excluded));
        final Template names = option(this::template);
        try (FileAction work = open(names)) {
            if (work.writes()) {
                option(() -> known(names, work));
            }
            final BatchPlan plan = BatchPlan.of(selection, out, work, names, part, progress);
            return dryRun ? tell(plan) : outcome(BatchRun.run(plan, work, options, this::tellFailure, progress));
        }
    }

    private Template template() {
        return template != null ? new Template(template)
            : action == What.COMPARE ? CompareFiles.SAME : BatchPlan.TEMPLATE;
    }

    private static Template known(final Template names, final FileAction work) {
        names.requireKnown(work.placeholders());
        return names;
    }

    private FileAction open(final Template names) {
        if (action == What.UPSCALE) {
            final UpscaleOptions options = option(enlarge::read);
            return UpscaleFiles.open(model.resolve(this), model.scale(), model.device(), options, jobs);
        }
        final Path folder = option(this::requireReferences);
        return option(() -> new CompareFiles(folder, names, range));
    }

    private Path requireReferences() {
        if (references == null) {
            throw new AcuityException("--action compare", "has no references", "add --references FOLDER");
        }
        return references;
    }

    private void tellFailure(final BatchReport.Row row) {
        if (row.status() == BatchReport.Status.FAILED) {
            note("failed: " + row.message());
        }
    }

    private static Outcome tell(final BatchPlan plan) {
        final JsonObject json = new JsonObject();
        json.addProperty("in", plan.in().toString());
        json.addProperty("out", plan.out().toString());
        json.addProperty("shard", plan.shard().toString());
        final JsonArray files = new JsonArray();
        for (final BatchItem item : plan.items()) {
            final JsonObject file = new JsonObject();
            file.addProperty("input", item.name());
            file.addProperty("output", item.output().isEmpty() ? null : item.outputName());
            file.addProperty("exists", exists(item));
            files.add(file);
        }
        json.add("files", files);
        final JsonArray problems = new JsonArray();
        plan.problems().forEach(problem -> problems.add(problem.message()));
        json.add("problems", problems);
        final String text =
            plan.items().stream().map(BatchAction::line).collect(Collectors.joining(System.lineSeparator()));
        return new Outcome(json, text, plan.problems().isEmpty() ? Main.DONE : Main.INPUT_FAILED);
    }

    private static String line(final BatchItem item) {
        return item.input() + item.output().map(output -> " -> " + output).orElse("")
            + (exists(item) ? " (exists)" : "");
    }

    private static boolean exists(final BatchItem item) {
        return item.output().map(Files::exists).orElse(false);
    }

    private static Outcome outcome(final BatchReport report) {
        return new Outcome(report.json(), report.summary() + "; see " + report.csv(),
            report.count(BatchReport.Status.FAILED) == 0 ? Main.DONE : Main.INPUT_FAILED);
    }
}
