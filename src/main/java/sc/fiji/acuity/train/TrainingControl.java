package sc.fiji.acuity.train;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The buttons of a training run: may be pressed from every thread, at any time, in any order.
 *
 * <pre>{@code
 * TrainingControl control = new TrainingControl();
 * pauseButton.addActionListener(e -> control.pause());
 * trainer.run(progress, control, listener);
 * }</pre>
 *
 * They take effect between two steps. What was asked last of pause and {@link #proceed} holds; finish and cancel cannot
 * be taken back, end a pause, and cancel wins.
 */
public final class TrainingControl {

    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean paused;
    private boolean finishing;
    private boolean cancelled;

    /** Waits, with the run saved, until {@link #proceed}. */
    public void pause() {
        set(() -> paused = true);
    }

    /** Ends a pause. */
    public void proceed() {
        set(() -> paused = false);
    }

    /** Ends the run now and keeps the best weights so far. */
    public void finish() {
        set(() -> finishing = true);
    }

    /** Ends the run now; it is in its folder, to go on with later. */
    public void cancel() {
        set(() -> cancelled = true);
    }

    /** Whether the run waits, or will after this step. */
    public boolean paused() {
        return get(() -> paused && !finishing && !cancelled);
    }

    public boolean finishing() {
        return get(() -> finishing && !cancelled);
    }

    public boolean cancelled() {
        return get(() -> cancelled);
    }

    /** Returns when there is no pause; the longest wait is that long, so that other ways to cancel are noticed. */
    void awaitChange(final long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (paused && !finishing && !cancelled) {
                changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private void set(final Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean get(final BooleanSupplier value) {
        lock.lock();
        try {
            return value.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }
}
