package sc.fiji.acuity.command.window;

import java.awt.BorderLayout;
import java.awt.EventQueue;
import java.awt.GridLayout;
import java.util.List;
import java.util.function.Supplier;

import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JTextArea;
import javax.swing.Timer;

import sc.fiji.acuity.train.RunPlots;
import sc.fiji.acuity.train.TrainingControl;
import sc.fiji.acuity.train.TrainingListener;

/**
 * A training to look at: curves, time left, a patch before and after, and buttons.
 *
 * <pre>{@code
 * TrainingWindow window = TrainingWindow.open("SR Fine-tune: mine-x2", control, List.of(), true);
 * trainer.run(window.watched(progress), control, window);
 * window.ended("Finished", "Better than the model it began with: ...", null);
 * }</pre>
 *
 * All that a run tells is kept, and shown four times a second at most. While the run goes on, closing the window and
 * the Esc key ask what shall become of it.
 */
public final class TrainingWindow implements TrainingListener {

    /** Between two looks at what there is to show, in milliseconds. */
    private static final int TICK = 250;
    private static final int BAR = 1000;

    private final TrainingControl control;
    private final RunView view = new RunView();

    // what follows is the event thread's
    private JFrame frame;
    private final JLabel step = new JLabel("Starting");
    private final JLabel scores = new JLabel(" ");
    private final JProgressBar bar = new JProgressBar(0, BAR);
    private final CurvePanel loss = new CurvePanel(RunPlots::loss);
    private final CurvePanel psnr = new CurvePanel(RunPlots::psnr);
    private final PatchPanel patch = new PatchPanel();
    private final JTextArea message = new JTextArea(2, 60);
    private final RunButtons buttons;
    private final Timer timer = new Timer(TICK, event -> tick());
    private boolean running = true;

    private TrainingWindow(final TrainingControl control) {
        this.control = control;
        buttons = new RunButtons(control, this::tick);
    }

    /**
     * Opens the window.
     *
     * @param title of the window
     * @param before points of the run from before it was resumed
     * @param heldOut whether there are images to look at the run by
     */
    public static TrainingWindow open(final String title, final TrainingControl control,
        final List<RunPlots.Point> before, final boolean heldOut) {
        return RunFrame.onEventThread(() -> {
            final TrainingWindow window = new TrainingWindow(control);
            window.view.add(before);
            window.build(title, heldOut);
            return window;
        });
    }

    private void build(final String title, final boolean heldOut) {
        final JPanel curves = new JPanel(new GridLayout(1, 0));
        curves.add(loss);
        final JPanel middle = new JPanel(new BorderLayout());
        middle.add(curves, BorderLayout.CENTER);
        if (heldOut) {
            curves.add(psnr);
            middle.add(patch, BorderLayout.SOUTH);
        }
        frame = RunFrame.open(title, List.of(step, scores, bar), middle, message, buttons, this::close);
        timer.start();
        tick();
        frame.setVisible(true);
    }

    @Override
    public void measured(final Report report) {
        view.measured(report);
    }

    @Override
    public void notice(final String text) {
        view.notice(text);
    }

    /** What is being done before and after the training, and how much of it is done, 0..1. */
    public void stage(final String text, final double fraction) {
        view.stage(text, fraction);
    }

    /**
     * Says how the run ended; the window stays until it is closed.
     *
     * @param how in a word or two
     * @param text the result
     * @param save what "Save anyway" does, on a thread of its own, and what it then says; null for no such button
     */
    public void ended(final String how, final String text, final Supplier<String> save) {
        EventQueue.invokeLater(() -> {
            running = false;
            tick();
            timer.stop();
            step.setText(how + view.look().report().map(RunText::end).orElse(""));
            message.setText(text);
            buttons.ended(save == null ? null : () -> new Thread(() -> {
                final String said = save.get();
                EventQueue.invokeLater(() -> message.setText(said));
            }, frame.getTitle()).start(), this::close);
            // a verdict may be longer than the line that was there
            frame.pack();
        });
    }

    /** Closes the window without a question. */
    public void dispose() {
        EventQueue.invokeLater(() -> {
            running = false;
            close();
        });
    }

    private void close() {
        if (!running) {
            timer.stop();
            frame.dispose();
            return;
        }
        switch (RunFrame.ask(frame, "training")) {
            case FINISH -> control.finish();
            case CANCEL -> control.cancel();
            default -> {
                // it goes on
            }
        }
        tick();
    }

    private void tick() {
        final RunView.Shown now = view.look();
        now.report().ifPresent(report -> {
            final double left = control.paused() ? report.secondsLeft() : report.secondsLeft() - now.secondsSince();
            step.setText((control.paused() ? "Paused. " : "") + RunText.step(report, left));
            scores.setText(RunText.scores(report));
            bar.setValue((int) ((long) BAR * report.step() / report.steps()));
            if (now.isNew()) {
                loss.show(now.points());
                psnr.show(now.points());
                report.patch().ifPresent(patch::show);
            }
        });
        if (!now.stage().isEmpty()) {
            step.setText(now.stage());
            bar.setValue((int) (BAR * now.fraction()));
        }
        if (running) {
            message.setText(control.cancelled() ? "Cancelling" : control.finishing() ? "Finishing with the best so far"
                : now.notice());
            if (control.cancelled() || control.finishing()) {
                buttons.ending();
            }
        }
    }
}
