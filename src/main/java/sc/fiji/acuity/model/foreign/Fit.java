package sc.fiji.acuity.model.foreign;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

/** Brings a file's tensors under the names of a graph; what is missing, left over or of another shape is an error. */
final class Fit {

    private static final int SHOWN = 8;

    private Fit() {}

    /**
     * @param foreign the file's name for a parameter of the graph
     * @return the weights in the order of the graph
     * @throws AcuityException naming the tensor, its shape and the shape that was expected
     */
    static Weights of(final ForeignTensors file, final Hints hints, final Architecture architecture,
        final UnaryOperator<String> foreign) {
        final Map<String, Tensor> weights = new LinkedHashMap<>();
        final Set<String> left = new TreeSet<>(file.tensors().keySet());
        architecture.graph().parameters().forEach((name, shape) -> {
            final String there = foreign.apply(name);
            final Tensor tensor = file.get(there).orElseThrow(() -> misfit(hints, "looks like " + architecture
                + ", but has no tensor " + there + " " + Arrays.toString(shape)));
            if (!Arrays.equals(tensor.shape(), shape)) {
                throw misfit(hints, there, tensor.shape(), Arrays.toString(shape), architecture.toString());
            }
            left.remove(there);
            weights.put(name, tensor);
        });
        if (!left.isEmpty()) {
            throw misfit(hints, "looks like " + architecture + ", but has " + left.size() + " more: "
                + left.stream().limit(SHOWN)
                    .map(name -> name + " " + Arrays.toString(file.shape(name).orElseThrow()))
                    .collect(Collectors.joining(", ")));
        }
        return new Weights(weights);
    }

    static AcuityException misfit(final Hints hints, final String tensor, final int[] shape, final String expected,
        final String network) {
        return misfit(hints, "the tensor " + tensor + " has the shape " + Arrays.toString(shape) + ", and " + expected
            + " was expected for " + network);
    }

    static AcuityException misfit(final Hints hints, final String reason) {
        return new AcuityException(hints.fileName(), reason, "give weights of the network as it was published, whole");
    }
}
