package sc.fiji.acuity.upscale;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Engine;
import sc.fiji.acuity.engine.LoadedNetwork;
import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.network.ReceptiveField;

/**
 * Shows for a model that tiles give what the whole image gives, and that workers change nothing.
 *
 * <pre>{@code
 * List<TileProof.Row> rows = TileProof.of(model, DeviceChoice.AUTO, Progress.NONE);
 * }</pre>
 *
 * A picture of clouds, edges and noise in odd sizes is enlarged whole, and in tiles of several lengths, by one, two and
 * three workers, in fp32.
 */
public final class TileProof {

    /** The most that tiles of a network without global context may change, in units of the range. */
    public static final double ALLOWED = 5e-6;

    private static final int WORKERS = 3;
    /** The smallest tiles of a network that looks at the whole image. */
    private static final int GLOBAL = 193;

    private TileProof() {}

    /**
     * One size of image in one size of tiles.
     *
     * @param width of the image, LR pixels
     * @param tileWidth of what goes into the network, LR pixels
     * @param exact whether the network looks at a neighbourhood only, so that tiles must not matter
     * @param difference largest |tiled - whole|, in units of the range
     * @param workersAgree whether one, two and three workers give the same bits
     */
    public record Row(int width, int height, int tileWidth, int tileHeight, int tiles, boolean exact,
        double difference, boolean workersAgree) {

        /** Whether everything is as it must be; a network that looks at the whole image may differ. */
        public boolean passed() {
            return workersAgree && (!exact || difference <= ALLOWED);
        }
    }

    /** One row for each of several sizes and tiles. */
    public static List<Row> of(final ModelPackage model, final DeviceChoice device, final Progress progress) {
        final ReceptiveField field = ReceptiveField.of(model.graph());
        final int least = field.exact() ? 4 * field.halo() + field.lattice() : GLOBAL;
        final int[][] sizes = {{2 * least + 3, least + least / 2 + 1}, {least + 2, 2 * least + 5}};
        final int[] sides = {least, least + 7, least + least / 2};
        final List<Row> rows = new ArrayList<>();
        try (LoadedNetwork network = Engine.load(model.graph(), model.weights(), device, Precision.FP32)) {
            for (final int[] size : sizes) {
                final Plane[] picture =
                    Picture.of(model.graph().inputChannels(), size[0], size[1], model.card().signal());
                final Plane[] whole = enlarge(network, picture, Math.max(size[0], size[1]), 1, progress);
                for (final int side : sides) {
                    rows.add(row(network, picture, whole, side, model.card().signal(), field.exact(), progress));
                    progress.report("Tiles", rows.size() / (double) (sizes.length * sides.length));
                }
            }
        }
        return rows;
    }

    private static Row row(final LoadedNetwork network, final Plane[] picture, final Plane[] whole, final int side,
        final Card.Signal signal, final boolean exact, final Progress progress) {
        final Plane[] tiled = enlarge(network, picture, side, 1, progress);
        boolean agree = true;
        for (int workers = 2; workers <= WORKERS; workers++) {
            final Plane[] again = enlarge(network, picture, side, workers, progress);
            for (int c = 0; c < again.length; c++) {
                agree &= Arrays.equals(again[c].data(), tiled[c].data());
            }
        }
        final Cutting cutting = Cutting.of(network.graph(), picture[0].width(), picture[0].height(), side);
        return new Row(picture[0].width(), picture[0].height(), cutting.plan().width(), cutting.plan().height(),
            cutting.plan().tiles().size(), exact, Picture.difference(whole, tiled, signal), agree);
    }

    private static Plane[] enlarge(final LoadedNetwork network, final Plane[] picture, final int side,
        final int workers, final Progress progress) {
        final int width = picture[0].width();
        final int height = picture[0].height();
        final Cutting cutting = Cutting.of(network.graph(), width, height, side);
        final RawTask task = new RawTask(picture, network.graph().scale(), cutting);
        new TileRun(network, network, cutting, task, new Rectangle(width, height), progress).run(workers,
            workers);
        return task.result();
    }
}
