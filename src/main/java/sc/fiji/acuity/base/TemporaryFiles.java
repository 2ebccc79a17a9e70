package sc.fiji.acuity.base;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of temporary files that tell who writes them, so that those of a program that was killed can be removed.
 *
 * <pre>{@code
 * int removed = TemporaryFiles.removeLeftovers(folder);
 * }</pre>
 *
 * A name is {@code .acuity-HOST-PROCESS-SESSION-NUMBER.EXTENSION}: a checksum of the machine's name, a process id, a
 * random number of the running program, and a count.
 */
public final class TemporaryFiles {

    private static final Pattern NAME =
        Pattern.compile("\\.acuity-([0-9a-f]{8})-(\\d{1,18})-([0-9a-f]{16})-\\d+\\.[^.]*");

    private static final long OWN_PROCESS = ProcessHandle.current().pid();
    private static final String OWN_HOST =
        Checksums.sha256(host().getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    private static final String SESSION = String.format("%016x", UUID.randomUUID().getMostSignificantBits());
    private static final AtomicLong COUNT = new AtomicLong();

    /** A file that grows is touched far more often; what has rested so long was left by a program that ended. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private TemporaryFiles() {}

    /**
     * A path for a file that goes with this program; nothing is created.
     *
     * @param extension with its dot
     */
    public static Path in(final Path folder, final String extension) {
        return folder.resolve(name(extension));
    }

    /** @param extension with its dot */
    static String name(final String extension) {
        return ".acuity-" + OWN_HOST + "-" + OWN_PROCESS + "-" + SESSION + "-" + COUNT.incrementAndGet() + extension;
    }

    /**
     * Deletes what killed programs have left in a folder: temporary files of processes of this machine that have ended,
     * and those that nobody has touched for a day. Files that somebody may be writing stay.
     *
     * @return how many were deleted
     * @throws AcuityException if the folder cannot be read
     */
    public static int removeLeftovers(final Path folder) {
        int removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".acuity-*")) {
            for (final Path file : files) {
                if (isLeftover(file) && delete(file)) {
                    removed++;
                }
            }
        } catch (final IOException e) {
            throw new AcuityException(folder.toString(), "cannot be cleared of temporary files ("
                + AtomicFiles.describe(e) + ")", "check its permissions", e);
        }
        return removed;
    }

    private static boolean delete(final Path file) throws IOException {
        try {
            return Files.deleteIfExists(file);
        } catch (final AccessDeniedException e) {
            // left by another user, who can remove it
            return false;
        }
    }

    private static boolean isLeftover(final Path file) throws IOException {
        final Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches() || name.group(3).equals(SESSION) || !Files.isRegularFile(file)) {
            return false;
        }
        return name.group(1).equals(OWN_HOST) && ended(Long.parseLong(name.group(2))) || abandoned(file);
    }

    /** A process id of ours with another session is that of a process before us. */
    private static boolean ended(final long process) {
        return process == OWN_PROCESS || !ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
    }

    private static boolean abandoned(final Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(ABANDONED));
        } catch (final NoSuchFileException e) {
            // its writer has just put it in its place
            return false;
        }
    }

    /** The kernel's and the environment's word first: asking the network can take seconds. */
    private static String host() {
        final Path kernel = Path.of("/proc/sys/kernel/hostname");
        final String windows = System.getenv("COMPUTERNAME");
        try {
            return Files.isReadable(kernel) ? Files.readString(kernel).strip()
                : windows != null ? windows : InetAddress.getLocalHost().getHostName();
        } catch (final IOException e) {
            // a machine without a name: what this program leaves is removed a day later
            return UUID.randomUUID().toString();
        }
    }
}
