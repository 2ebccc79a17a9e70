package sc.fiji.acuity.train.pairs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import org.junit.jupiter.api.Test;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.image.Plane;
import sc.fiji.acuity.image.Rounding;

/** Pairs behind a microscope and a camera. */
class PhysicsPairsTest {

    private static final Degradation NOISY =
        new Degradation.Physics(new Psf.Gaussian(1.2), Optional.of(new Camera(100, 3, 50, 2)));
    private static final PairSettings SETTINGS = PairSettings.of(2, 8).degraded(NOISY);

    /** Spots of up to {@code peak}, over nothing. */
    private static ByteProcessor cells(final long seed, final int peak) {
        final Plane spots = ShiftTest.spots(64, 56, 0, 0, seed);
        float most = 0;
        for (final float value : spots.data()) {
            most = Math.max(most, value);
        }
        final ByteProcessor pixels = new ByteProcessor(64, 56);
        for (int i = 0; i < spots.data().length; i++) {
            pixels.set(i, Math.round(spots.data()[i] * peak / most));
        }
        return pixels;
    }

    private static TrainingSet set(final PairSettings settings, final ImageProcessor... images) {
        return TrainingSet.of(Arrays.stream(images).map(pixels -> new ImagePlus("cells", pixels)).toList(), settings,
            Progress.NONE);
    }

    private static float[][] draw(final PatchSource source, final long step, final int batch) {
        final int values = batch * source.channels() * source.patch() * source.patch();
        final float[][] both = {new float[values], new float[values * source.scale() * source.scale()]};
        source.draw(step, batch, both[0], both[1]);
        return both;
    }

    /** LR spans 0..1, as the counts will when such an image is enlarged; HR is where LR would be without noise. */
    @Test
    void intensities() {
        try (TrainingSet set = set(SETTINGS, cells(1, 200))) {
            final StoredImage image = set.images().get(0);
            final RawImage.Range lr = RawImage.Range.of(image.lr()[0]);
            assertEquals(new RawImage.Range(0, 1), lr);
            final Plane ideal = new Psf.Gaussian(1.2).reduce(image.hr()[0], 2, Rounding.NONE);
            double bias = 0;
            double square = 0;
            for (int i = 0; i < ideal.data().length; i++) {
                final double noise = image.lr()[0].data()[i] - ideal.data()[i];
                bias += noise / ideal.data().length;
                square += noise * noise / ideal.data().length;
            }
            assertEquals(0, bias, 0.005);
            assertTrue(square > 1e-4 && square < 0.01, "variance " + square);
            // the full intensity of the image is 100 photons of 3 counts
            assertEquals(200 / (image.largeMap().high() - image.largeMap().low()), image.dataRange(), 1e-6);
            assertEquals(RawImage.Range.of(image.hr()[0]).most() - (0 - image.largeMap().low())
                / (image.largeMap().high() - image.largeMap().low()), image.dataRange(), 1e-6);
        }
    }

    @Test
    void noiseIsNewInEveryPatchAndTheSameInEveryRun() {
        final PairSettings one = PairSettings.of(2, 28).degraded(NOISY);
        try (TrainingSet set = set(one, cells(1, 200)); TrainingSet again = set(one, cells(1, 200));
            TrainingSet noiseless = set(one.degraded(new Degradation.Physics(new Psf.Gaussian(1.2), Optional.empty())),
                cells(1, 200))) {
            final float[][] first = draw(set.patches(28, 1), 3, 4);
            assertArrayEquals(first[0], draw(again.patches(28, 1), 3, 4)[0]);
            assertEquals(set.patches(28, 1).fingerprint(), again.patches(28, 1).fingerprint());
            assertNotEquals(set.patches(28, 1).fingerprint(), set.patches(28, 2).fingerprint());
            assertNotEquals(set.patches(28, 1).fingerprint(), noiseless.patches(28, 1).fingerprint());
            // the same places are drawn with and without noise
            assertEquals(0, difference(first[1], draw(noiseless.patches(28, 1), 3, 4)[1], set, noiseless), 1e-5);
            // of 64 patches that fill the height, some show the same place: never with the same noise
            final float[][] many = draw(set.patches(28, 1), 0, 64);
            int same = 0;
            for (int i = 0; i < 64; i++) {
                for (int j = 0; j < i; j++) {
                    if (Arrays.equals(many[1], i * 3136, (i + 1) * 3136, many[1], j * 3136, (j + 1) * 3136)) {
                        same++;
                        assertFalse(Arrays.equals(many[0], i * 784, (i + 1) * 784, many[0], j * 784, (j + 1) * 784));
                    }
                }
            }
            assertTrue(same > 0);
        }
    }

