package sc.fiji.acuity.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import sc.fiji.acuity.image.ColourTable;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.image.Provenance;

/**
 * What docs/image-kinds.md promises, for one way to enlarge by 2. Another way is a subclass that says
 * {@link #enlarge how}; one that reads and writes files says so by {@link #throughFile}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ImageKindsContract {

    @TempDir
    protected Path folder;

    /** Enlarges by 2; the title of the result is that of a file {@code kind-x2.tif}. */
    protected abstract ImagePlus enlarge(ImagePlus image) throws Exception;

    /** Whether the image goes through TIFF files, which do not hold everything. */
    protected boolean throughFile() {
        return false;
    }

    static List<ImageKinds.Kind> kinds() {
        return ImageKinds.all();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void kind(final ImageKinds.Kind kind) throws Exception {
        final ImagePlus source = kind.image().get();
        final Map<String, String> before = Fingerprint.of(source);
        final ImagePlus result = enlarge(source);
        assertEquals(before, Fingerprint.of(source), "the source is only read");
        assertNotSame(source, result);
        common(source, result);
        // ImageJ opens any hyperstack with several channels as composite
        assertTrue(throughFile() || source.isComposite() == result.isComposite(), "composite");
        if (kind.inFile() || !throughFile()) {
            kind.check().accept(result);
        }
    }

    private static void common(final ImagePlus source, final ImagePlus result) {
        assertEquals("kind-x2.tif", result.getTitle());
        assertArrayEquals(new int[] {2 * source.getWidth(), 2 * source.getHeight(), source.getNChannels(),
            source.getNSlices(), source.getNFrames()}, result.getDimensions());
        assertEquals(ColourTable.isPalette(source) ? 24 : source.getBitDepth(), result.getBitDepth());
        assertTrue(result.isComposite() || !source.isComposite(), "composite");
        assertEquals("2", Provenance.of(result).values().get("scale"));
    }

    /** What an image looks like and where it comes from changes nothing in its values. */
    @ParameterizedTest
    @MethodSource("kinds")
    void pixelsAreThoseOfTheBareValues(final ImageKinds.Kind kind) throws Exception {
        final ImagePlus source = kind.image().get();
        final ImageStack bare = new ImageStack(source.getWidth(), source.getHeight());
        for (int n = 1; n <= source.getStackSize(); n++) {
            final ImageProcessor pixels = source.getStack().getProcessor(n);
            if (ColourTable.isPalette(source)) {
                bare.addSlice(null, pixels.convertToRGB().getPixels());
            } else {
                bare.addSlice(null, pixels.getPixels());
            }
        }
        final ImagePlus plain = new ImagePlus("kind.tif", bare);
        plain.setDimensions(source.getNChannels(), source.getNSlices(), source.getNFrames());
        assertArrayEquals(Scenes.pixels(enlarge(plain)), Scenes.pixels(enlarge(source)));
    }

    /** The enlargement of an enlargement that was saved and opened is as good as that of one that was not. */
    @ParameterizedTest
    @MethodSource("kinds")
    void survivesAFile(final ImageKinds.Kind kind) throws Exception {
        final ImagePlus result = enlarge(kind.image().get());
        final Path file = folder.resolve("kind-x2.tif");
        ImageFiles.save(result, file, true);
        final ImagePlus back = ImageFiles.open(file);
        assertArrayEquals(Scenes.pixels(result), Scenes.pixels(back));
        common(kind.image().get(), back);
        if (kind.inFile()) {
            kind.check().accept(back);
        }
    }

    @Test
    void theTableAndTheseTestsHaveTheSameRows() throws IOException {
        final List<String> rows = Files.readAllLines(Path.of("docs/image-kinds.md")).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| Kind"))
            .map(line -> line.split("\\|")[1].trim()).toList();
        assertEquals(kinds().stream().map(ImageKinds.Kind::row).toList(), rows);
        for (final String line : Files.readAllLines(Path.of("docs/image-kinds.md"))) {
            if (line.startsWith("| ") && !line.startsWith("| Kind")) {
                final boolean held = kinds().stream().filter(k -> k.row().equals(line.split("\\|")[1].trim()))
                    .findFirst().orElseThrow().inFile();
                assertTrue(held ^ line.split("\\|")[3].trim().startsWith("no"), line);
            }
        }
    }
}
