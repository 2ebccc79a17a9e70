package sc.fiji.acuity.metric;

import java.util.Arrays;
import java.util.stream.IntStream;

import sc.fiji.acuity.base.Progress;

/**
 * Sums over a plane, block by block: the blocks are shared among the cores, what they give is added in their order.
 * The sum is the same bits for any number of threads, and memory does not grow with the plane.
 */
final class Blocks {

    /** What one thread works on at a time; it stays in its cache. Fixed, because the order of additions depends on it. */
    static final int WIDTH = 1024;
    static final int HEIGHT = 64;

    private Blocks() {}

    /** Gives the sums of a block. */
    interface Work {
        double[] sums(int x, int y, int width, int height);
    }

    /** @throws java.util.concurrent.CancellationException if cancelled, after the blocks that are in work */
    static double[] sum(final int width, final int height, final Progress progress, final Work work) {
        final int columns = (width - 1) / WIDTH + 1;
        final int rows = (height - 1) / HEIGHT + 1;
        final double[][] parts = IntStream.range(0, columns * rows).parallel().mapToObj(i -> {
            progress.checkCancelled();
            final int x = i % columns * WIDTH;
            final int y = i / columns * HEIGHT;
            return work.sums(x, y, Math.min(WIDTH, width - x), Math.min(HEIGHT, height - y));
        }).toArray(double[][]::new);
        final double[] sums = new double[parts[0].length];
        for (final double[] part : parts) {
            Arrays.setAll(sums, i -> sums[i] + part[i]);
        }
        return sums;
    }
}
