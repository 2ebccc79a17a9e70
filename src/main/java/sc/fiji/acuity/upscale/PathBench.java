package sc.fiji.acuity.upscale;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import ij.ImagePlus;
import ij.process.ShortProcessor;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.base.Threads;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Engine;
import sc.fiji.acuity.engine.LoadedNetwork;
import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.engine.Runner;
import sc.fiji.acuity.model.ModelPackage;

/**
 * What it costs to get from image to image, beside the network's own work: reading, mapping, checking, rounding.
 *
 * <pre>{@code
 * PathBench.Figures figures = PathBench.of(model, DeviceChoice.CPU, 2048, 2048, 7, progress);
 * }</pre>
 *
 * A 16-bit image goes through the model, and in turns with it as many tiles of the same size through the bare runner, on
 * as many threads; in fp32, after two rounds that are not counted.
 */
public final class PathBench {

    private static final int WARM_UP = 2;

    private final LoadedNetwork network;
    private final Cutting cutting;
    private final int workers;
    private final int cores;
    private final List<Runner> runners = new ArrayList<>();

    private PathBench(final LoadedNetwork network, final Cutting cutting, final int workers,
        final int cores) {
        this.cores = cores;
        this.network = network;
        this.cutting = cutting;
        this.workers = workers;
    }

    /**
     * Medians.
     *
     * @param image seconds from ImagePlus to ImagePlus
     * @param bare seconds of the runner alone
     * @param halo share of the network's work that is done for halos
     */
    public record Figures(double image, double bare, int tiles, double halo, int workers) {}

    /**
     * @param width of the image, LR pixels
     * @param runs that are timed
     */
    public static Figures of(final ModelPackage model, final DeviceChoice device, final int width, final int height,
        final int runs, final Progress progress) {
        final int wanted = Runtime.getRuntime().availableProcessors();
        final double[] image = new double[runs];
        final double[] bare = new double[runs];
        try (LoadedNetwork network = Engine.load(model.graph(), model.weights(), device, Precision.FP32);
            Upscaler upscaler = Upscaler.open(model, device, wanted)) {
            final Cutting cutting = Cutting.of(network.graph(), width, height, 0);
            final PathBench bench = new PathBench(network, cutting, cutting.workers(wanted, Long.MAX_VALUE), wanted);
            final ImagePlus source = noise(width, height);
            final UpscaleOptions options = UpscaleOptions.DEFAULT.in(Precision.FP32);
            try {
                for (int run = -WARM_UP; run < runs; run++) {
                    final long start = System.nanoTime();
                    upscaler.upscale(source, options, progress);
                    final long middle = System.nanoTime();
                    bench.run(progress);
                    if (run >= 0) {
                        image[run] = (middle - start) / 1e9;
                        bare[run] = (System.nanoTime() - middle) / 1e9;
                    }
                }
            } finally {
                bench.runners.forEach(Runner::close);
            }
            final int tiles = cutting.plan().tiles().size();
            final double computed = (double) tiles * cutting.plan().width() * cutting.plan().height();
            return new Figures(median(image), median(bare), tiles, 1 - (double) width * height / computed,
                bench.workers);
        }
    }

    /** All tiles through runners that are made at the first call. */
    private void run(final Progress progress) {
        final int together = Math.min(workers, cutting.plan().tiles().size());
        while (runners.size() < together) {
            runners.add(network.runner(cutting.plan().height(), cutting.plan().width(), Math.max(1, cores / together)));
        }
        final AtomicInteger next = new AtomicInteger();
        final ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            final List<Future<?>> running = new ArrayList<>();
            for (final Runner runner : runners) {
                running.add(pool.submit(() -> tiles(runner, next, progress)));
            }
            running.forEach(Threads::result);
        } finally {
            Threads.end(pool);
        }
    }

    private void tiles(final Runner runner, final AtomicInteger next, final Progress progress) {
        final int values = network.graph().inputChannels() * cutting.plan().width() * cutting.plan().height();
        final float[] input = new float[values];
        final float[] output = new float[values * network.graph().scale() * network.graph().scale()];
        final SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < values; i++) {
            input[i] = (float) random.nextDouble();
        }
        while (next.getAndIncrement() < cutting.plan().tiles().size()) {
            progress.checkCancelled();
            runner.run(input, output);
        }
    }

    private static ImagePlus noise(final int width, final int height) {
        final ShortProcessor pixels = new ShortProcessor(width, height);
        final SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < pixels.getPixelCount(); i++) {
            pixels.set(i, random.nextInt(1 << 14));
        }
        return new ImagePlus("noise", pixels);
    }

    private static double median(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
