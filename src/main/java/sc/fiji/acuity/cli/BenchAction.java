package sc.fiji.acuity.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.upscale.PathBench;
import sc.fiji.acuity.upscale.UpscaleOptions;
import sc.fiji.acuity.upscale.Upscaler;

@Command(name = "bench", description = {"Time models on this machine, from image to image, in one run.",
    "An 8-bit image of noise; models take turns, so that a machine that slows down slows all; medians, and ratios to "
        + "the first model. The model " + BenchAction.IMAGEJ + " is ImageJ's own.",
    "With --pixels: bicubic of each type of pixels, ours and ImageJ's, and PSNR with SSIM.",
    "With --networks: the ways to run a network, on tiles of random pixels, beside DJL operation by operation with "
        + "its defaults (in a process of its own) and a large matrix product."},
    footer = {"", "Example: acuity bench --models balanced,fast,bicubic --size 1024x1024",
        "         acuity bench --models imagej-bicubic,balanced --precision bf16",
        "         acuity bench --pixels --size 2048x2048",
        "         acuity bench --networks balanced,eSR-TM_s2_K7_C3 --tile 192 --threads 1,2"})
final class BenchAction extends Action {

    @Option(names = "--models", paramLabel = "NAME,...", split = ",", defaultValue = "balanced,fast,bicubic",
        description = "Models to time (default: ${DEFAULT-VALUE}).")
    private List<String> models;

    @Option(names = "--scale", paramLabel = "S", defaultValue = "2",
        description = "2, 3 or 4 (default: ${DEFAULT-VALUE}).")
    private int scale;

