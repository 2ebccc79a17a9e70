package sc.fiji.acuity.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes Ctrl-C a cancel: the work is told to stop, and the JVM waits until it has cleaned up behind itself.
 */
final class Interrupt implements AutoCloseable {

    private static final AtomicBoolean REQUESTED = new AtomicBoolean();
    private static final int PATIENCE_SECONDS = 10;

    private final CountDownLatch finished = new CountDownLatch(1);

    private Interrupt() {}

    static Interrupt onSignal() {
        final Interrupt interrupt = new Interrupt();
        Runtime.getRuntime().addShutdownHook(new Thread(interrupt::stop, "acuity-interrupt"));
        return interrupt;
    }

    static boolean requested() {
        return REQUESTED.get();
    }

    private void stop() {
        REQUESTED.set(true);
        try {
            finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finished.countDown();
    }
}
