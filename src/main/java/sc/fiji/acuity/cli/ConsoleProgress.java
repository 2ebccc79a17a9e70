package sc.fiji.acuity.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

import sc.fiji.acuity.base.Progress;

/**
 * Progress on standard error: a line that is rewritten on a terminal, a line every ten seconds elsewhere. With the time
 * that is left, judged by the time that the stage has taken so far.
 */
final class ConsoleProgress implements Progress {

    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long LOG_NANOS = 10_000_000_000L;

    /** A longer line would break on a narrow terminal, and only its last part be rewritten. */
    private static final int WIDTH = 79;

    private final PrintWriter out;
    private final boolean terminal;
    private final LongSupplier clock;
    private long shown;
    private double largest = Double.POSITIVE_INFINITY;
    private double startFraction;
    private long startTime;
    private int written;

    ConsoleProgress(final PrintWriter out) {
        this(out, isTerminal(), System::nanoTime);
    }

    ConsoleProgress(final PrintWriter out, final boolean terminal, final LongSupplier clock) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        shown = clock.getAsLong();
    }

    /** The start script knows; Java only knows whether standard input and output are a terminal, both. */
    private static boolean isTerminal() {
        final String told = System.getProperty("acuity.terminal");
        return told == null ? System.console() != null : Boolean.parseBoolean(told);
    }

    @Override
    public synchronized void report(final String stage, final double fraction) {
        // the comparison makes 0 of NaN
        final double done = fraction > 0 ? Math.min(1, fraction) : 0;
        final long now = clock.getAsLong();
        // a little less than before comes from another thread; much less, or less than all, is a new stage
        if (done < largest / 2 || largest >= 1 && done < 1) {
            startFraction = done;
            startTime = now;
            largest = done;
        }
        largest = Math.max(largest, done);
        if (now - shown < (terminal ? TERMINAL_NANOS : LOG_NANOS)) {
            return;
        }
        shown = now;
        final String numbers = String.format(Locale.ROOT, ": %3.0f %%%s", 100 * done, left(done, now));
        if (terminal) {
            final int room = WIDTH - numbers.length();
            rewrite((stage.length() > room ? stage.substring(0, room) : stage) + numbers);
        } else {
            out.println(stage + numbers);
            out.flush();
        }
    }

    private String left(final double fraction, final long now) {
        final double done = fraction - startFraction;
        if (done <= 0 || fraction >= 1 || now <= startTime) {
            return "";
        }
        final long seconds = Math.round((now - startTime) / 1e9 * (1 - fraction) / done);
        return seconds < 60 ? ", " + seconds + " s left"
            : seconds < 3600 ? ", " + (seconds + 30) / 60 + " min left"
            : String.format(Locale.ROOT, ", %.1f h left", seconds / 3600.0);
    }

    private void rewrite(final String line) {
        out.print('\r' + line + " ".repeat(Math.max(0, written - line.length())));
        out.flush();
        written = line.length();
    }

    /** Leaves a clean line for what is printed next. */
    synchronized void clear() {
        if (written > 0) {
            rewrite("");
            out.print('\r');
            out.flush();
        }
    }

    @Override
    public boolean cancelled() {
        return Interrupt.requested();
    }
}
