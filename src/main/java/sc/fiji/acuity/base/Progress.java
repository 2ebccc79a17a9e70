package sc.fiji.acuity.base;

import java.util.concurrent.CancellationException;

/**
 * Where long work tells how far it is, and learns that it shall stop.
 *
 * <pre>{@code
 * for (int i = 0; i < n; i++) {
 *     progress.checkCancelled();
 *     work(i);
 *     progress.report("Upscaling", (i + 1.0) / n);
 * }
 * }</pre>
 *
 * Work calls {@link #checkCancelled()} at least every few hundred milliseconds, so that cancel takes effect within a
 * second. Implementations are safe for use by several threads.
 */
public interface Progress {

    /** Tells nobody and never cancels. */
    Progress NONE = new Progress() {

        @Override
        public void report(final String stage, final double fraction) {
            // nobody listens
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    /**
     * @param stage what is being done, in a few words
     * @param fraction how much of it is done, 0..1
     */
    void report(String stage, double fraction);

    /** @return whether the user asked to stop */
    boolean cancelled();

    /** @throws CancellationException if the user asked to stop */
    default void checkCancelled() {
        if (cancelled()) {
            throw new CancellationException("cancelled by the user");
        }
    }
}
