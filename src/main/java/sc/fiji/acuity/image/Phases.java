package sc.fiji.acuity.image;

import java.util.Arrays;

/**
 * The taps of an enlargement by a whole number, sorted for long loops: output samples of one phase (position modulo the
 * scale) have their input samples at the same distances, so that each tap is one product of two rows.
 */
final class Phases {

    /** The first and the last distance of an input sample from the one that an output sample lies in. */
    final int lowest;
    final int highest;

    private final Taps taps;
    private final int scale;
    private final int from;
    private final int length;
    private final int[] shift;
    private final double[][][] weights;
    private boolean padded;

    /**
     * @param taps of the whole axis
     * @param from the first input sample to be enlarged
     * @param length how many are
     */
    Phases(final Taps taps, final int scale, final int from, final int length) {
        this.taps = taps;
        this.scale = scale;
        this.from = from;
        this.length = length;
        shift = new int[scale];
        weights = new double[scale][][];
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        for (int phase = 0; phase < scale; phase++) {
            final int count = sort(phase);
            low = Math.min(low, shift[phase]);
            high = Math.max(high, shift[phase] + count - 1);
        }
        lowest = low;
        highest = high;
    }

    /** Whether {@link #apply} is to be told what is finite. */
    boolean padded() {
        return padded;
    }

    /** Rounding noise decides whether weightless samples are among the taps: there may be more or fewer in a phase. */
    private int sort(final int phase) {
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        for (int x = 0; x < length; x++) {
            final int i = output(phase, x);
            low = Math.min(low, taps.first[i] - from - x);
            high = Math.max(high, taps.first[i] - from - x + taps.count(i) - 1);
        }
        shift[phase] = low;
        weights[phase] = new double[high - low + 1][length];
        for (int x = 0; x < length; x++) {
            final int i = output(phase, x);
            final int skipped = taps.first[i] - from - x - low;
            for (int k = 0; k < taps.count(i); k++) {
                weights[phase][skipped + k][x] = taps.weights[taps.offset[i] + k];
            }
            padded |= taps.count(i) <= high - low;
        }
        return high - low + 1;
    }

    private int output(final int phase, final int x) {
        return (from + x) * scale + phase;
    }

    /**
     * The output samples of one phase.
     *
     * @param rows the input samples at {@link #lowest}, ..., {@link #highest} from each
     * @param finite whether they are numbers all
     */
    void apply(final int phase, final double[][] rows, final boolean finite, final double[] out) {
        if (padded && !finite) {
            exactly(phase, rows, out);
            return;
        }
        final double[][] w = weights[phase];
        final int start = shift[phase] - lowest;
        Arrays.fill(out, 0);
        int k = 0;
        for (; k + 1 < w.length; k += 2) {
            add(out, w[k], rows[start + k], w[k + 1], rows[start + k + 1]);
        }
        if (k < w.length) {
            add(out, w[k], rows[start + k]);
        }
    }

    // few arrays a loop, all at the same index: so the virtual machine makes vector instructions of them

    private static void add(final double[] out, final double[] w, final double[] row, final double[] w2,
        final double[] row2) {
        for (int x = 0; x < out.length; x++) {
            out[x] = out[x] + w[x] * row[x] + w2[x] * row2[x];
        }
    }

    private static void add(final double[] out, final double[] w, final double[] row) {
        for (int x = 0; x < out.length; x++) {
            out[x] += w[x] * row[x];
        }
    }

    /** Without weights of 0, since 0 times infinity is not 0. */
    private void exactly(final int phase, final double[][] rows, final double[] out) {
        for (int x = 0; x < length; x++) {
            final int i = output(phase, x);
            final int start = taps.first[i] - from - x - lowest;
            double sum = 0;
            for (int k = 0; k < taps.count(i); k++) {
                sum += taps.weights[taps.offset[i] + k] * rows[start + k][x];
            }
            out[x] = sum;
        }
    }
}
