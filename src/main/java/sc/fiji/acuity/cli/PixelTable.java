package sc.fiji.acuity.cli;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.evaluate.Comparison;
import sc.fiji.acuity.image.Resize;
import sc.fiji.acuity.upscale.UpscaleOptions;
import sc.fiji.acuity.upscale.Upscaler;

/**
 * What {@code acuity bench --pixels} times: our bicubic beside ImageJ's for each type of pixels, and PSNR with SSIM of
 * two images of the size that they make. Ours and ImageJ's take turns.
 */
final class PixelTable {

    private static final int WARM_UP = 3;
    private static final String FORMAT = "%-30s %12s %12s %18s %10s";

    private final int width;
    private final int height;
    private final int scale;
    private final int runs;
    private final JsonArray rows = new JsonArray();
    private final List<String> lines = new ArrayList<>();

    PixelTable(final int width, final int height, final int scale, final int runs) {
        this.width = width;
        this.height = height;
        this.scale = scale;
        this.runs = runs;
        lines.add(String.format(FORMAT, "what", "median s", "ImageJ s", "HR megapixel / s", "speed"));
    }

    Action.Outcome outcome(final Progress progress) {
        final SplittableRandom random = new SplittableRandom(1);
        final ImageProcessor[] images = images(random);
        final Progress silent = new SilentProgress();
        int done = 0;
        try (Upscaler upscaler = Upscaler.open(Upscaler.BICUBIC, scale, DeviceChoice.CPU)) {
            for (final ImageProcessor pixels : images) {
                final String type = pixels.getBitDepth() == 24 ? "RGB" : pixels.getBitDepth() + "-bit";
                final ImagePlus image = new ImagePlus(type, pixels);
                final Rectangle whole = new Rectangle(width, height);
                row(type + " bicubic, pixels", progress, () -> Resize.bicubic(pixels, whole, scale, silent), () -> {
                    pixels.setInterpolationMethod(ImageProcessor.BICUBIC);
                    pixels.resize(width * scale, height * scale);
                });
                row(type + " bicubic, image to image", progress,
                    () -> upscaler.upscale(image, UpscaleOptions.DEFAULT, silent),
                    () -> imagej(image, scale));
                progress.report("Timing", ++done / (images.length + 1.0));
            }
        }
        final ImagePlus a = new ImagePlus("a", bytes(random, width * scale, height * scale));
        final ImagePlus b = new ImagePlus("b", bytes(random, width * scale, height * scale));
        row("8-bit PSNR and SSIM", progress, () -> Comparison.of(a, b, null, silent), null);
        final JsonObject json = new JsonObject();
        json.addProperty("scale", scale);
        json.addProperty("lr", width + "x" + height);
        json.addProperty("runs", runs);
        json.add("pixels", rows);
        return Action.Outcome.done(json, String.join(System.lineSeparator(), lines));
    }

    /** ImageJ's own bicubic, as its command Scale... runs it. */
    static ImagePlus imagej(final ImagePlus image, final int scale) {
        return image.resize(image.getWidth() * scale, image.getHeight() * scale, "bicubic");
    }

    /** @param peer what ImageJ does; null if nothing */
    private void row(final String what, final Progress progress, final Runnable ours, final Runnable peer) {
        final double[] own = new double[runs];
        final double[] other = new double[runs];
        for (int run = -WARM_UP; run < runs; run++) {
            progress.checkCancelled();
            final double first = seconds(ours);
            final double second = peer == null ? Double.NaN : seconds(peer);
            if (run >= 0) {
                own[run] = first;
                other[run] = second;
            }
        }
        final double median = BenchAction.median(own);
        final double megapixels = (double) width * height * scale * scale / 1e6 / median;
        final JsonObject row = new JsonObject();
        row.addProperty("what", what);
        row.addProperty("seconds", median);
        row.addProperty("megapixelsPerSecond", megapixels);
        String imagej = "";
        String speed = "";
        if (peer != null) {
            final double theirs = BenchAction.median(other);
            row.addProperty("imagejSeconds", theirs);
            row.addProperty("speed", theirs / median);
            imagej = String.format(Locale.ROOT, "%.4f", theirs);
            speed = String.format(Locale.ROOT, "%.2fx", theirs / median);
        }
        rows.add(row);
        lines.add(String.format(FORMAT, what, String.format(Locale.ROOT, "%.4f", median), imagej,
            String.format(Locale.ROOT, "%.1f", megapixels), speed).stripTrailing());
    }

    private static double seconds(final Runnable task) {
        final long start = System.nanoTime();
        task.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private ImageProcessor[] images(final SplittableRandom random) {
        final short[] shorts = new short[width * height];
        final float[] floats = new float[shorts.length];
        final int[] rgb = new int[shorts.length];
        for (int i = 0; i < shorts.length; i++) {
            shorts[i] = (short) random.nextInt();
            floats[i] = (float) random.nextDouble();
            rgb[i] = random.nextInt();
        }
        return new ImageProcessor[] {bytes(random, width, height), new ShortProcessor(width, height, shorts, null),
            new FloatProcessor(width, height, floats), new ColorProcessor(width, height, rgb)};
    }

    private static ByteProcessor bytes(final SplittableRandom random, final int width, final int height) {
        final byte[] pixels = new byte[Math.multiplyExact(width, height)];
        random.nextBytes(pixels);
        return new ByteProcessor(width, height, pixels);
    }
}
