package sc.fiji.acuity.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import sc.fiji.acuity.base.Threads;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Differentiator;
import sc.fiji.acuity.engine.Engine;
import sc.fiji.acuity.engine.Gradients;
import sc.fiji.acuity.engine.Loss;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Tensor;
import sc.fiji.acuity.network.Weights;

/**
 * Computes the gradient of a batch in equal parts, one thread each, and adds them in the order of the parts: the sum is
 * the same whichever thread is first.
 */
final class GradientShards implements AutoCloseable {

    private static final double LONGEST = Math.sqrt(Float.MAX_VALUE);

    private final Loss kind;
    private final List<Differentiator> differentiators = new ArrayList<>();
    private final List<Weights> gradients = new ArrayList<>();
    private final ExecutorService threads;

    /** Of the absolute error. */
    GradientShards(final Graph graph, final Weights weights, final int shards, final DeviceChoice device) {
        this(graph, weights, Loss.L1, Gradients.REFERENCE, shards, device);
    }

    GradientShards(final Graph graph, final Weights weights, final Loss kind, final Gradients how, final int shards,
        final DeviceChoice device) {
        this.kind = kind;
        for (int i = 0; i < shards; i++) {
            differentiators.add(Engine.differentiate(graph, weights, how, device));
            gradients.add(differentiators.get(i).newGradient());
        }
        threads = Executors.newFixedThreadPool(shards, task -> {
            final Thread thread = new Thread(task, "acuity-train");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** @return the mean loss; {@code gradient()} then holds the mean gradient */
    double compute(final Weights weights, final float[] lr, final float[] hr, final int batch, final int height,
        final int width) throws InterruptedException {
        final int part = batch / differentiators.size();
        final double loss = mean(lr, hr, (shard, small, large) -> {
            differentiators.get(shard).setParameters(weights);
            return differentiators.get(shard).loss(kind, small, large, part, height, width, gradients.get(shard));
        });
        average();
        return loss;
    }

    /** @return the mean loss with the weights of the last time */
    double evaluate(final float[] lr, final float[] hr, final int batch, final int height, final int width)
        throws InterruptedException {
        final int part = batch / differentiators.size();
        return mean(lr, hr, (shard, small, large) -> differentiators.get(shard).evaluate(kind, small, large, part,
            height, width));
    }

    @FunctionalInterface
    private interface Part {
        double loss(int shard, float[] lr, float[] hr);
    }

    private double mean(final float[] lr, final float[] hr, final Part part) throws InterruptedException {
        final int shards = differentiators.size();
        final int lrPart = lr.length / shards;
        final int hrPart = hr.length / shards;
        final List<Future<Double>> losses = new ArrayList<>();
        for (int i = 0; i < shards; i++) {
            final int shard = i;
            losses.add(threads.submit(() -> part.loss(shard,
                Arrays.copyOfRange(lr, shard * lrPart, (shard + 1) * lrPart),
                Arrays.copyOfRange(hr, shard * hrPart, (shard + 1) * hrPart))));
        }
        double loss = 0;
        for (final Future<Double> one : losses) {
            loss += get(one);
        }
        return loss / shards;
    }

    private static double get(final Future<Double> future) throws InterruptedException {
        try {
            return future.get();
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void average() {
        final int shards = gradients.size();
        final Weights sum = gradients.get(0);
        for (final String name : sum.names()) {
            final float[] total = sum.get(name).data();
            for (int s = 1; s < shards; s++) {
                final float[] other = gradients.get(s).get(name).data();
                for (int i = 0; i < total.length; i++) {
                    total[i] += other[i];
                }
            }
            for (int i = 0; i < total.length; i++) {
                total[i] /= shards;
            }
        }
    }

    /** The length of the gradient, all parameters together. */
    double norm() {
        return norm(gradient());
    }

    /** Whether a gradient of this length can be learned from: Adam keeps squares as floats. */
    static boolean isUsable(final double norm) {
        return norm < LONGEST;
    }

    static double norm(final Weights gradient) {
        double square = 0;
        for (final Tensor tensor : gradient.asMap().values()) {
            for (final float value : tensor.data()) {
                square += (double) value * value;
            }
        }
        return Math.sqrt(square);
    }

    void multiply(final double factor) {
        for (final Tensor tensor : gradient().asMap().values()) {
            for (int i = 0; i < tensor.data().length; i++) {
                tensor.data()[i] = (float) (factor * tensor.data()[i]);
            }
        }
    }

    Weights gradient() {
        return gradients.get(0);
    }

    @Override
    public void close() {
        // one may still compute after another has failed
        Threads.end(threads);
        differentiators.forEach(Differentiator::close);
    }
}