    /** Of HR patches, brought back to HR values. */
    private static double difference(final float[] a, final float[] b, final TrainingSet ofA, final TrainingSet ofB) {
        final StoredImage.Map mapA = ofA.images().get(0).largeMap();
        final StoredImage.Map mapB = ofB.images().get(0).largeMap();
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            most = Math.max(most, Math.abs(a[i] * (mapA.high() - mapA.low()) + mapA.low()
                - b[i] * (mapB.high() - mapB.low()) - mapB.low()));
        }
        return most / 255;
    }

    @Test
    void heldOutImagesAreAlwaysExposedAlike() {
        final PairSettings settings = SETTINGS.holdingOut(0.5, 0, 1);
        try (TrainingSet set = set(settings, cells(1, 200), cells(2, 200));
            TrainingSet again = set(settings.keeping(0, SETTINGS.scratch()), cells(1, 200), cells(2, 200))) {
            assertEquals(1, set.heldOut().size());
            final float[] lr = set.heldOut().get(0).lr()[0].data();
            assertArrayEquals(lr, set.heldOut().get(0).lr()[0].data());
            assertArrayEquals(lr, again.heldOut().get(0).lr()[0].data());
            assertEquals(set.patches(8, 1).fingerprint(), again.patches(8, 1).fingerprint());
            assertArrayEquals(draw(set.patches(8, 1), 5, 3)[0], draw(again.patches(8, 1), 5, 3)[0]);
        }
    }

    /** All slices are taken with one exposure: a dim one has less light. */
    @Test
    void aStackHasOneExposure() {
        final ImageStack stack = new ImageStack(64, 56);
        stack.addSlice(cells(1, 200));
        stack.addSlice(cells(1, 20));
        try (TrainingSet set = TrainingSet.of(List.of(new ImagePlus("stack", stack)), SETTINGS, Progress.NONE)) {
            assertEquals(2, set.size());
            final StoredImage bright = set.images().get(0);
            final StoredImage dim = set.images().get(1);
            assertEquals(bright.smallMap(), dim.smallMap());
            assertEquals(bright.dataRange(), dim.dataRange());
            assertEquals(0.1, RawImage.Range.of(dim.small().get(0).read()).most()
                / RawImage.Range.of(bright.small().get(0).read()).most(), 0.01);
        }
    }

    /** In three channels a grey image is one exposure; colours have a noise of their own each. */
    @Test
    void redGreenAndBlue() {
        final ByteProcessor grey = cells(1, 200);
        try (TrainingSet set = set(SETTINGS.channels(3), grey, grey.convertToRGB())) {
            final Plane[] one = set.images().get(0).lr();
            assertArrayEquals(one[0].data(), one[2].data());
            final Plane[] three = set.images().get(1).lr();
            assertFalse(Arrays.equals(three[0].data(), three[2].data()));
            assertEquals(RawImage.Range.of(set.images().get(0).small().get(0).read()).most(),
                RawImage.Range.of(set.images().get(1).small().get(1).read()).most(), 1e-3);
            // three exposures reach a little further than one
            assertEquals(set.images().get(0).dataRange(), set.images().get(1).dataRange(), 0.2);
            final float[] drawn = draw(set.patches(8, 1), 0, 1)[0];
            assertEquals(3 * 64, drawn.length);
        }
    }

    /** Without a camera: 8 bits ÷ 255, other images from the minimum to the maximum of LR, which will be enlarged. */
    @Test
    void withoutNoise() {
        final Degradation blur = new Degradation.Physics(new Psf.Gaussian(2), Optional.empty());
        final FloatProcessor floats = cells(1, 200).convertToFloatProcessor();
        try (TrainingSet set = set(PairSettings.of(2, 8).degraded(blur), cells(1, 200), floats)) {
            final StoredImage bytes = set.images().get(0);
            assertEquals(StoredImage.Map.BYTES, bytes.largeMap());
            assertEquals(200 / 255.0, bytes.dataRange(), 1e-6);
            assertEquals(new RawImage.Range(0, 1), RawImage.Range.of(set.images().get(1).lr()[0]));
            assertTrue(RawImage.Range.of(set.images().get(1).hr()[0]).most() > 1);
        }
    }

    @Test
    void imagesWithoutLight() {
        final FloatProcessor dark = cells(1, 200).convertToFloatProcessor();
        dark.add(-300);
        try (TrainingSet set = set(SETTINGS, dark, cells(1, 200))) {
            assertEquals(1, set.size());
            assertTrue(set.problems().get(0).contains("no light"), set.problems().toString());
        }
    }
}
