package sc.fiji.acuity.search.supernet;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import sc.fiji.acuity.engine.Loss;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Hnas;
import sc.fiji.acuity.train.Batch;

/**
 * All networks of a space of HNAS at once, with weights that they share. A step trains the path that one of them takes,
 * by Adam; what no path has touched has its first values still.
 *
 * <pre>{@code
 * SuperNet net = new SuperNet(1);
 * double loss = net.train(network, batch, 1e-3);
 * double psnr = net.psnr(network, other);
 * }</pre>
 */
public final class SuperNet {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    /** A path that was seldom taken has gradients of any size. */
    private static final double CLIP = 1;
    private static final int PARTS = 3;
    private static final String STEPS = "steps";

    private final long seed;
    private final Map<String, Shared> all = new TreeMap<>();

    /** A tensor with its optimiser, which counts the steps in which it was on the path. */
    private static final class Shared {

        private final Tensor values;
        private final Tensor mean;
        private final Tensor square;
        private int steps;

        Shared(final Tensor values, final Tensor mean, final Tensor square, final int steps) {
            this.values = values;
            this.mean = mean;
            this.square = square;
            this.steps = steps;
        }

        static Shared of(final Tensor first) {
            return new Shared(first.copy(), Tensor.zeros(first.shape()), Tensor.zeros(first.shape()), 0);
        }

        void step(final float[] gradient, final double factor, final double rate) {
            steps++;
            final double correct1 = 1 - StrictMath.pow(BETA1, steps);
            final double correct2 = 1 - StrictMath.pow(BETA2, steps);
            final float[] w = values.data();
            final float[] m = mean.data();
            final float[] v = square.data();
            for (int i = 0; i < w.length; i++) {
                final double g = factor * gradient[i];
                m[i] = (float) (BETA1 * m[i] + (1 - BETA1) * g);
                v[i] = (float) (BETA2 * v[i] + (1 - BETA2) * g * g);
                w[i] -= (float) (rate * (m[i] / correct1) / (Math.sqrt(v[i] / correct2) + EPSILON));
            }
        }
    }

    /** @param seed of the first values */
    public SuperNet(final long seed) {
        this.seed = seed;
    }

    /** The values that a network has in this net: the tensors themselves where there are any yet. */
    public Weights weights(final Hnas network) {
        final Map<String, Tensor> weights = new LinkedHashMap<>();
        final Weights[] first = new Weights[1];
        HnasPaths.of(network).forEach((name, key) -> {
            if (!all.containsKey(key) && first[0] == null) {
                first[0] = network.initialWeights(seed);
            }
            weights.put(name, all.containsKey(key) ? all.get(key).values : first[0].get(name));
        });
        return new Weights(weights);
    }

    /**
     * A step of a network's path.
     *
     * @return the mean absolute error before; no number if it or its gradient is none, and then nothing is changed
     */
    public double train(final Hnas network, final Batch batch, final double rate) {
        final Weights weights = weights(network);
        final Batch.Step step = gradient(network, batch, Loss.L1);
        final double norm = step.norm();
        if (!step.isFinite()) {
            return Double.NaN;
        }
        final double factor = norm > CLIP ? CLIP / norm : 1;
        HnasPaths.of(network).forEach((name, key) -> all.computeIfAbsent(key, k -> Shared.of(weights.get(name)))
            .step(step.gradient().get(name).data(), factor, rate));
        return step.loss();
    }

    Batch.Step gradient(final Hnas network, final Batch batch, final Loss loss) {
        return batch.gradient(network.graph(), weights(network), loss);
    }

    /** What a network is worth with the weights as they are, in dB. */
    public double psnr(final Hnas network, final Batch batch) {
        return batch.psnr(network.graph(), weights(network));
    }

    /** How many tensors were touched. */
    public int size() {
        return all.size();
    }

    /** All that steps change, for a checkpoint: for each tensor its values and the optimiser's two means. */
    public Weights state() {
        final Map<String, Tensor> state = new LinkedHashMap<>();
        final float[] steps = new float[all.size()];
        all.forEach((key, shared) -> {
            steps[state.size()] = shared.steps;
            final int[] shape = shared.values.shape();
            final int n = shared.values.data().length;
            final int[] three = new int[shape.length + 1];
            three[0] = PARTS;
            System.arraycopy(shape, 0, three, 1, shape.length);
            final Tensor joined = Tensor.zeros(three);
            System.arraycopy(shared.values.data(), 0, joined.data(), 0, n);
            System.arraycopy(shared.mean.data(), 0, joined.data(), n, n);
            System.arraycopy(shared.square.data(), 0, joined.data(), 2 * n, n);
            state.put(key, joined);
        });
        state.put(STEPS, new Tensor(new int[] {steps.length}, steps));
        return new Weights(state);
    }

    /** @throws IllegalArgumentException if it is no state of a net */
    public void restore(final Weights state) {
        all.clear();
        final float[] steps = state.get(STEPS).data();
        if (steps.length != state.names().size() - 1) {
            throw new IllegalArgumentException(STEPS + " are of " + steps.length + " tensors, not "
                + (state.names().size() - 1));
        }
        state.asMap().forEach((key, joined) -> {
            if (!key.equals(STEPS)) {
                all.put(key, new Shared(part(key, joined, 0), part(key, joined, 1), part(key, joined, 2), 0));
            }
        });
        int i = 0;
        for (final Shared shared : all.values()) {
            shared.steps = (int) steps[i++];
        }
    }

    private static Tensor part(final String key, final Tensor joined, final int part) {
        final int[] shape = joined.shape();
        if (shape.length < 2 || shape[0] != PARTS) {
            throw new IllegalArgumentException(key + " has not " + PARTS + " parts");
        }
        final Tensor one = Tensor.zeros(Arrays.copyOfRange(shape, 1, shape.length));
        System.arraycopy(joined.data(), part * one.data().length, one.data(), 0, one.data().length);
        return one;
    }
}
