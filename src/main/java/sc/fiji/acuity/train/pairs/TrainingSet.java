package sc.fiji.acuity.train.pairs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.image.Luma;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Planes;
import sc.fiji.acuity.image.Rounding;

/**
 * Images to train on, in memory: the luma of each, or red, green and blue, and its LR version made by MATLAB's bicubic
 * from the colour image, as benchmarks do. 5 bytes of memory a pixel at ×2, 15 for a colour network; grey images are
 * their own red, green and blue.
 *
 * <p>Images that cannot be used are left out and named in {@link #problems()}; the run goes on with the others.
 */
public final class TrainingSet implements Pairs {

    private static final int HELD_OUT = 20;

    private final int scale;
    private final int channels;
    private final List<TrainingImage> images = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private TrainingSet(final int scale, final int channels) {
        this.scale = scale;
        this.channels = channels;
    }

    /** For a network on luma. */
    public static TrainingSet load(final List<Path> files, final int scale, final int patch, final Progress progress) {
        return load(files, scale, patch, 1, progress);
    }

    /**
     * @param patch side of the patches in LR pixels; an image must hold one
     * @param channels 1 for luma; 3 for red, green and blue
     * @throws AcuityException if no image can be used
     */
    public static TrainingSet load(final List<Path> files, final int scale, final int patch, final int channels,
        final Progress progress) {
        final TrainingSet set = new TrainingSet(scale, channels);
        for (int i = 0; i < files.size(); i++) {
            progress.checkCancelled();
            try {
                set.add(files.get(i), patch);
            } catch (final AcuityException e) {
                set.problems.add(e.getMessage());
            }
            progress.report("Reading images", (i + 1.0) / files.size());
        }
        if (set.images.isEmpty()) {
            throw new AcuityException("training images", files.isEmpty() ? "there are none in these folders"
                : "none of " + files.size() + " can be used; " + set.problems.get(0).replaceFirst("[.] Remedy: .*", ""),
                "give folders with images of at least " + patch * scale + " x " + patch * scale + " pixels");
        }
        return set;
    }

    private void add(final Path file, final int patch) {
        final ImagePlus image = ImageFiles.open(file);
        final int least = patch * scale;
        if (image.getWidth() < least || image.getHeight() < least) {
            throw new AcuityException(file.toString(), "has " + image.getWidth() + " x " + image.getHeight()
                + " pixels, less than a patch of " + least, "leave it out, or train with smaller patches");
        }
        final ImageStack stack = image.getStack();
        for (int n = 1; n <= stack.size(); n++) {
            final String name = stack.size() == 1 ? file.toString() : file + ", plane " + n;
            final ImageProcessor pixels = stack.getProcessor(n);
            try {
                images.add(pixels instanceof ColorProcessor rgb ? colour(name, rgb) : grey(name, pixels));
            } catch (final AcuityException e) {
                // the other planes of a stack can be used all the same
                problems.add(e.getMessage());
            }
        }
    }

    private TrainingImage colour(final String name, final ColorProcessor pixels) {
        final Plane[] rgb = Planes.rgb(pixels);
        final Plane[] small = new Plane[3];
        for (int c = 0; c < 3; c++) {
            rgb[c] = TrainingImage.crop(rgb[c], scale);
            small[c] = TrainingImage.degrade(rgb[c], scale, Rounding.UINT8);
        }
        final Plane hr = Luma.full(rgb[0], rgb[1], rgb[2]);
        range(name, hr);
        if (channels > 1) {
            return new TrainingImage(name, unit(small), unit(rgb));
        }
        return new TrainingImage(name, Luma.full(small[0], small[1], small[2]), hr);
    }

    private TrainingImage grey(final String name, final ImageProcessor pixels) {
        final Plane hr = TrainingImage.crop(Planes.of(pixels), scale);
        final boolean bytes = pixels.getBitDepth() == 8;
        final float[] range = range(name, hr);
        final float low = bytes ? 0 : range[0];
        final float high = bytes ? 255 : range[1];
        final Plane lr = TrainingImage.degrade(hr, scale, bytes ? Rounding.UINT8 : Rounding.NONE);
        final TrainingImage image = new TrainingImage(name, normalize(lr, low, high), normalize(hr, low, high));
        return channels > 1 ? image.replicated(channels) : image;
    }

    private static Plane[] unit(final Plane[] bytes) {
        return Arrays.stream(bytes).map(plane -> normalize(plane, 0, 255)).toArray(Plane[]::new);
    }

    /** Least and largest value of a plane from which something can be learnt; not those that it is displayed with. */
    private static float[] range(final String name, final Plane plane) {
        float least = plane.data()[0];
        float most = least;
        for (final float value : plane.data()) {
            if (!Float.isFinite(value)) {
                throw new AcuityException(name, "has pixels that are not numbers", "leave it out, or crop them away");
            }
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        if (least == most) {
            throw new AcuityException(name, "is constant", "leave it out");
        }
        return new float[] {least, most};
    }

    private static Plane normalize(final Plane plane, final float low, final float high) {
        final Plane result = new Plane(plane.width(), plane.height());
        for (int i = 0; i < result.data().length; i++) {
            result.data()[i] = (plane.data()[i] - low) / (high - low);
        }
        return result;
    }

    @Override
    public int scale() {
        return scale;
    }

    @Override
    public int channels() {
        return channels;
    }

    /** What was left out, and why. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** How many images there are. */
    public int size() {
        return images.size();
    }

    List<TrainingImage> images() {
        return images;
    }

    private static boolean isHeldOut(final int index) {
        return index % HELD_OUT == HELD_OUT - 1;
    }

    @Override
    public PatchSource patches(final int patch, final long seed) {
        final List<TrainingImage> train = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            if (!isHeldOut(i)) {
                train.add(images.get(i));
            }
        }
        return new PatchSampler(train, scale, patch, seed);
    }

    @Override
    public List<HeldOut> heldOut() {
        final List<HeldOut> heldOut = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            if (isHeldOut(i)) {
                heldOut.add(images.get(i));
            }
        }
        return heldOut;
    }
}
