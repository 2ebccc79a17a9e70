package sc.fiji.acuity.model.foreign;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import sc.fiji.acuity.network.Tensor;

/**
 * What a file of another program holds: its tensors by that program's names, in the file's order and layout.
 *
 * <pre>{@code
 * ForeignTensors file = ForeignFile.read(Path.of("FALSR-B.pb"));
 * Tensor kernel = file.get("test_sr_evaluator_i1_b0_g/n32s1/c/kernel").orElseThrow();
 * }</pre>
 *
 * @param format in a user's words: {@code PyTorch (zip)}, {@code PyTorch (before 1.6)}, {@code TensorFlow graph},
 *        {@code safetensors}
 * @param tensors as the file has them: PyTorch kernels are [out, in / groups, height, width], TensorFlow's
 *        [height, width, in / groups, out]
 * @param nodes of a file that holds a graph, in its order; empty for others
 */
public record ForeignTensors(String format, Map<String, Tensor> tensors, Map<String, Node> nodes) {

    private static final int SHOWN = 8;

    /**
     * One operation of a foreign graph.
     *
     * @param operation as that program calls it: {@code ConcatV2}
     * @param inputs names of nodes, in order; {@code name:1} is the second result of a node. Those that only say what
     *        runs first are left out
     * @param attributes those that are whole numbers, lists of them ({@code 1,1,1,1}) or short texts ({@code SAME})
     */
    public record Node(String operation, List<String> inputs, Map<String, String> attributes) {

        public Node {
            inputs = List.copyOf(inputs);
            attributes = Map.copyOf(attributes);
        }
    }

    public ForeignTensors {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    }

    /** Of a file that holds tensors only. */
    public ForeignTensors(final String format, final Map<String, Tensor> tensors) {
        this(format, tensors, Map.of());
    }

    public Optional<Tensor> get(final String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /** The shape of a tensor; empty if there is none of that name. */
    public Optional<int[]> shape(final String name) {
        return get(name).map(Tensor::shape);
    }

    /** In a sentence what there is: {@code a safetensors file of 12 tensors, conv1.weight [64, 1, 5, 5], …}. */
    public String summary() {
        return format + ", " + tensors.size() + (tensors.size() == 1 ? " tensor" : " tensors")
            + (tensors.isEmpty() ? "" : ": ") + tensors.entrySet().stream().limit(SHOWN)
                .map(e -> e.getKey() + " " + Arrays.toString(e.getValue().shape())).collect(Collectors.joining(", "))
            + (tensors.size() > SHOWN ? ", …" : "");
    }
}
