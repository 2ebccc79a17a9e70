package sc.fiji.acuity.batch;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.image.NaturalOrder;

/** Finds the files of a {@link Selection}. Links to folders are followed, circles of them once around. */
final class FileTree extends SimpleFileVisitor<Path> {

    /** @param name the path within the folder, with {@code /} */
    record Found(Path file, String name, long bytes) {}

    private final Path top;
    private final Path results;
    private final Selection.Filter filter;
    private final Progress progress;
    private final List<Found> found = new ArrayList<>();
    private final List<BatchPlan.Problem> problems = new ArrayList<>();

    private FileTree(final Selection selection, final Path results, final Progress progress) {
        top = selection.folder();
        this.results = results;
        filter = selection.filter();
        this.progress = progress;
    }

    /** @param results a real path; this folder is not looked into, though it lie within the other */
    static FileTree read(final Selection selection, final Path results, final Progress progress) {
        final Path folder = selection.folder();
        if (!Files.exists(folder)) {
            throw new AcuityException(folder.toString(), "does not exist", "check the path for typing errors");
        }
        if (!Files.isDirectory(folder)) {
            throw new AcuityException(folder.toString(), "is not a folder", "name a folder of images");
        }
        final FileTree tree = new FileTree(selection, results, progress);
        try {
            Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                selection.recursive() ? Integer.MAX_VALUE : 1, tree);
        } catch (final IOException e) {
            throw new AcuityException(folder.toString(), "cannot be read (" + AtomicFiles.describe(e) + ")",
                "check its permissions", e);
        }
        // a folder is before what begins with its name and goes on
        tree.found.sort(Comparator.comparing(one -> one.name().replace('/', '\0'), new NaturalOrder()));
        return tree;
    }

    /** In natural order. */
    List<Found> found() {
        return found;
    }

    /** Folders that could not be read. */
    List<BatchPlan.Problem> problems() {
        return problems;
    }

    @Override
    public FileVisitResult preVisitDirectory(final Path folder, final BasicFileAttributes attributes)
        throws IOException {
        progress.checkCancelled();
        if (folder.equals(top)) {
            return FileVisitResult.CONTINUE;
        }
        final boolean ours = folder.toRealPath().startsWith(results) && !top.toRealPath().startsWith(results);
        return ours || folder.getFileName().toString().startsWith(".") ? FileVisitResult.SKIP_SUBTREE
            : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
        final Path relative = top.relativize(file);
        // a link here is one that leads nowhere, which the run will say; a pipe would be waited for forever
        if ((attributes.isRegularFile() || attributes.isSymbolicLink()) && filter.takes(relative)) {
            found.add(new Found(file, name(relative), attributes.size()));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(final Path file, final IOException e) throws IOException {
        if (file.equals(top)) {
            throw e;
        }
        if (!(e instanceof FileSystemLoopException)) {
            problems.add(new BatchPlan.Problem(name(top.relativize(file)),
                file + ": cannot be read (" + AtomicFiles.describe(e) + "). Remedy: check its permissions."));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(final Path folder, final IOException e) throws IOException {
        return e == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, e);
    }

    /** With {@code /} on every system. */
    static String name(final Path relative) {
        final StringBuilder name = new StringBuilder();
        relative.forEach(part -> name.append(name.isEmpty() ? "" : "/").append(part));
        return name.toString();
    }
}
