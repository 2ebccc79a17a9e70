package sc.fiji.acuity.command.window;

import java.awt.FlowLayout;
import java.util.Optional;

import javax.swing.JButton;
import javax.swing.JPanel;

import sc.fiji.acuity.train.TrainingControl;

/** The buttons of a run, and at its end the one that closes the window. */
final class RunButtons extends JPanel {

    static final String PAUSE = "Pause";
    static final String GO_ON = "Go on";
    static final String FINISH = "Finish now";
    static final String CANCEL = "Cancel";
    static final String SAVE = "Save anyway";
    static final String CLOSE = "Close";

    private static final long serialVersionUID = 1L;

    private final transient Runnable pressed;
    private final transient Optional<JButton> own;

    /** @param pressed what the window does after a button was pressed */
    RunButtons(final TrainingControl control, final Runnable pressed) {
        this(control, pressed, "the best weights so far", Optional.empty());
    }

    /**
     * @param result what a run that is finished early ends with
     * @param own a button of the window, which switches it on and off itself
     */
    RunButtons(final TrainingControl control, final Runnable pressed, final String result,
        final Optional<JButton> own) {
        super(new FlowLayout(FlowLayout.RIGHT));
        this.pressed = pressed;
        this.own = own;
        own.ifPresent(this::add);
        final JButton pause = new JButton(PAUSE);
        add(pause, "Waits; the run is on the disk meanwhile.", () -> {
            if (control.paused()) {
                control.proceed();
            } else {
                control.pause();
            }
            pause.setText(control.paused() ? GO_ON : PAUSE);
        });
        add(new JButton(FINISH), "Ends now, with " + result + ".", control::finish);
        add(new JButton(CANCEL), "Ends without a result; the run is kept, to go on with later.", control::cancel);
    }

    private void add(final JButton button, final String tip, final Runnable action) {
        button.setToolTipText(tip);
        button.addActionListener(event -> {
            action.run();
            pressed.run();
        });
        add(button);
    }

    /** From now on nothing can be pressed: the run is about to end. */
    void ending() {
        for (final var button : getComponents()) {
            if (own.isEmpty() || button != own.get()) {
                button.setEnabled(button instanceof JButton cancel && cancel.getText().equals(CANCEL));
            }
        }
    }

    /**
     * The run has ended.
     *
     * @param save what is offered beside; null for nothing
     */
    void ended(final Runnable save, final Runnable close) {
        removeAll();
        own.ifPresent(this::add);
        if (save != null) {
            final JButton button = new JButton(SAVE);
            add(button, "Writes the model although it is not shown to be better; its card says so.", () -> {
                button.setEnabled(false);
                save.run();
            });
        }
        add(new JButton(CLOSE), null, close);
        revalidate();
        repaint();
    }
}
