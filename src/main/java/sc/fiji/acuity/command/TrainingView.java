package sc.fiji.acuity.command;

import java.awt.GraphicsEnvironment;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import ij.IJ;
import ij.macro.Interpreter;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.command.window.TrainingWindow;
import sc.fiji.acuity.train.RunPlots;
import sc.fiji.acuity.train.TrainingControl;
import sc.fiji.acuity.train.TrainingListener;

/** Where a training is seen: in its window, or without a screen in the log alone. */
final class TrainingView implements TrainingListener {

    private final Optional<TrainingWindow> window;

    private TrainingView(final Optional<TrainingWindow> window) {
        this.window = window;
    }

    /**
     * @param before points of the run from before it was resumed
     * @param heldOut whether there are images to look at the run by
     */
    static TrainingView open(final String title, final TrainingControl control, final List<RunPlots.Point> before,
        final boolean heldOut) {
        return new TrainingView(hasScreen() ? Optional.of(TrainingWindow.open(title, control, before, heldOut))
            : Optional.empty());
    }

    /** Whether there is somebody to look at a window. */
    static boolean hasScreen() {
        return !GraphicsEnvironment.isHeadless() && IJ.getInstance() != null && !Interpreter.isBatchMode();
    }

    @Override
    public void measured(final Report report) {
        window.ifPresent(w -> w.measured(report));
    }

    @Override
    public void notice(final String message) {
        window.ifPresentOrElse(w -> w.notice(message), () -> IJ.log(message));
    }

    /** Says how it ended; without a window the report tells it. */
    void ended(final String how, final String text) {
        ended(how, text, null);
    }

    /** @param save for a button; see {@link TrainingWindow#ended} */
    void ended(final String how, final String text, final Supplier<String> save) {
        window.ifPresent(w -> w.ended(how, text, save));
    }

    /** Also told to the window, and cancelled by its button. */
    Progress watched(final Progress progress, final TrainingControl control) {
        return new Progress() {

            @Override
            public void report(final String stage, final double fraction) {
                progress.report(stage, fraction);
                // the training itself tells more by its reports
                if (!stage.startsWith("Step ")) {
                    window.ifPresent(w -> w.stage(stage, fraction));
                }
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled() || control.cancelled();
            }
        };
    }
}
