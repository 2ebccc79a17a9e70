package sc.fiji.acuity.search.supernet;

import sc.fiji.acuity.network.Tensor;

/**
 * First weights of a super-net: each operation passes on what it is given, enlarged where it enlarges, and adds a little
 * of its own at random. So all paths mean the same by the same channel from the beginning, and what is trained on one
 * serves the others; with weights at random they undo each other's steps for long.
 */
final class PassingOn {

    /** Of usual first weights. */
    private static final float OWN = 0.2f;

    /** Values of four nodes are averaged, each the sum of two operations. */
    private static final float MEAN = 1f / 8;

    private PassingOn() {}

    /**
     * @param key of the super-net
     * @param usual first weights of that tensor
     */
    static Tensor of(final String key, final Tensor usual) {
        final int[] shape = usual.shape();
        final int slash = key.indexOf('/');
        if (slash < 0 || shape.length != 4) {
            return usual;
        }
        final String name = key.substring(slash + 1);
        final Tensor first = usual.copy();
        for (int i = 0; i < first.data().length; i++) {
            first.data()[i] *= OWN;
        }
        if (name.startsWith("deconv")) {
            enlarge(first, key.contains(".from0.") || key.contains(".from1."));
        } else if (name.startsWith("upsample")) {
            final int each = shape[0] / shape[1];
            for (int out = 0; out < shape[0]; out++) {
                add(first, out, out / each, 1);
            }
        } else if (name.startsWith("preprocess")) {
            for (int in = 0; in < shape[1]; in++) {
                add(first, in % shape[0], in, MEAN);
            }
        } else if (!name.startsWith("body")) {
            // depthwise, or from each channel to all
            for (int out = 0; out < shape[0]; out++) {
                add(first, out, shape[1] == 1 ? 0 : out, 1);
            }
        }
        return first;
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
