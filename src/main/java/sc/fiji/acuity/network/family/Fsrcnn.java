package sc.fiji.acuity.network.family;

import java.util.Locale;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.Op;

/**
 * Fast SRCNN: features, shrinking, mapping and expanding at LR size, then a transposed 9×9 convolution
 * (Dong, Loy, Tang: "Accelerating the super-resolution convolutional neural network", ECCV 2016).
 *
 * @param scale 2, 3 or 4
 * @param features channels outside, d in the paper (56)
 * @param shrink channels of the mapping, s in the paper (12)
 * @param layers 3×3 mapping layers, m in the paper (4)
 * @param slopePerChannel one PReLU slope a channel, as in the paper; else one a layer, as in the edge-SR pool
 */
public record Fsrcnn(int scale, int features, int shrink, int layers, boolean slopePerChannel)
    implements Architecture {

    public Fsrcnn {
        Limits.scale(scale);
        Limits.range("features", features, 1, 4096);
        Limits.range("shrink", shrink, 1, 4096);
        Limits.range("layers", layers, 1, 64);
    }

    /** The network of the paper: 56, 12, 4. */
    public static Fsrcnn original(final int scale) {
        return new Fsrcnn(scale, 56, 12, 4, true);
    }

    @Override
    public Graph graph() {
        final GraphBuilder b = new GraphBuilder(1);
        String x = layer(b, "feature", 1, features, 5, b.input());
        x = layer(b, "shrink", features, shrink, 1, x);
        for (int i = 1; i <= layers; i++) {
            x = layer(b, "map" + i, shrink, shrink, 3, x);
        }
        x = layer(b, "expand", shrink, features, 1, x);
        final Op enlarge = new Op.TransposedConv(features, 1, 9, scale, (8 - scale) / 2 + 1, (scale + 1) % 2, true);
        return b.build(b.add("deconv", enlarge, x));
    }

    private String layer(final GraphBuilder b, final String name, final int in, final int out, final int kernel,
        final String from) {
        final String x = b.add(name, Op.Conv.same(in, out, kernel), from);
        return b.add(name + ".prelu", new Op.PRelu(out, slopePerChannel), x);
    }

    /** {@code fsrcnn}, or the name in the edge-SR pool, such as {@code FSRCNN_s2_D56_S12_M4}. */
    @Override
    public String toString() {
        return equals(original(scale)) ? "fsrcnn"
            : String.format(Locale.ROOT, "FSRCNN_s%d_D%d_S%d_M%d", scale, features, shrink, layers)
                + (slopePerChannel ? "_perchannel" : "");
    }
}
