package sc.fiji.acuity.train.pairs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import sc.fiji.acuity.base.Checksums;
import sc.fiji.acuity.image.Plane;

/**
 * Draws patches from images: more often where there is structure, then flipped and turned at random.
 *
 * <p>Every image is divided into cells; a cell is drawn with a probability in proportion to the mean gradient of its HR
 * pixels, and the patch is centred somewhere in it. Uniform drawing spends most steps on empty background.
 * The draws of a step depend on the seed and the step alone, so a resumed run needs no state of a generator.
 */
final class PatchSampler implements PatchSource {

    private static final int CELL = 16;

    private final List<TrainingImage> images;
    private final int scale;
    private final int patch;
    private final long seed;
    private final int[] firstCell;
    private final double[] cumulative;

    PatchSampler(final List<TrainingImage> images, final int scale, final int patch, final long seed) {
        this.images = images;
        this.scale = scale;
        this.patch = patch;
        this.seed = seed;
        firstCell = new int[images.size() + 1];
        for (int i = 0; i < images.size(); i++) {
            firstCell[i + 1] = Math.addExact(firstCell[i], columns(images.get(i)) * rows(images.get(i)));
        }
        cumulative = new double[firstCell[images.size()]];
        double sum = 0;
        for (int i = 0; i < images.size(); i++) {
            for (int cell = 0; cell < firstCell[i + 1] - firstCell[i]; cell++) {
                sum += energy(images.get(i), cell);
                cumulative[firstCell[i] + cell] = sum;
            }
        }
    }

    private static int columns(final TrainingImage image) {
        return (image.width() + CELL - 1) / CELL;
    }

    private static int rows(final TrainingImage image) {
        return (image.height() + CELL - 1) / CELL;
    }

    /** The sum of |∂x| + |∂y| over the HR pixels of a cell, with a little for flat ones. */
    private double energy(final TrainingImage image, final int cell) {
        final int side = CELL * scale;
        final int x0 = cell % columns(image) * side;
        final int y0 = cell / columns(image) * side;
        double sum = 1e-3;
        for (final Plane hr : image.hr()) {
            final int x1 = Math.min(x0 + side, hr.width() - 1);
            final int y1 = Math.min(y0 + side, hr.height() - 1);
            for (int y = y0; y < y1; y++) {
                for (int x = x0; x < x1; x++) {
                    final float v = hr.get(x, y);
                    sum += Math.abs(hr.get(x + 1, y) - v) + Math.abs(hr.get(x, y + 1) - v);
                }
            }
        }
        return sum;
    }

    @Override
    public int channels() {
        return images.get(0).lr().length;
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
        digest.update((seed + " " + patch).getBytes(StandardCharsets.UTF_8));
        final ByteBuffer bytes = ByteBuffer.allocate(8);
        for (final double energy : cumulative) {
            digest.update(bytes.putDouble(0, energy).array());
        }
        return Checksums.hex(digest);
    }

    @Override
    public void draw(final long step, final int batch, final float[] lr, final float[] hr) {
        final SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + step);
        final int lrSize = images.get(0).lr().length * patch * patch;
        for (int i = 0; i < batch; i++) {
            drawOne(random, lr, i * lrSize, hr, i * lrSize * scale * scale);
        }
    }

    private void drawOne(final SplittableRandom random, final float[] lr, final int lrAt, final float[] hr,
        final int hrAt) {
        final double target = random.nextDouble() * cumulative[cumulative.length - 1];
        int cell = Arrays.binarySearch(cumulative, target);
        cell = Math.min(cell < 0 ? -cell - 1 : cell, cumulative.length - 1);
        int index = Arrays.binarySearch(firstCell, cell);
        index = index < 0 ? -index - 2 : index;
        final TrainingImage image = images.get(index);
        final int column = (cell - firstCell[index]) % columns(image);
        final int row = (cell - firstCell[index]) / columns(image);
        final int x = place(random, column, image.width());
        final int y = place(random, row, image.height());
        final int turn = random.nextInt(8);
        final int size = patch * patch;
        for (int c = 0; c < image.lr().length; c++) {
            Dihedral.copy(image.lr()[c], x, y, patch, turn, lr, lrAt + c * size);
            Dihedral.copy(image.hr()[c], x * scale, y * scale, patch * scale, turn, hr,
                hrAt + c * size * scale * scale);
        }
    }

    private int place(final SplittableRandom random, final int cell, final int length) {
        final int centre = cell * CELL + random.nextInt(CELL);
        return Math.max(0, Math.min(centre - patch / 2, length - patch));
    }
}
