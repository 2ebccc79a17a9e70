package sc.fiji.acuity.cli;

import sc.fiji.acuity.base.Progress;

/** Tells nobody, but stops at Ctrl-C. */
final class SilentProgress implements Progress {

    @Override
    public void report(final String stage, final double fraction) {
        // asked for
    }

    @Override
    public boolean cancelled() {
        return Interrupt.requested();
    }
}
