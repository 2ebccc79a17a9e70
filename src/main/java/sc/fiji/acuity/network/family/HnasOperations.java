package sc.fiji.acuity.network.family;

import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Op.Activation.Function;

/**
 * What the edges of {@link Hnas} do, from {@code width} channels to as many.
 *
 * @param scale of the network, which projections use too
 */
record HnasOperations(GraphBuilder b, int width, int scale) {

    /** By how much channel attention narrows the channels. */
    static final int REDUCTION = 3;

    /** Adds the nodes {@code name.…} and gives the name of the last, which is {@code from} where nothing is done. */
    String keep(final HnasGenotype.Normal operation, final String name, final String from) {
        return switch (operation) {
            case IDENTITY -> from;
            case SEP3 -> Separable.twice(b, name + ".op", width, 3, from);
            case SEP5 -> Separable.twice(b, name + ".op", width, 5, from);
            case DIL3 -> Separable.add(b, name + ".op", 0, width, 3, 2, from);
            case DIL5 -> Separable.add(b, name + ".op", 0, width, 5, 2, from);
            case RCAB -> attention(name, from);
            case UP_DOWN -> down(name + ".down1", up(name + ".up1", from));
        };
    }

    /** The same; {@code factor} is 1 where the image is enlarged already. */
    String enlarge(final HnasGenotype.Upsampling operation, final String name, final int factor, final String from) {
        if (operation == HnasGenotype.Upsampling.DECONVOLUTION) {
            return b.add(name + ".deconv", transposed(factor), from);
        }
        if (factor == 1) {
            return from;
        }
        return switch (operation) {
            case BILINEAR -> b.add(name, new Op.Interpolate(Op.Interpolate.Method.BILINEAR, factor), from);
            case SUB_PIXEL -> shuffled(name, factor, from);
            default -> b.add(name, new Op.Interpolate(Op.Interpolate.Method.NEAREST, factor), from);
        };
    }

    private String attention(final String name, final String from) {
        String x = b.add(name + ".body.0", Op.Conv.same(width, width, 3), from);
        x = b.add(name + ".body.1", Op.Activation.of(Function.RELU), x);
        final String body = b.add(name + ".body.2", Op.Conv.same(width, width, 3), x);
        final int narrow = width / REDUCTION;
        final String gate = name + ".body.3.conv_du.";
        x = b.add(name + ".body.3.avg_pool", new Op.GlobalPool(Op.GlobalPool.Mode.MEAN), body);
        x = b.add(gate + "0", Op.Conv.same(width, narrow, 1), x);
        x = b.add(gate + "1", Op.Activation.of(Function.RELU), x);
        x = b.add(gate + "2", Op.Conv.same(narrow, width, 1), x);
        x = b.add(gate + "3", Op.Activation.of(Function.SIGMOID), x);
        x = b.add(name + ".body.3.spread", new Op.StretchTo(1), body, x);
        x = b.add(name + ".body.3.times", new Op.Multiply(), body, x);
        return b.add(name + ".sum", new Op.Add(), x, from);
    }

    /** Enlarges; then what is lost by reducing again is enlarged and added. */
    private String up(final String name, final String from) {
        final String high = projection(name + ".up_conv1", true, from);
        final String back = projection(name + ".up_conv2", false, high);
        final String more = projection(name + ".up_conv3", true, difference(name, back, from));
        return b.add(name + ".sum", new Op.Add(), more, high);
    }

    private String down(final String name, final String from) {
        final String low = projection(name + ".down_conv1", false, from);
        final String back = projection(name + ".down_conv2", true, low);
        final String more = projection(name + ".down_conv3", false, difference(name, back, from));
        return b.add(name + ".sum", new Op.Add(), more, low);
    }

    private String difference(final String name, final String of, final String and) {
        return b.add(name + ".difference", new Op.Add(), of, b.add(name + ".minus", new Op.Scale(-1), and));
    }

    /** Kernels of scale + 4, as in deep back-projection networks (Haris et al. 2018), each with a slope of its own. */
    private String projection(final String name, final boolean enlarging, final String from) {
        final int kernel = scale + 4;
        final String x = enlarging
            ? b.add(name + ".deconv", new Op.TransposedConv(width, width, kernel, scale, 2, 0, true)
                .countedAt(Op.TransposedConv.Positions.INPUT), from)
            : b.add(name + ".conv", new Op.Conv(width, width, kernel, scale, 2, 1, 1, true, false), from);
        return b.add(name + ".act", new Op.PRelu(width, false), x);
    }

    private Op transposed(final int factor) {
        final Op.TransposedConv op = switch (factor) {
            case 1 -> new Op.TransposedConv(width, width, 3, 1, 1, 0, true);
            case 2 -> new Op.TransposedConv(width, width, 3, 2, 1, 1, true);
            case 3 -> new Op.TransposedConv(width, width, 3, 3, 0, 0, true);
            default -> new Op.TransposedConv(width, width, 5, factor, 1, 1, true);
        };
        return op.countedAt(Op.TransposedConv.Positions.INPUT);
    }

    private String shuffled(final String name, final int factor, final String from) {
        final int each = factor == 4 ? 2 : factor;
        String x = from;
        for (int done = 1, i = 0; done < factor; done *= each, i += 2) {
            x = b.add(name + ".upsample." + i, Op.Conv.same(width, width * each * each, 3), x);
            x = b.add(name + ".upsample." + (i + 1), new Op.PixelShuffle(each), x);
        }
        return x;
    }
}
