package sc.fiji.acuity.upscale;

import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.image.Memory;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.PlaneSubset;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.model.ModelStore;

/**
 * Enlarges images by one model; open it once for many images.
 *
 * <pre>{@code
 * try (Upscaler upscaler = Upscaler.open("balanced", 2, DeviceChoice.AUTO)) {
 *     ImagePlus result = upscaler.upscale(image, UpscaleOptions.DEFAULT, progress);
 * }
 * }</pre>
 *
 * <p>The result has the pixel type of the image, {@code scale} times its width and height, and its channels, slices,
 * frames, calibration, colours and labels; the image itself is not touched. RGB images go through luma: the network
 * sees the brightness, colour differences are enlarged by bicubic interpolation. A network for colour images sees red,
 * green and blue; all other images, channel by channel, go through the same network converted to grey, which gives
 * what it makes of that grey as red, green and blue. Every channel of a stack is mapped to
 * the network's range by one affine map ({@link Intensity}), so that brightness stays comparable over the stack; and
 * a·x + b in gives a·y + b out, up to rounding.
 *
 * <p>Pixels do not depend on tiles beyond rounding (5e-6 of the range), and not at all on the number of threads.
 * Networks that look at the whole image get it whole up to 1 GiB of intermediate results; what tiles change in larger
 * ones stands in the result's Info.
 *
 * <p>For one caller at a time.
 */
public final class Upscaler implements AutoCloseable {

    /** The name of the built-in model that is no network. */
    public static final String BICUBIC = "bicubic";

    /** The model that is used when none is named. */
    public static final String DEFAULT_MODEL = "balanced";

    /** The entry that says how a network is computed. */
    static final String NUMERICS = "numerics";

    private final Method method;

    private Upscaler(final Method method) {
        this.method = method;
    }

    /** Opens a model from the standard folders, with a worker on each core. */
    public static Upscaler open(final String model, final int scale, final DeviceChoice device) {
        return open(model, scale, device, Runtime.getRuntime().availableProcessors(), ModelStore.standard());
    }

    /**
     * @param model {@code bicubic}, the name of a model in the store, or the path of a package
     * @param scale 2, 3 or 4
     * @param workers tiles that are computed at the same time
     * @throws AcuityException if there is no such model, it is broken, or the device cannot be used
     */
    public static Upscaler open(final String model, final int scale, final DeviceChoice device, final int workers,
        final ModelStore store) {
        requireScale(scale);
        if (model.equals(BICUBIC)) {
            return new Upscaler(new BicubicMethod(scale));
        }
        return open(store.resolve(model, scale), device, workers);
    }

    /** Opens a model that is read already, after its self-test on the device. */
    public static Upscaler open(final ModelPackage model, final DeviceChoice device, final int workers) {
        ModelTest.run(model, device).require(model);
        return new Upscaler(new NetworkMethod(model, device, workers));
    }

    static Upscaler of(final Method method) {
        return new Upscaler(method);
    }

    /** @throws AcuityException unless it is 2, 3 or 4 */
    public static void requireScale(final int scale) {
        if (scale < 2 || scale > 4) {
            throw new AcuityException("scale " + scale, "is not one of 2, 3 and 4", "use scale 2, 3 or 4");
        }
    }

    public int scale() {
        return method.scale();
    }

    /**
     * What makes the results, by name, in order: model, scale and, of a network, checksum, device, numerics of 8-bit
     * and colour images and, where they differ, those of others.
     */
    public Map<String, String> describe(final Precision precision) {
        final Map<String, String> facts = new LinkedHashMap<>(method.describe(precision, 8));
        final String others = method.describe(precision, 32).get(NUMERICS);
        if (others != null && !others.equals(facts.get(NUMERICS))) {
            facts.put(NUMERICS + " of 16 and 32 bits", others);
        }
        return facts;
    }

    /**
     * Enlarges an image.
     *
     * @param image any type and dimensions; only read. An 8-bit image with a palette gives an RGB image.
     * @return a new image, not shown; its Info says what made it
     * @throws AcuityException if the image has no pixels, or none where the options say, or the result does not fit
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public ImagePlus upscale(final ImagePlus image, final UpscaleOptions options, final Progress progress) {
        final Job job = Job.of(image, options, scale());
        final ImageProcessor[] planes = new ImageProcessor[job.subset().size()];
        check(job, false);
        final IntensityMap[] maps = maps(job.source(), job.subset(), options, progress);
        final Map<String, String> facts =
            new LinkedHashMap<>(method.describe(job.source(), options.precision()));
        facts.putAll(method.enlarge(job.source(), job.subset().planes(), job.region(), maps, options.precision(),
            (i, pixels) -> planes[i] = pixels, progress));
        final ImageStack stack = new ImageStack(job.width(), job.height());
        for (final ImageProcessor plane : planes) {
            stack.addSlice(plane);
        }
        final ImagePlus result = job.result(stack);
        job.provenance(facts, told(maps)).appendTo(result);
        return result;
    }

    /**
     * Enlarges an image into a file, plane by plane: of a stack only a few planes are in memory at a time, also of the
     * image itself if it is a virtual stack. The file is that of {@link #upscale(ImagePlus, UpscaleOptions, Progress)}
     * and {@link ImageFiles#save}, to the last byte; nothing is there before it is whole.
     *
     * @param file its extension says what it becomes, as there
     * @param overwrite whether a file of that name is replaced
     * @param written is given the whole file under its temporary name
     * @throws AcuityException also if the disk has not enough space for it, before anything is computed
     */
    public Saved upscale(final ImagePlus image, final UpscaleOptions options, final Path file, final boolean overwrite,
        final AtomicFiles.Writer written, final Progress progress) {
        final Job job = Job.of(image, options, scale());
        requireRegion(job);
        ImageFiles.checkTarget(job.width(), job.height(), job.source().bitDepth(), job.subset().size(), file,
            overwrite);
        Disk.require(file, Needs.disk(job));
        check(job, job.subset().size() > 1);
        final StreamedRun run = job.subset().size() > 1 ? new StreamedRun(method, job) : null;
        if (run == null || !run.fits(file)) {
            final ImagePlus result = upscale(image, options, progress);
            progress.checkCancelled();
            ImageFiles.save(result, file, overwrite, written, progress);
            return Saved.of(result);
        }
        final IntensityMap[] maps = maps(job.source(), job.subset(), options, progress);
        return Saved.of(run.save(maps, told(maps), file, overwrite, written, progress));
    }

