package sc.fiji.acuity.upscale;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.base.Threads;
import sc.fiji.acuity.engine.LoadedNetwork;
import sc.fiji.acuity.image.Plane;

/**
 * Times a tile as it will be in the run: with the others beside it on all cores, the second of two. The first is slow,
 * since everything happens for the first time.
 */
final class TileProbe {

    private TileProbe() {}

    /** Seconds a tile takes when as many workers are busy and share the cores. */
    static double seconds(final LoadedNetwork network, final Cutting cutting, final int workers,
        final int cores, final Progress progress) {
        final ExecutorService pool = Executors.newFixedThreadPool(workers, task -> {
            final Thread thread = new Thread(task, "acuity-probe");
            thread.setDaemon(true);
            return thread;
        });
        try {
            final CountDownLatch together = new CountDownLatch(workers);
            final List<Future<Double>> times = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                times.add(pool.submit(timing(network, cutting, Math.max(1, cores / workers), together, progress)));
            }
            double sum = 0;
            for (final Future<Double> time : times) {
                sum += Threads.result(time);
            }
            return sum / workers;
        } finally {
            Threads.end(pool);
        }
    }

    private static Callable<Double> timing(final LoadedNetwork network, final Cutting cutting,
        final int threads, final CountDownLatch together, final Progress progress) {
        return () -> {
            final int width = cutting.plan().width();
            final int height = cutting.plan().height();
            final Rectangle all = new Rectangle(width, height);
            final Tile tile = new Tile(0, 0, 0, 0, width, height);
            final PlaneTask task = new RawTask(noise(network.graph().inputChannels(), width, height),
                network.graph().scale()).open(0);
            try (TileWorker worker = new TileWorker(network, network, cutting.plan(), all, threads)) {
                worker.compute(task, 0, tile, all);
                progress.checkCancelled();
                together.countDown();
                together.await();
                final long start = System.nanoTime();
                worker.compute(task, 0, tile, all);
                return (System.nanoTime() - start) / 1e9;
            } finally {
                // whoever fails or is cancelled does not let the others wait
                together.countDown();
            }
        };
    }

    private static Plane[] noise(final int channels, final int width, final int height) {
        final Plane[] planes = new Plane[channels];
        for (int c = 0; c < channels; c++) {
            final SplittableRandom random = new SplittableRandom(c);
            planes[c] = new Plane(width, height);
            for (int i = 0; i < planes[c].data().length; i++) {
                planes[c].data()[i] = (float) random.nextDouble();
            }
        }
        return planes;
    }
}
