package sc.fiji.acuity.train;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Gradients;
import sc.fiji.acuity.engine.Loss;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

/**
 * Gradients of a network and Adam steps of parts of its parameters, for those who train in a way of their own; a usual
 * training is a {@link Trainer}.
 *
 * <pre>{@code
 * WeightSteps.Part kernels = new WeightSteps.Part("kernels", names, 0.9);
 * try (WeightSteps steps = new WeightSteps(graph, start, Loss.L1, Gradients.FAST, 2, List.of(kernels))) {
 *     double loss = steps.compute(lr, hr, 8, 16);
 *     steps.step(kernels, 1e-3, 0);
 * }
 * }</pre>
 *
 * For one thread. The same calls on the same machine give the same bytes.
 */
public final class WeightSteps implements AutoCloseable {

    private final Map<String, int[]> shapes;
    private final GradientShards shards;
    private final Map<Part, Adam> optimizers = new LinkedHashMap<>();
    private Weights weights;

    /**
     * Parameters with an optimiser of their own.
     *
     * @param name of the part, in the state
     * @param parameters names; a parameter that is in no part stays as it is
     * @param beta1 of Adam: how much of the mean gradient is kept in each step
     */
    public record Part(String name, Set<String> parameters, double beta1) {

        public Part {
            parameters = Set.copyOf(parameters);
        }
    }

    /**
     * @param start copied
     * @param shards parts of a batch that are computed at the same time; a batch must be a multiple
     * @param parts without a parameter in common
     */
    public WeightSteps(final Graph graph, final Weights start, final Loss loss, final Gradients how, final int shards,
        final List<Part> parts) {
        shapes = graph.parameters();
        for (final Part part : parts) {
            optimizers.put(part, new Adam(only(part, start), part.beta1()));
        }
        weights = joined(start.copy());
        this.shards = new GradientShards(graph, weights, loss, how, shards, DeviceChoice.AUTO);
    }

    private static Weights only(final Part part, final Weights all) {
        final Map<String, Tensor> tensors = new LinkedHashMap<>();
        all.asMap().forEach((name, tensor) -> {
            if (part.parameters().contains(name)) {
                tensors.put(name, tensor);
            }
        });
        return new Weights(tensors);
    }

    /** The arrays that the optimisers change, in the order of the graph. */
    private Weights joined(final Weights all) {
        final Map<String, Tensor> tensors = new LinkedHashMap<>(all.asMap());
        optimizers.values().forEach(adam -> tensors.putAll(adam.weights().asMap()));
        return new Weights(tensors);
    }

    /** As they are; the next step changes them. */
    public Weights weights() {
        return weights;
    }

    /**
     * Loss and gradient on a batch.
     *
     * @param lr batch × channels × patch × patch values
     * @param hr the same at the large size
     * @return the mean loss; {@link #gradient()} then holds the mean gradient
     * @throws CancellationException if interrupted
     */
    public double compute(final float[] lr, final float[] hr, final int batch, final int patch) {
        try {
            return shards.compute(weights, lr, hr, batch, patch, patch);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /** Of the last batch, for all parameters; the next batch changes it, and so may the caller. */
    public Weights gradient() {
        return shards.gradient();
    }

    /** The length of the gradient, all parameters together. */
    public double gradientNorm() {
        return shards.norm();
    }

    /**
     * Moves a part along {@link #gradient()}.
     *
     * @param rate learning rate
     * @param step how many steps this part has made before
     */
    public void step(final Part part, final double rate, final int step) {
        optimizers.get(part).step(shards.gradient(), rate, 0, step);
    }

    /** Everything that the next steps depend on: copied. */
    public Weights state() {
        final Map<String, Tensor> all = new LinkedHashMap<>();
        optimizers.forEach((part, adam) -> adam.state().asMap()
            .forEach((name, tensor) -> all.put(part.name() + "/" + name, tensor)));
        return new Weights(all).copy();
    }

    /**
     * Goes on from a state.
     *
     * @throws IllegalArgumentException if it is not that of such a network
     */
    public void restore(final Weights state) {
        final Map<Part, Adam> restored = new HashMap<>();
        optimizers.keySet().forEach(part -> {
            final Map<String, int[]> own = new LinkedHashMap<>();
            optimizers.get(part).weights().names().forEach(name -> own.put(name, shapes.get(name)));
            restored.put(part, Adam.restore(state, part.name() + "/", own, part.beta1()));
        });
        optimizers.replaceAll((part, adam) -> restored.get(part));
        weights = joined(weights);
    }

    @Override
    public void close() {
        shards.close();
    }
}
