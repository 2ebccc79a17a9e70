package sc.fiji.acuity.search;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.train.TrainingControl;

/** A progress that buttons pause and cancel too. To finish is to cancel what is in work. */
final class ControlledProgress implements Progress {

    private static final long PAUSE_MILLIS = 100;

    private final Progress progress;
    private final TrainingControl control;
    private final AtomicLong paused = new AtomicLong();

    ControlledProgress(final Progress progress, final TrainingControl control) {
        this.progress = progress;
        this.control = control;
    }

    /** How long it has waited so far: that is no work. */
    long pausedNanos() {
        return paused.get();
    }

    @Override
    public void report(final String stage, final double fraction) {
        progress.report(stage, fraction);
    }

    @Override
    public boolean cancelled() {
        if (control.paused()) {
            final long from = System.nanoTime();
            try {
                while (control.paused() && !progress.cancelled()) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            } finally {
                // one thread trains; where several ask, they wait together
                paused.addAndGet(System.nanoTime() - from);
            }
        }
        return progress.cancelled() || control.cancelled() || control.finishing();
    }
}
