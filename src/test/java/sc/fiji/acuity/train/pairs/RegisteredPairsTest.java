package sc.fiji.acuity.train.pairs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Planes;
import sc.fiji.acuity.image.Resize;
import sc.fiji.acuity.image.Rounding;

class RegisteredPairsTest {

    @TempDir
    private Path folder;
    private Path hr;
    private Path lr;

    @BeforeEach
    void folders() throws IOException {
        hr = Files.createDirectory(folder.resolve("hr"));
        lr = Files.createDirectory(folder.resolve("lr"));
    }

    private static Plane scaled(final Plane plane, final double slope, final double offset) {
        final Plane result = new Plane(plane.width(), plane.height());
        for (int i = 0; i < result.data().length; i++) {
            result.data()[i] = (float) (slope * plane.data()[i] + offset);
        }
        return result;
    }

    /** Spots with values of about 0..250, moved. */
    private static Plane spots(final long seed, final double dx, final double dy) {
        return scaled(ShiftTest.spots(96, 80, dx, dy, seed), 60, 3);
    }

    private static Plane half(final Plane plane) {
        return Resize.bicubic(plane, plane.width() / 2, plane.height() / 2, Rounding.NONE);
    }

    private static void save(final Path file, final Plane plane, final int bits) {
        ImageFiles.save(new ImagePlus("spots", Planes.toProcessor(plane, bits)), file, false);
    }

    private TrainingSet load() {
        return TrainingSet.load(ImageFiles.list(hr), PairSettings.of(2, 8).paired(lr), Progress.NONE);
    }

    private AcuityException refused() {
        return assertThrows(AcuityException.class, this::load);
    }

    /** 8 bits mean in HR what they mean in LR. */
    @Test
    void bytes() {
        save(hr.resolve("one_HR.png"), spots(1, 0, 0), 8);
        save(lr.resolve("one_LR.png"), half(spots(1, 0, 0)), 8);
        try (TrainingSet set = load()) {
            assertEquals(1, set.size());
            final StoredImage image = set.images().get(0);
            final ImageProcessor stored = ImageFiles.open(lr.resolve("one_LR.png")).getProcessor();
            for (int i = 0; i < 48 * 40; i++) {
                assertEquals(stored.get(i) / 255f, image.lr()[0].data()[i]);
            }
            assertEquals(StoredImage.Map.BYTES, image.largeMap());
            assertEquals(1, set.notes().size());
            assertTrue(set.notes().get(0).startsWith("LR images lie 0.00, 0.00 LR pixels off HR"), set.notes().get(0));
            assertEquals("registered LR images", set.degradation());
        }
    }

    /** Another exposure and offset: HR is brought to LR's intensities, and LR is what is enlarged: 0..1. */
    @Test
    void exposures() {
        save(hr.resolve("one.tif"), scaled(spots(1, 0, 0), 40, 1000), 16);
        save(lr.resolve("one.tif"), scaled(half(spots(1, 0, 0)), 7, 300), 16);
        try (TrainingSet set = load()) {
            final StoredImage image = set.images().get(0);
            assertEquals(new RawImage.Range(0, 1), RawImage.Range.of(image.lr()[0]));
            final Plane reduced = half(image.hr()[0]);
            for (int i = 0; i < reduced.data().length; i++) {
                assertEquals(image.lr()[0].data()[i], reduced.data()[i], 0.01);
            }
        }
    }

    /** Blur and noise in LR take no contrast from HR: a bright plateau has the value that it has in LR. */
    @Test
    void blurredLr() {
        final Plane large = new Plane(160, 160);
        for (int i = 0; i < large.data().length; i++) {
            final int x = i % 160;
            final int y = i / 160;
            large.data()[i] = Math.floorMod(x * x / 9 + y * 7 / 5, 90) < 40 ? 2000 : 500 + x;
        }
        final Plane small = scaled(new Psf.Gaussian(2).reduce(large, 2, Rounding.NONE), 0.05, 0);
        Camera.of(100, 2).expose(small.data(), 0, small.data().length, new SplittableRandom(4));
        save(hr.resolve("one.tif"), large, 32);
        save(lr.resolve("one.tif"), small, 32);
        try (TrainingSet set = load()) {
            final StoredImage image = set.images().get(0);
            final double slope = (image.smallMap().high() - image.smallMap().low())
                / (image.largeMap().high() - (double) image.largeMap().low());
            assertEquals(0.05, slope, 0.002);
        }
    }

    @Test
    void bytesOfAnotherExposureAreNoted() {
        save(hr.resolve("one.png"), spots(1, 0, 0), 8);
        save(lr.resolve("one.png"), scaled(half(spots(1, 0, 0)), 0.5, 20), 8);
        try (TrainingSet set = load()) {
            assertTrue(set.notes().get(0).contains("its values are 0.49"), set.notes().toString());
        }
    }

    @Test
    void colours() {
        final Plane[] large = {spots(1, 0, 0), spots(2, 0, 0), spots(3, 0, 0)};
        final Plane[] small = {half(large[0]), half(large[1]), half(large[2])};
        ImageFiles.save(new ImagePlus("rgb", Planes.toRgb(large)), hr.resolve("a.png"), false);
        ImageFiles.save(new ImagePlus("rgb", Planes.toRgb(small)), lr.resolve("a.png"), false);
        try (TrainingSet set = TrainingSet.load(ImageFiles.list(hr), PairSettings.of(2, 8).channels(3).paired(lr),
            Progress.NONE)) {
            assertEquals(3, set.images().get(0).lr().length);
            assertEquals(Rounding.UINT8.apply(small[2].data()[5]) / 255, set.images().get(0).lr()[2].data()[5]);
        }
        try (TrainingSet set = load()) {
            assertEquals(StoredImage.Map.UNIT, set.images().get(0).smallMap());
        }
    }

