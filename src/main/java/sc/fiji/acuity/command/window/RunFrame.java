package sc.fiji.acuity.command.window;

import java.awt.BorderLayout;
import java.awt.EventQueue;
import java.awt.Font;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;

import ij.gui.GUI;

/** The frame of a run that is looked at: how far it is at the top, a message and buttons at the bottom. */
final class RunFrame {

    private static final int BORDER = 8;

    private RunFrame() {}

    /** What a window asks when it is closed too early. */
    enum Answer {
        FINISH, CANCEL, GO_ON
    }

    /**
     * Builds and shows a frame.
     *
     * @param top lines about the run, the first of them large
     * @param message more lines, in plain letters
     * @param close what closing it and the Esc key do
     */
    static JFrame open(final String title, final List<JComponent> top, final JComponent middle, final JTextArea message,
        final JPanel buttons, final Runnable close) {
        final JFrame frame = new JFrame(title);
        frame.setDefaultCloseOperation(JFrame.DO_NOTHING_ON_CLOSE);
        frame.addWindowListener(new WindowAdapter() {

            @Override
            public void windowClosing(final WindowEvent event) {
                close.run();
            }
        });
        frame.getRootPane().registerKeyboardAction(event -> close.run(), KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
            JComponent.WHEN_IN_FOCUSED_WINDOW);
        final Font plain = new JLabel().getFont().deriveFont(Font.PLAIN);
        top.forEach(part -> part.setFont(plain));
        top.get(0).setFont(plain.deriveFont(Font.BOLD, 1.2f * plain.getSize2D()));
        message.setEditable(false);
        message.setFocusable(false);
        message.setOpaque(false);
        message.setLineWrap(true);
        message.setWrapStyleWord(true);
        message.setFont(plain);
        final JPanel bottom = new JPanel(new BorderLayout());
        bottom.add(message, BorderLayout.CENTER);
        bottom.add(buttons, BorderLayout.SOUTH);
        final JPanel all = new JPanel(new BorderLayout(BORDER, BORDER));
        all.setBorder(BorderFactory.createEmptyBorder(BORDER, BORDER, BORDER, BORDER));
        all.add(column(top), BorderLayout.NORTH);
        all.add(middle, BorderLayout.CENTER);
        all.add(bottom, BorderLayout.SOUTH);
        frame.setContentPane(all);
        frame.pack();
        frame.setMinimumSize(frame.getMinimumSize());
        GUI.centerOnImageJScreen(frame);
        return frame;
    }

    private static JPanel column(final List<JComponent> parts) {
        final JPanel column = new JPanel();
        column.setLayout(new BoxLayout(column, BoxLayout.Y_AXIS));
        for (final JComponent part : parts) {
            part.setAlignmentX(0);
            column.add(part);
            column.add(Box.createVerticalStrut(BORDER / 2));
        }
        return column;
    }

    /** @param run what it is that goes on, such as {@code training} */
    static Answer ask(final JFrame frame, final String run) {
        final String[] choices = {"Finish now", "Cancel the " + run, "Go on"};
        final int chosen = JOptionPane.showOptionDialog(frame, "The " + run + " is not done.\nFinish it with the best "
            + "so far, or cancel it? What is cancelled can be gone on with later.", frame.getTitle(),
            JOptionPane.DEFAULT_OPTION, JOptionPane.QUESTION_MESSAGE, null, choices, choices[2]);
        return chosen == 0 ? Answer.FINISH : chosen == 1 ? Answer.CANCEL : Answer.GO_ON;
    }

    static <T> T onEventThread(final Supplier<T> work) {
        if (EventQueue.isDispatchThread()) {
            return work.get();
        }
        final List<T> result = new ArrayList<>();
        try {
            EventQueue.invokeAndWait(() -> result.add(work.get()));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (final InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
        return result.get(0);
    }
}
