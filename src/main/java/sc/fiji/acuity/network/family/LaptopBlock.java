package sc.fiji.acuity.network.family;

import java.util.List;

import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Op.Activation.Function;

/**
 * What a block of {@link Laptop} does to x, W channels in and out; a is the network's activation.
 *
 * <ul>
 * <li>PLAIN: a(conv 3×3 (x)), as in ESPCN.</li>
 * <li>RESIDUAL: a(x + conv 3×3 (x)), DLSR's step.</li>
 * <li>PAIR: x + conv 3×3 (a(conv 3×3 (x))), as in EDSR.</li>
 * <li>GATE: x + (c + x) · (sigmoid(c) − ½) with c = conv 3×3 (x): the attention of SPAN, without parameters.</li>
 * <li>SEP5, SEP7: x + 1×1 to W (a(1×1 to 2W (depthwise 5×5 or 7×7 (x)))), large kernels for little arithmetic.</li>
 * <li>BOTTLENECK: x + 1×1 to W (a(depthwise 3×3 (a(1×1 to 2W (x))))), FALSR's with kernel 1.</li>
 * </ul>
 */
public enum LaptopBlock {
    PLAIN, RESIDUAL, PAIR, GATE, SEP5, SEP7, BOTTLENECK;

    private static final int EXPANSION = 2;

    /** Adds the nodes {@code name.…} and gives the name of the last. */
    String build(final Laptop.Layers layers, final String name, final String from) {
        final GraphBuilder b = layers.builder();
        final int width = layers.width();
        return switch (this) {
            case PLAIN -> layers.activated(name, layers.conv(name + ".conv", width, width, from));
            case RESIDUAL -> layers.activated(name,
                b.add(name + ".sum", new Op.Add(), layers.conv(name + ".conv", width, width, from), from));
            case PAIR -> {
                final String first = layers.activated(name + "a", layers.conv(name + ".conv1", width, width, from));
                yield b.add(name + ".sum", new Op.Add(), layers.conv(name + ".conv2", width, width, first), from);
            }
            case GATE -> gate(layers, name, from);
            case SEP5 -> separable(layers, name, 5, from);
            case SEP7 -> separable(layers, name, 7, from);
            case BOTTLENECK -> bottleneck(layers, name, from);
        };
    }

    private static String gate(final Laptop.Layers layers, final String name, final String from) {
        final GraphBuilder b = layers.builder();
        final String c = layers.conv(name + ".conv", layers.width(), layers.width(), from);
        final String sigmoid = b.add(name + ".sigmoid", Op.Activation.of(Function.SIGMOID), c);
        final String attention = b.add(name + ".attention", new Op.Shift(List.of(-0.5)), sigmoid);
        final String both = b.add(name + ".both", new Op.Add(), c, from);
        return b.add(name + ".sum", new Op.Add(), b.add(name + ".times", new Op.Multiply(), both, attention), from);
    }

    private static String separable(final Laptop.Layers layers, final String name, final int kernel, final String from) {
        final GraphBuilder b = layers.builder();
        final int width = layers.width();
        String x = b.add(name + ".depthwise", Op.Conv.same(width, width, kernel).withGroups(width), from);
        x = b.add(name + ".expand", Op.Conv.same(width, EXPANSION * width, 1), x);
        x = b.add(name + ".project", Op.Conv.same(EXPANSION * width, width, 1),
            layers.activated(name, EXPANSION * width, x));
        return b.add(name + ".sum", new Op.Add(), x, from);
    }

    private static String bottleneck(final Laptop.Layers layers, final String name, final String from) {
        final GraphBuilder b = layers.builder();
        final int wide = EXPANSION * layers.width();
        String x = b.add(name + ".expand", Op.Conv.same(layers.width(), wide, 1), from);
        x = b.add(name + ".depthwise", Op.Conv.same(wide, wide, 3).withGroups(wide),
            layers.activated(name + "a", wide, x));
        x = b.add(name + ".project", Op.Conv.same(wide, layers.width(), 1), layers.activated(name + "b", wide, x));
        return b.add(name + ".sum", new Op.Add(), x, from);
    }

    /** Ends of names of the kernels that end a residual: they start small, so that a deep network starts near x. */
    static List<String> residuals() {
        return List.of(".conv2", ".project");
    }
}
