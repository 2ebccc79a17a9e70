package sc.fiji.acuity.search;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.network.space.SearchSpace;
import sc.fiji.acuity.train.ShortTraining;
import sc.fiji.acuity.train.pairs.PairSettings;
import sc.fiji.acuity.train.pairs.TrainingSet;

/**
 * The images of a search, split the same way by everybody who works on it.
 *
 * <pre>{@code
 * try (TrainingSet images = SearchImages.load(paths, space, 32, seed, progress)) {
 *     String checksum = SearchImages.checksum(images, 32, seed);
 * }
 * }</pre>
 */
public final class SearchImages {

    /** The share of images that candidates are scored by. */
    public static final double HELD_OUT = 0.15;

    private SearchImages() {}

    /** What candidates of a space are trained on: LR by bicubic. */
    public static PairSettings pairs(final SearchSpace space, final int patch, final long seed) {
        return PairSettings.of(space.scale(), patch).channels(channels(space)).holdingOut(HELD_OUT, 0, seed);
    }

    /** 1 for luma, 3 for colour; all networks of a space have as many. */
    public static int channels(final SearchSpace space) {
        return space.decode(new Genotype(Collections.nCopies(space.choices().size(), 0))).graph().inputChannels();
    }

    /**
     * @param paths files, and folders with images
     * @throws AcuityException if they are too few or too small to score networks on
     */
    public static TrainingSet load(final List<Path> paths, final SearchSpace space, final int patch, final long seed,
        final Progress progress) {
        final List<Path> files = paths.stream()
            .flatMap(path -> (Files.isRegularFile(path) ? List.of(path) : ImageFiles.list(path)).stream()).toList();
        final TrainingSet images = TrainingSet.load(files, pairs(space, patch, seed), progress);
        boolean usable = false;
        try {
            TrainedScorer.requireScorable(images);
            usable = true;
            return images;
        } finally {
            if (!usable) {
                images.close();
            }
        }
    }

    /** Tells other images, and others that are held out. */
    public static String checksum(final TrainingSet images, final int patch, final long seed) {
        return ShortTraining.fingerprint(images, patch, seed);
    }

    /** @throws AcuityException if these are not the images that the search began with */
    public static void requireThose(final SearchSettings settings, final TrainingSet images) {
        if (!checksum(images, settings.patch(), settings.seed()).equals(settings.checksum())) {
            throw new AcuityException("images of the search", "are not those that it began with",
                "give those: candidates can only be compared on the same images");
        }
    }
}
