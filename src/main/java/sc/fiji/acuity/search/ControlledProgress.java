package sc.fiji.acuity.search;

import java.util.concurrent.TimeUnit;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.train.TrainingControl;

/** A progress that buttons pause and cancel too. To finish is to cancel what is in work. */
record ControlledProgress(Progress progress, TrainingControl control) implements Progress {

    private static final long PAUSE_MILLIS = 100;

    @Override
    public void report(final String stage, final double fraction) {
        progress.report(stage, fraction);
    }

    @Override
    public boolean cancelled() {
        while (control.paused() && !progress.cancelled()) {
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
        }
        return progress.cancelled() || control.cancelled() || control.finishing();
    }
}
