package sc.fiji.acuity.cli;

import java.io.PrintWriter;
import java.util.Locale;

import sc.fiji.acuity.base.Progress;

/**
 * Progress on standard error: a line that is rewritten on a terminal, a line every ten seconds elsewhere. With the time
 * that is left, judged by the time that has passed.
 */
final class ConsoleProgress implements Progress {

    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long LOG_NANOS = 10_000_000_000L;
    private static final int WIDTH = 100;

    private final PrintWriter out;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private long shown;
    private double startFraction = -1;
    private boolean dirty;

    ConsoleProgress(final PrintWriter out) {
        this(out, System.console() != null);
    }

    ConsoleProgress(final PrintWriter out, final boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        shown = start;
    }

    @Override
    public synchronized void report(final String stage, final double fraction) {
        if (startFraction < 0 || fraction < startFraction) {
            startFraction = fraction;
        }
        final long now = System.nanoTime();
        if (now - shown < (terminal ? TERMINAL_NANOS : LOG_NANOS)) {
            return;
        }
        shown = now;
        final String line = String.format(Locale.ROOT, "%s: %3.0f %%%s", stage, 100 * fraction, left(fraction, now));
        if (terminal) {
            out.printf("\r%-" + WIDTH + "s", line);
            dirty = true;
        } else {
            out.println(line);
        }
        out.flush();
    }

    private String left(final double fraction, final long now) {
        final double done = fraction - startFraction;
        if (done <= 0 || fraction >= 1) {
            return "";
        }
        final long seconds = Math.round((now - start) / 1e9 * (1 - fraction) / done);
        return seconds < 60 ? ", " + seconds + " s left"
            : seconds < 3600 ? ", " + (seconds + 30) / 60 + " min left"
            : String.format(Locale.ROOT, ", %.1f h left", seconds / 3600.0);
    }

    /** Leaves a clean line for what is printed next. */
    synchronized void clear() {
        if (dirty) {
            out.printf("\r%-" + WIDTH + "s\r", "");
            out.flush();
            dirty = false;
        }
    }

    @Override
    public boolean cancelled() {
        return Interrupt.requested();
    }
}
