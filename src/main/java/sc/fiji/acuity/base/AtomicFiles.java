package sc.fiji.acuity.base;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes files that appear whole or not at all.
 *
 * <pre>{@code
 * AtomicFiles.write(path, temporary -> Files.writeString(temporary, text));
 * }</pre>
 *
 * The content goes to a temporary name in the same folder, is forced to disk and moved to its place. The temporary name
 * keeps the extension, for writers that look at it. Whatever goes wrong (an exception, a full disk, a cancel) leaves an
 * existing target as it was and removes the temporary file. What a killed program leaves goes by
 * {@link TemporaryFiles}.
 */
public final class AtomicFiles {

    private AtomicFiles() {}

    /** Writes the content of a file to the path it is given. */
    @FunctionalInterface
    public interface Writer {
        void writeTo(Path temporary) throws IOException;
    }

    /** Replaces {@code target}, or creates it. The folder must exist. */
    public static void write(final Path target, final Writer writer) {
        write(target, writer, true);
    }

    /** Creates {@code target}; an {@link AcuityException} if it exists by the time the content is ready. */
    public static void create(final Path target, final Writer writer) {
        write(target, writer, false);
    }

    private static void write(final Path target, final Writer writer, final boolean replace) {
        final Path absolute = target.toAbsolutePath();
        final Path folder = absolute.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new AcuityException(target.toString(), "its folder does not exist", "create " + folder + " first");
        }
        Path temporary = null;
        try {
            // not Files.createTempFile, whose files no one else may read
            temporary = Files.createFile(folder.resolve(TemporaryFiles.name(suffix(absolute))));
            writer.writeTo(temporary);
            force(temporary);
            move(temporary, absolute, replace);
            temporary = null;
        } catch (final FileAlreadyExistsException e) {
            throw exists(target);
        } catch (final IOException e) {
            throw new AcuityException(target.toString(), "cannot be written (" + describe(e) + ")",
                "check free space and permissions of " + folder, e);
        } finally {
            delete(temporary);
        }
    }

    /** The error for a target that must not be overwritten. */
    public static AcuityException exists(final Path target) {
        return new AcuityException(target.toString(), "exists already and is not overwritten",
            "choose another name, or allow overwriting");
    }

    /** What an {@link IOException} says in words, also where its message is a bare path. */
    public static String describe(final IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof NotDirectoryException) {
            return "not a folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return e.getMessage() == null ? "no reason given by the system" : e.getMessage();
    }

    private static String suffix(final Path target) {
        final String name = target.getFileName().toString();
        final int dot = name.lastIndexOf('.');
        return dot < 0 ? ".tmp" : name.substring(dot);
    }

    private static void force(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void move(final Path from, final Path to, final boolean replace) throws IOException {
        if (!replace) {
            // a plain move fails where the target exists; an atomic one would replace it silently
            Files.move(from, to);
            return;
        }
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (final AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(final Path temporary) {
        if (temporary != null) {
            try {
                Files.deleteIfExists(temporary);
            } catch (final IOException e) {
                temporary.toFile().deleteOnExit();
            }
        }
    }
}
