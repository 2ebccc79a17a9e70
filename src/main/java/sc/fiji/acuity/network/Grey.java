package sc.fiji.acuity.network;

import java.util.Arrays;

/**
 * The network for grey images that a network for colour images contains: it gives the luma of what the other makes of
 * the grey image as red, green and blue, exactly but for rounding (less than 1e-5 of the range), with less to compute.
 *
 * <pre>{@code
 * Fold.Folded grey = Grey.of(graph, weights, 0.299, 0.587, 0.114);   // one channel in, one out
 * }</pre>
 *
 * The first layers add up their weights over the input channels; where the input is shifted by another amount in each
 * channel, they get a second input that is constant, so that what a zero-padded layer sees beyond the border stays the
 * same. Rows of the last layers are combined as luma. Where an operation lets neither through, the channels are made or
 * combined by a 1×1 convolution there. Weight norm becomes plain kernels, as in {@link Fold}.
 */
public final class Grey {

    private Grey() {}

    /**
     * @param weights every parameter of the graph; they are not changed
     * @param luma the share of each channel in the brightness; their sum is 1
     * @throws GraphException if the network does not have that many channels, in and out
     */
    public static Fold.Folded of(final Graph graph, final Weights weights, final double... luma) {
        if (graph.inputChannels() != luma.length || graph.outputChannels() != luma.length) {
            throw new GraphException("a network from " + graph.inputChannels() + " to " + graph.outputChannels()
                + " channels has no grey one for " + luma.length + " channels");
        }
        if (Math.abs(Arrays.stream(luma).sum() - 1) > 1e-9) {
            throw new IllegalArgumentException("shares of " + Arrays.toString(luma) + " are no brightness");
        }
        final Fold.Folded plain = Fold.weightNorm(graph, weights);
        final Fold.Folded front = new GreyInput(plain).result();
        return new GreyOutput(front).result(luma);
    }
}