    @Test
    void shifted() {
        save(hr.resolve("far.tif"), spots(1, 0, 0), 32);
        save(lr.resolve("far.tif"), half(spots(1, 2, 0)), 32);
        save(hr.resolve("near.tif"), spots(2, 0, 0), 32);
        save(lr.resolve("near.tif"), half(spots(2, 0.5, -0.3)), 32);
        save(hr.resolve("other.tif"), spots(3, 0, 0), 32);
        save(lr.resolve("other.tif"), half(spots(4, 0, 0)), 32);
        try (TrainingSet set = load()) {
            assertEquals(1, set.size());
            assertTrue(set.problems().get(0).matches(".*is shifted by (0[.]9|1[.]0)., -?0[.]0. LR pixels.*register.*"),
                set.problems().get(0));
            assertTrue(set.problems().get(1).contains("does not show what its HR image shows"), set.problems().get(1));
            assertTrue(set.notes().get(0).matches(".*lie 0[.]2[3-7], -0[.]1[3-7] LR pixels.*learn to shift"),
                set.notes().get(0));
        }
    }

    @Test
    void stacks() {
        final ImageStack large = new ImageStack(96, 80);
        final ImageStack small = new ImageStack(48, 40);
        for (int i = 1; i < 5; i++) {
            large.addSlice(Planes.toProcessor(spots(i, 0, 0), 16));
            small.addSlice(Planes.toProcessor(half(spots(i, 0, 0)), 16));
        }
        ImageFiles.save(new ImagePlus("z", large), hr.resolve("z.tif"), false);
        ImageFiles.save(new ImagePlus("z", small), lr.resolve("z.tif"), false);
        save(hr.resolve("z2.tif"), spots(7, 0, 0), 16);
        ImageFiles.save(new ImagePlus("z", small), lr.resolve("z2.tif"), false);
        try (TrainingSet set = load()) {
            assertEquals(4, set.size());
            assertEquals(set.images().get(0).smallMap(), set.images().get(3).smallMap());
            assertTrue(set.problems().get(0).contains("4 planes"), set.problems().toString());
        }
    }

    @Test
    void foldersThatDoNotFit() {
        save(hr.resolve("one.png"), spots(1, 0, 0), 8);
        assertTrue(refused().getMessage().contains("holds no images"));
        save(lr.resolve("two.png"), half(spots(1, 0, 0)), 8);
        assertTrue(refused().getMessage().contains("has no LR image"), refused().getMessage());
        save(lr.resolve("one.png"), half(spots(1, 0, 0)), 8);
        assertTrue(refused().getMessage().contains("has no HR image") && refused().getMessage().contains("1 HR and 2 LR"),
            refused().getMessage());
        save(hr.resolve("two.png"), spots(1, 0, 0), 8);
        try (TrainingSet set = load()) {
            assertEquals(2, set.size());
        }
        save(lr.resolve("two.tif"), half(spots(1, 0, 0)), 8);
        assertTrue(refused().getMessage().contains("cannot be told from"), refused().getMessage());
    }

    @Test
    void anotherRatio() {
        save(hr.resolve("one.png"), spots(1, 0, 0), 8);
        save(lr.resolve("one.png"), half(half(spots(1, 0, 0))), 8);
        assertEquals("train with scale 4", refused().remedy());
    }

    /** A last HR row and column that LR has nothing of. */
    @Test
    void aPixelLeftOver() throws IOException {
        save(hr.resolve("one.png"), spots(1, 0, 0), 8);
        save(lr.resolve("one.png"), half(spots(1, 0, 0).crop(0, 0, 94, 80)), 8);
        assertThrows(AcuityException.class, this::load);
        final Plane wide = spots(1, 0, 0).crop(0, 0, 95, 79);
        save(hr.resolve("two.png"), wide, 8);
        save(lr.resolve("two.png"), half(wide.crop(0, 0, 94, 78)), 8);
        try (TrainingSet set = TrainingSet.load(List.of(hr.resolve("two.png")),
            PairSettings.of(2, 8).paired(only("two")), Progress.NONE)) {
            assertEquals(94, set.images().get(0).hr()[0].width());
            assertEquals(List.of(), set.problems());
        }
    }

    private Path only(final String name) throws IOException {
        final Path other = Files.createDirectory(folder.resolve("only"));
        Files.copy(lr.resolve(name + ".png"), other.resolve(name + ".png"));
        return other;
    }

    /** One broken file of many costs itself only; its pair goes with it. */
    @Test
    void brokenFiles() throws IOException {
        save(hr.resolve("one.png"), spots(1, 0, 0), 8);
        save(lr.resolve("one.png"), half(spots(1, 0, 0)), 8);
        save(hr.resolve("two.png"), spots(1, 0, 0), 8);
        Files.writeString(lr.resolve("two.png"), "no picture");
        try (TrainingSet set = load()) {
            assertEquals(1, set.size());
            assertTrue(set.problems().get(0).startsWith(lr.resolve("two.png").toString()), set.problems().toString());
        }
    }

    @Test
    void lrPixelsAreInTheFingerprint() throws IOException {
        save(hr.resolve("one.png"), spots(1, 0, 0), 8);
        final Plane small = half(spots(1, 0, 0));
        save(lr.resolve("one.png"), small, 8);
        final String before = fingerprint();
        Files.delete(lr.resolve("one.png"));
        small.data()[77] += 5;
        save(lr.resolve("one.png"), small, 8);
        assertNotEquals(before, fingerprint());
    }

    private String fingerprint() {
        try (TrainingSet set = load()) {
            assertArrayEquals(new int[] {2, 1}, new int[] {set.scale(), set.channels()});
            return set.patches(8, 1).fingerprint();
        }
    }
}
