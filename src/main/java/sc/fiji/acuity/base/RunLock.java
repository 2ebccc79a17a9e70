package sc.fiji.acuity.base;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second run out of a folder while one works there.
 *
 * <pre>{@code
 * try (RunLock lock = RunLock.of(folder, "run.lock", "training run", true)) {
 *     …
 * }
 * }</pre>
 *
 * The system drops the lock when its process ends, however it ends; the empty file stays.
 */
public final class RunLock implements AutoCloseable {

    private final Path folder;
    private final FileChannel channel;

    private RunLock(final Path folder, final FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * @param file the name of the lock; nothing else may open it
     * @param run what works there, for the message
     * @param required whether a file system that knows no locks is an error; otherwise the run goes on without
     * @throws AcuityException if another run has the folder, in this program or another
     */
    public static RunLock of(final Path folder, final String file, final String run, final boolean required) {
        try {
            final FileChannel channel = FileChannel.open(folder.resolve(file), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
            if (!locked(channel, required)) {
                channel.close();
                throw new AcuityException(folder.toString(), "is in use by another " + run,
                    "wait until that has ended, or choose another folder");
            }
            return new RunLock(folder, channel);
        } catch (final IOException e) {
            throw failed(folder, e);
        }
    }

    /** Whether a run works in a folder, in this program or another. */
    public static boolean isHeld(final Path folder, final String file) {
        if (!Files.exists(folder.resolve(file))) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(folder.resolve(file), StandardOpenOption.WRITE)) {
            return !locked(channel, true);
        } catch (final IOException e) {
            throw failed(folder, e);
        }
    }

    private static boolean locked(final FileChannel channel, final boolean required) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (final OverlappingFileLockException e) {
            // held by this program
            return false;
        } catch (final IOException e) {
            if (required) {
                throw e;
            }
            // some network file systems of clusters
            return true;
        }
    }

    private static AcuityException failed(final Path folder, final IOException e) {
        return new AcuityException(folder.toString(), "cannot be locked (" + AtomicFiles.describe(e) + ")",
            "choose a folder on a local disk that you may write to", e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            throw failed(folder, e);
        }
    }
}
