package sc.fiji.acuity.network.family;

import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Op.Activation.Function;

/** ReLU, a depthwise convolution, a 1×1 convolution, both without bias: what differentiable searches choose from. */
final class Separable {

    private Separable() {}

    /** Nodes {@code name.first} and the two that follow. */
    static String add(final GraphBuilder b, final String name, final int first, final int width, final int kernel,
        final int dilation, final String from) {
        final Op depthwise =
            new Op.Conv(width, width, kernel, 1, dilation * (kernel / 2), dilation, width, false, false);
        String x = b.add(name + "." + first, Op.Activation.of(Function.RELU), from);
        x = b.add(name + "." + (first + 1), depthwise, x);
        return b.add(name + "." + (first + 2), Op.Conv.same(width, width, 1).withoutBias(), x);
    }

    /** Two of them without gaps, one behind the other. */
    static String twice(final GraphBuilder b, final String name, final int width, final int kernel, final String from) {
        return add(b, name, 3, width, kernel, 1, add(b, name, 0, width, kernel, 1, from));
    }
}
