package sc.fiji.acuity.command;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ij.ImagePlus;
import ij.WindowManager;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.train.pairs.PairSettings;
import sc.fiji.acuity.train.pairs.TrainingSet;

/**
 * Where the images of a search come from: a folder, or what is open.
 *
 * @param names for the settings of the search
 * @param open empty if {@code files} are given
 */
record SearchSource(List<String> names, List<Path> files, List<ImagePlus> open) {

    /** @param folder null for all images that are open now */
    static SearchSource of(final File folder) {
        if (Inputs.isNamed(folder)) {
            final Path path = Inputs.requireFolder("images", folder);
            return new SearchSource(List.of(path.toAbsolutePath().normalize().toString()), ImageFiles.list(path),
                List.of());
        }
        final int[] ids = WindowManager.getIDList();
        final List<ImagePlus> open = new ArrayList<>();
        Arrays.stream(ids == null ? new int[0] : ids).mapToObj(WindowManager::getImage)
            .filter(image -> image != null && image.getWidth() > 0 && image.getProcessor() != null).forEach(open::add);
        if (open.isEmpty()) {
            throw new AcuityException("images", "no folder is given and no image is open",
                "name a folder: images=[/path], or open at least two images");
        }
        return new SearchSource(open.stream().map(ImagePlus::getTitle).toList(), List.of(), List.copyOf(open));
    }

    TrainingSet load(final PairSettings pairs, final Progress progress) {
        return open.isEmpty() ? TrainingSet.load(files, pairs, progress) : TrainingSet.of(open, pairs, progress);
    }
}
