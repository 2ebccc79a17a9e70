package sc.fiji.acuity.train.pairs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import ij.ImagePlus;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;

/**
 * Images to train on and images that are held out, at both sizes.
 *
 * <pre>{@code
 * try (TrainingSet images = TrainingSet.load(files, PairSettings.of(2, 32), progress)) {
 *     images.problems().forEach(log::warn);
 *     PatchSource patches = images.patches(32, seed);
 * }
 * }</pre>
 *
 * Every file is read once: its LR image is made or found, cells with signal are noted, and its pixels are kept in the
 * smallest type that holds them, in memory or, beyond a limit, in a scratch file: 1.3 bytes a pixel of 8 bits at ×2,
 * 2 with physics, 5 for RGB as luma.
 *
 * <p>Images that cannot be used are left out and named in {@link #problems()}; the run goes on with the others.
 */
public final class TrainingSet implements Pairs, AutoCloseable {

    private final PairSettings settings;
    private final PlaneStore store;
    private final List<String> problems;
    private final List<String> notes;
    private final List<List<StoredImage>> fields;
    private final List<Split.Part> parts;

    TrainingSet(final PairSettings settings, final PlaneStore store, final PairReader reader,
        final List<Split.Part> parts) {
        this.settings = settings;
        this.store = store;
        this.parts = parts;
        fields = reader.fields();
        problems = reader.problems();
        notes = reader.notes();
    }

    /** For a network on luma, LR by bicubic. */
    public static TrainingSet load(final List<Path> files, final int scale, final int patch, final Progress progress) {
        return load(files, PairSettings.of(scale, patch), progress);
    }

    /** @param channels 1 for luma; 3 for red, green and blue */
    public static TrainingSet load(final List<Path> files, final int scale, final int patch, final int channels,
        final Progress progress) {
        return load(files, PairSettings.of(scale, patch).channels(channels), progress);
    }

    /**
     * From files.
     *
     * @param files HR images
     * @throws AcuityException if no image can be used, or LR and HR images do not fit
     */
    public static TrainingSet load(final List<Path> files, final PairSettings settings, final Progress progress) {
        requireAny(files, settings);
        final List<PairReader.Source> sources = settings.lrFolder().isEmpty()
            ? files.stream().map(PairReader.Source::of).toList()
            : RegisteredPairs.match(files, settings.lrFolder().get()).entrySet().stream()
                .map(pair -> PairReader.Source.of(pair.getKey(), pair.getValue())).toList();
        return read(sources, settings, progress);
    }

    /**
     * From images that are open; LR images are made.
     *
     * @throws AcuityException if none can be used
     */
    public static TrainingSet of(final List<ImagePlus> images, final PairSettings settings, final Progress progress) {
        requireAny(images, settings);
        if (settings.lrFolder().isPresent()) {
            throw new IllegalArgumentException("open images have no LR images in files");
        }
        return read(IntStream.range(0, images.size())
            .mapToObj(i -> PairReader.Source.of(images.get(i), i)).toList(), settings, progress);
    }

    private static void requireAny(final List<?> images, final PairSettings settings) {
        if (images.isEmpty()) {
            throw new AcuityException("training images", "there are none in these folders", settings.enough());
        }
    }

    private static TrainingSet read(final List<PairReader.Source> sources, final PairSettings settings,
        final Progress progress) {
        final PlaneStore store = new PlaneStore(settings.memory(), settings.scratch());
        return closingOnFailure(store, () -> {
            final PairReader reader = new PairReader(settings, store);
            for (int i = 0; i < sources.size(); i++) {
                progress.checkCancelled();
                reader.read(sources.get(i));
                progress.report("Reading images", (i + 1.0) / sources.size());
            }
            if (reader.fields().isEmpty()) {
                throw reader.none(sources.size());
            }
            return new TrainingSet(settings, store, reader, reader.finish(progress));
        });
    }

    private static TrainingSet closingOnFailure(final PlaneStore store, final Supplier<TrainingSet> work) {
        boolean done = false;
        try {
            final TrainingSet set = work.get();
            done = true;
            return set;
        } finally {
            if (!done) {
                store.close();
            }
        }
    }

    @Override
    public int scale() {
        return settings.scale();
    }

    @Override
    public int channels() {
        return settings.channels();
    }

    /** How LR images were made, in a few words. */
    public String degradation() {
        return settings.lrFolder().isPresent() ? "registered LR images" : settings.degradation().toString();
    }

    /** What a network learns from these pairs and what it does not, for its card. */
    public String limits() {
        final String plausible = " Adds plausible detail, not measured detail: do not count or measure what only the "
            + "enlargement shows.";
        if (settings.lrFolder().isPresent()) {
            return "Trained on registered pairs of images. Images taken in another way than the LR ones, of other "
                + "objects, or with other noise, may be changed in ways that nothing there supports." + plausible;
        }
        if (settings.degradation() instanceof Degradation.Bicubic) {
            return "Trained on noise-free photographs reduced by bicubic interpolation. Images that are blurred or "
                + "noisy in another way become larger, not sharper." + plausible;
        }
        return "Trained on images made smaller by " + settings.degradation() + ". Images with another blur or other "
            + "noise are sharpened too much or too little, and noise may become structure." + plausible;
    }

    /** What was left out, and why. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** What is worth knowing about images that are used. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** How many images there are, those that are held out included. */
    public int size() {
        return images().size();
    }

    List<StoredImage> images() {
        return fields.stream().flatMap(List::stream).toList();
    }

    private List<StoredImage> images(final Split.Part part) {
        final List<StoredImage> images = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            if (parts.get(i) == part) {
                images.addAll(fields.get(i));
            }
        }
        return images;
    }

    /** {@inheritDoc} The patches are drawn only until the set is closed. */
    @Override
    public PatchSource patches(final int patch, final long seed) {
        return patches(Split.Part.TRAIN, patch, seed);
    }

    /**
     * Patches from the {@linkplain #heldOut held-out} images, of which there must be some: for what is learned
     * on images that weights are not trained on.
     *
     * @param patch side in LR pixels
     */
    public PatchSource heldOutPatches(final int patch, final long seed) {
        if (heldOut().isEmpty()) {
            throw new AcuityException("training images", "are of one field, so that none can be held out",
                "give images of at least two fields");
        }
        return patches(Split.Part.VALIDATION, patch, seed);
    }

    /** The largest side of a patch, in LR pixels. */
    public int patch() {
        return settings.patch();
    }

    private PatchSource patches(final Split.Part part, final int patch, final long seed) {
        if (patch > settings.patch()) {
            throw new AcuityException("patch " + patch, "is larger than the " + settings.patch()
                + " that the images were read for", "choose " + settings.patch() + " or less");
        }
        return new PatchSampler(images(part), settings.scale(), patch, settings.empty(), seed);
    }

    @Override
    public List<HeldOut> heldOut() {
        return List.copyOf(images(Split.Part.VALIDATION));
    }

    /** Images that nothing of a run looks at, for the final figures; in the order of the files. May be empty. */
    public List<HeldOut> test() {
        return List.copyOf(images(Split.Part.TEST));
    }

    /** Where the pixels are. */
    public String storage() {
        return String.format(Locale.ROOT, "%d MB in memory, %d MB in a scratch file", store.inMemory() >> 20,
            store.inFile() >> 20);
    }

    /** Removes the scratch file, if there is one. */
    @Override
    public void close() {
        store.close();
    }
}
