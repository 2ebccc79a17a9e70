package sc.fiji.acuity.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;

import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Weights;

/** A graph as one module that takes the parameters beside the image, so that gradients flow to them. */
final class TrainingScript implements AutoCloseable {

    private final List<String> names;
    private final PtSymbolBlock module;

    TrainingScript(final Graph graph, final Weights weights, final ScriptStyle style, final NDManager manager) {
        names = List.copyOf(graph.parameters().keySet());
        final byte[] archive = GraphScript.archive(graph, weights, style);
        try {
            module = JniUtils.loadModule((PtNDManager) manager, new ByteArrayInputStream(archive), true, false);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return of the input's manager */
    NDArray run(final NDArray input, final Map<String, NDArray> parameters) {
        // no profiling runs: the first step is computed as all others
        JniUtils.setGraphExecutorOptimize(false);
        final NDList arguments = new NDList(input);
        // arrays that have names would be taken for fields of structures
        names.forEach(name -> arguments.add(parameters.get(name)));
        return IValueUtils.forward(module, arguments, true).singletonOrThrow();
    }

    @Override
    public void close() {
        module.close();
    }
}
