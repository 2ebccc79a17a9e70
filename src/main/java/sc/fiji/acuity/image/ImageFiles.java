package sc.fiji.acuity.image;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileInfo;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.base.Progress;

/**
 * Images from files and to files, without a dialog and without a half result.
 *
 * <pre>{@code
 * for (Path file : ImageFiles.list(folder)) {
 *     ImagePlus image = ImageFiles.open(file);
 *     ImageFiles.save(image, results.resolve(file.getFileName()), false);
 * }
 * }</pre>
 *
 * Whatever is wrong with a file is an {@link AcuityException} that names it; nothing returns {@code null}. Works
 * headless.
 */
public final class ImageFiles {

    private static final Set<String> EXTENSIONS = Set.of("tif", "tiff", "png", "jpg", "jpeg", "bmp", "gif");
    private static final Set<String> WRITTEN = Set.of("tif", "tiff", "png");

    private ImageFiles() {}

    /**
     * Reads a TIFF, PNG, JPEG, BMP or still GIF file. What it is decides its content, not its name.
     *
     * <p>A TIFF file comes with everything ImageJ stores in it. A file that claims more pixels than it can hold, that
     * was cut off, or that needs more memory than there is, is refused before anything is allocated.
     */
    public static ImagePlus open(final Path file) {
        return open(file, false);
    }

    /**
     * The same, but the planes of a stack stay in the file, and each is read whenever it is asked for: a virtual stack,
     * which takes the memory of one plane. Where a file's layout does not allow it, it is read as a whole.
     */
    public static ImagePlus openLazily(final Path file) {
        return open(file, true);
    }

    private static ImagePlus open(final Path file, final boolean lazily) {
        if (!Files.exists(file)) {
            throw new AcuityException(file.toString(), "does not exist", "check the path for typing errors");
        }
        if (Files.isDirectory(file)) {
            throw new AcuityException(file.toString(), "is a folder", "name an image file in it");
        }
        try {
            return switch (format(file)) {
                case "tiff" -> TiffReader.read(file, lazily);
                case "" -> throw new AcuityException(file.toString(),
                    "is not an image in a format that Acuity reads (TIFF, PNG, JPEG, BMP, GIF), whatever its name says",
                    "open it in Fiji and save it as TIFF");
                default -> RasterReader.read(file, format(file));
            };
        } catch (final IOException e) {
            throw new AcuityException(file.toString(), "cannot be read (" + AtomicFiles.describe(e) + ")",
                "check that it is a whole image and that you may read it", e);
        }
    }

    /**
     * Writes an image; the extension of the name says how. {@code .tif} and {@code .tiff}: any image, with calibration,
     * dimensions, colours, overlay, selection, labels and properties. {@code .png}: one plane of 8-bit, 16-bit or RGB
     * pixels, and nothing else.
     *
     * @param overwrite whether a file of that name is replaced; otherwise it is an error
     * @throws AcuityException also if the disk is full; a file that was there before is then as it was
     */
    public static void save(final ImagePlus image, final Path file, final boolean overwrite) {
        save(image, file, overwrite, temporary -> { });
    }

    /**
     * The same, telling of the file before it appears.
     *
     * @param written is given the whole file under its temporary name; what it throws leaves everything as it was
     */
    public static void save(final ImagePlus image, final Path file, final boolean overwrite,
        final AtomicFiles.Writer written) {
        save(image, file, overwrite, written, Progress.NONE);
    }

    /** The same; a cancel leaves everything as it was, too. */
    public static void save(final ImagePlus image, final Path file, final boolean overwrite,
        final AtomicFiles.Writer written, final Progress progress) {
        checkTarget(image, file, overwrite);
        final AtomicFiles.Writer writer = temporary -> {
            try (OutputStream out = stream(temporary, progress)) {
                if (extension(file).equals("png")) {
                    ImageWriters.png(image.getProcessor(), out);
                } else {
                    ImageWriters.tiff(image, out);
                }
            }
            written.writeTo(temporary);
        };
        if (overwrite) {
            AtomicFiles.write(file, writer);
        } else {
            AtomicFiles.create(file, writer);
        }
    }

    /** As {@link #checkTarget(int, int, Path, boolean)}, for an image like the one to be saved. */
    public static void checkTarget(final ImagePlus like, final Path file, final boolean overwrite) {
        checkTarget(like.getWidth(), like.getHeight(), like.getBitDepth(), like.getStackSize(), file, overwrite);
    }

