package sc.fiji.acuity.train;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Engine;
import sc.fiji.acuity.engine.LoadedNetwork;
import sc.fiji.acuity.engine.Runner;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.train.pairs.HeldOut;

/**
 * A quick score while training: the mean PSNR, data range 1, over the centres of images that are not trained on. For
 * watching a run only; {@code acuity evaluate} gives figures to compare.
 */
final class Validation {

    private static final int SIDE = 128;

    /** All channels of an image, one after the other. */
    private final List<float[]> lr = new ArrayList<>();
    private final List<float[]> hr = new ArrayList<>();
    private final int scale;

    /** @param images smaller ones than 128 × 128 LR pixels are left out */
    Validation(final List<? extends HeldOut> images, final int scale) {
        this.scale = scale;
        for (final HeldOut image : images) {
            if (image.width() >= SIDE && image.height() >= SIDE) {
                final int x = (image.width() - SIDE) / 2;
                final int y = (image.height() - SIDE) / 2;
                lr.add(crop(image.lr(), x, y, SIDE));
                hr.add(crop(image.hr(), x * scale, y * scale, SIDE * scale));
            }
        }
    }

    private static float[] crop(final Plane[] planes, final int x, final int y, final int side) {
        final float[] values = new float[planes.length * side * side];
        for (int c = 0; c < planes.length; c++) {
            System.arraycopy(planes[c].crop(x, y, side, side).data(), 0, values, c * side * side, side * side);
        }
        return values;
    }

    boolean isEmpty() {
        return lr.isEmpty();
    }

    double psnr(final Graph graph, final Weights weights) {
        final float[] result = new float[graph.outputChannels() * SIDE * SIDE * scale * scale];
        double sum = 0;
        try (LoadedNetwork network = Engine.load(graph, weights, DeviceChoice.CPU);
            Runner runner = network.runner(SIDE, SIDE)) {
            for (int i = 0; i < lr.size(); i++) {
                runner.run(lr.get(i), result);
                sum += psnr(result, hr.get(i));
            }
        }
        return sum / lr.size();
    }

    private double psnr(final float[] result, final float[] truth) {
        final int border = 8 * scale;
        final int side = SIDE * scale;
        double square = 0;
        long n = 0;
        for (int plane = 0; plane < truth.length; plane += side * side) {
            for (int y = border; y < side - border; y++) {
                for (int x = border; x < side - border; x++, n++) {
                    final double d = result[plane + y * side + x] - truth[plane + y * side + x];
                    square += d * d;
                }
            }
        }
        return -10 * Math.log10(square / n);
    }
}
