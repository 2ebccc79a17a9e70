package sc.fiji.acuity.model.foreign;

import java.nio.file.Path;

import sc.fiji.acuity.base.AcuityException;

/** A frozen TensorFlow graph: a GraphDef message, constants within. */
final class TensorflowFile implements ForeignFormat {

    @Override
    public String name() {
        return "TensorFlow graph";
    }

    @Override
    public boolean looksLike(final byte[] head, final long size) {
        return false;
    }

    @Override
    public ForeignTensors read(final Path file) {
        throw new AcuityException(file.toString(), "is no graph", "get the file again");
    }
}
