package sc.fiji.acuity.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.image.ImageFiles;

/**
 * Which file becomes which: everything that can be known before the work, decided and checked.
 *
 * <pre>{@code
 * try (FileAction action = UpscaleFiles.open("balanced", 2, DeviceChoice.AUTO, UpscaleOptions.DEFAULT, 1)) {
 *     BatchPlan plan = BatchPlan.of(Selection.of(in), out, action, BatchPlan.TEMPLATE, Shard.ALL, progress);
 *     BatchReport report = BatchRun.run(plan, action, BatchRun.Options.DEFAULT, row -> { }, progress);
 * }
 * }</pre>
 *
 * @param items of this shard, in the order that people expect of their names
 * @param problems folders that could not be read; the first shard has them
 */
public record BatchPlan(Path in, Path out, Shard shard, List<BatchItem> items, List<Problem> problems) {

    /** How results are called unless said otherwise. */
    public static final Template TEMPLATE = new Template("{folder}/{name}-x{scale}.tif");

    /** @param name the path within the input folder */
    public record Problem(String name, String message) {}

    /**
     * Looks through the folder; writes nothing.
     *
     * @param out the folder of results, which need not exist; it may lie within the input folder, but not be it
     * @param template names each output within {@code out}; of no account if the action writes no files
     * @throws AcuityException if there is no file, two would become the same one, or one could not be written
     */
    public static BatchPlan of(final Selection selection, final Path out, final FileAction action,
        final Template template, final Shard shard, final Progress progress) {
        final Path results = real(out);
        final FileTree tree = FileTree.read(selection, results, progress);
        if (tree.found().isEmpty() && tree.problems().isEmpty()) {
            throw new AcuityException(selection.folder().toString(), "holds no file that was asked for",
                "check folder and patterns; folders within it are looked into with recursive");
        }
        if (action.writes() && real(selection.folder()).equals(results)) {
            throw new AcuityException(out.toString(), "is the input folder itself",
                "choose another folder for the results, it may be within this one");
        }
        final List<BatchItem> items = new ArrayList<>();
        final Map<Path, String> taken = new HashMap<>();
        if (action.writes()) {
            template.requireKnown(action.placeholders());
        }
        for (final FileTree.Found one : tree.found()) {
            progress.checkCancelled();
            final Optional<Path> output = action.writes()
                ? Optional.of(output(one, template, action.placeholders(), taken)) : Optional.empty();
            if (shard.has(one.name())) {
                items.add(new BatchItem(one.file(), one.name(), one.bytes(), output.map(out::resolve),
                    output.map(FileTree::name).orElse("")));
            }
        }
        checkApart(real(selection.folder()), results, taken);
        return new BatchPlan(selection.folder(), out, shard, List.copyOf(items),
            shard.index() == 1 ? List.copyOf(tree.problems()) : List.of());
    }

    private static Path output(final FileTree.Found one, final Template template,
        final Map<String, String> placeholders, final Map<Path, String> taken) {
        final Path output = template.path(one.name(), placeholders);
        ImageFiles.requireWritten(output);
        final String other = taken.putIfAbsent(output, one.name());
        if (other != null) {
            throw new AcuityException(other + " and " + one.name(), "would both become " + output,
                "change the template: {folder}, {name} and {ext} together tell all inputs apart");
        }
        return output;
    }

    /** Results among the inputs would be the inputs of the next run. */
    private static void checkApart(final Path in, final Path results, final Map<Path, String> outputs) {
        if (results.startsWith(in)) {
            return;
        }
        for (final Path output : outputs.keySet()) {
            if (results.resolve(output).startsWith(in)) {
                throw new AcuityException(output.toString(), "would lie among the inputs",
                    "choose a folder for the results that does not hold the inputs, or another template");
            }
        }
    }

    /** With links resolved as far as the path exists. */
    private static Path real(final Path path) {
        final Path absolute = path.toAbsolutePath().normalize();
        try {
            Path existing = absolute;
            while (existing != null && !Files.exists(existing)) {
                existing = existing.getParent();
            }
            return existing == null ? absolute
                : existing.toRealPath().resolve(existing.relativize(absolute)).normalize();
        } catch (final IOException e) {
            throw new AcuityException(path.toString(), "cannot be read (" + AtomicFiles.describe(e) + ")",
                "check its permissions", e);
        }
    }
}