    @Option(names = "--size", paramLabel = "WxH", defaultValue = "1024x1024",
        description = "Size of the LR image (default: ${DEFAULT-VALUE}).")
    private String size;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "7",
        description = "Timed runs of each model, after two that are not (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "auto",
        description = "auto, cpu, cuda or mps (default: ${DEFAULT-VALUE}).")
    private String device;

    @Option(names = "--precision", paramLabel = "PRECISION", defaultValue = "auto",
        description = "Of models: auto, fp32 or bf16 (default: ${DEFAULT-VALUE}).")
    private String precision;

    @Option(names = "--pixels",
        description = "Time our bicubic beside ImageJ's, and PSNR with SSIM, in place of models.")
    private boolean pixelWork;

    @Option(names = "--networks", paramLabel = "NAME,...", split = ",",
        description = "Compare the runners of these networks or models, in place of models from image to image.")
    private List<String> networks = List.of();

    @Option(names = "--tile", paramLabel = "SIDE", defaultValue = "256",
        description = "Of --networks: the tiles' width and height (default: ${DEFAULT-VALUE}).")
    private int tile;

    @Option(names = "--threads", paramLabel = "N,...", split = ",",
        description = "Of --networks: numbers of workers, each with one thread of libtorch. Default: all cores.")
    private List<Integer> threads = List.of(Runtime.getRuntime().availableProcessors());

    @Option(names = "--overhead",
        description = "Compare the way of a 16-bit image through each model with the same tiles through the bare runner; "
            + "--size may list several sizes.")
    private boolean overhead;

    static final String IMAGEJ = "imagej-bicubic";
    private static final int WARM_UP = 2;
    private static final int LARGEST_TILE = 4096;

    @Override
    Outcome perform(final Progress progress) {
        if (!networks.isEmpty()) {
            return runners(progress);
        }
        if (overhead) {
            return overhead(progress);
        }
        final int[] pixels = option(() -> ImageSize.parse("--size", size));
        final DeviceChoice choice = option(() -> DeviceChoice.parse(device));
        option(() -> requireRuns(pixels));
        final UpscaleOptions how = UpscaleOptions.DEFAULT.in(option(() -> Precision.parse(precision)));
        if (pixelWork) {
            option(() -> requireResult(pixels));
            return new PixelTable(pixels[0], pixels[1], scale, runs).outcome(progress);
        }
        final Progress silent = new SilentProgress();
        final List<Upscaler> upscalers = new ArrayList<>();
        final Map<String, Consumer<ImagePlus>> tasks = new LinkedHashMap<>();
        try {
            for (final String model : new LinkedHashSet<>(models)) {
                if (model.equals(IMAGEJ)) {
                    option(() -> requireResult(pixels));
                    tasks.put(model, image -> PixelTable.imagej(image, scale));
                    continue;
                }
                final Upscaler one = ModelOptions.open(ModelOptions.resolve(this, model, scale), scale, choice);
                upscalers.add(one);
                tasks.put(model, image -> one.upscale(image, how, silent));
            }
            final Map<String, double[]> seconds = time(tasks, noise(pixels[0], pixels[1]), progress);
            return outcome(seconds, (double) pixels[0] * pixels[1] * scale * scale / 1e6);
        } finally {
            upscalers.forEach(Upscaler::close);
        }
    }

    private Outcome overhead(final Progress progress) {
        final DeviceChoice choice = option(() -> DeviceChoice.parse(device));
        final PathTable table = new PathTable();
        for (final String model : new LinkedHashSet<>(models)) {
            // bicubic interpolation has no runner
            final Optional<ModelPackage> found = ModelOptions.resolve(this, model, scale);
            for (final String one : found.isEmpty() ? new String[0] : size.split(",")) {
                final int[] pixels = option(() -> ImageSize.parse("--size", one));
                option(() -> requireRuns(pixels));
                table.add(model, pixels, PathBench.of(found.get(), choice, pixels[0], pixels[1], runs, progress));
            }
        }
        return table.outcome();
    }

    private Outcome runners(final Progress progress) {
        option(() -> requireRuns(new int[] {tile, tile}));
        option(this::requireTiles);
        final RunnerTable table = new RunnerTable(scale, tile);
        for (final String network : new LinkedHashSet<>(networks)) {
            table.add(network, Networks.named(this, network, scale).graph(), threads, runs, progress);
        }
        return table.outcome(runs);
    }

    private Integer requireTiles() {
        if (tile < 1 || tile > LARGEST_TILE) {
            throw new AcuityException("--tile " + tile, "is not one of 1 to " + LARGEST_TILE, "choose another");
        }
        if (threads.isEmpty() || threads.stream().anyMatch(number -> number < 1)) {
            throw new AcuityException("--threads", "are not positive", "give numbers such as 1,2");
        }
        return tile;
    }

    private Integer requireRuns(final int[] pixels) {
        if ((long) pixels[0] * pixels[1] > Integer.MAX_VALUE - 8) {
            throw new AcuityException("--size " + size, "is more than an image can hold", "choose a smaller one");
        }
        if (runs < 1) {
            throw new AcuityException("--runs " + runs, "is not positive", "give 1 or more");
        }
        return runs;
    }

    /** What models check by themselves; ImageJ does not. */
    private Integer requireResult(final int[] pixels) {
        Upscaler.requireScale(scale);
        if ((long) pixels[0] * pixels[1] * scale * scale > Integer.MAX_VALUE - 8) {
            throw new AcuityException("--size " + size, "makes more pixels than an image can hold",
                "choose a smaller one");
        }
        return scale;
    }

    private Map<String, double[]> time(final Map<String, Consumer<ImagePlus>> tasks, final ImagePlus image,
        final Progress progress) {
        final Map<String, double[]> seconds = new LinkedHashMap<>();
        tasks.keySet().forEach(model -> seconds.put(model, new double[runs]));
        for (int run = -WARM_UP; run < runs; run++) {
            for (final Map.Entry<String, Consumer<ImagePlus>> one : tasks.entrySet()) {
                progress.checkCancelled();
                final long start = System.nanoTime();
                one.getValue().accept(image);
                if (run >= 0) {
                    seconds.get(one.getKey())[run] = (System.nanoTime() - start) / 1e9;
                }
            }
            progress.report("Timing", (double) (run + WARM_UP + 1) / (runs + WARM_UP));
        }
        return seconds;
    }

    private Outcome outcome(final Map<String, double[]> seconds, final double megapixels) {
        final JsonArray rows = new JsonArray();
        final List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%-20s %12s %18s %10s", "model", "median s", "HR megapixel / s", "speed"));
        double first = 0;
        for (final Map.Entry<String, double[]> one : seconds.entrySet()) {
            final double median = median(one.getValue());
            first = first == 0 ? median : first;
            final JsonObject row = new JsonObject();
            row.addProperty("model", one.getKey());
            row.addProperty("seconds", median);
            row.addProperty("megapixelsPerSecond", megapixels / median);
            row.addProperty("speed", first / median);
            rows.add(row);
            lines.add(String.format(Locale.ROOT, "%-20s %12.4f %18.1f %9.2fx", one.getKey(), median,
                megapixels / median,
                first / median));
        }
        final JsonObject json = new JsonObject();
        json.addProperty("scale", scale);
        json.addProperty("lr", size);
        json.addProperty("runs", runs);
        json.add("models", rows);
        return Outcome.done(json, String.join(System.lineSeparator(), lines));
    }

    static double median(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static ImagePlus noise(final int width, final int height) {
        final byte[] pixels = new byte[Math.multiplyExact(width, height)];
        new SplittableRandom(1).nextBytes(pixels);
        return new ImagePlus("noise", new ByteProcessor(width, height, pixels));
    }
}
