package sc.fiji.acuity.upscale;

import java.awt.Rectangle;
import java.util.SplittableRandom;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Engine;
import sc.fiji.acuity.engine.LoadedNetwork;
import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.model.ModelPackage;

/** Images with waves, an edge and noise, and short ways to enlarge them. */
final class Scenes {

    private Scenes() {}

    /** @param bits 8, 16, 24 or 32; the values of 32 bits lie in 0..1 */
    static ImageProcessor plane(final int bits, final int width, final int height, final long seed) {
        final float[] values = values(width, height, seed);
        if (bits == 32) {
            return new FloatProcessor(width, height, values);
        }
        final ImageProcessor pixels = switch (bits) {
            case 8 -> new ByteProcessor(width, height);
            case 16 -> new ShortProcessor(width, height);
            default -> new ColorProcessor(width, height);
        };
        final float[] green = values(width, height, seed + 100);
        for (int i = 0; i < values.length; i++) {
            final int v = (int) (255 * values[i]);
            pixels.set(i, switch (bits) {
                case 8 -> v;
                case 16 -> (int) (300 + 12000 * values[i]);
                default -> 0xff000000 | v << 16 | (int) (255 * green[i]) << 8 | (255 - v);
            });
        }
        return pixels;
    }

    static ImagePlus image(final int bits, final int width, final int height) {
        return new ImagePlus("scene.tif", plane(bits, width, height, 1));
    }

    private static float[] values(final int width, final int height, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final float[] values = new float[width * height];
        for (int i = 0; i < values.length; i++) {
            final int x = i % width;
            final int y = i / width;
            final double wave = 0.25 * Math.sin(0.37 * x + seed) * Math.cos(0.23 * y);
            values[i] = (float) (0.3 + wave + (x > 1.3 * y ? 0.2 : 0) + 0.2 * random.nextDouble());
        }
        return values;
    }

    /** @param side of tiles */
    static Upscaler open(final ModelPackage model, final int workers, final int side) {
        final LoadedNetwork network =
            Engine.load(model.graph(), model.weights(), DeviceChoice.CPU, Precision.FP32);
        return Upscaler.of(new NetworkMethod(model, network, workers, side));
    }

    static ImagePlus upscale(final ModelPackage model, final ImagePlus image, final int workers, final int side,
        final UpscaleOptions options) {
        try (Upscaler upscaler = open(model, workers, side)) {
            return upscaler.upscale(image, options, Progress.NONE);
        }
    }

    /** Two workers and tiles of 24 pixels, or a little more where the network needs it. */
    static ImagePlus upscale(final ModelPackage model, final ImagePlus image) {
        return upscale(model, image, 2, 24, UpscaleOptions.DEFAULT);
    }

    static ImagePlus bicubic(final int scale, final ImagePlus image, final UpscaleOptions options) {
        try (Upscaler upscaler = Upscaler.of(new BicubicMethod(scale))) {
            return upscaler.upscale(image, options, Progress.NONE);
        }
    }

    static Object[] pixels(final ImagePlus image) {
        final ImageStack stack = image.getStack();
        final Object[] all = new Object[stack.size()];
        for (int n = 1; n <= all.length; n++) {
            all[n - 1] = stack.getProcessor(n).getPixelsCopy();
        }
        return all;
    }

    static float[] floats(final ImagePlus image) {
        return (float[]) image.getProcessor().getPixels();
    }

    /** The pixels of the first plane in a rectangle. */
    static Object crop(final ImagePlus image, final Rectangle part) {
        final ImageProcessor pixels = image.getProcessor().duplicate();
        pixels.setRoi(part);
        return pixels.crop().getPixels();
    }
}
