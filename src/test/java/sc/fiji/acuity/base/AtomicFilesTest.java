package sc.fiji.acuity.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

    @TempDir
    Path folder;

    private void assertOnly(final String... names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(Stream.of(names).sorted().toList(),
                files.map(f -> f.getFileName().toString()).sorted().toList());
        }
    }

    private static AtomicFiles.Writer text(final String text) {
        return temporary -> Files.writeString(temporary, text);
    }

    @Test
    void writesAndReplaces() throws IOException {
        final Path file = folder.resolve("a.txt");
        AtomicFiles.write(file, text("one"));
        AtomicFiles.write(file, text("two"));
        assertEquals("two", Files.readString(file));
        assertOnly("a.txt");
    }

    @Test
    void theTemporaryNameKeepsTheExtensionAndTheFolder() {
        final Path[] seen = new Path[2];
        AtomicFiles.write(folder.resolve("a.ome.tif"), temporary -> seen[0] = temporary);
        AtomicFiles.write(folder.resolve("none"), temporary -> seen[1] = temporary);
        assertEquals(folder, seen[0].getParent());
        assertTrue(seen[0].getFileName().toString().matches("[.]acuity-.*[.]tif"), seen[0].toString());
        assertTrue(seen[1].getFileName().toString().endsWith(".tmp"), seen[1].toString());
    }

    @Test
    void createRefusesWhatExists() throws IOException {
        final Path file = Files.writeString(folder.resolve("a.txt"), "old");
        final AcuityException e = assertThrows(AcuityException.class, () -> AtomicFiles.create(file, text("new")));
        assertEquals(file
            + ": exists already and is not overwritten. Remedy: choose another name, or allow overwriting.",
            e.getMessage());
        assertEquals("old", Files.readString(file));
        assertOnly("a.txt");
    }

    @Test
    void createRefusesWhatAppearsMeanwhile() throws IOException {
        final Path file = folder.resolve("a.txt");
        assertThrows(AcuityException.class, () -> AtomicFiles.create(file, temporary -> {
            Files.writeString(temporary, "mine");
            Files.writeString(file, "another's");
        }));
        assertEquals("another's", Files.readString(file));
        assertOnly("a.txt");
    }

    @Test
    void whateverFailsLeavesTheOldFileAndNoOther() throws IOException {
        final Path file = Files.writeString(folder.resolve("a.txt"), "old");
        final AcuityException e = assertThrows(AcuityException.class, () -> AtomicFiles.write(file, temporary -> {
            Files.writeString(temporary, "half");
            throw new IOException("the disk fell off");
        }));
        assertEquals(file.toString(), e.input());
        assertEquals("cannot be written (the disk fell off)", e.reason());
        assertEquals("check free space and permissions of " + folder, e.remedy());
        assertThrows(CancellationException.class, () -> AtomicFiles.write(file, temporary -> {
            Files.writeString(temporary, "half");
            throw new CancellationException("cancelled by the user");
        }));
        assertThrows(OutOfMemoryError.class, () -> AtomicFiles.create(folder.resolve("b.txt"), temporary -> {
            throw new OutOfMemoryError();
        }));
        assertEquals("old", Files.readString(file));
        assertOnly("a.txt");
    }

    @Test
    void anAbsentFolderIsNamed() {
        final Path file = folder.resolve("no/a.txt");
        final AcuityException e = assertThrows(AcuityException.class, () -> AtomicFiles.write(file, text("x")));
        assertEquals(file + ": its folder does not exist. Remedy: create " + folder.resolve("no") + " first.",
            e.getMessage());
    }

    /** A file made as everybody makes files has the permissions that the umask leaves; ours must have the same. */
    @Test
    void permissionsFollowTheUmask() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "needs POSIX permissions");
        final Path plain = Files.createFile(folder.resolve("plain"));
        AtomicFiles.write(folder.resolve("written"), text("x"));
        AtomicFiles.create(folder.resolve("created"), text("x"));
        assertEquals(Files.getPosixFilePermissions(plain), Files.getPosixFilePermissions(folder.resolve("written")));
        assertEquals(Files.getPosixFilePermissions(plain), Files.getPosixFilePermissions(folder.resolve("created")));
    }

    @Test
    void errorsOfTheSystemAreSaidInWords() {
        assertEquals("no such file", AtomicFiles.describe(new NoSuchFileException("x")));
        assertEquals("not a folder", AtomicFiles.describe(new NotDirectoryException("x")));
        assertEquals("permission denied", AtomicFiles.describe(new AccessDeniedException("x")));
        assertEquals("No space left on device",
            AtomicFiles.describe(new FileSystemException("x", null, "No space left on device")));
        assertEquals("text", AtomicFiles.describe(new IOException("text")));
        assertFalse(AtomicFiles.describe(new IOException()).isBlank());
    }
}
