package sc.fiji.acuity.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.RunLock;

/** A file in a run's folder by which another program asks the run to finish. */
final class FinishRequest {

    static final String FILE = "finish";

    /** A look at a folder on a server may take as long as a step. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Path file;
    private long looked = System.nanoTime();

    /** What was asked of an earlier program is forgotten: that run ended in another way, and goes on now. */
    FinishRequest(final Path folder) {
        file = folder.resolve(FILE);
        remove();
    }

    /** @throws AcuityException if no run works in the folder */
    static void make(final Path folder) {
        Checkpoint.require(folder);
        if (!RunLock.isHeld(folder, Trainer.LOCK)) {
            throw new AcuityException(folder.toString(), "no training works there now",
                "only one that does can be finished: go on with it by --resume " + folder);
        }
        try {
            Files.write(folder.resolve(FILE), new byte[0]);
        } catch (final IOException e) {
            throw failed(folder.resolve(FILE), "written", e);
        }
    }

    /** Whether there is a request; it is removed. Looks twice a second at most. */
    boolean isMade() {
        final long now = System.nanoTime();
        if (now - looked < LOOK_NANOS) {
            return false;
        }
        looked = now;
        return remove();
    }

    private boolean remove() {
        try {
            return Files.deleteIfExists(file);
        } catch (final IOException e) {
            throw failed(file, "removed", e);
        }
    }

    private static AcuityException failed(final Path file, final String how, final IOException e) {
        return new AcuityException(file.toString(), "cannot be " + how + " (" + AtomicFiles.describe(e) + ")",
            "see that you may write to that folder", e);
    }
}
