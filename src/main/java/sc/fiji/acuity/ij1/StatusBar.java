package sc.fiji.acuity.ij1;

import ij.IJ;

import org.scijava.app.event.StatusEvent;
import org.scijava.event.EventHandler;

/** Shows SciJava's status in ImageJ's bar, which nobody else does in plain ImageJ. */
final class StatusBar {

    private boolean progressShown;

    @EventHandler
    synchronized void onStatus(final StatusEvent event) {
        IJ.showStatus(event.getStatusMessage());
        if (event.getProgressMaximum() > 0) {
            IJ.showProgress(event.getProgressValue(), event.getProgressMaximum());
            progressShown = event.getProgressValue() < event.getProgressMaximum();
        } else if (progressShown) {
            // a status without progress is the end of one: no bar stays behind half-full
            IJ.showProgress(1.0);
            progressShown = false;
        }
    }
}
