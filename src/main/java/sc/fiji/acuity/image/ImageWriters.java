package sc.fiji.acuity.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

import javax.imageio.ImageIO;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.Prefs;
import ij.VirtualStack;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.ImageWriter;
import ij.io.RoiEncoder;
import ij.io.TiffEncoder;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;

/**
 * Writes images to streams, so that a full disk is an {@link IOException}: ImageJ's own {@code FileSaver} would show a
 * dialog instead.
 */
final class ImageWriters {

    private ImageWriters() {}

    /** Bytes from which on a file may be too large for the directories of a TIFF file. */
    private static final long LARGE = (1L << 32) - (1L << 28);

    /** As {@code File>Save As>Tiff...}: with everything that ImageJ knows of the image. */
    static void tiff(final ImagePlus image, final OutputStream out) throws IOException {
        tiff(image, image.getStack(), out);
    }

    /** The same with the pixels of other planes, of the same size and type. */
    static void tiff(final ImagePlus image, final ImageStack planes, final OutputStream out) throws IOException {
        final FileSaver saver = new FileSaver(image);
        final FileInfo info = image.getFileInfo();
        if (planes instanceof VirtualStack virtual) {
            info.virtualStack = virtual;
        }
        final String text = image.getInfoProperty();
        // ImageJ's encoder announces an empty text and does not write it, which shifts all that follows
        info.info = text == null || text.isEmpty() ? null : text;
        info.description = saver.getDescriptionString();
        info.sliceLabels = labels(image);
        info.roi = RoiEncoder.saveAsByteArray(image.getRoi());
        info.overlay = FileSaver.getOverlay(image);
        info.properties = image.getPropertiesAsArray();
        if (image instanceof CompositeImage composite) {
            saver.saveDisplayRangesAndLuts(image, info);
            if (composite.getMode() == IJ.GRAYSCALE) {
                // ImageJ forgets the colours of channels that are shown in grey
                info.channelLuts = Arrays.stream(composite.getLuts()).map(LUT::getBytes).toArray(byte[][]::new);
            }
        }
        final byte[] header = bytes(image) > LARGE ? header(info) : null;
        if (header != null && isAlone(header)) {
            out.write(header);
            raw(info, planes instanceof StreamedStack streamed ? streamed.pulled() : planes, out);
        } else {
            if (planes instanceof StreamedStack streamed) {
                info.virtualStack = streamed.pulled();
            }
            encoder(info).write(out);
        }
        out.flush();
    }

    /** Of the pixels in a TIFF file. */
    private static long bytes(final ImagePlus image) {
        return TiffLimits.bytes(image.getWidth(), image.getHeight(), image.getBitDepth()) * image.getStackSize();
    }

    /** All that stands before the pixels. */
    private static byte[] header(final FileInfo info) throws IOException {
        final TiffEncoder encoder = encoder(info);
        final byte[] header = new byte[info.offset];
        try {
            encoder.write(new Head(header));
        } catch (final HeadIsFull e) {
            return header;
        }
        return header;
    }

    /** Whether the first directory says that there is no second: so ImageJ does where offsets of 32 bits end. */
    private static boolean isAlone(final byte[] header) {
        final ByteBuffer bytes = ByteBuffer.wrap(header);
        final int entries = bytes.getShort(8) & 0xffff;
        return bytes.getInt(10 + 12 * entries) == 0;
    }

    /** The planes one after another; ImageJ's encoder would do the same, and then log what the user cannot use. */
    private static void raw(final FileInfo info, final ImageStack planes, final OutputStream out) throws IOException {
        final FileInfo plane = (FileInfo) info.clone();
        plane.nImages = 1;
        plane.virtualStack = null;
        for (int i = 1; i <= planes.size(); i++) {
            plane.pixels = planes.getPixels(i);
            new ImageWriter(plane).write(out);
        }
    }

    private static final class HeadIsFull extends IOException {

        private static final long serialVersionUID = 1L;
    }

    /** Takes as many bytes as there is room for. */
    private static final class Head extends OutputStream {

        private final ByteBuffer room;

        Head(final byte[] room) {
            this.room = ByteBuffer.wrap(room);
        }

        @Override
        public void write(final int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(final byte[] bytes, final int from, final int n) throws IOException {
            if (n > room.remaining()) {
                throw new HeadIsFull();
            }
            room.put(bytes, from, n);
        }
    }

    /** Big-endian whatever the user prefers in ImageJ: equal images give equal files. */
    private static synchronized TiffEncoder encoder(final FileInfo info) {
        final boolean preferred = Prefs.intelByteOrder;
        Prefs.intelByteOrder = false;
        try {
            return new TiffEncoder(info);
        } finally {
            Prefs.intelByteOrder = preferred;
        }
    }

    private static String[] labels(final ImagePlus image) {
        final String[] labels = new String[image.getStackSize()];
        boolean any = false;
        for (int i = 0; i < labels.length; i++) {
            labels[i] = SliceLabels.get(image, i + 1);
            any |= labels[i] != null;
        }
        return any ? labels : null;
    }

    /** The pixel values of an 8-bit, 16-bit or RGB image as they are; an 8-bit colour table goes along. */
    static void png(final ImageProcessor processor, final OutputStream out) throws IOException {
        final int width = processor.getWidth();
        final int height = processor.getHeight();
        final BufferedImage image;
        if (processor instanceof ColorProcessor) {
            image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            image.setRGB(0, 0, width, height, (int[]) processor.getPixels(), 0, width);
        } else if (processor instanceof ByteProcessor) {
            image = isGrey(processor) ? new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY)
                : new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED,
                    (IndexColorModel) processor.getColorModel());
            final byte[] target = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
            System.arraycopy(processor.getPixels(), 0, target, 0, target.length);
        } else {
            image = new BufferedImage(width, height, BufferedImage.TYPE_USHORT_GRAY);
            final short[] target = ((DataBufferUShort) image.getRaster().getDataBuffer()).getData();
            System.arraycopy(processor.getPixels(), 0, target, 0, target.length);
        }
        if (!ImageIO.write(image, "png", out)) {
            throw new IOException("this Java has no writer for PNG");
        }
        out.flush();
    }

    /** A display range makes a table of greys, too, and is no reason to change how values are stored. */
    private static boolean isGrey(final ImageProcessor processor) {
        return !processor.isColorLut() && !processor.isInvertedLut();
    }
}
