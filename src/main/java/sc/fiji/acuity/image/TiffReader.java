package sc.fiji.acuity.image;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.FileInfo;
import ij.io.FileOpener;
import ij.io.Opener;
import ij.io.RoiDecoder;
import ij.io.TiffDecoder;

import sc.fiji.acuity.base.AcuityException;

/**
 * Reads a TIFF file through ImageJ after making sure that all its pixels are there: ImageJ itself fills what is missing
 * with zeros, or logs and carries on.
 */
final class TiffReader {

    private TiffReader() {}

    static ImagePlus read(final Path file) throws IOException {
        return read(file, false);
    }

    /** @param lazily whether the planes of a stack stay in the file where that is possible */
    static ImagePlus read(final Path file, final boolean lazily) throws IOException {
        TiffStructure.check(file);
        final FileInfo[] pages = decode(file);
        long memory = 0;
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            for (final FileInfo page : pages) {
                memory += new TiffPage(file, page).check(in);
            }
        }
        final boolean lazy = lazily && LazyTiff.fits(pages);
        Memory.require(file.toString(), lazy ? memory / Math.max(pages.length, pages[0].nImages) : memory);
        // a stored plot would be read by Java deserialization, which runs what the file says
        pages[0].plot = null;
        // for points of several counters ImageJ would change the tool of a toolbar that may not be there
        final byte[] selection = pages[0].roi;
        pages[0].roi = null;
        requireAlike(file, pages);
        final ImagePlus image = composite(
            lazy ? LazyTiff.open(file, pages, TiffReader::plain) : plain(pages), pages);
        if (image == null || image.getStackSize() < Math.max(pages.length, pages[0].nImages)) {
            throw TiffStructure.damaged(file, "ImageJ cannot read all of its pixels");
        }
        if (selection != null) {
            image.setRoi(selection(file, selection));
        }
        return image;
    }

    private static Roi selection(final Path file, final byte[] bytes) {
        try {
            return RoiDecoder.openFromByteArray(bytes);
        } catch (final RuntimeException e) {
            throw new AcuityException(file.toString(), "has a selection that ImageJ cannot read (" + e + ")",
                TiffStructure.REMEDY, e);
        }
    }

    private static FileInfo[] decode(final Path file) throws IOException {
        final Path path = file.toAbsolutePath();
        final FileInfo[] pages;
        try {
            pages = new TiffDecoder(path.getParent().toString(), path.getFileName().toString()).getTiffInfo();
        } catch (final RuntimeException e) {
            throw new AcuityException(file.toString(), "is a TIFF file that ImageJ cannot read (" + e + ")",
                TiffStructure.REMEDY, e);
        }
        if (pages == null) {
            throw TiffStructure.damaged(file, "it has no pages");
        }
        return pages;
    }

    private static void requireAlike(final Path file, final FileInfo[] pages) {
        for (final FileInfo page : pages) {
            if (page.width != pages[0].width || page.height != pages[0].height || page.fileType != pages[0].fileType) {
                throw new AcuityException(file.toString(), "has pages of different sizes or types",
                    "save the page that is meant as a TIFF file of its own");
            }
        }
    }

    private static ImagePlus plain(final FileInfo[] pages) {
        if (pages.length == 1) {
            return new FileOpener(pages[0]).openImage();
        }
        final Opener opener = new Opener();
        opener.setSilentMode(true);
        return opener.openTiffStack(pages);
    }

    private static ImagePlus composite(final ImagePlus image, final FileInfo[] pages) {
        if (pages.length > 1 || image == null || image.isComposite() || image.getNChannels() < 2
            || image.getBitDepth() == 24) {
            return image;
        }
        final String description = pages[0].description == null ? "" : pages[0].description;
        if (description.contains("mode=composite")) {
            return new CompositeImage(image, IJ.COMPOSITE);
        }
        if (description.contains("mode=gray")) {
            return new CompositeImage(image, IJ.GRAYSCALE);
        }
        final boolean colour = description.contains("mode=") || image.getOpenAsHyperStack();
        return colour ? new CompositeImage(image, IJ.COLOR) : image;
    }
}