    /**
     * Says what an enlargement will take, by trying two tiles on each core.
     *
     * @param file where the result will go; empty if it will be in memory
     * @throws AcuityException as the enlargement, if it cannot fit in memory or on the disk
     */
    public Estimate estimate(final ImagePlus image, final UpscaleOptions options, final Optional<Path> file,
        final Progress progress) {
        final Job job = Job.of(image, options, scale());
        final boolean streamed = file.isPresent() && job.subset().size() > 1;
        check(job, streamed);
        file.ifPresent(target -> Disk.require(target, Needs.disk(job)));
        return new Estimate(job.width(), job.height(), job.subset().size(), method.probe(job, progress),
            Needs.heap(job, method, streamed), method.outside(job.source()), file.isPresent() ? Needs.disk(job) : 0);
    }

    /** Bicubic interpolation needs none. */
    private IntensityMap[] told(final IntensityMap[] maps) {
        return method instanceof NetworkMethod ? maps : null;
    }

    private IntensityMap[] maps(final PlaneSource source, final PlaneSubset subset, final UpscaleOptions options,
        final Progress progress) {
        return method instanceof NetworkMethod
            ? IntensityScan.scan(source, subset.channelNumbers(), options.intensity(), progress)
            : new IntensityMap[source.channels()];
    }

    /**
     * Enlarges planes that are no ImagePlus.
     *
     * @param result takes the enlarged planes, in any order, from any thread
     * @return the intensity map of each channel, null for those that were not chosen
     */
    public IntensityMap[] enlarge(final PlaneSource source, final UpscaleOptions options, final Progress progress,
        final PlaneResult result) {
        final Rectangle region = options.region().orElse(new Rectangle(source.width(), source.height()));
        final PlaneSubset subset =
            options.planes().of(source.name(), source.channels(), source.slices(), source.frames());
        final Job job = new Job(null, source, options, scale(), region, subset);
        check(job, false);
        final IntensityMap[] maps = maps(source, subset, options, progress);
        method.enlarge(source, subset.planes(), region, maps, options.precision(), result::plane, progress);
        return maps;
    }

    /**
     * Enlarges planes that are in the network's units already, without any map and without rounding; for measuring.
     *
     * @param lr as many planes of one size as the network has channels: luma, or red, green and blue
     * @return as many planes
     * @throws IllegalStateException if this is bicubic interpolation, which has no units
     */
    public Plane[] enlargeAsIs(final Plane[] lr, final Precision precision, final Progress progress) {
        if (method instanceof NetworkMethod network) {
            return network.enlarge(lr, precision, progress);
        }
        throw new IllegalStateException("bicubic interpolation takes pixels as they are");
    }

    /** Takes enlarged planes. */
    @FunctionalInterface
    public interface PlaneResult {

        /** @param index of the plane among the chosen, from 0 */
        void plane(int index, ImageProcessor pixels);
    }

    private void check(final Job job, final boolean streamed) {
        requireRegion(job);
        if (method.bounded() && !job.options().intensity().isFull()) {
            throw new AcuityException("intensity " + job.options().intensity(), "would cut off values, since the "
                + "output of this network is bounded", "use intensity full");
        }
        method.outside(job.source());
        Memory.require("the result of " + job.source().name(), Needs.heap(job, method, streamed));
    }

    /** Before any product of sizes can overflow. */
    private void requireRegion(final Job job) {
        final Rectangle region = job.region();
        final Rectangle whole = new Rectangle(job.source().width(), job.source().height());
        if (region.isEmpty() || !whole.contains(region)) {
            throw new AcuityException("region " + region.width + " x " + region.height + " at " + region.x + ", "
                + region.y, "does not lie within " + job.source().name() + ", " + whole.width + " x " + whole.height
                    + " pixels",
                "choose a rectangle inside the image");
        }
        final long width = (long) region.width * scale();
        final long height = (long) region.height * scale();
        if (width > Integer.MAX_VALUE || height > Integer.MAX_VALUE || width * height > Integer.MAX_VALUE - 8) {
            throw new AcuityException(job.source().name(), "becomes " + width + " x " + height
                + " pixels, more than an ImageJ plane can hold (2^31)", "enlarge a selection of it");
        }
    }

    @Override
    public void close() {
        method.close();
    }
}
