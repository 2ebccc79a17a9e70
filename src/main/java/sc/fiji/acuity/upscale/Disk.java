package sc.fiji.acuity.upscale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;

/** Says no before hours of work for a file that does not fit on the disk. */
final class Disk {

    private Disk() {}

    /** @throws AcuityException if the disk of a file has less space than so many bytes */
    static void require(final Path file, final long bytes) {
        final long free = free(file);
        if (free < bytes) {
            throw new AcuityException(file.toString(), "would have " + megabytes(bytes) + " and its disk has "
                + megabytes(free) + " left: No space left on device",
                "check free space of " + file.toAbsolutePath().getParent() + ", or choose another folder");
        }
    }

    private static long free(final Path file) {
        final Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new AcuityException(file.toString(), "its folder does not exist", "create " + folder + " first");
        }
        try {
            final long free = Files.getFileStore(folder).getUsableSpace();
            // some file systems of the network do not say
            return free > 0 || Files.getFileStore(folder).getTotalSpace() > 0 ? free : Long.MAX_VALUE;
        } catch (final IOException e) {
            throw new AcuityException(file.toString(), "its disk does not answer (" + AtomicFiles.describe(e) + ")",
                "choose another folder", e);
        }
    }

    private static String megabytes(final long bytes) {
        return bytes < 10 << 20 ? bytes / 1024 + " KB" : (bytes >> 20) + " MB";
    }
}
