package sc.fiji.acuity.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.Color;
import java.awt.Rectangle;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import ij.process.LUT;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.acuity.TestModels;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;

class PreviewTest {

    private static final Rectangle PART = new Rectangle(3, 5, 10, 7);

    @BeforeAll
    static void models() {
        TestModels.use();
    }

    /** Two channels of two slices, the second slice of the second channel shown. */
    private static ImagePlus image(final String type) {
        final ImagePlus image = IJ.createHyperStack("cells", 24, 18, 2, 2, 1, Integer.parseInt(type));
        final SplittableRandom random = new SplittableRandom(1);
        for (int n = 1; n <= image.getStackSize(); n++) {
            final ImageProcessor pixels = image.getStack().getProcessor(n);
            for (int i = 0; i < pixels.getPixelCount(); i++) {
                switch (pixels.getBitDepth()) {
                    case 32 -> pixels.setf(i, (float) random.nextDouble(-3, 5));
                    case 24 -> pixels.set(i, random.nextInt(1 << 24));
                    default -> pixels.set(i, random.nextInt(1 << Math.min(12, pixels.getBitDepth())));
                }
            }
        }
        image.setPosition(2, 2, 1);
        return image;
    }

    private static ImagePlus preview(final ImagePlus image, final Progress progress) {
        try (Upscaler upscaler = Upscaler.open(TestModels.NAME, 2, DeviceChoice.CPU)) {
            return Preview.of(image, PART, upscaler, TestModels.NAME, Intensity.FULL, progress);
        }
    }

    private static ImageProcessor whole(final ImagePlus image, final String model) {
        try (Upscaler upscaler = Upscaler.open(model, 2, DeviceChoice.CPU)) {
            return upscaler.upscale(image, UpscaleOptions.DEFAULT, Progress.NONE).getStack()
                .getProcessor(image.getCurrentSlice());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "16", "24", "32"})
    void bothPixelsAreThoseOfTheWholeResults(final String type) {
        final ImagePlus image = image(type);
        final int shown = image.getCurrentSlice();
        final Object before = image.getStack().getProcessor(shown).getPixelsCopy();
        final ImageProcessor preview = preview(image, Progress.NONE).getProcessor();
        assertEquals(2 * 20 + Preview.GAP, preview.getWidth());
        assertEquals(14, preview.getHeight());
        final ImageProcessor bicubic = whole(image, Upscaler.BICUBIC);
        final ImageProcessor model = whole(image, TestModels.NAME);
        int different = 0;
        for (int y = 0; y < 14; y++) {
            for (int x = 0; x < 20; x++) {
                // the bits of a float, too
                assertEquals(bicubic.get(6 + x, 10 + y), preview.get(x, y), "bicubic " + x + ", " + y);
                assertEquals(model.get(6 + x, 10 + y), preview.get(20 + Preview.GAP + x, y), "model " + x + ", " + y);
                different += preview.get(x, y) == preview.get(20 + Preview.GAP + x, y) ? 0 : 1;
            }
        }
        assertFalse(different == 0, "the two are the same");
        assertEquals(shown, image.getCurrentSlice());
        assertFalse(image.changes);
        assertArrayEquals(new Object[] {before}, new Object[] {image.getStack().getPixels(shown)});
    }

    @Test
    void itHasColoursDisplayRangeAndLabels() {
        final CompositeImage image = new CompositeImage(image("16"), CompositeImage.COLOR);
        final LUT red = LUT.createLutFromColor(Color.RED);
        image.setPosition(2, 2, 1);
        image.setChannelLut(red, 2);
        image.setDisplayRange(100, 900);
        image.getCalibration().pixelWidth = 0.5;
        image.getCalibration().setUnit("micron");
        final ImagePlus preview = preview(image, Progress.NONE);
        assertArrayEquals(red.getBytes(), preview.getProcessor().getLut().getBytes());
        assertEquals(100, preview.getDisplayRangeMin());
        assertEquals(900, preview.getDisplayRangeMax());
        assertEquals(0.25, preview.getCalibration().pixelWidth);
        assertEquals(2, preview.getOverlay().size());
        assertEquals("SR Preview", preview.getTitle());
        assertNotNull(preview.getInfoProperty());
    }

    @Test
    void cancelStopsIt() {
        assertThrows(CancellationException.class, () -> preview(image("8"), new Progress() {

            @Override
            public void report(final String stage, final double fraction) {
                // not looked at
            }

            @Override
            public boolean cancelled() {
                return true;
            }
        }));
    }
}
