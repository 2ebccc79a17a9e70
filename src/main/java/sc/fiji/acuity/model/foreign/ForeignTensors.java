package sc.fiji.acuity.model.foreign;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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
 */
public record ForeignTensors(String format, Map<String, Tensor> tensors) {

    public ForeignTensors {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    public Optional<Tensor> get(final String name) {
        return Optional.ofNullable(tensors.get(name));
    }
}
