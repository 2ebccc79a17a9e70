package sc.fiji.acuity.command;

import java.util.function.BooleanSupplier;

import ij.IJ;

import org.scijava.app.StatusService;
import org.scijava.task.Task;
import org.scijava.task.TaskService;
import sc.fiji.acuity.base.Progress;

/**
 * Progress in the status bar and, with time left and a cancel button, in the task monitor. The Esc key cancels too.
 *
 * <pre>{@code
 * try (SciJavaProgress progress = new SciJavaProgress("SR Upscale", status, tasks, this::isCanceled)) {
 *     work(progress);
 * }
 * }</pre>
 */
final class SciJavaProgress implements Progress, AutoCloseable {

    private static final int STEPS = 1000;

    private final StatusService status;
    private final Task task;
    private final BooleanSupplier cancelled;

    /**
     * @param status null where there is no status bar
     * @param tasks null where there is no task monitor
     * @param cancelled whether the command was cancelled otherwise
     */
    SciJavaProgress(final String title, final StatusService status, final TaskService tasks,
        final BooleanSupplier cancelled) {
        this.status = status;
        this.cancelled = cancelled;
        task = tasks == null ? null : tasks.createTask(title);
        if (task != null) {
            task.setProgressMaximum(STEPS);
            task.start();
        }
        IJ.resetEscape();
    }

    @Override
    public synchronized void report(final String stage, final double fraction) {
        final int step = (int) Math.round(Math.min(Math.max(fraction, 0), 1) * STEPS);
        if (status != null) {
            status.showStatus(step, STEPS, stage);
        }
        if (task != null) {
            task.setStatusMessage(stage);
            task.setProgressValue(step);
        }
    }

    @Override
    public boolean cancelled() {
        return cancelled.getAsBoolean() || IJ.escapePressed() || task != null && task.isCanceled();
    }

    /** Leaves no half-full bar behind, also after an error or a cancel. */
    @Override
    public synchronized void close() {
        if (task != null) {
            task.finish();
        }
        if (status != null) {
            status.clearStatus();
        }
    }
}
