package sc.fiji.acuity.engine;

import java.util.Arrays;
import java.util.List;

import sc.fiji.acuity.network.Fold;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Op;

/**
 * A one-layer network (edge-SR) in plain Java, a few rows at a time: convolution, what follows, and shuffle while the
 * rows are in the processor's nearest cache. Such networks have so little arithmetic for each pixel that every pass over
 * memory costs more than it.
 *
 * <p>Rows of a strip lie one after the other, with the padding between them, as one long array; each tap of the kernel
 * is that array shifted. Results are the same bits on every machine and in every tile.
 */
final class StripNetwork implements LoadedNetwork {

    /** Long enough for vector loops, short enough for the first cache with all arrays of a pass. */
    private static final int LENGTH = 1024;

    private final Graph graph;
    private final Op.Conv conv;
    private final int factor;
    private final String shuffle;
    private final List<Graph.Node> tail;
    private final float[][] weights;
    private final float[] bias;

    /** @param folded must {@link #suits suit} */
    StripNetwork(final Graph graph, final Fold.Folded folded) {
        this.graph = graph;
        final List<Graph.Node> nodes = folded.graph().nodes();
        final Graph.Node first = nodes.get(1);
        conv = (Op.Conv) first.op();
        factor = ((Op.PixelShuffle) nodes.get(2).op()).factor();
        shuffle = nodes.get(2).name();
        tail = nodes.subList(3, nodes.size());
        bias = conv.bias() ? folded.weights().get(first.parameter("bias")).copy().data() : new float[conv.out()];
        weights = new float[conv.out()][];
        final float[] all = folded.weights().get(first.parameter("weight")).data();
        final int taps = conv.kernel() * conv.kernel();
        for (int i = 0; i < weights.length; i++) {
            // taps that fill up the last group weigh nothing
            weights[i] = Arrays.copyOf(Arrays.copyOfRange(all, i * taps, (i + 1) * taps), groups() * StripLoops.TAPS);
        }
    }

    /** Whether a network is one convolution of one channel, a shuffle, and operations on each pixel by itself. */
    static boolean suits(final Graph folded) {
        final List<Graph.Node> nodes = folded.nodes();
        return nodes.size() > 2 && nodes.get(1).op() instanceof Op.Conv conv && conv.in() == 1 && conv.stride() == 1
            && conv.dilation() == 1 && conv.kernel() % 2 == 1 && conv.padding() == conv.kernel() / 2
            && nodes.get(2).op() instanceof Op.PixelShuffle && nodes.get(2).inputs().get(0).equals(nodes.get(1).name())
            && nodes.stream().skip(3).allMatch(node -> StripTail.knows(node.op())
                && node.inputs().stream().noneMatch(from -> nodes.subList(0, 2).stream().anyMatch(
                    early -> early.name().equals(from))))
            && folded.output() == nodes.get(nodes.size() - 1) && folded.outputChannels() == 1;
    }

    private int groups() {
        return (conv.kernel() * conv.kernel() + StripLoops.TAPS - 1) / StripLoops.TAPS;
    }

    @Override
    public Graph graph() {
        return graph;
    }

    @Override
    public Runner runner(final int height, final int width) {
        graph.resultShape(height, width);
        return new StripRunner(height, width);
    }

    @Override
    public String device() {
        return "cpu";
    }

    @Override
    public String numerics() {
        return "strips fp32";
    }

    @Override
    public void close() {
        // arrays go with the garbage collector
    }

    private final class StripRunner implements Runner {

        private final int height;
        private final int width;
        private final int pitch;
        private final int rows;
        private final float[] padded;
        private final float[][] taps;
        private final float[][] sums;
        private final StripTail after;

        StripRunner(final int height, final int width) {
            this.height = height;
            this.width = width;
            pitch = width + conv.kernel() - 1;
            rows = Math.max(1, Math.min(height, LENGTH / pitch));
            final int length = Math.multiplyExact(rows, pitch);
            // the last tap of the last row reads so far
            padded = new float[Math.addExact(length, conv.kernel() * pitch)];
            taps = new float[StripLoops.TAPS][length];
            sums = new float[conv.out()][length];
            after = new StripTail(tail, shuffle, conv.out() / (factor * factor), length);
        }

        @Override
        public void run(final float[] input, final float[] output) {
            final long outputSize = (long) width * height * factor * factor;
            if (input.length < (long) width * height || output.length < outputSize) {
                throw new IllegalArgumentException("arrays of " + input.length + " and " + output.length
                    + " values are too small for " + width + " x " + height + " pixels and " + outputSize);
            }
            for (int y = 0; y < height; y += rows) {
                final int count = Math.min(rows, height - y);
                pad(input, y, count);
                convolve(count * pitch);
                finish(y, count, output);
            }
        }

        /** Copies rows with zeros around them. */
        private void pad(final float[] input, final int y, final int count) {
            final int margin = conv.kernel() / 2;
            for (int row = 0; row < count + 2 * margin; row++) {
                final int from = y + row - margin;
                if (from < 0 || from >= height) {
                    Arrays.fill(padded, row * pitch, (row + 1) * pitch, 0);
                } else {
                    System.arraycopy(input, from * width, padded, row * pitch + margin, width);
                }
            }
        }

        private void convolve(final int n) {
            for (int i = 0; i < sums.length; i++) {
                Arrays.fill(sums[i], 0, n, bias[i]);
            }
            final int all = conv.kernel() * conv.kernel();
            for (int group = 0; group < groups(); group++) {
                for (int i = 0; i < StripLoops.TAPS; i++) {
                    final int tap = group * StripLoops.TAPS + i;
                    if (tap < all) {
                        System.arraycopy(padded, tap / conv.kernel() * pitch + tap % conv.kernel(), taps[i], 0, n);
                    }
                }
                for (int i = 0; i < sums.length; i++) {
                    StripLoops.taps(sums[i], taps, weights[i], group * StripLoops.TAPS, n);
                }
            }
        }

        private void finish(final int y, final int count, final float[] output) {
            final int phases = factor * factor;
            final float[][] channels = new float[sums.length / phases][];
            for (int phase = 0; phase < phases; phase++) {
                for (int c = 0; c < channels.length; c++) {
                    channels[c] = sums[c * phases + phase];
                }
                final float[] result = after.run(channels, count * pitch);
                for (int row = 0; row < count; row++) {
                    final int start = ((y + row) * factor + phase / factor) * width * factor + phase % factor;
                    StripLoops.spread(result, row * pitch, width, output, start, factor);
                }
            }
        }

        @Override
        public void close() {
            // arrays go with the garbage collector
        }
    }
}
