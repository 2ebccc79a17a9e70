package sc.fiji.acuity.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;

import sc.fiji.acuity.base.AcuityException;

/** Reads PNG, JPEG, BMP and still GIF files with the readers of the Java platform, telling what is wrong with them. */
final class RasterReader {

    /** No deflated or run-length coded picture shrinks more; a JPEG of one colour may, but is bounded by memory. */
    private static final long MOST_COMPRESSION = 4096;

    private RasterReader() {}

    static ImagePlus read(final Path file, final String format) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            final Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
            if (in == null || !readers.hasNext()) {
                throw new AcuityException(file.toString(), "cannot be read: this Java has no reader for " + format,
                    "use a complete Java, or save the image as TIFF");
            }
            final ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                return toImagePlus(file, read(file, reader, in.length()));
            } catch (final IOException | RuntimeException e) {
                if (e instanceof AcuityException known) {
                    throw known;
                }
                throw new AcuityException(file.toString(),
                    "is damaged, cut off or of an unusual kind (" + e.getMessage() + ")",
                    "get a fresh copy of it, or save it as TIFF", e);
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage read(final Path file, final ImageReader reader, final long size) throws IOException {
        final long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        final String dimensions = reader.getWidth(0) + " x " + reader.getHeight(0) + " pixels";
        if (pixels < 1 || pixels > Integer.MAX_VALUE - 8) {
            throw new AcuityException(file.toString(), "has " + dimensions, "choose an image that ImageJ can hold");
        }
        final boolean jpeg = reader.getFormatName().equalsIgnoreCase("jpeg");
        if (!jpeg && pixels / 8 > MOST_COMPRESSION * size) {
            throw new AcuityException(file.toString(), "claims " + dimensions + " in " + size + " bytes",
                "get a fresh copy of it");
        }
        Memory.require(file.toString(), 8 * pixels);
        if (reader.getFormatName().equalsIgnoreCase("gif") && reader.getNumImages(true) > 1) {
            throw new AcuityException(file.toString(), "is an animated GIF", "open it in ImageJ and save it as TIFF");
        }
        // the JPEG reader fills what is missing with grey and only warns
        final AtomicReference<String> warning = new AtomicReference<>();
        reader.addIIOReadWarningListener((source, text) -> warning.compareAndSet(null, text));
        final BufferedImage image = reader.read(0);
        final String text = warning.get();
        if (text != null && (text.contains("Truncated") || text.contains("Premature"))) {
            throw new AcuityException(file.toString(), "is cut off (" + text + ")", "get a fresh copy of it");
        }
        return image;
    }

    private static ImagePlus toImagePlus(final Path file, final BufferedImage image) {
        final boolean packed = image.getType() == BufferedImage.TYPE_CUSTOM
            && image.getSampleModel().getNumBands() == 1 && image.getRaster().getTransferType() == 0;
        final boolean flatten = image.getColorModel().hasAlpha() || packed;
        final ImagePlus result = new ImagePlus(file.getFileName().toString(), flatten ? onWhite(image) : image);
        return result.getBitDepth() == 16 && result.getStackSize() > 1
            ? new CompositeImage(result, IJ.COMPOSITE) : result;
    }

    /** As ImageJ shows transparent pictures. */
    private static BufferedImage onWhite(final BufferedImage image) {
        final BufferedImage flat = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        final Graphics2D graphics = flat.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, flat.getWidth(), flat.getHeight());
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return flat;
    }
}
