package sc.fiji.acuity.model.onnx;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Version;
import sc.fiji.acuity.network.Fold;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Weights;

/**
 * A network as an ONNX model, for ONNX Runtime and whatever else reads the format (onnx.ai).
 *
 * <pre>{@code
 * OnnxModel.of("balanced-x2", graph, weights, Map.of("scale", "2")).write(Path.of("balanced-x2.onnx"));
 * }</pre>
 *
 * It takes {@value #INPUT}, float32 [batch, channels, height, width], and gives {@value #OUTPUT}, as many times as high
 * and wide as the network enlarges; batch, height and width are free. Only operators of ONNX's own set, version
 * {@value #OPSET}, are used, and every operation is said exactly: results differ from ours by rounding only.
 * The same network gives the same bytes.
 */
public final class OnnxModel {

    /** The name of the image that goes in. */
    public static final String INPUT = "input";

    /** The name of the image that comes out. */
    public static final String OUTPUT = "output";

    /** The version of ONNX's operators. */
    public static final int OPSET = 13;

    private static final int IR_VERSION = 8;

    /** Readers of protobuf take no more. */
    private static final long LARGEST = Integer.MAX_VALUE;

    private final String name;
    private final Message message;

    private OnnxModel(final String name, final Message message) {
        this.name = name;
        this.message = message;
    }

    /**
     * @param name of the graph
     * @param metadata what programs and people want to know; becomes {@code metadata_props}, in this order
     * @throws AcuityException naming an operation that ONNX cannot say
     */
    public static OnnxModel of(final String name, final Graph graph, final Weights weights,
        final Map<String, String> metadata)
    {
        final Fold.Folded folded = Fold.fold(graph, weights);
        for (final Graph.Node node : folded.graph().nodes()) {
            if (!OpWriters.knows(node.op())) {
                throw new AcuityException(name, "has the operation " + node.op() + " in " + node.name()
                    + ", which ONNX has no exact words for", "export it as package");
            }
        }
        final Message model = new Message().number(1, IR_VERSION).text(2, "Acuity").text(3, Version.get())
            .text(4, "sc.fiji.acuity").number(5, 1)
            .message(7, new GraphWriter(folded.graph(), folded.weights()).write(name))
            .message(8, new Message().text(1, "").number(2, OPSET));
        metadata.forEach((key, value) -> model.message(14, new Message().text(1, key).text(2, value)));
        if (model.size() > LARGEST) {
            throw new AcuityException(name, "has " + model.size() + " bytes as ONNX; " + LARGEST + " is the most",
                "export it as package");
        }
        return new OnnxModel(name, model);
    }

    /** The length of the file. */
    public long size() {
        return message.size();
    }

    /** Writes the file's content; the caller closes. */
    public void writeTo(final OutputStream out) throws IOException {
        message.writeTo(out);
    }

    /** Creates the file; an {@link AcuityException} if it exists. */
    public void write(final Path file) {
        AtomicFiles.create(file, temporary -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
                writeTo(out);
            }
        });
    }

    @Override
    public String toString() {
        return "OnnxModel " + name + ", " + size() + " bytes";
    }
}
