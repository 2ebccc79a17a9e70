package sc.fiji.acuity.train.pairs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

import sc.fiji.acuity.base.Checksums;
import sc.fiji.acuity.image.Plane;

/**
 * Draws patches from images: more often where there is structure, then flipped and turned at random.
 *
 * <p>Every image is divided into cells; a cell is drawn with a probability in proportion to the mean gradient of its HR
 * pixels, and the patch is centred somewhere in it. Uniform drawing spends most steps on empty background. With a share
 * for empty cells, these are drawn alike, that often altogether.
 *
 * <p>Noise is drawn anew for each patch, from a stream of its own: what comes again and again can be learnt by heart,
 * and sets of a few images are the rule. It depends on seed, step and place in the batch, so that this costs nothing in
 * repeatability.
 */
final class PatchSampler implements PatchSource {

    /** Changes whenever the same images, settings and seed give other draws. */
    private static final int VERSION = 2;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final List<StoredImage> images;
    private final int scale;
    private final int patch;
    private final long seed;
    private final int[] firstCell;
    private final double[] cumulative;

    /** @param empty share of patches from empty cells; none: these are drawn by their gradients, too */
    PatchSampler(final List<StoredImage> images, final int scale, final int patch, final OptionalDouble empty,
        final long seed) {
        this.images = images;
        this.scale = scale;
        this.patch = patch;
        this.seed = seed;
        firstCell = new int[images.size() + 1];
        for (int i = 0; i < images.size(); i++) {
            firstCell[i + 1] = Math.addExact(firstCell[i], images.get(i).signal().energy().length);
        }
        cumulative = new double[firstCell[images.size()]];
        final Weights weights = Weights.of(images, empty);
        double sum = 0;
        for (int i = 0; i < images.size(); i++) {
            final SignalMap signal = images.get(i).signal();
            for (int cell = 0; cell < signal.energy().length; cell++) {
                sum += weights.weight(signal.energy()[cell], signal.empty()[cell]);
                cumulative[firstCell[i] + cell] = sum;
            }
        }
    }

    /**
     * How often cells are drawn.
     *
     * @param flat of each empty cell; NaN: by its energy
     */
    private record Weights(double flat) {

        static Weights of(final List<StoredImage> images, final OptionalDouble share) {
            long empties = 0;
            double energy = 0;
            for (final StoredImage image : images) {
                for (int i = 0; i < image.signal().energy().length; i++) {
                    empties += image.signal().empty()[i] ? 1 : 0;
                    energy += image.signal().empty()[i] ? 0 : image.signal().energy()[i];
                }
            }
            if (share.isEmpty() || empties == 0) {
                return new Weights(Double.NaN);
            }
            final double s = Math.min(share.getAsDouble(), 1 - 1e-9);
            return new Weights(energy * s / (1 - s) / empties);
        }

        double weight(final double energy, final boolean empty) {
            return empty && !Double.isNaN(flat) ? flat : energy;
        }
    }

    @Override
    public int channels() {
        return images.get(0).small().size();
    }

    @Override
    public int scale() {
        return scale;
    }

    @Override
    public int patch() {
        return patch;
    }

    @Override
    public String fingerprint() {
        final MessageDigest digest = Checksums.digest();
        digest.update(("sampler " + VERSION + " seed " + seed + " patch " + patch).getBytes(StandardCharsets.UTF_8));
        final ByteBuffer bytes = ByteBuffer.allocate(8);
        for (final StoredImage image : images) {
            digest.update(bytes.putLong(0, image.checksum()).array());
            digest.update((image.smallMap() + " " + image.largeMap() + " " + image.camera())
                .getBytes(StandardCharsets.UTF_8));
        }
        for (final double energy : cumulative) {
            digest.update(bytes.putDouble(0, energy).array());
        }
        return Checksums.hex(digest);
    }

    /** Seed 1 has the stream that it always had; the others lie far from it, and from each other. */
    private static long stream(final long seed, final long step) {
        return GOLDEN + Noise.mix(seed - 1) + step;
    }

    @Override
    public void draw(final long step, final int batch, final float[] lr, final float[] hr) {
        final SplittableRandom random = new SplittableRandom(stream(seed, step));
        final int lrSize = channels() * patch * patch;
        for (int i = 0; i < batch; i++) {
            final SplittableRandom noise = new SplittableRandom(Noise.mix(stream(seed, step) + GOLDEN * (i + 1L)));
            drawOne(random, noise, lr, i * lrSize, hr, i * lrSize * scale * scale);
        }
    }

    private void drawOne(final SplittableRandom random, final SplittableRandom noise, final float[] lr, final int lrAt,
        final float[] hr, final int hrAt) {
        final double target = random.nextDouble() * cumulative[cumulative.length - 1];
        int cell = Arrays.binarySearch(cumulative, target);
        cell = Math.min(cell < 0 ? -cell - 1 : cell, cumulative.length - 1);
        int index = Arrays.binarySearch(firstCell, cell);
        index = index < 0 ? -index - 2 : index;
        final StoredImage image = images.get(index);
        final int column = (cell - firstCell[index]) % image.signal().columns();
        final int row = (cell - firstCell[index]) / image.signal().columns();
        final int x = place(random, column, image.width());
        final int y = place(random, row, image.height());
        final int turn = random.nextInt(8);
        copy(image.small(), x, y, patch, turn, lr, lrAt);
        copy(image.large(), x * scale, y * scale, patch * scale, turn, hr, hrAt);
        final int size = patch * patch;
        for (int c = 0; c < image.small().size(); c++) {
            final int from = lrAt + c * size;
            if (c > 0 && image.small().get(c) == image.small().get(0)) {
                // a grey image in three channels is exposed once
                System.arraycopy(lr, lrAt, lr, from, size);
                continue;
            }
            image.camera().ifPresent(camera -> camera.expose(lr, from, from + size, noise));
            image.smallMap().apply(lr, from, from + size);
        }
        image.largeMap().apply(hr, hrAt, hrAt + image.large().size() * size * scale * scale);
    }

    private static void copy(final List<StoredPlane> planes, final int x, final int y, final int side, final int turn,
        final float[] to, final int at) {
        final Plane square = new Plane(side, side);
        for (int c = 0; c < planes.size(); c++) {
            planes.get(c).read(x, y, side, square.data());
            Dihedral.copy(square, 0, 0, side, turn, to, at + c * side * side);
        }
    }

    private int place(final SplittableRandom random, final int cell, final int length) {
        final int centre = cell * SignalMap.CELL + random.nextInt(SignalMap.CELL);
        return Math.max(0, Math.min(centre - patch / 2, length - patch));
    }
}
