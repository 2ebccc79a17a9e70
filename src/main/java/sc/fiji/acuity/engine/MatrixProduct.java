package sc.fiji.acuity.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;

import sc.fiji.acuity.network.Tensor;

/** A product of two large square matrices: what arithmetic a machine can do at best, in fp32 or bf16. */
final class MatrixProduct implements AutoCloseable {

    private static final int SIDE = 1024;

    /** Floating-point operations of one product. */
    static final double FLOP = 2.0 * SIDE * SIDE * SIDE;

    /** What PyTorch takes by itself is slower on processors that are not Intel's. */
    private static final String ONE_DNN = "ops.mkldnn._linear_pointwise(self.a, self.b, None, \"none\", "
        + "annotate(List[Optional[number]], []), \"\")";

    private final NDManager manager;
    private final PtSymbolBlock module;

    MatrixProduct(final boolean bfloat16) {
        final Tensor values = Tensor.zeros(SIDE, SIDE);
        for (int i = 0; i < values.data().length; i++) {
            values.data()[i] = i % 1000 / 1000f;
        }
        final ScriptArchive archive = new ScriptArchive();
        archive.tensor("a", StoredTensor.plain(values, bfloat16));
        archive.tensor("b", StoredTensor.plain(values, bfloat16));
        final byte[] file = archive.write("  def forward(self: __torch__.Net,\n    x: Tensor) -> Tensor:\n"
            + "    return " + (RunnerChoice.OneDnn.FUSES ? ONE_DNN : "torch.matmul(self.a, self.b)") + "\n");
        manager = Engine.get().newBaseManager(Device.cpu());
        try {
            module = JniUtils.loadModule((PtNDManager) manager, new ByteArrayInputStream(file), true, false);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void run(final int times) {
        Engine.prepareThread(false);
        JniUtils.setGraphExecutorOptimize(false);
        try (NDManager own = manager.newSubManager(); IValue x = IValue.from((PtNDArray) own.zeros(new Shape(1)))) {
            for (int i = 0; i < times; i++) {
                module.forward(x).close();
            }
        }
    }

    @Override
    public void close() {
        module.close();
        manager.close();
    }
}