    /**
     * Says before long work whether {@link #save} of an image would be refused.
     *
     * @param bitDepth 8, 16, 24 (RGB) or 32
     * @param planes how many it will have
     */
    public static void checkTarget(final int bitDepth, final int planes, final Path file, final boolean overwrite) {
        if (Files.isDirectory(file)) {
            throw new AcuityException(file.toString(), "is a folder", "name a file in it");
        }
        if (!overwrite && Files.exists(file)) {
            throw AtomicFiles.exists(file);
        }
        requireWritten(file);
        if (extension(file).equals("png")) {
            if (planes > 1) {
                throw new AcuityException(file.toString(), "cannot hold the " + planes
                    + " planes of this image", "save it as .tif");
            }
            if (bitDepth == 32) {
                throw new AcuityException(file.toString(), "cannot hold 32-bit pixels", "save it as .tif");
            }
        }
    }

    /** The same, knowing how large the planes will be. */
    public static void checkTarget(final int width, final int height, final int bitDepth, final int planes,
        final Path file, final boolean overwrite) {
        checkTarget(bitDepth, planes, file, overwrite);
        if (!extension(file).equals("png")) {
            TiffLimits.require(file, width, height, bitDepth, planes);
        }
    }

    /** How many bytes the pixels of an image take in a file; a PNG takes about as many or fewer. */
    public static long bytes(final int width, final int height, final int bitDepth, final int planes) {
        return Math.multiplyExact(TiffLimits.bytes(width, height, bitDepth), (long) planes);
    }

    /**
     * Describes the image in a TIFF file anew; its pixels stay.
     *
     * @param like an image of the same size, type and number of planes
     */
    public static void describeAnew(final Path file, final ImagePlus like) {
        final ImageStack planes = openLazily(file).getStack();
        AtomicFiles.write(file, temporary -> {
            try (OutputStream out = stream(temporary, Progress.NONE)) {
                ImageWriters.tiff(like, planes, out);
            }
        });
    }

    /** Whether a result can go to a file plane by plane: a TIFF of more than one. */
    public static boolean isStreamed(final ImagePlus like, final Path file) {
        return !extension(file).equals("png") && like.getStackSize() > 1
            && like.getFileInfo().fileType != FileInfo.RGB48;
    }

    /** @throws AcuityException if the extension is none that {@link #save} knows */
    public static void requireWritten(final Path file) {
        if (!WRITTEN.contains(extension(file))) {
            throw new AcuityException(file.toString(), "has an extension that Acuity does not write",
                "use .tif, or .png for a single plane of 8-bit, 16-bit or RGB pixels");
        }
    }

    /** Whether a name has the extension of an image and is not hidden. */
    public static boolean looksLikeImage(final Path file) {
        return EXTENSIONS.contains(extension(file)) && !file.getFileName().toString().startsWith(".");
    }

    /**
     * The files of a folder that look like images by their extension, in the order people expect ({@code img2} before
     * {@code img10}). Hidden files and subfolders are left out.
     */
    public static List<Path> list(final Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                .filter(ImageFiles::looksLikeImage)
                .filter(Files::isRegularFile)
                .sorted(Comparator.comparing(f -> f.getFileName().toString(), new NaturalOrder()))
                .toList();
        } catch (final NoSuchFileException e) {
            throw new AcuityException(folder.toString(), "does not exist", "check the path for typing errors", e);
        } catch (final IOException e) {
            throw new AcuityException(folder.toString(),
                "is not a folder that can be read (" + AtomicFiles.describe(e) + ")", "name a folder of images", e);
        }
    }

    private static String extension(final Path file) {
        final String name = file.getFileName() == null ? "" : file.getFileName().toString();
        final int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private static OutputStream stream(final Path file, final Progress progress) throws IOException {
        return new FilterOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {

            @Override
            public void write(final byte[] bytes, final int from, final int n) throws IOException {
                progress.checkCancelled();
                out.write(bytes, from, n);
            }
        };
    }

    /** @return by the first bytes: {@code tiff}, the name that Java gives to the format, or nothing */
    private static String format(final Path file) throws IOException {
        final byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(8);
        }
        if (head.length < 8) {
            return "";
        }
        final int magic = (head[0] & 255) << 24 | (head[1] & 255) << 16 | (head[2] & 255) << 8 | head[3] & 255;
        return switch (magic) {
            case 0x49492a00, 0x4d4d002a, 0x49492b00, 0x4d4d002b -> "tiff";
            case 0x89504e47 -> "png";
            case 0x47494638 -> "gif";
            default -> magic >>> 8 == 0xffd8ff ? "jpeg" : magic >>> 16 == 0x424d ? "bmp" : "";
        };
    }
}
