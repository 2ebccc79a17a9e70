package sc.fiji.acuity.model;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;

/**
 * Brings model packages into the user's folder, out of it, and away.
 *
 * <pre>{@code
 * ModelLibrary library = new ModelLibrary(ModelStore.standard());
 * ModelPackage mine = library.add(Path.of("download/mine-x2.zip"));
 * library.export(mine, Path.of("mine-x2.zip"));
 * library.delete(new ModelName("mine", 2));
 * }</pre>
 *
 * Files are copied byte for byte, so that a package keeps its checksum wherever it goes.
 */
public final class ModelLibrary {

    /** The first moment that a zip knows: equal packages give equal zips. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ModelStore store;

    public ModelLibrary(final ModelStore store) {
        this.store = store;
    }

    /** The folder that packages are added to; the first that models are searched in. */
    public Path folder() {
        return store.folders().get(0);
    }

    /**
     * Copies a package into the user's folder, after it was read and checked as a whole.
     *
     * @param source a folder or a {@code .zip}, of any name
     * @return the copy, opened
     * @throws AcuityException if it is no package, or one of that name is there already
     */
    public ModelPackage add(final Path source) {
        final ModelPackage checked = ModelPackage.open(source);
        final Path target = folder().resolve(checked.card().id().toString());
        final Path temporary = hidden(checked.card().id());
        try (PackageFiles files = PackageFiles.open(source)) {
            Files.createDirectories(folder());
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new AcuityException(target.toString(), "is there already", "delete it first, if it shall be replaced");
            }
            Files.createDirectory(temporary);
            try {
                for (final String name : PackageFiles.ALL) {
                    AtomicFiles.create(temporary.resolve(name), file -> copy(files.file(name), file));
                }
                Files.move(temporary, target);
            } finally {
                remove(temporary);
            }
        } catch (final IOException e) {
            throw new AcuityException(target.toString(), "cannot be written (" + AtomicFiles.describe(e) + ")",
                "check free space and permissions of " + folder(), e);
        }
        return ModelPackage.open(target);
    }

    /**
     * Writes a package as a zip, to be given to others.
     *
     * @param zip is called {@code NAME-xS.zip}, or is a folder; must not exist
     * @return the file
     */
    public Path export(final ModelPackage model, final Path zip) {
        final String name = model.card().id().toString();
        final Path target = Files.isDirectory(zip) ? zip.resolve(name + ".zip") : zip;
        if (!target.toAbsolutePath().getFileName().toString().equals(name + ".zip")) {
            throw new AcuityException(target.toString(), "is not called as the model is", "call it " + name + ".zip");
        }
        AtomicFiles.create(target, file -> {
            try (PackageFiles files = PackageFiles.open(model.path());
                ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
                out.setLevel(Deflater.BEST_COMPRESSION);
                for (final String part : PackageFiles.ALL) {
                    final ZipEntry entry = new ZipEntry(name + "/" + part);
                    entry.setTimeLocal(TIME);
                    out.putNextEntry(entry);
                    copy(files.file(part), out);
                    out.closeEntry();
                }
            }
        });
        return target;
    }

    /**
     * Removes a package from the user's folder. Models of Fiji and of the distribution are not touched.
     *
     * @throws AcuityException if the user's folder has none of that name
     */
    public void delete(final ModelName id) {
        final Path target = folder().resolve(id.toString());
        final Path zip = folder().resolve(id + ".zip");
        try {
            if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                requirePackageOnly(target);
                // out of sight in one step, so that no half of a package is ever found
                final Path hidden = hidden(id);
                Files.move(target, hidden);
                remove(hidden);
            } else if (!Files.deleteIfExists(zip)) {
                throw new AcuityException(id.toString(), "is not among your own models in " + folder(),
                    "see acuity models list; models of Fiji and of the distribution are not deleted");
            }
        } catch (final IOException e) {
            throw new AcuityException(target.toString(), "cannot be deleted (" + AtomicFiles.describe(e) + ")",
                "check that you may write to " + folder(), e);
        }
    }

    private Path hidden(final ModelName id) {
        return folder().resolve(".acuity-" + id + "-" + Long.toHexString(System.nanoTime()));
    }

    private static void requirePackageOnly(final Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            children.filter(child -> !PackageFiles.ALL.contains(child.getFileName().toString())).findFirst()
                .ifPresent(child -> {
                    throw new AcuityException(folder.toString(), "holds more than a package: " + child.getFileName(),
                        "move that elsewhere first");
                });
        }
    }

    private static void copy(final Blob from, final Path to) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
            copy(from, out);
        }
    }

    private static void copy(final Blob from, final OutputStream to) throws IOException {
        try (InputStream in = from.opener().open()) {
            in.transferTo(to);
        }
    }

    private static void remove(final Path folder) throws IOException {
        for (final String name : PackageFiles.ALL) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.deleteIfExists(folder);
    }
}
