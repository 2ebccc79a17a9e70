package sc.fiji.acuity.train;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;

/**
 * Keeps a second run out of a folder while one works there. The system drops the lock when its process ends, however it
 * ends; the empty file stays.
 */
final class RunLock implements AutoCloseable {

    private static final String FILE = "run.lock";

    private final Path folder;
    private final FileChannel channel;

    private RunLock(final Path folder, final FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** @throws AcuityException if another run has the folder, in this program or another */
    static RunLock of(final Path folder) {
        try {
            final FileChannel channel = FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new AcuityException(folder.toString(), "is in use by another training run",
                    "wait until that has ended, or choose another folder");
            }
            return new RunLock(folder, channel);
        } catch (final IOException e) {
            throw failed(folder, e);
        }
    }

    private static boolean locked(final FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (final OverlappingFileLockException e) {
            // held by this program
            return false;
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
