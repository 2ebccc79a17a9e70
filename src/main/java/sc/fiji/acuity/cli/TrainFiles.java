package sc.fiji.acuity.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.train.RunPlots;
import sc.fiji.acuity.train.TrainedModel;
import sc.fiji.acuity.train.pairs.TrainingSet;

/** What training commands do with files before and after they compute. */
final class TrainFiles {

    private TrainFiles() {}

    /** What would make the result be refused is found before hours of training. */
    static void checkOutput(final Action action, final Path output, final int scale) {
        if (Files.exists(output)) {
            TrainedModel.checkTarget(output, scale);
        }
        action.option(() -> TrainedModel.checkTarget(output, scale));
        final Path parent = output.toAbsolutePath().normalize().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new AcuityException(output.toString(), "its folder does not exist", "create " + parent + " first");
        }
    }

    /** What was left out, which people must see, and what is worth knowing. */
    static void tell(final Action action, final TrainingSet set) {
        set.problems().forEach(problem -> action.warn("left out: " + problem));
        set.notes().forEach(action::note);
    }

    /** Draws how a run went, cancelled or not. Pictures are a help: a full disk shall not cost the result. */
    static void plot(final Action action, final Path run) {
        try {
            RunPlots.write(run);
        } catch (final AcuityException e) {
            action.warn(e.getMessage());
        }
    }

    /** Files as they are, and the images in folders. */
    static List<Path> images(final List<Path> paths) {
        final List<Path> files = new ArrayList<>();
        paths.forEach(path -> files.addAll(Files.isRegularFile(path) ? List.of(path) : ImageFiles.list(path)));
        return files;
    }

    /** The lines of a text file, blank ones left out. */
    static List<String> lines(final Path file) {
        try {
            return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
        } catch (final IOException e) {
            throw new AcuityException(file.toString(), "cannot be read (" + AtomicFiles.describe(e) + ")",
                "give a text file in UTF-8", e);
        }
    }
}
