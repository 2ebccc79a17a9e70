package sc.fiji.acuity.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;

import sc.fiji.acuity.network.Fold;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Op;

/** The whole graph as one TorchScript module, which libtorch runs without coming back to Java in between. */
final class CompiledNetwork implements LoadedNetwork {

    private final Graph graph;
    private final Fold.Folded folded;
    private final Device device;
    private final ScriptStyle style;
    private final boolean shared;
    private final NDManager manager;
    private final PtSymbolBlock module;
    private PtSymbolBlock portable;

    CompiledNetwork(final Graph graph, final Fold.Folded folded, final Device device, final ScriptStyle style) {
        this.graph = graph;
        this.folded = folded;
        this.device = device;
        this.style = style;
        shared = style.fused() && WorkSharing.isExact(folded.graph());
        manager = Engine.get().newBaseManager(device);
        try {
            module = load(style);
        } catch (final RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    private PtSymbolBlock load(final ScriptStyle how) {
        final byte[] archive = GraphScript.archive(folded.graph(), folded.weights(), how);
        try {
            return JniUtils.loadModule((PtNDManager) manager, new ByteArrayInputStream(archive), true, false);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** oneDNN cannot add images of a single pixel, since it cannot tell the order of their channels. */
    private PtSymbolBlock module(final int height, final int width) {
        final Map<String, sc.fiji.acuity.network.Shape> shapes = folded.graph().shapes(height, width);
        if (style.fused() && folded.graph().nodes().stream()
            .anyMatch(node -> (node.op() instanceof Op.Add || node.op() instanceof Op.Concat)
                && shapes.get(node.name()).pixels() == 1)) {
            synchronized (this) {
                portable = portable == null ? load(ScriptStyle.PORTABLE) : portable;
                return portable;
            }
        }
        return module;
    }

    @Override
    public Graph graph() {
        return graph;
    }

    @Override
    public Runner runner(final int height, final int width) {
        return runner(height, width, 1);
    }

    @Override
    public Runner runner(final int height, final int width, final int threads) {
        return new CompiledRunner(height, width, threads);
    }

    @Override
    public String device() {
        return ReferenceNetwork.name(device);
    }

    @Override
    public String numerics() {
        return switch (style) {
            case PORTABLE, TRAINING -> "compiled fp32";
            case FUSED -> "compiled fp32, oneDNN";
            case FUSED_BF16 -> "compiled bf16, oneDNN";
            case TRAINING_BF16 -> "compiled bf16";
        };
    }

    @Override
    public void close() {
        module.close();
        if (portable != null) {
            portable.close();
        }
        manager.close();
    }

    private final class CompiledRunner implements Runner {

        private final PtSymbolBlock block;
        private final TileBuffer buffer;
        private final int threads;

        CompiledRunner(final int height, final int width, final int threads) {
            this.threads = shared ? threads : 1;
            block = module(height, width);
            buffer = new TileBuffer(graph, height, width);
        }

        @Override
        public void run(final float[] input, final float[] output) {
            buffer.check(input, output);
            Engine.prepareThread(false, threads);
            // no profiling runs: the first tile is computed as all others
            JniUtils.setGraphExecutorOptimize(false);
            try (NDManager tile = manager.newSubManager()) {
                final NDArray x = buffer.load(input, tile);
                try (IValue argument = IValue.from((PtNDArray) x); IValue result = block.forward(argument)) {
                    final NDArray y = result.toTensor((PtNDManager) tile);
                    buffer.store(y, output);
                }
            }
        }

        @Override
        public void close() {
            // buffers go with the garbage collector, arrays went with each run
        }
    }
}
