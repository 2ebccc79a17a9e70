package sc.fiji.acuity.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

import ij.ImagePlus;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.base.Version;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.image.ColourTable;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.ModelStore;
import sc.fiji.acuity.upscale.UpscaleOptions;
import sc.fiji.acuity.upscale.Upscaler;

/**
 * Enlarges each file: the same {@link Upscaler} and the same {@link ImageFiles} as for a single image, so that the
 * files are the same to the last byte.
 *
 * <p>Each thread has a network of its own and its share of the cores; the number of threads changes no result.
 */
public final class UpscaleFiles implements FileAction {

    private final Supplier<Upscaler> opener;
    private final Queue<Upscaler> free = new ConcurrentLinkedQueue<>();
    private final UpscaleOptions options;
    private final int scale;
    private final Map<String, String> settings;
    private final Map<String, String> placeholders;

    private UpscaleFiles(final Supplier<Upscaler> opener, final UpscaleOptions options) {
        this.opener = opener;
        this.options = options;
        final Upscaler first = opener.get();
        free.add(first);
        scale = first.scale();
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put("action", "upscale");
        facts.putAll(first.describe(options.precision()));
        placeholders = Map.of("model", facts.get("model"), "scale", Integer.toString(scale));
        facts.put("intensity", options.intensity().toString());
        options.region().ifPresent(part -> facts.put("region",
            part.x + "," + part.y + "," + part.width + "," + part.height));
        facts.put("channels", options.planes().channels().toString());
        facts.put("slices", options.planes().slices().toString());
        facts.put("frames", options.planes().frames().toString());
        facts.put("version", Version.get());
        settings = Collections.unmodifiableMap(facts);
    }

    /**
     * Opens a model.
     *
     * @param model {@code bicubic}, the name of a model in the standard folders, or the path of a package
     * @param threads how many files are enlarged at the same time
     * @throws AcuityException as {@link Upscaler#open(String, int, DeviceChoice)}
     */
    public static UpscaleFiles open(final String model, final int scale, final DeviceChoice device,
        final UpscaleOptions options, final int threads) {
        Upscaler.requireScale(scale);
        // read once: a model that is replaced meanwhile must not get into the same batch
        final Optional<ModelPackage> read = model.equals(Upscaler.BICUBIC) ? Optional.empty()
            : Optional.of(ModelStore.standard().resolve(model, scale));
        return open(read, scale, device, options, threads);
    }

    /** The same with a model that is read already; empty is bicubic. */
    public static UpscaleFiles open(final Optional<ModelPackage> model, final int scale, final DeviceChoice device,
        final UpscaleOptions options, final int threads) {
        final int workers = Math.max(1, Runtime.getRuntime().availableProcessors() / threads);
        return new UpscaleFiles(() -> model.map(read -> Upscaler.open(read, device, workers))
            .orElseGet(() -> Upscaler.open(Upscaler.BICUBIC, scale, device)), options);
    }

    @Override
    public Map<String, String> settings() {
        return settings;
    }

    @Override
    public Map<String, String> placeholders() {
        return placeholders;
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public List<Path> reads(final BatchItem item) {
        return List.of(item.input());
    }

    @Override
    public Map<String, Double> perform(final BatchItem item, final boolean replace, final AtomicFiles.Writer written,
        final Progress progress) {
        final Path target = item.output().orElseThrow();
        requireOther(item.input(), target);
        final ImagePlus image = ImageFiles.openLazily(item.input());
        // a palette is enlarged as colours
        ImageFiles.checkTarget(ColourTable.isPalette(image) ? 24 : image.getBitDepth(),
            options.planes().of(image).size(), target, replace);
        BatchRun.createFolder(target.getParent());
        enlarge(image, target, replace, written, progress);
        return Map.of();
    }

    private void enlarge(final ImagePlus image, final Path target, final boolean replace,
        final AtomicFiles.Writer written, final Progress progress) {
        final Upscaler waiting = free.poll();
        final Upscaler upscaler = waiting == null ? opener.get() : waiting;
        try {
            upscaler.upscale(image, options, target, replace, written, progress);
        } finally {
            free.add(upscaler);
        }
    }

    private static void requireOther(final Path input, final Path target) {
        try {
            if (Files.exists(target) && Files.isSameFile(input, target)) {
                throw new AcuityException(target.toString(), "is the input itself",
                    "choose another folder or template");
            }
        } catch (final IOException e) {
            throw new AcuityException(target.toString(), "cannot be compared with the input (" + AtomicFiles.describe(e)
                + ")", "choose another folder or template", e);
        }
    }

    @Override
    public void close() {
        free.forEach(Upscaler::close);
        free.clear();
    }
}
