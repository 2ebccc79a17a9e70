package sc.fiji.acuity.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The parameters of a network by name, in the order of its graph: {@code conv1.weight}, {@code conv1.bias}, ….
 *
 * <pre>{@code
 * Weights weights = architecture.initialWeights(42);
 * Tensor kernel = weights.get("conv1.weight");
 * }</pre>
 */
public final class Weights {

    private final Map<String, Tensor> tensors;

    public Weights(final Map<String, Tensor> tensors) {
        this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /** @throws IllegalArgumentException if there is no tensor of that name */
    public Tensor get(final String name) {
        final Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor " + name + "; there are " + tensors.keySet());
        }
        return tensor;
    }

    public Set<String> names() {
        return tensors.keySet();
    }

    public Map<String, Tensor> asMap() {
        return tensors;
    }

    /** How many values there are in all. */
    public long count() {
        return tensors.values().stream().mapToLong(t -> t.data().length).sum();
    }

    /** Tensors with values of their own. */
    public Weights copy() {
        final Map<String, Tensor> copies = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> copies.put(name, tensor.copy()));
        return new Weights(copies);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Weights w && tensors.equals(w.tensors);
    }

    @Override
    public int hashCode() {
        return tensors.hashCode();
    }

    @Override
    public String toString() {
        return "Weights" + tensors;
    }
}
