package sc.fiji.acuity.model.export;

import java.nio.file.Path;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;

import sc.fiji.acuity.engine.Engine;
import sc.fiji.acuity.network.Tensor;

/** Runs a file of PyTorch's as DJL's own documentation says. */
final class PlainDjl {

    private PlainDjl() {}

    static float[] run(final Path file, final Tensor input) throws Exception {
        // it starts libtorch as this program does; after that everything is DJL's
        Engine.version();
        final Criteria<NDList, NDList> criteria = Criteria.builder().setTypes(NDList.class, NDList.class)
            .optModelPath(file).optEngine("PyTorch").optTranslator(new NoopTranslator()).build();
        try (ZooModel<NDList, NDList> model = criteria.loadModel();
            Predictor<NDList, NDList> predictor = model.newPredictor(); NDManager manager = NDManager.newBaseManager()) {
            final int[] shape = input.shape();
            final NDList in = new NDList(
                manager.create(input.data(), new Shape(shape[0], shape[1], shape[2], shape[3])));
            try (NDList out = predictor.predict(in)) {
                return out.singletonOrThrow().toFloatArray();
            }
        }
    }
}
