package sc.fiji.acuity.train;

/** Seconds of work: a watch that goes on where an earlier program's stopped, and stands still in pauses. */
final class RunClock {

    private double before;
    private long started = System.nanoTime();
    private boolean standing;

    RunClock(final double before) {
        this.before = before;
    }

    /** What came between making a trainer and running it is no work. */
    synchronized void start() {
        started = System.nanoTime();
        standing = false;
    }

    synchronized void stop() {
        before = seconds();
        standing = true;
    }

    synchronized double seconds() {
        return standing ? before : before + (System.nanoTime() - started) / 1e9;
    }
}
