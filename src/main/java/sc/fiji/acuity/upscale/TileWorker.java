package sc.fiji.acuity.upscale;

import java.awt.Rectangle;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.engine.LoadedNetwork;
import sc.fiji.acuity.engine.Runner;
import sc.fiji.acuity.image.Plane;

/** Computes tiles, one after another, all of one size: a runner and its buffers. For one thread. */
final class TileWorker implements AutoCloseable {

    private final LoadedNetwork network;
    private final LoadedNetwork exact;
    private final TilePlan plan;
    private final Rectangle region;
    private final int scale;
    private final int channels;
    private final float[] input;
    private final float[] output;
    private final Runner runner;
    private final int threads;

    /**
     * @param region of the plane that is wanted, in its pixels
     * @param threads for each operation
     */
    TileWorker(final LoadedNetwork network, final LoadedNetwork exact, final TilePlan plan, final Rectangle region,
        final int threads) {
        this.threads = threads;
        this.network = network;
        this.exact = exact;
        this.plan = plan;
        this.region = region;
        scale = network.graph().scale();
        channels = network.graph().inputChannels();
        final long values = (long) channels * plan.width() * plan.height();
        input = new float[Math.toIntExact(values)];
        output = new float[Math.toIntExact(Math.multiplyExact(values, (long) scale * scale))];
        runner = network.runner(plan.height(), plan.width(), threads);
    }

    TilePlan plan() {
        return plan;
    }

    /**
     * Computes a tile.
     *
     * @param index of the plane, for messages
     * @param part what is taken of the result, in pixels of the plane
     */
    void compute(final PlaneTask task, final int index, final Tile tile, final Rectangle part) {
        read(task, tile);
        runner.run(input, output);
        if (TileCheck.isBad(input, output)) {
            again();
            if (TileCheck.isBad(input, output)) {
                throw new AcuityException("the tile at " + tile.x() + ", " + tile.y() + " of plane " + (index + 1),
                    "gives no image: the network's result is constant or not a number",
                    "check the model by acuity models verify, or use another");
            }
        }
        write(task, tile, part);
    }

    private void again() {
        if (exact == network) {
            runner.run(input, output);
            return;
        }
        try (Runner other = exact.runner(plan.height(), plan.width(), threads)) {
            other.run(input, output);
        }
    }

    private void read(final PlaneTask task, final Tile tile) {
        int to = 0;
        for (final Plane lr : task.lr()) {
            for (int y = 0; y < plan.height(); y++, to += plan.width()) {
                task.map().toNetwork(lr.data(), (tile.y() + y) * lr.width() + tile.x(), input, to, plan.width());
            }
        }
    }

    /** What the tile is responsible for, as far as it is wanted. */
    private void write(final PlaneTask task, final Tile tile, final Rectangle part) {
        final Rectangle kept = part
            .intersection(new Rectangle(tile.keepX(), tile.keepY(), tile.keepWidth(), tile.keepHeight()));
        final int stride = plan.width() * scale;
        final int x = (kept.x - tile.x()) * scale;
        for (int c = 0; c < channels; c++) {
            final int from = c * stride * plan.height() * scale + x;
            for (int row = 0; row < kept.height * scale; row++) {
                final int y = (kept.y - tile.y()) * scale + row;
                task.sinks()[c].row((kept.x - region.x) * scale, (kept.y - region.y) * scale + row, output,
                    from + y * stride, kept.width * scale);
            }
        }
    }

    @Override
    public void close() {
        runner.close();
    }
}
