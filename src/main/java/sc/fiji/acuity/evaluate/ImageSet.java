package sc.fiji.acuity.evaluate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.image.Photographs;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Resize;
import sc.fiji.acuity.image.Rounding;

/**
 * A folder of images to score an enlarger on, grey or RGB, 8 bits a channel.
 *
 * <pre>{@code
 * ImageSet set = ImageSet.open(Path.of("Set5/x2"), 2);
 * }</pre>
 *
 * Either all images are pairs {@code NAME_HR.png} and {@code NAME_LR.png}, used as stored; or there are only plain
 * images (PNG, TIFF, JPEG, BMP, GIF). Those lose the columns at the right and the rows at the bottom that are too many
 * for a multiple of the scale, and the small image is made from what is left with MATLAB-compatible bicubic, rounded to
 * 8 bits. Sub-folders, hidden files and other files are passed over. Images are read when they are needed, one pair at
 * a time.
 */
public final class ImageSet {

    private static final String HR = "_HR.png";
    private static final String LR = "_LR.png";

    private final int scale;
    private final boolean paired;
    private final Map<String, Path> files;

    private ImageSet(final int scale, final boolean paired, final Map<String, Path> files) {
        this.scale = scale;
        this.paired = paired;
        this.files = files;
    }

    /**
     * Lists a folder; images are not looked at yet.
     *
     * @throws AcuityException if the folder is absent, cannot be read, holds no image, half a pair, or pairs and others
     */
    public static ImageSet open(final Path folder, final int scale) {
        if (scale < 2) {
            throw new AcuityException("scale " + scale, "does not enlarge", "use 2, 3 or 4");
        }
        final List<Path> images = images(folder);
        final List<Path> halves = images.stream().filter(f -> isHalf(f, HR) || isHalf(f, LR)).toList();
        if (halves.isEmpty()) {
            return new ImageSet(scale, false, byName(images));
        }
        if (halves.size() < images.size()) {
            final Path other = images.stream().filter(f -> !halves.contains(f)).findFirst().orElseThrow();
            throw new AcuityException(other.toString(), "lies among pairs *" + HR + " and *" + LR + " and is neither",
                "keep pairs and plain images in folders of their own");
        }
        checkComplete(halves);
        return new ImageSet(scale, true, byName(halves.stream().filter(f -> isHalf(f, HR)).toList()));
    }

    public int scale() {
        return scale;
    }

    /** The names of the images, in the order people expect: file names without {@code _HR.png} or extension. */
    public List<String> names() {
        return List.copyOf(files.keySet());
    }

    /** @throws AcuityException if a file is no 8-bit image, or a pair's sizes do not fit the scale */
    ImagePair load(final String name) {
        final Path file = files.get(name);
        final Plane[] stored = Photographs.read(file);
        if (!paired) {
            final Plane[] hr = cropped(file, stored);
            return new ImagePair(name, smaller(hr), hr);
        }
        final Path small = half(file, HR, LR);
        final Plane[] lr = Photographs.read(small);
        final int width = lr[0].width();
        final int height = lr[0].height();
        if (stored[0].width() != scale * width || stored[0].height() != scale * height) {
            throw new AcuityException(file.toString(), "has " + stored[0].width() + " x " + stored[0].height()
                + " pixels, and " + small.getFileName() + " has " + width + " x " + height + ": not " + scale
                + " times fewer a side", "choose the scale that the folder was made for, or make the pair again");
        }
        return new ImagePair(name, lr, stored);
    }

    private Plane[] cropped(final Path file, final Plane[] image) {
        final int width = image[0].width() / scale * scale;
        final int height = image[0].height() / scale * scale;
        if (width == 0 || height == 0) {
            throw new AcuityException(file.toString(), "has fewer than " + scale + " pixels a side",
                "remove it from the folder");
        }
        return Photographs.map(image, plane -> plane.crop(0, 0, width, height));
    }

    private Plane[] smaller(final Plane[] hr) {
        return Photographs.map(hr,
            plane -> Resize.bicubic(plane, plane.width() / scale, plane.height() / scale, Rounding.UINT8));
    }

    private static List<Path> images(final Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new AcuityException(folder.toString(), "is not a folder", "give a folder of images");
        }
        final List<Path> images = ImageFiles.list(folder);
        if (images.isEmpty()) {
            throw new AcuityException(folder.toString(), "holds no image",
                "give a folder with PNG, TIFF, JPEG, BMP or GIF images");
        }
        return images;
    }

    private static boolean isHalf(final Path file, final String ending) {
        return file.getFileName().toString().endsWith(ending);
    }

    private static Path half(final Path file, final String from, final String to) {
        final String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.length() - from.length()) + to);
    }

    private static void checkComplete(final List<Path> halves) {
        for (final Path file : halves) {
            final Path other = isHalf(file, HR) ? half(file, HR, LR) : half(file, LR, HR);
            if (!halves.contains(other)) {
                throw new AcuityException(file.toString(), "has no " + other.getFileName() + " beside it",
                    "add the file, or remove this one");
            }
        }
    }

    private static Map<String, Path> byName(final List<Path> images) {
        return images.stream().collect(Collectors.toMap(ImageSet::name, file -> file, (a, b) -> {
            throw new AcuityException(b.toString(), "has the name of " + a.getFileName() + " but for the extension",
                "rename one of them");
        }, LinkedHashMap::new));
    }

    private static String name(final Path file) {
        final String name = file.getFileName().toString();
        return isHalf(file, HR) ? name.substring(0, name.length() - HR.length())
            : name.substring(0, name.lastIndexOf('.'));
    }
}
