package sc.fiji.acuity.train.pairs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

import javax.imageio.ImageIO;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.image.Luma;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Resize;
import sc.fiji.acuity.image.Rounding;
import sc.fiji.acuity.train.TrainImages;

class TrainingSetTest {

    @TempDir
    private Path folder;

    private TrainingSet load(final Path... files) {
        return TrainingSet.load(List.of(files), 2, 8, Progress.NONE);
    }

    private Path tiff(final String name, final ImagePlus image) {
        final Path file = folder.resolve(name);
        final FileSaver saver = new FileSaver(image);
        assertTrue(
            image.getStackSize() > 1 ? saver.saveAsTiffStack(file.toString()) : saver.saveAsTiff(file.toString()));
        return file;
    }

    private static ShortProcessor ramp(final int from) {
        final ShortProcessor pixels = new ShortProcessor(24, 20);
        for (int i = 0; i < 480; i++) {
            pixels.set(i, from + i);
        }
        return pixels;
    }

    @Test
    void greyAndColour() throws IOException {
        final Path grey = TrainImages.grey(folder, "grey.png", 33, 24, 1);
        final Path rgb = TrainImages.rgb(folder, "rgb.png", 40, 21, 2);
        final TrainingSet set = load(grey, rgb);
        assertEquals(2, set.size());
        assertEquals(List.of(), set.problems());
        final StoredImage first = set.images().get(0);
        assertEquals(32, first.hr()[0].width());
        assertEquals(16, first.lr()[0].width());
        final BufferedImage stored = ImageIO.read(grey.toFile());
        final Plane bytes = new Plane(32, 24);
        for (int i = 0; i < bytes.data().length; i++) {
            bytes.data()[i] = stored.getRaster().getSample(i % 32, i / 32, 0);
            assertEquals(bytes.data()[i] / 255, first.hr()[0].data()[i]);
        }
        final Plane small = Resize.bicubic(bytes, 16, 12, Rounding.UINT8);
        for (int i = 0; i < small.data().length; i++) {
            assertEquals(small.data()[i] / 255, first.lr()[0].data()[i]);
        }
        final StoredImage second = set.images().get(1);
        assertEquals(20, second.hr()[0].height());
        final int[] pixel = ImageIO.read(rgb.toFile()).getRaster().getPixel(5, 7, (int[]) null);
        assertEquals(Luma.full(pixel[0], pixel[1], pixel[2]), second.hr()[0].get(5, 7));
    }

    /** For colour networks: 8-bit red, green and blue; a grey image is all of them. */
    @Test
    void redGreenAndBlue() throws IOException {
        final Path grey = TrainImages.grey(folder, "grey.png", 33, 24, 1);
        final Path rgb = TrainImages.rgb(folder, "rgb.png", 40, 21, 2);
        final TrainingSet set = TrainingSet.load(List.of(rgb, grey), 2, 8, 3, Progress.NONE);
        assertEquals(3, set.channels());
        final StoredImage colour = set.images().get(0);
        final BufferedImage stored = ImageIO.read(rgb.toFile());
        for (int c = 0; c < 3; c++) {
            final Plane bytes = new Plane(40, 20);
            for (int i = 0; i < bytes.data().length; i++) {
                bytes.data()[i] = stored.getRaster().getSample(i % 40, i / 40, c);
                assertEquals(bytes.data()[i] / 255, colour.hr()[c].data()[i]);
            }
            final Plane small = Resize.bicubic(bytes, 20, 10, Rounding.UINT8);
            for (int i = 0; i < small.data().length; i++) {
                assertEquals(small.data()[i] / 255, colour.lr()[c].data()[i]);
            }
        }
        final StoredImage replicated = set.images().get(1);
        final StoredImage one = load(grey).images().get(0);
        for (int c = 0; c < 3; c++) {
            assertArrayEquals(one.hr()[0].data(), replicated.hr()[c].data());
            assertArrayEquals(one.lr()[0].data(), replicated.lr()[c].data());
        }
    }

    @Test
    void whatCannotBeUsedIsNamed() throws IOException {
        final Path text = Files.writeString(folder.resolve("text.png"), "no image");
        final Path absent = folder.resolve("absent.png");
        final Path small = TrainImages.grey(folder, "small.png", 15, 40, 1);
        final Path good = TrainImages.grey(folder, "good.png", 16, 16, 1);
        final BufferedImage flat = new BufferedImage(30, 30, BufferedImage.TYPE_BYTE_GRAY);
        final Path grey = folder.resolve("flat.png");
        ImageIO.write(flat, "png", grey.toFile());
        final BufferedImage black = new BufferedImage(30, 30, BufferedImage.TYPE_INT_RGB);
        final Path rgb = folder.resolve("black.png");
        ImageIO.write(black, "png", rgb.toFile());
        final Path deep = tiff("deep.tif", new ImagePlus("deep", new ShortProcessor(30, 30)));
        final FloatProcessor floats = new FloatProcessor(30, 30);
        floats.setf(3, 1);
        floats.setf(500, Float.NaN);
        final Path nan = tiff("nan.tif", new ImagePlus("nan", floats));
        final List<Path> bad = List.of(text, absent, small, grey, rgb, deep, nan);
        final TrainingSet set = load(text, absent, small, good, grey, rgb, deep, nan);
        assertEquals(1, set.size());
        assertEquals(bad.size(), set.problems().size());
        for (int i = 0; i < bad.size(); i++) {
            assertTrue(set.problems().get(i).startsWith(bad.get(i).toString()), set.problems().get(i));
        }
        final AcuityException e = assertThrows(AcuityException.class, () -> load(bad.toArray(Path[]::new)));
        assertTrue(e.getMessage().contains("none of 7") && e.getMessage().contains("text.png"), e.getMessage());
        assertThrows(AcuityException.class, this::load);
    }

