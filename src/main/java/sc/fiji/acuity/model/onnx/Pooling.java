package sc.fiji.acuity.model.onnx;

import java.util.stream.LongStream;

import sc.fiji.acuity.network.Op;

/** Pooling whose windows depend on the size of the image, in ONNX's operators. */
final class Pooling {

    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    private Pooling() {}

    static void global(final GraphWriter to, final Op.GlobalPool op) {
        final String x = to.input();
        final OnnxNode mean = OpWriters.mean(x, ROWS, COLUMNS);
        if (op.mode() == Op.GlobalPool.Mode.MEAN) {
            to.result(mean);
            return;
        }
        final String centre = to.step(mean);
        final String centred = to.step(OnnxNode.of("Sub", x, centre));
        final String squares = to.step(OnnxNode.of("Mul", centred, centred));
        final String variance = to.step(OpWriters.mean(squares, ROWS, COLUMNS));
        to.result(OnnxNode.of("Add", to.step(OnnxNode.of("Sqrt", variance)), centre));
    }

    /** ONNX has no such pooling: the pixels of each cell are gathered and the largest is taken, axis by axis. */
    static void adaptive(final GraphWriter to, final Op.AdaptiveMaxPool op) {
        if (op.factor() == 1) {
            to.result(OnnxNode.of("Identity", to.input()));
            return;
        }
        final String shape = to.step(OnnxNode.of("Shape", to.input()));
        final String rows = to.step(largest(to, to.input(), shape, ROWS, op.factor()));
        to.result(largest(to, rows, shape, COLUMNS, op.factor()));
    }

    private static OnnxNode largest(final GraphWriter to, final String x, final String shape, final int axis,
        final int factor)
    {
        final String cells = to.step(OnnxNode.of("Gather", x, cells(to, shape, axis, factor)).with("axis", axis));
        return OnnxNode.of("ReduceMax", cells).withAll("axes", axis + 1).with("keepdims", 0);
    }

    /** The pixels of each cell, cells × 2 · factor: none has more. Shorter ones have their last pixel several times. */
    private static String cells(final GraphWriter to, final String shape, final int axis, final int factor) {
        final String side = to.step(OnnxNode.of("Gather", shape, to.number(axis)));
        final String count = to.step(OnnxNode.of("Div", side, to.number(factor)));
        final String cell = to.step(OnnxNode.of("Range", to.number(0), count, to.number(1)));
        final String begin = to.step(OnnxNode.of("Div", to.step(OnnxNode.of("Mul", cell, side)), count));
        final String next = to.step(OnnxNode.of("Add", cell, to.number(1)));
        // ⌈a / n⌉ − 1 = ⌊(a − 1) / n⌋
        final String last = to.step(OnnxNode.of("Div",
            to.step(OnnxNode.of("Sub", to.step(OnnxNode.of("Mul", next, side)), to.number(1))), count));
        final String steps = to.numbers(LongStream.range(0, 2L * factor).toArray());
        final String all = to.step(OnnxNode.of("Add", column(to, begin), steps));
        return to.step(OnnxNode.of("Min", all, column(to, last)));
    }

    private static String column(final GraphWriter to, final String x) {
        return to.step(OnnxNode.of("Unsqueeze", x, to.numbers(1)));
    }
}
