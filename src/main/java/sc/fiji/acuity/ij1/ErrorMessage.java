package sc.fiji.acuity.ij1;

import java.awt.GraphicsEnvironment;

import ij.IJ;

import sc.fiji.acuity.base.AcuityException;

/** ImageJ's error message for what went wrong: it stops a macro. */
public final class ErrorMessage {

    private static final int LINE = 80;

    private ErrorMessage() {}

    /** @param title of the command */
    public static void show(final String title, final AcuityException e) {
        IJ.error(title, text(e));
    }

    /** The same where no macro shall stop for it. */
    public static void tell(final String title, final AcuityException e) {
        IJ.showMessage(title, text(e));
    }

    /** In a window ImageJ breaks no lines, and the remedy shall not be beyond the screen. */
    static String text(final AcuityException e) {
        return GraphicsEnvironment.isHeadless() ? e.getMessage() : inLines(e);
    }

    static String inLines(final AcuityException e) {
        return wrap(e.input() + ": " + e.reason() + ".", LINE) + "\n" + wrap("Remedy: " + e.remedy() + ".", LINE);
    }

    /** Breaks lines between words. */
    static String wrap(final String text, final int width) {
        final StringBuilder wrapped = new StringBuilder();
        for (final String line : text.split("\n", -1)) {
            wrapped.append(wrapped.isEmpty() ? "" : "\n");
            int column = 0;
            for (final String word : line.split(" ")) {
                if (column > 0 && column + word.length() >= width) {
                    wrapped.append('\n');
                    column = 0;
                }
                wrapped.append(column == 0 ? "" : " ").append(word);
                column += word.length() + 1;
            }
        }
        return wrapped.toString();
    }
}
