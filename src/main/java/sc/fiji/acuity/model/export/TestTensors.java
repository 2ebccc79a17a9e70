package sc.fiji.acuity.model.export;

import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Engine;
import sc.fiji.acuity.engine.LoadedNetwork;
import sc.fiji.acuity.engine.Runner;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.network.Shape;
import sc.fiji.acuity.network.Tensor;

/**
 * An image and what the network makes of it, at least so large that something is left when the halo is cut off: the
 * package's own, or its first one mirrored until it is large enough.
 */
record TestTensors(Tensor input, Tensor output) {

    /** @param least height and width, which the network can enlarge */
    static TestTensors of(final ModelPackage model, final int least) {
        final int[] shape = model.testInput().shape();
        if (shape[2] >= least && shape[3] >= least) {
            return new TestTensors(model.testInput(), model.testOutput());
        }
        final Tensor input = mirrored(model.testInput(), Math.max(shape[2], least), Math.max(shape[3], least));
        return new TestTensors(input, run(model, input));
    }

    private static Tensor mirrored(final Tensor from, final int height, final int width) {
        final int[] shape = from.shape();
        final Tensor to = Tensor.zeros(1, shape[1], height, width);
        int at = 0;
        for (int c = 0; c < shape[1]; c++) {
            for (int y = 0; y < height; y++) {
                final int row = (c * shape[2] + mirror(y, shape[2])) * shape[3];
                for (int x = 0; x < width; x++) {
                    to.data()[at++] = from.data()[row + mirror(x, shape[3])];
                }
            }
        }
        return to;
    }

    private static int mirror(final int index, final int length) {
        final int turn = index % (2 * length);
        return turn < length ? turn : 2 * length - 1 - turn;
    }

    private static Tensor run(final ModelPackage model, final Tensor input) {
        final int[] shape = input.shape();
        final Shape result = model.graph().resultShape(shape[2], shape[3]);
        final Tensor output = Tensor.zeros(1, result.channels(), result.height(), result.width());
        try (LoadedNetwork network = Engine.load(model.graph(), model.weights(), DeviceChoice.CPU);
            Runner runner = network.runner(shape[2], shape[3])) {
            runner.run(input.data(), output.data());
        }
        return output;
    }
}
