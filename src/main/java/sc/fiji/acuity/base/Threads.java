package sc.fiji.acuity.base;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** How worker threads hand over what they made, and end. */
public final class Threads {

    private Threads() {}

    /**
     * Takes no more tasks and returns when those that it took have returned: what they use can be
     * released then. Native memory that is freed under a running thread ends the program.
     *
     * <p>Tasks must end by themselves soon. An interrupt of the caller does not shorten the wait; it is kept.
     */
    public static void end(final ExecutorService pool) {
        // no interrupt of the workers: it would close a file that one of them is reading
        pool.shutdown();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = pool.awaitTermination(1, TimeUnit.HOURS);
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits for the result of a task; what the task threw is thrown here.
     *
     * @throws CancellationException if the caller is interrupted; the interrupt is kept
     */
    public static <T> T result(final Future<T> task) {
        try {
            return task.get();
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }
}
