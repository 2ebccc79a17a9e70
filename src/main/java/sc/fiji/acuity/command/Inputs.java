package sc.fiji.acuity.command;

import java.awt.Rectangle;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.image.ColourTable;

/** What the images of commands must fulfil. */
final class Inputs {

    private Inputs() {}

    /**
     * @param parameter its name
     * @throws AcuityException if there is no image, or one without pixels, as ImageJ makes of a wrong file name
     */
    static void requireImage(final String parameter, final ImagePlus image) {
        if (image == null) {
            throw new AcuityException(parameter, "there is no image", "open one first");
        }
        if (image.getWidth() == 0 || image.getHeight() == 0 || image.getProcessor() == null) {
            throw new AcuityException(parameter + "=" + image.getTitle(), "the image has no pixels",
                "open another one");
        }
    }

    /** @throws AcuityException if nothing was chosen */
    static Path requireFile(final String parameter, final File file) {
        if (!isNamed(file)) {
            throw new AcuityException(parameter, "nothing is chosen", "name a folder: " + parameter + "=[/path]");
        }
        return file.toPath();
    }

    /** @throws AcuityException if there is no such folder */
    static Path requireFolder(final String parameter, final File file) {
        final Path folder = requireFile(parameter, file);
        if (!Files.isDirectory(folder)) {
            throw new AcuityException(parameter + "=" + folder,
                Files.exists(folder) ? "is no folder" : "does not exist", "name a folder: " + parameter + "=[/path]");
        }
        return folder;
    }

    /**
     * The smallest rectangle of pixels around the selection.
     *
     * @throws AcuityException if nothing within the image is selected
     */
    static Rectangle selection(final ImagePlus image) {
        final Roi roi = image.getRoi();
        final Rectangle part = roi == null ? new Rectangle()
            : roi.getBounds().intersection(new Rectangle(image.getWidth(), image.getHeight()));
        if (part.isEmpty()) {
            throw new AcuityException("selection", "nothing is selected in " + image.getTitle(),
                "select a part of the image, or enlarge all of it with selection=false");
        }
        return part;
    }

    /** Whether a file or folder was named; a text field that was left empty is none. */
    static boolean isNamed(final File file) {
        return file != null && !file.getPath().isBlank();
    }

    /** Says in ImageJ's log what the user would not expect of the result of an image. */
    static void note(final ImagePlus image) {
        if (ColourTable.isPalette(image)) {
            IJ.log(image.getTitle() + ": " + ColourTable.PALETTE_NOTE);
        }
    }

    /** Two results of one image must not be called alike: macros choose images by title. */
    static ImagePlus named(final ImagePlus result) {
        if (WindowManager.getImage(result.getTitle()) != null) {
            result.setTitle(WindowManager.getUniqueName(result.getTitle()));
        }
        return result;
    }
}
