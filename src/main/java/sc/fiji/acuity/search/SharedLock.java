package sc.fiji.acuity.search;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Progress;

/**
 * A lock that all processes of a search share: a file, locked by the system, which drops the lock when its process ends,
 * however it ends. Several processes may hold it shared, or
 * one alone.
 */
final class SharedLock implements AutoCloseable {

    /** The system's locks belong to a process; threads of one wait for each other here. */
    private static final Map<Path, Lock> OF_THREADS = new ConcurrentHashMap<>();

    private static final long POLL_MILLIS = 20;

    private final Lock mine;
    private final FileChannel channel;

    private SharedLock(final Lock mine, final FileChannel channel) {
        this.mine = mine;
        this.channel = channel;
    }

    /**
     * Waits for the lock.
     *
     * @param alone whether nobody else may hold it
     * @throws java.util.concurrent.CancellationException if cancelled while it waits
     */
    static SharedLock of(final Path file, final boolean alone, final Progress progress) {
        final Path path = file.toAbsolutePath().normalize();
        final Lock mine = OF_THREADS.computeIfAbsent(path, any -> new ReentrantLock(true));
        await(mine, progress);
        boolean done = false;
        try {
            final FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                await(channel, alone, progress);
                done = true;
                return new SharedLock(mine, channel);
            } finally {
                if (!done) {
                    channel.close();
                }
            }
        } catch (final IOException e) {
            throw failed(path, e);
        } finally {
            if (!done) {
                mine.unlock();
            }
        }
    }

    private static void await(final Lock mine, final Progress progress) {
        try {
            while (!mine.tryLock(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                progress.checkCancelled();
            }
        } catch (final InterruptedException e) {
            throw interrupted();
        }
    }

    private static void await(final FileChannel channel, final boolean alone, final Progress progress)
        throws IOException {
        while (true) {
            final FileLock lock = channel.tryLock(0, Long.MAX_VALUE, !alone);
            if (lock != null) {
                return;
            }
            progress.checkCancelled();
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (final InterruptedException e) {
                throw interrupted();
            }
        }
    }

    private static CancellationException interrupted() {
        Thread.currentThread().interrupt();
        return new CancellationException("interrupted");
    }

    private static AcuityException failed(final Path file, final IOException e) {
        return new AcuityException(file.toString(), "cannot be locked (" + AtomicFiles.describe(e) + ")",
            "choose a folder on a local disk that you may write to", e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            throw new AcuityException("lock of the search", "cannot be released (" + AtomicFiles.describe(e) + ")",
                "check the disk", e);
        } finally {
            mine.unlock();
        }
    }
}
