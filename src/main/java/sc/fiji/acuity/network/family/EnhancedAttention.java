package sc.fiji.acuity.network.family;

import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Op.Activation.Function;

/**
 * Enhanced spatial attention: each value times a weight in (0, 1) that is made at about a sixth of the size
 * (Liu, Tang, Wu: "Residual feature distillation network", ECCV workshops 2020).
 */
final class EnhancedAttention {

    /** What the stride and the pooling make together. */
    private static final int REDUCTION = 6;

    private EnhancedAttention() {}

    static String add(final GraphBuilder b, final String name, final int width, final String from) {
        final int narrow = width / 4;
        final String first = b.add(name + ".conv1", Op.Conv.same(width, narrow, 1), from);
        String x = b.add(name + ".conv2", new Op.Conv(narrow, narrow, 3, 2, 0, 1, 1, true, false), first);
        x = b.add(name + ".pool", new Op.MaxPool(7, 3), x);
        x = b.add(name + ".conv_max", Op.Conv.same(narrow, narrow, 3), x);
        x = b.add(name + ".relu1", Op.Activation.of(Function.RELU), x);
        x = b.add(name + ".conv3", Op.Conv.same(narrow, narrow, 3), x);
        x = b.add(name + ".relu2", Op.Activation.of(Function.RELU), x);
        x = b.add(name + ".conv3_", Op.Conv.same(narrow, narrow, 3), x);
        x = b.add(name + ".stretch", new Op.StretchTo(REDUCTION), first, x);
        final String direct = b.add(name + ".conv_f", Op.Conv.same(narrow, narrow, 1), first);
        x = b.add(name + ".conv4", Op.Conv.same(narrow, width, 1), b.add(name + ".sum", new Op.Add(), x, direct));
        final String mask = b.add(name + ".mask", Op.Activation.of(Function.SIGMOID), x);
        return b.add(name + ".times", new Op.Multiply(), from, mask);
    }
}
