package sc.fiji.acuity.upscale;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.base.Threads;
import sc.fiji.acuity.engine.LoadedNetwork;
import sc.fiji.acuity.engine.OutOfMemory;

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

        /** Not all planes will be finished. */
        default void abandon() {
            // mostly nobody waits for them
        }
    }

    private final LoadedNetwork network;
    private final LoadedNetwork exact;
    private final List<Tile> tiles;
    private final Tasks planes;
    private final Rectangle region;
    private final Progress progress;
    private final Map<Integer, Open> open = new HashMap<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile Cutting cutting;
    private volatile Optional<String> smaller = Optional.empty();
    private int within = 1;
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
    TileRun(final LoadedNetwork network, final LoadedNetwork exact, final Cutting cutting, final Tasks planes,
        final Rectangle region, final Progress progress) {
        this.network = network;
        this.exact = exact;
        this.cutting = cutting;
        tiles = cutting.plan().touching(region);
        this.planes = planes;
        this.region = region;
        this.progress = progress;
    }

    /**
     * Limits what a tile needs before anything is computed, as if memory had run out.
     *
     * @param bytes of memory that there are for intermediate results of one tile
     */
    TileRun within(final long bytes) {
        final Cutting less = cutting.within(network.graph(), bytes);
        if (less != cutting) {
            use(less);
        }
        return this;
    }

    /** @return how tiles got smaller than planned for want of memory, if they did */
    Optional<String> smaller() {
        return smaller;
    }

    /**
     * @param workers that memory has room for
     * @param cores to use: where there are fewer tiles or workers, each worker has several for each operation
     */
    void run(final int workers, final int cores) {
        final int threads = (int) Math.max(1, Math.min(workers, (long) tiles.size() * planes.size()));
        within = Math.max(1, cores / threads);
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
        } catch (final RuntimeException | Error e) {
            // what the others throw since one has failed tells nothing
            if (failure.get() instanceof Error error) {
                throw error;
            }
            if (failure.get() instanceof RuntimeException known) {
                throw known;
            }
            throw e;
        } finally {
            stopped.set(true);
            Threads.end(pool);
        }
    }

    private void work() {
        final Tools tools = new Tools();
        try (tools) {
            for (Work work = take(); work != null; work = take()) {
                progress.checkCancelled();
                if (work.task().lr() != null) {
                    compute(tools, work);
                }
                finish(work);
            }
        } catch (final RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            stopped.set(true);
            planes.abandon();
            throw e;
        }
    }

    /** What a thread computes with; made anew when tiles get smaller. */
    private final class Tools implements AutoCloseable {

        private Cutting made;
        private TileWorker worker;

        TileWorker of(final Cutting wanted) {
            if (made != wanted) {
                close();
                worker = new TileWorker(network, exact, wanted.plan(), region, within);
                made = wanted;
            }
            return worker;
        }

        @Override
        public void close() {
            if (worker != null) {
                worker.close();
            }
            worker = null;
            made = null;
        }
    }

    /** Where memory runs out, the smaller tiles that cover the same part take the place of the large one. */
    private void compute(final Tools tools, final Work work) {
        final Tile tile = work.tile();
        final Rectangle part = region
            .intersection(new Rectangle(tile.keepX(), tile.keepY(), tile.keepWidth(), tile.keepHeight()));
        while (true) {
            final Cutting tried = cutting;
            try {
                final TileWorker worker = tools.of(tried);
                if (smaller.isEmpty()) {
                    worker.compute(work.task(), work.plane(), tile, part);
                    return;
                }
                for (final Tile piece : tried.plan().touching(part)) {
                    progress.checkCancelled();
                    worker.compute(work.task(), work.plane(), piece, part);
                }
                return;
            } catch (final RuntimeException | OutOfMemoryError e) {
                if (!OutOfMemory.is(e)) {
                    throw e;
                }
                tools.close();
                halve(tried, e);
            }
        }
    }

    private synchronized void halve(final Cutting tried, final Throwable reason) {
        if (tried != cutting) {
            // another worker was faster
            return;
        }
        use(cutting.halved(network.graph()).orElseThrow(() -> new AcuityException("a tile of "
            + tried.plan().width() + " x " + tried.plan().height() + " pixels",
            "needs more memory than there is (" + String.valueOf(reason.getMessage()).lines().findFirst().orElse("")
                + "), and smaller ones are not possible",
            "close other programs, use fewer jobs, or another model", reason)));
    }

    private void use(final Cutting less) {
        smaller = Optional.of(less.plan().width() + " x " + less.plan().height()
            + " LR pixels, since memory was short" + (less.exact() ? "" : ", which changes the result a little"));
        cutting = less;
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
}
