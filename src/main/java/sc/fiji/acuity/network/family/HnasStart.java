package sc.fiji.acuity.network.family;

import sc.fiji.acuity.network.Initializer;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

/**
 * First weights of {@link Hnas}: each operation passes on what it is given, enlarged where it enlarges, and adds a little of
 * its own at random. The network begins as a rough enlargement; without a skip around its body it would spend thousands of
 * steps on becoming one. In a super-net all paths mean the same by the same channel from the beginning.
 *
 * <p>Cells begin with ReLU, so colours travel twice, as they are and negated: in the channels 0 to 2 and 3 to 5 of each
 * node. Narrower nodes carry what has room.
 */
final class HnasStart {

    /** Of He's weights. */
    private static final float OWN = 0.2f;

    /** Of He's weights, at the end, where noise would be seen. */
    private static final float OWN_LAST = 0.02f;

    /** Values of four nodes are averaged, each the sum of two operations. */
    private static final float MEAN = 1f / 8;

    private final Hnas network;

    private HnasStart(final Hnas network) {
        this.network = network;
    }

    static Weights of(final Hnas network, final long seed) {
        final HnasStart start = new HnasStart(network);
        final Weights weights = Initializer.he(network.graph(), seed);
        weights.asMap().forEach((name, tensor) -> {
            if (tensor.shape().length == 4) {
                start.set(name, tensor);
            }
        });
        return weights;
    }

    private void set(final String name, final Tensor kernel) {
        final int[] shape = kernel.shape();
        times(kernel, name.startsWith("final_conv") ? OWN_LAST : OWN);
        if (name.startsWith("stem")) {
            for (int out = 0; out < shape[0]; out++) {
                colour(kernel, out, out % network.width(), 1, true);
            }
        } else if (name.startsWith("final_conv")) {
            for (int in = 0; in < shape[1]; in++) {
                colour(kernel, in, in % network.width(), MEAN, false);
            }
        } else if (name.contains(".preprocess")) {
            for (int in = 0; in < shape[1]; in++) {
                add(kernel, in % shape[0], in, MEAN);
            }
        } else if (name.contains("._ops.")) {
            operation(name.replaceFirst(".*\\._ops\\.\\d+\\.", ""), name, kernel);
        }
    }

    private void operation(final String local, final String name, final Tensor kernel) {
        final int[] shape = kernel.shape();
        if (local.startsWith("deconv")) {
            enlarge(kernel, leavesInput(name));
        } else if (local.startsWith("upsample")) {
            final int each = shape[0] / shape[1];
            for (int out = 0; out < shape[0]; out++) {
                add(kernel, out, out / each, 1);
            }
        } else if (local.startsWith("op.")) {
            // depthwise, or from each channel to all
            for (int out = 0; out < shape[0]; out++) {
                add(kernel, out, shape[1] == 1 ? 0 : out, 1);
            }
        }
    }

    /** Whether an edge of the cell that enlarges leaves one of its inputs: else it acts on what is enlarged already. */
    private boolean leavesInput(final String name) {
        final int edge = Integer.parseInt(name.replaceFirst(".*\\._ops\\.(\\d+)\\..*", "$1"));
        return network.genotype().upsampling().get(edge).from() < HnasGenotype.INPUTS;
    }

    /** A channel of a node carries red, green, blue, then the same negated, then nothing. */
    private static void colour(final Tensor kernel, final int channel, final int place, final float value,
        final boolean first) {
        if (place < 2 * Rgb.CHANNELS) {
            final int colour = place % Rgb.CHANNELS;
            add(kernel, first ? channel : colour, first ? colour : channel, place < Rgb.CHANNELS ? value : -value);
        }
    }

    private static void times(final Tensor kernel, final float factor) {
        for (int i = 0; i < kernel.data().length; i++) {
            kernel.data()[i] *= factor;
        }
    }

    /** To the middle of a kernel. */
    private static void add(final Tensor kernel, final int out, final int in, final float value) {
        final int side = kernel.shape()[2];
        kernel.data()[((out * kernel.shape()[1] + in) * side + side / 2) * side + side / 2] += value;
    }

    /** A kernel of a transposed convolution: a tent, so that neighbours are interpolated; or one value. */
    private static void enlarge(final Tensor kernel, final boolean enlarges) {
        final int side = kernel.shape()[2];
        for (int c = 0; c < kernel.shape()[0]; c++) {
            if (!enlarges) {
                add(kernel, c, c, 1);
                continue;
            }
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    kernel.data()[((c * kernel.shape()[1] + c) * side + y) * side + x] += tent(y, side) * tent(x, side);
                }
            }
        }
    }

    private static float tent(final int at, final int side) {
        return 1 - Math.abs(at - side / 2) / (side / 2 + 1f);
    }
}
