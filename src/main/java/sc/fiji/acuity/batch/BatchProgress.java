package sc.fiji.acuity.batch;

import java.util.List;

import sc.fiji.acuity.base.Progress;

/**
 * Progress of all files together, each with the weight of its size. Files that are skipped cost next to nothing: they
 * leave the sum, or the time left would be judged by them.
 */
final class BatchProgress {

    private final List<BatchItem> items;
    private final Progress outer;
    private final double[] within;
    private double total;
    private double sum;
    private int finished;

    BatchProgress(final List<BatchItem> items, final Progress outer) {
        this.items = items;
        this.outer = outer;
        within = new double[items.size()];
        total = items.stream().mapToDouble(BatchProgress::weight).sum();
    }

    private static double weight(final BatchItem item) {
        return 1 + item.bytes();
    }

    /** For the work on one file. */
    Progress of(final int index) {
        return new Progress() {

            @Override
            public void report(final String stage, final double fraction) {
                advance(index, fraction);
            }

            @Override
            public boolean cancelled() {
                return outer.cancelled();
            }
        };
    }

    private synchronized void advance(final int index, final double fraction) {
        final double now = fraction * weight(items.get(index));
        sum += now - within[index];
        within[index] = now;
        report(index);
    }

    synchronized void finished(final int index, final boolean skipped) {
        finished++;
        if (skipped) {
            total -= weight(items.get(index));
            sum -= within[index];
            report(index);
        } else {
            advance(index, 1);
        }
    }

    private void report(final int index) {
        outer.report(finished + " of " + items.size() + ", " + items.get(index).name(),
            total <= 0 ? 1 : Math.min(1, sum / total));
    }
}
