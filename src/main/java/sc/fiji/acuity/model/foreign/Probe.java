package sc.fiji.acuity.model.foreign;

import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Engine;
import sc.fiji.acuity.engine.LoadedNetwork;
import sc.fiji.acuity.engine.Runner;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Resize;
import sc.fiji.acuity.image.Rounding;
import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.Weights;

/**
 * Whether weights and a graph belong together: a trained network enlarges a picture about as well as bicubic or better;
 * read with another graph of the same shapes, its values make noise, steps or ghosts.
 *
 * <p>The picture is drawn here: slopes, discs, lines and bars, 96 × 96 pixels, edges smoothed as a camera's pixels do.
 */
final class Probe {

    private static final int SIZE = 96;
    private static final int FINE = 4;
    private static final int BORDER = 6;

    /** Centre, radius, and what is added inside. */
    private static final double[][] DISCS = {{20, 24, 11, 0.3}, {64, 20, 7, -0.3}, {70, 70, 17, 0.25},
        {70, 70, 9, -0.35}, {25, 70, 4, 0.3}, {44, 48, 5.5, 0.25}, {40, 82, 8, -0.25}};

    private static final Plane PICTURE = draw();

    private Probe() {}

    /** In decibels over bicubic, for one channel or three alike; negative infinity for a result with NaN. */
    static double gain(final Architecture architecture, final Weights weights) {
        final int scale = architecture.scale();
        final Plane small = Resize.bicubic(PICTURE, SIZE / scale, SIZE / scale, Rounding.NONE);
        final Plane bicubic = Resize.bicubic(small, SIZE, SIZE, Rounding.NONE);
        final double error = error(run(architecture, weights, small));
        return Double.isFinite(error) ? 10 * Math.log10(error(bicubic.data()) / Math.max(error, 1e-12))
            : Double.NEGATIVE_INFINITY;
    }

    private static float[] run(final Architecture architecture, final Weights weights, final Plane small) {
        try (LoadedNetwork network = Engine.load(architecture.graph(), weights, DeviceChoice.CPU);
            Runner runner = network.runner(small.height(), small.width())) {
            final int pixels = small.data().length;
            final float[] input = new float[network.graph().inputChannels() * pixels];
            for (int start = 0; start < input.length; start += pixels) {
                System.arraycopy(small.data(), 0, input, start, pixels);
            }
            final float[] output = new float[network.graph().outputChannels() * SIZE * SIZE];
            runner.run(input, output);
            return output;
        }
    }

    /** Mean square over all channels, without the border, where networks pad each in its own way. */
    private static double error(final float[] result) {
        double sum = 0;
        int n = 0;
        for (int start = 0; start < result.length; start += SIZE * SIZE) {
            for (int y = BORDER; y < SIZE - BORDER; y++) {
                for (int x = BORDER; x < SIZE - BORDER; x++) {
                    final double difference = (double) result[start + y * SIZE + x] - PICTURE.get(x, y);
                    sum += difference * difference;
                    n++;
                }
            }
        }
        return sum / n;
    }

    private static Plane draw() {
        final Plane picture = new Plane(SIZE, SIZE);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                double sum = 0;
                for (int i = 0; i < FINE * FINE; i++) {
                    sum += at(x + (i % FINE + 0.5) / FINE, y + (i / FINE + 0.5) / FINE);
                }
                final double mean = sum / (FINE * FINE);
                picture.data()[y * SIZE + x] = (float) Math.min(235 / 255.0, Math.max(16 / 255.0, mean));
            }
        }
        return picture;
    }

    private static double at(final double x, final double y) {
        if (x > 48 && x < 60 && y > 6 && y < 9) {
            return 0.9;
        }
        if (x > 80 && y > 30 && y < 50 && (int) x / 4 % 2 == 0) {
            return 0.2;
        }
        double value = 0.45 + 0.12 * Math.sin(x / 9) + 0.1 * Math.cos(y / 13 + x / 21);
        for (final double[] disc : DISCS) {
            if (Math.hypot(x - disc[0], y - disc[1]) < disc[2]) {
                value += disc[3];
            }
        }
        value += Math.abs(0.8 * x + 0.6 * y - 70) < 1.5 ? 0.25 : 0;
        return value - (Math.abs(0.3 * x - 0.95 * y + 20) < 1 ? 0.25 : 0);
    }
}
