package sc.fiji.acuity.train;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import sc.fiji.acuity.base.Checksums;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Engine;
import sc.fiji.acuity.engine.LoadedNetwork;
import sc.fiji.acuity.engine.Runner;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Resize;
import sc.fiji.acuity.image.Rounding;
import sc.fiji.acuity.metric.Ssim;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.train.pairs.HeldOut;

/**
 * A quick score while training: the mean PSNR over the centres of images that are not trained on. For watching a run
 * only; {@code acuity evaluate} and the report of a fine-tuning give figures to compare.
 */
final class Validation {

    /** Sides of the crops in LR pixels: the largest that an image holds. */
    private static final int[] SIDES = {128, 64, 32};

    /** No more images than that are looked at, spread over all. */
    private static final int MOST = 16;

    /** Nothing is better: the truth of an empty crop is met by chance. */
    private static final double LEAST_ERROR = 1e-12;

    private final List<String> names = new ArrayList<>();
    /** All channels of an image, one after the other. */
    private final List<float[]> lr = new ArrayList<>();
    private final List<float[]> hr = new ArrayList<>();
    private final List<Double> ranges = new ArrayList<>();
    private final int scale;
    private final int side;

    /** @param images smaller ones than the crops, and empty crops, are left out */
    Validation(final List<? extends HeldOut> images, final int scale) {
        this.scale = scale;
        side = side(images);
        final int every = (images.size() + MOST - 1) / MOST;
        for (int i = 0; i < images.size(); i += Math.max(1, every)) {
            if (fits(images.get(i), side)) {
                add(images.get(i));
            }
        }
    }

    private static int side(final List<? extends HeldOut> images) {
        for (final int side : SIDES) {
            if (images.stream().anyMatch(image -> fits(image, side))) {
                return side;
            }
        }
        return SIDES[0];
    }

    private static boolean fits(final HeldOut image, final int side) {
        return image.width() >= side && image.height() >= side;
    }

    private void add(final HeldOut image) {
        final int x = (image.width() - side) / 2;
        final int y = (image.height() - side) / 2;
        final float[] truth = crop(image.hr(), x * scale, y * scale, side * scale);
        if (!constant(truth)) {
            names.add(image.name());
            lr.add(crop(image.lr(), x, y, side));
            hr.add(truth);
            ranges.add(image.dataRange());
        }
    }

    private static boolean constant(final float[] values) {
        for (final float value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }

    private static float[] crop(final Plane[] planes, final int x, final int y, final int side) {
        final float[] values = new float[planes.length * side * side];
        for (int c = 0; c < planes.length; c++) {
            System.arraycopy(planes[c].crop(x, y, side, side).data(), 0, values, c * side * side, side * side);
        }
        return values;
    }

    /** A checksum of all that scores depend on. */
    String fingerprint() {
        final MessageDigest digest = Checksums.digest();
        final ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES);
        for (int i = 0; i < lr.size(); i++) {
            update(digest, lr.get(i));
            update(digest, hr.get(i));
            digest.update(bytes.putDouble(0, ranges.get(i)).array());
        }
        return Checksums.hex(digest);
    }

    private static void update(final MessageDigest digest, final float[] values) {
        final ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        digest.update(bytes);
    }

    boolean isEmpty() {
        return lr.isEmpty();
    }

    /**
     * A score, and what was made of the first image.
     *
     * @param psnr the mean over images, in dB
     */
    record Result(double psnr, Plane[] first) { }

    /**
     * Means over the images.
     *
     * @param ssim of the first channel, over the crop without its border
     */
    record Quality(double psnr, double ssim) { }

    Quality quality(final Graph graph, final Weights weights) {
        double psnr = 0;
        double ssim = 0;
        final float[] result = new float[graph.outputChannels() * side * side * scale * scale];
        try (LoadedNetwork network = Engine.load(graph, weights, DeviceChoice.CPU);
            Runner runner = network.runner(side, side)) {
            for (int i = 0; i < lr.size(); i++) {
                runner.run(lr.get(i), result);
                psnr += psnr(result, i);
                ssim += ssim(result, i);
            }
        }
        return new Quality(psnr / lr.size(), ssim / lr.size());
    }

    Quality bicubicQuality() {
        double psnr = 0;
        double ssim = 0;
        for (int i = 0; i < lr.size(); i++) {
            final float[] values = enlarged(i);
            psnr += psnr(values, i);
            ssim += ssim(values, i);
        }
        return new Quality(psnr / lr.size(), ssim / lr.size());
    }

    private float[] enlarged(final int image) {
        final Plane[] small = planes(lr.get(image), side);
        final float[] values = new float[hr.get(image).length];
        for (int c = 0; c < small.length; c++) {
            final float[] large = Resize.bicubic(small[c], side * scale, side * scale, Rounding.NONE).data();
            System.arraycopy(large, 0, values, c * large.length, large.length);
        }
        return values;
    }

    private double ssim(final float[] result, final int image) {
        final int border = side / 16 * scale;
        final int inner = side * scale - 2 * border;
        return Ssim.of(planes(result, side * scale)[0].crop(border, border, inner, inner),
            planes(hr.get(image), side * scale)[0].crop(border, border, inner, inner), ranges.get(image));
    }

    double psnr(final Graph graph, final Weights weights) {
        return score(graph, weights).psnr();
    }

    Result score(final Graph graph, final Weights weights) {
        final float[] result = new float[graph.outputChannels() * side * side * scale * scale];
        Plane[] first = null;
        double sum = 0;
        try (LoadedNetwork network = Engine.load(graph, weights, DeviceChoice.CPU);
            Runner runner = network.runner(side, side)) {
            for (int i = 0; i < lr.size(); i++) {
                runner.run(lr.get(i), result);
                sum += psnr(result, i);
                first = i == 0 ? planes(result, side * scale) : first;
            }
        }
        return new Result(sum / lr.size(), first);
    }

    Result bicubic() {
        Plane[] first = null;
        double sum = 0;
        for (int i = 0; i < lr.size(); i++) {
            final float[] values = enlarged(i);
            sum += psnr(values, i);
            first = i == 0 ? planes(values, side * scale) : first;
        }
        return new Result(sum / lr.size(), first);
    }

    /** The first image, as three others made it; empty if there is none. */
    Optional<TrainingListener.Patch> patch(final Plane[] bicubic, final Optional<Plane[]> before, final Plane[] after) {
        return isEmpty() ? Optional.empty() : Optional.of(new TrainingListener.Patch(names.get(0), bicubic, before,
            after, planes(hr.get(0), side * scale)));
    }

    private static Plane[] planes(final float[] values, final int side) {
        final Plane[] planes = new Plane[values.length / (side * side)];
        for (int c = 0; c < planes.length; c++) {
            planes[c] = new Plane(side, side);
            System.arraycopy(values, c * side * side, planes[c].data(), 0, side * side);
        }
        return planes;
    }

    private double psnr(final float[] result, final int image) {
        final float[] truth = hr.get(image);
        final int border = side / 16 * scale;
        final int large = side * scale;
        double square = 0;
        long n = 0;
        for (int plane = 0; plane < truth.length; plane += large * large) {
            for (int y = border; y < large - border; y++) {
                for (int x = border; x < large - border; x++, n++) {
                    final double d = result[plane + y * large + x] - truth[plane + y * large + x];
                    square += d * d;
                }
            }
        }
        final double range = ranges.get(image);
        return -10 * Math.log10(Math.max(square / n / (range * range), LEAST_ERROR));
    }
}
