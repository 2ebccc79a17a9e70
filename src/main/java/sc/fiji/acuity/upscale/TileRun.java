package sc.fiji.acuity.upscale;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.base.Threads;
import sc.fiji.acuity.engine.LoadedNetwork;
import sc.fiji.acuity.engine.Runner;
import sc.fiji.acuity.image.Plane;

/**
 * Runs all tiles of all planes through a network with several workers, each with a runner and buffers of its own.
 *
 * <p>Tiles are taken in order, a plane is opened at its first tile and handed over after its last: at most one plane
 * more than there are workers is open at a time. Which worker takes which tile changes nothing in the result.
 */
final class TileRun {

    /** The planes of an image, opened one by one. */
    interface Tasks {

        int size();

        /** By one thread at a time, in any order. */
        PlaneTask open(int index);
    }

    private final LoadedNetwork network;
    private final LoadedNetwork exact;
    private final TilePlan plan;
    private final List<Tile> tiles;
    private final Tasks planes;
    private final Rectangle region;
    private final Progress progress;
    private final int scale;
    private final int channels;
    private final Map<Integer, Open> open = new HashMap<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private long next;
    private long done;

    /** A plane and how many of its tiles are not done. */
    private static final class Open {

        private final PlaneTask task;
        private int left;

        Open(final PlaneTask task, final int left) {
            this.task = task;
            this.left = left;
        }
    }

    private record Work(int plane, PlaneTask task, Tile tile) {}

    /** @param exact what computes a tile again when its result is no image: the network in fp32, or the same */
    TileRun(final LoadedNetwork network, final LoadedNetwork exact, final TilePlan plan, final Tasks planes,
        final Rectangle region, final Progress progress) {
        this.network = network;
        this.exact = exact;
        this.plan = plan;
        tiles = plan.touching(region);
        this.planes = planes;
        this.region = region;
        this.progress = progress;
        scale = network.graph().scale();
        channels = network.graph().inputChannels();
    }

    void run(final int workers) {
        final int threads = (int) Math.max(1, Math.min(workers, (long) tiles.size() * planes.size()));
        final ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            final Thread thread = new Thread(task, "acuity-upscale");
            thread.setDaemon(true);
            return thread;
        });
        try {
            final List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(this::work));
            }
            for (final Future<?> one : running) {
                Threads.result(one);
            }
        } finally {
            stopped.set(true);
            Threads.end(pool);
        }
    }

    private void work() {
        final float[] input = new float[Math.multiplyExact(channels * plan.width(), plan.height())];
        final float[] output = new float[Math.multiplyExact(input.length, scale * scale)];
        try (Runner runner = network.runner(plan.height(), plan.width())) {
            for (Work work = take(); work != null; work = take()) {
                progress.checkCancelled();
                if (work.task().lr() != null) {
                    compute(runner, work, input, output);
                }
                finish(work);
            }
        } catch (final RuntimeException | Error e) {
            stopped.set(true);
            throw e;
        }
    }

    private synchronized Work take() {
        if (stopped.get() || next == (long) tiles.size() * planes.size()) {
            return null;
        }
        final int plane = (int) (next / tiles.size());
        final Tile tile = tiles.get((int) (next % tiles.size()));
        next++;
        final Open opened = open.computeIfAbsent(plane, i -> new Open(planes.open(i), tiles.size()));
        return new Work(plane, opened.task, tile);
    }

    private void finish(final Work work) {
        final boolean last;
        final double fraction;
        synchronized (this) {
            last = --open.get(work.plane()).left == 0;
            if (last) {
                open.remove(work.plane());
            }
            done++;
            fraction = (double) done / ((double) tiles.size() * planes.size());
        }
        if (last) {
            work.task().finish().run();
        }
        progress.report("Upscaling", fraction);
    }

    private void compute(final Runner runner, final Work work, final float[] input, final float[] output) {
        read(work, input);
        runner.run(input, output);
        if (TileCheck.isBad(input, output)) {
            again(runner, input, output);
            if (TileCheck.isBad(input, output)) {
                throw new AcuityException("the tile at " + work.tile().x() + ", " + work.tile().y() + " of plane "
                    + (work.plane() + 1), "gives no image: the network's result is constant or not a number",
                    "check the model by acuity models verify, or use another");
            }
        }
        write(work, output);
    }

    private void again(final Runner runner, final float[] input, final float[] output) {
        if (exact == network) {
            runner.run(input, output);
            return;
        }
        try (Runner other = exact.runner(plan.height(), plan.width())) {
            other.run(input, output);
        }
    }

    private void read(final Work work, final float[] input) {
        final IntensityMap map = work.task().map();
        int to = 0;
        for (final Plane lr : work.task().lr()) {
            for (int y = 0; y < plan.height(); y++) {
                final int from = (work.tile().y() + y) * lr.width() + work.tile().x();
                map.toNetwork(lr.data(), from, input, to, plan.width());
                to += plan.width();
            }
        }
    }

    /** What the tile is responsible for, as far as it lies in the region. */
    private void write(final Work work, final float[] output) {
        final Tile tile = work.tile();
        final Rectangle kept = region
            .intersection(new Rectangle(tile.keepX(), tile.keepY(), tile.keepWidth(), tile.keepHeight()));
        final int stride = plan.width() * scale;
        final int x = (kept.x - tile.x()) * scale;
        for (int c = 0; c < channels; c++) {
            final int from = c * stride * plan.height() * scale + x;
            for (int row = 0; row < kept.height * scale; row++) {
                final int y = (kept.y - tile.y()) * scale + row;
                work.task().sinks()[c].row((kept.x - region.x) * scale, (kept.y - region.y) * scale + row, output,
                    from + y * stride, kept.width * scale);
            }
        }
    }
}
