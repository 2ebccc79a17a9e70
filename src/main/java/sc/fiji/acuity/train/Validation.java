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

/**
 * A quick score while training: the mean PSNR, data range 1, over the centres of images that are not trained on. For
 * watching a run only; {@code acuity evaluate} gives figures to compare.
 */
final class Validation {

    private static final int SIDE = 128;

    private final List<Plane> lr = new ArrayList<>();
    private final List<Plane> hr = new ArrayList<>();
    private final int scale;

    /** @param images smaller ones than 128 × 128 LR pixels are left out */
    Validation(final List<TrainingImage> images, final int scale) {
        this.scale = scale;
        for (final TrainingImage image : images) {
            if (image.lr().width() >= SIDE && image.lr().height() >= SIDE) {
                final int x = (image.lr().width() - SIDE) / 2;
                final int y = (image.lr().height() - SIDE) / 2;
                lr.add(image.lr().crop(x, y, SIDE, SIDE));
                hr.add(image.hr().crop(x * scale, y * scale, SIDE * scale, SIDE * scale));
            }
        }
    }

    boolean isEmpty() {
        return lr.isEmpty();
    }

    double psnr(final Graph graph, final Weights weights) {
        final float[] result = new float[SIDE * SIDE * scale * scale];
        double sum = 0;
        try (LoadedNetwork network = Engine.load(graph, weights, DeviceChoice.CPU);
            Runner runner = network.runner(SIDE, SIDE)) {
            for (int i = 0; i < lr.size(); i++) {
                runner.run(lr.get(i).data(), result);
                sum += psnr(result, hr.get(i));
            }
        }
        return sum / lr.size();
    }

    private double psnr(final float[] result, final Plane truth) {
        final int border = 8 * scale;
        double square = 0;
        long n = 0;
        for (int y = border; y < truth.height() - border; y++) {
            for (int x = border; x < truth.width() - border; x++, n++) {
                final double d = result[y * truth.width() + x] - truth.get(x, y);
                square += d * d;
            }
        }
        return -10 * Math.log10(square / n);
    }
}
