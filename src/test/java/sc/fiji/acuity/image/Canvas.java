package sc.fiji.acuity.image;

import java.util.Random;

/**
 * A noise-free picture that simulated structures are drawn on, in photons per pixel.
 *
 * <p>{@link StrictMath} throughout: {@link Math} may differ in the last bit between machines, and the pictures must
 * not.
 */
final class Canvas {

    final int width;
    final int height;
    final double[] data;

    Canvas(final int width, final int height) {
        this.width = width;
        this.height = height;
        data = new double[width * height];
    }

    /** Smooth random texture with structures of {@code size} pixels, of mean 0 and standard deviation 1. */
    static Canvas texture(final int width, final int height, final double size, final Random random) {
        final Canvas noise = new Canvas(width, height);
        for (int i = 0; i < noise.data.length; i++) {
            noise.data[i] = random.nextGaussian();
        }
        final Canvas smooth = noise.blurred(size);
        double sum = 0;
        double squares = 0;
        for (final double v : smooth.data) {
            sum += v;
            squares += v * v;
        }
        final double mean = sum / smooth.data.length;
        final double deviation = StrictMath.sqrt(squares / smooth.data.length - mean * mean);
        for (int i = 0; i < smooth.data.length; i++) {
            smooth.data[i] = (smooth.data[i] - mean) / deviation;
        }
        return smooth;
    }

    double get(final int x, final int y) {
        return data[y * width + x];
    }

    /** Light at a point between pixels; pixel centres lie at halves. */
    void addPoint(final double x, final double y, final double light) {
        final int x0 = (int) StrictMath.floor(x - 0.5);
        final int y0 = (int) StrictMath.floor(y - 0.5);
        final double fx = x - 0.5 - x0;
        final double fy = y - 0.5 - y0;
        add(x0, y0, light * (1 - fx) * (1 - fy));
        add(x0 + 1, y0, light * fx * (1 - fy));
        add(x0, y0 + 1, light * (1 - fx) * fy);
        add(x0 + 1, y0 + 1, light * fx * fy);
    }

    private void add(final int x, final int y, final double light) {
        if (x >= 0 && y >= 0 && x < width && y < height) {
            data[y * width + x] += light;
        }
    }

    void add(final Canvas other, final double factor) {
        for (int i = 0; i < data.length; i++) {
            data[i] += factor * other.data[i];
        }
    }

    /**
     * How deep inside a turned ellipse a pixel lies: 1 in its middle, 0 on its outline, negative outside.
     *
     * @param a half length
     * @param b half width
     */
    static double inside(final int px, final int py, final double x, final double y, final double a, final double b,
        final double angle) {
        final double dx = px + 0.5 - x;
        final double dy = py + 0.5 - y;
        final double u = (dx * StrictMath.cos(angle) + dy * StrictMath.sin(angle)) / a;
        final double v = (dy * StrictMath.cos(angle) - dx * StrictMath.sin(angle)) / b;
        return 1 - StrictMath.sqrt(u * u + v * v);
    }

    /** Blurred with a Gaussian; the outermost pixels go on for ever. */
    Canvas blurred(final double sigma) {
        final int radius = (int) StrictMath.ceil(4 * sigma);
        final double[] kernel = new double[radius + 1];
        double sum = 0;
        for (int i = 0; i <= radius; i++) {
            kernel[i] = StrictMath.exp(-i * i / (2 * sigma * sigma));
            sum += i == 0 ? kernel[0] : 2 * kernel[i];
        }
        final Canvas rows = new Canvas(width, height);
        final Canvas out = new Canvas(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double v = 0;
                for (int k = -radius; k <= radius; k++) {
                    v += kernel[k < 0 ? -k : k] * get(clamp(x + k, width), y);
                }
                rows.data[y * width + x] = v / sum;
            }
        }
        for (int y = 0; y < height; y++) {
            for (int k = -radius; k <= radius; k++) {
                final double weight = kernel[k < 0 ? -k : k] / sum;
                final int from = clamp(y + k, height) * width;
                for (int x = 0; x < width; x++) {
                    out.data[y * width + x] += weight * rows.data[from + x];
                }
            }
        }
        return out;
    }

    /** Half as many pixels a side, each with the light of four. */
    Canvas binned() {
        final Canvas out = new Canvas(width / 2, height / 2);
        for (int y = 0; y < out.height; y++) {
            for (int x = 0; x < out.width; x++) {
                out.data[y * out.width + x] = get(2 * x, 2 * y) + get(2 * x + 1, 2 * y)
                    + get(2 * x, 2 * y + 1) + get(2 * x + 1, 2 * y + 1);
            }
        }
        return out;
    }

    /** What a camera makes of it: offset + gain * Poisson(photons) + Gaussian read noise. */
    Plane exposed(final double gain, final double offset, final double readNoise, final Random random) {
        final Plane out = new Plane(width, height);
        for (int i = 0; i < data.length; i++) {
            out.data()[i] = (float) (offset + gain * poisson(data[i], random) + readNoise * random.nextGaussian());
        }
        return out;
    }

    /** What an ideal camera would make of it. */
    Plane ideal(final double gain, final double offset) {
        final Plane out = new Plane(width, height);
        for (int i = 0; i < data.length; i++) {
            out.data()[i] = (float) (offset + gain * data[i]);
        }
        return out;
    }

    private static double poisson(final double mean, final Random random) {
        if (mean > 60) {
            return StrictMath.max(0, StrictMath.rint(mean + StrictMath.sqrt(mean) * random.nextGaussian()));
        }
        final double limit = StrictMath.exp(-mean);
        int count = -1;
        double product = 1;
        do {
            count++;
            product *= random.nextDouble();
        } while (product > limit);
        return count;
    }

    private static int clamp(final int i, final int length) {
        return i < 0 ? 0 : StrictMath.min(i, length - 1);
    }
}