    /**
     * A blank slice costs that slice only, and values count as they are stored, not as they are displayed: from the
     * minimum to the maximum of the whole stack, as when it is enlarged.
     */
    @Test
    void slicesOfAStack() {
        final ImageStack stack = new ImageStack(24, 20);
        stack.addSlice(ramp(1000));
        stack.addSlice(new ShortProcessor(24, 20));
        stack.addSlice(ramp(5));
        final ImagePlus image = new ImagePlus("stack", stack);
        image.setDisplayRange(0, 60_000);
        final Path file = tiff("stack.tif", image);
        final TrainingSet set = load(file);
        assertEquals(2, set.size());
        assertEquals(1, set.problems().size());
        assertTrue(set.problems().get(0).startsWith(file + ", plane 2"), set.problems().get(0));
        final float most = 1000 + 479 - 5;
        assertEquals(995 / most, set.images().get(0).hr()[0].data()[0]);
        assertEquals(1, set.images().get(0).hr()[0].data()[479]);
        assertEquals(0, set.images().get(1).hr()[0].data()[0]);
        assertEquals(479 / most, set.images().get(1).hr()[0].data()[479]);
    }

    /** Every 20th file is held out, with all its planes; what cannot be used does not count. */
    @Test
    void aFieldIsHeldOutWhole() throws IOException {
        final List<Path> files = new ArrayList<>();
        for (int i = 0; i < 19; i++) {
            files.add(TrainImages.grey(folder, i + ".png", 16, 16, i));
        }
        files.add(3, Files.writeString(folder.resolve("text.png"), "no image"));
        final ImageStack stack = new ImageStack(24, 20);
        stack.addSlice(ramp(0));
        stack.addSlice(ramp(500));
        files.add(tiff("stack.tif", new ImagePlus("stack", stack)));
        files.add(TrainImages.grey(folder, "last.png", 16, 16, 77));
        try (TrainingSet set = load(files.toArray(Path[]::new))) {
            assertEquals(List.of(folder.resolve("stack.tif") + ", plane 1", folder.resolve("stack.tif") + ", plane 2"),
                set.heldOut().stream().map(HeldOut::name).toList());
            assertEquals(List.of(), set.test());
            assertEquals(22, set.size());
        }
    }

    /** Channels and copies of a field are on one side, whatever the seed. */
    @Test
    void sharesOfFields() throws IOException {
        final List<Path> files = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            files.add(spots("f" + i + "_c1.tif", i, 1));
            files.add(spots("f" + i + "_c2.tif", 100 + i, 1));
            files.add(spots("copy of " + i + ".tif", 100 + i, 0.5));
        }
        for (int seed = 0; seed < 3; seed++) {
            try (TrainingSet set = TrainingSet.load(files, PairSettings.of(2, 8).holdingOut(0.25, 0.25, seed),
                Progress.NONE)) {
                assertTrue(set.notes().get(0).startsWith("8 groups"), set.notes().toString());
                assertEquals(6, set.heldOut().size());
                assertEquals(6, set.test().size());
                for (final List<HeldOut> part : List.of(set.heldOut(), set.test())) {
                    final Set<String> fields = new HashSet<>();
                    part.forEach(image -> fields.add(image.name().replaceAll(".*[f ](\\d)[_.].*", "$1")));
                    assertEquals(2, fields.size(), fields.toString());
                }
            }
        }
    }

    private Path spots(final String name, final long seed, final double bright) {
        final FloatProcessor pixels = new FloatProcessor(48, 48, ShiftTest.spots(48, 48, 0, 0, seed).data());
        pixels.multiply(bright);
        return tiff(name, new ImagePlus(name, pixels));
    }

    @Test
    void cancel() throws IOException {
        final Path grey = TrainImages.grey(folder, "grey.png", 33, 24, 1);
        final Progress cancelled = new Progress() {

            @Override
            public void report(final String stage, final double fraction) {
                throw new AssertionError("not to be reached");
            }

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertThrows(CancellationException.class, () -> TrainingSet.load(List.of(grey), 2, 8, cancelled));
    }
}
