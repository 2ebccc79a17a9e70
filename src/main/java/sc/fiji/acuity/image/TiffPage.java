package sc.fiji.acuity.image;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

import ij.io.FileInfo;

import sc.fiji.acuity.base.AcuityException;

/** Finds out whether the pixels of a TIFF page (or of the images that ImageJ stores behind it) are all in the file. */
final class TiffPage {

    /** LZW and deflate cannot shrink anything more than this. */
    private static final long MOST_COMPRESSION = 2048;

    private final Path file;
    private final FileInfo page;
    private final int images;
    private final long pixels;
    private final int[] offsets;
    private final int[] lengths;

    TiffPage(final Path file, final FileInfo page) {
        this.file = file;
        this.page = page;
        images = Math.max(1, page.nImages);
        pixels = (long) page.width * page.height;
        offsets = page.stripOffsets == null ? new int[0] : page.stripOffsets;
        lengths = page.stripLengths == null ? new int[0] : page.stripLengths;
    }

    /** @return how many bytes the page will take in memory */
    long check(final RandomAccessFile in) throws IOException {
        if (page.width < 1 || page.height < 1) {
            throw new AcuityException(file.toString(), "has " + page.width + " x " + page.height + " pixels",
                "choose an image of at least 1 x 1");
        }
        if (pixels > Integer.MAX_VALUE - 8) {
            throw new AcuityException(file.toString(), "has " + page.width + " x " + page.height
                + " pixels, more than ImageJ can hold in one plane", "cut it into parts");
        }
        checkSamples();
        if (page.compression > FileInfo.COMPRESSION_NONE) {
            checkCompressed(in);
        } else {
            checkPlain(in.length());
        }
        return images * pixels * switch (page.fileType) {
            case FileInfo.RGB, FileInfo.RGB_PLANAR -> 4;
            case FileInfo.RGB48, FileInfo.RGB48_PLANAR -> 2L * page.samplesPerPixel;
            default -> page.getBytesPerPixel();
        };
    }

    private void checkSamples() {
        final boolean colour = switch (page.fileType) {
            case FileInfo.RGB, FileInfo.RGB_PLANAR, FileInfo.RGB48, FileInfo.RGB48_PLANAR -> true;
            case FileInfo.ARGB, FileInfo.CMYK -> true;
            default -> false;
        };
        final int samples = page.samplesPerPixel;
        if (colour ? samples != 3 && samples != 4 : samples != 1) {
            throw new AcuityException(file.toString(),
                "has " + samples + " samples a pixel in a way that ImageJ cannot read",
                "open it with Bio-Formats in Fiji and save it as TIFF");
        }
    }

    private void checkPlain(final long size) {
        final long bytes = storedBytes();
        final long end = page.getOffset() + images * bytes + (images - 1) * page.getGap();
        if (end > size) {
            throw cutOff(size, end);
        }
        long expected = offsets.length == 0 ? 0 : unsigned(offsets[0]);
        for (int i = 0; i < offsets.length && offsets.length > 1; i++) {
            // ImageJ reads 8-bit pages in one go, and never goes back
            final long from = unsigned(offsets[i]);
            final boolean gap = from > expected && page.getBytesPerPixel() == 1;
            if (lengths.length != offsets.length || from < expected || gap) {
                throw TiffStructure.damaged(file, "its strips are in an order that ImageJ cannot read");
            }
            expected = from + unsigned(lengths[i]);
            if (expected > size) {
                throw cutOff(size, expected);
            }
        }
    }

    private void checkCompressed(final RandomAccessFile in) throws IOException {
        if (offsets.length == 0 || offsets.length != lengths.length) {
            throw TiffStructure.damaged(file, "it does not say where its compressed strips are");
        }
        long compressed = 0;
        for (int i = 0; i < offsets.length; i++) {
            final long end = unsigned(offsets[i]) + unsigned(lengths[i]);
            if (end > in.length()) {
                throw cutOff(in.length(), end);
            }
            compressed += unsigned(lengths[i]);
        }
        final long bytes = storedBytes();
        if (bytes > MOST_COMPRESSION * compressed) {
            throw TiffStructure.damaged(file,
                page.width + " x " + page.height + " pixels cannot come out of " + compressed + " bytes");
        }
        if (page.compression == FileInfo.ZIP || page.compression == FileInfo.ZIP_WITH_DIFFERENCING) {
            checkDeflated(bytes, in);
        }
    }

    /** Unpacks the strips once for the check: ImageJ logs a damaged one and goes on with what it has. */
    private void checkDeflated(final long bytes, final RandomAccessFile in) throws IOException {
        final byte[] buffer = new byte[1 << 16];
        long inflated = 0;
        for (int i = 0; i < offsets.length && inflated < bytes; i++) {
            final byte[] strip = new byte[lengths[i]];
            in.seek(unsigned(offsets[i]));
            in.readFully(strip);
            try (InputStream inflater = new InflaterInputStream(new ByteArrayInputStream(strip))) {
                for (int n = inflater.read(buffer); n >= 0 && inflated < bytes; n = inflater.read(buffer)) {
                    inflated += n;
                }
            } catch (final ZipException | EOFException e) {
                throw TiffStructure.damaged(file, "compressed strip " + i + ": " + e.getMessage());
            }
        }
        if (inflated < bytes) {
            throw TiffStructure.damaged(file, "its strips hold " + inflated + " of " + bytes + " bytes");
        }
    }

    /** The bytes of one image when it is not compressed. */
    private long storedBytes() {
        return switch (page.fileType) {
            case FileInfo.BITMAP -> (page.width + 7L) / 8 * page.height;
            case FileInfo.GRAY12_UNSIGNED -> pixels * 3 / 2;
            case FileInfo.GRAY10_UNSIGNED -> pixels * 5 / 4;
            case FileInfo.RGB48, FileInfo.RGB48_PLANAR -> pixels * 2 * page.samplesPerPixel;
            default -> pixels * page.getBytesPerPixel();
        };
    }

    private AcuityException cutOff(final long size, final long needed) {
        return TiffStructure.damaged(file, "it has " + size + " of " + needed + " bytes: it was cut off");
    }

    private static long unsigned(final int value) {
        return value & 0xffffffffL;
    }
}
