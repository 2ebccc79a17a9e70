package sc.fiji.acuity.upscale;

import java.awt.Rectangle;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.base.Version;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Precision;
import sc.fiji.acuity.image.Enlargement;
import sc.fiji.acuity.image.Memory;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.PlaneSubset;
import sc.fiji.acuity.image.Provenance;
import sc.fiji.acuity.image.Ranges;
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
        if (image.getStackSize() == 0 || image.getWidth() == 0 || image.getHeight() == 0) {
            throw new AcuityException(image.getTitle(), "has no pixels", "open another image");
        }
        final PlaneSource source = new StackSource(image);
        final Rectangle whole = new Rectangle(source.width(), source.height());
        final Rectangle region = options.region().orElse(whole);
        final PlaneSubset subset = options.planes().of(image);
        final ImageProcessor[] planes = new ImageProcessor[subset.size()];
        final IntensityMap[] maps = enlarge(source, options, progress, (i, pixels) -> planes[i] = pixels);
        final ImageStack stack = new ImageStack(region.width * scale(), region.height * scale());
        for (final ImageProcessor plane : planes) {
            stack.addSlice(plane);
        }
        final ImagePlus result = Enlargement.carryOver(image,
            new ImagePlus(Enlargement.title(image.getTitle(), scale()), stack), scale(),
            region.equals(whole) ? null : region, subset);
        Provenance provenance = provenance(source, options, region.equals(whole) ? null : region, maps);
        if (source.bitDepth() != image.getBitDepth()) {
            provenance = provenance.with("colour table", "applied");
        }
        provenance.appendTo(result);
        return result;
    }

    /**
     * Enlarges planes that are no ImagePlus.
     *
     * @param result takes the enlarged planes, in any order, from any thread
     * @return the intensity map of each channel, null for those that were not chosen
     */
    public IntensityMap[] enlarge(final PlaneSource source, final UpscaleOptions options, final Progress progress,
        final PlaneResult result) {
        final Rectangle whole = new Rectangle(source.width(), source.height());
        final Rectangle region = options.region().orElse(whole);
        final PlaneSubset subset =
            options.planes().of(source.name(), source.channels(), source.slices(), source.frames());
        check(source, options, subset.size(), whole, region);
        final IntensityMap[] maps = method instanceof NetworkMethod
            ? IntensityScan.scan(source, subset.channelNumbers(), options.intensity(), progress)
            : new IntensityMap[source.channels()];
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

    private void check(final PlaneSource source, final UpscaleOptions options, final int planes, final Rectangle whole,
        final Rectangle region) {
        if (region.isEmpty() || !whole.contains(region)) {
            throw new AcuityException("region " + region.width + " x " + region.height + " at " + region.x + ", "
                + region.y, "does not lie within " + source.name() + ", " + whole.width + " x " + whole.height
                    + " pixels",
                "choose a rectangle inside the image");
        }
        if (method.bounded() && !options.intensity().isFull()) {
            throw new AcuityException("intensity " + options.intensity(), "would cut off values, since the output of "
                + "this network is bounded", "use intensity full");
        }
        final long pixels = (long) region.width * region.height * scale() * scale();
        if (pixels > Integer.MAX_VALUE - 8) {
            throw new AcuityException(source.name(), "becomes " + (long) region.width * scale() + " x "
                + (long) region.height * scale() + " pixels, more than an ImageJ plane can hold (2^31)",
                "enlarge a selection of it");
        }
        final int bytes = source.bitDepth() / 8 + (source.bitDepth() == 24 ? 1 : 0);
        // a colour plane is put together from three float planes
        final long temporary = source.bitDepth() == 24 ? 3 * Float.BYTES * pixels : 0;
        Memory.require("the result of " + source.name(),
            Math.addExact(Math.multiplyExact(pixels * bytes, (long) planes), temporary));
    }

    private Provenance provenance(final PlaneSource source, final UpscaleOptions options, final Rectangle part,
        final IntensityMap[] maps) {
        Provenance provenance = new Provenance();
        for (final Map.Entry<String, String> fact : method.describe(source, options.precision()).entrySet()) {
            provenance = provenance.with(fact.getKey(), fact.getValue());
        }
        if (method instanceof NetworkMethod && source.bitDepth() != 24 && source.bitDepth() != 8) {
            provenance = provenance.with("intensity", options.intensity());
            for (int c = 0; c < maps.length; c++) {
                if (maps[c] != null) {
                    provenance = provenance.with("intensity channel " + (c + 1), maps[c]);
                }
            }
        }
        if (part != null) {
            provenance = provenance.with("region", String.format(Locale.ROOT, "%d x %d at %d, %d", part.width,
                part.height, part.x, part.y));
        }
        provenance = with(provenance, "channels", options.planes().channels());
        provenance = with(provenance, "slices", options.planes().slices());
        provenance = with(provenance, "frames", options.planes().frames());
        return provenance.with("version", Version.get());
    }

    private static Provenance with(final Provenance provenance, final String what, final Ranges chosen) {
        return chosen.isAll() ? provenance : provenance.with(what, chosen);
    }

    @Override
    public void close() {
        method.close();
    }
}
