package sc.fiji.acuity.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.FloatProcessor;
import ij.process.LUT;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.image.PlaneSelection;
import sc.fiji.acuity.image.Provenance;
import sc.fiji.acuity.model.ModelPackage;

/** Some channels, slices and frames of an image of 3 channels, 4 slices and 5 frames. */
class PartsTest {

    private static final Color[] COLOURS = { Color.GREEN, Color.MAGENTA, Color.CYAN };

    private final ModelPackage model = TinyModels.small(2);

    private static ImagePlus image(final int bits) {
        final ImagePlus planes = ImageKinds.stack(bits, 3, 4, 5);
        for (int n = 1; n <= 60; n++) {
            planes.getStack().setSliceLabel("plane " + n, n);
        }
        if (bits == 24) {
            return planes;
        }
        final CompositeImage image = new CompositeImage(planes, IJ.COMPOSITE);
        for (int c = 1; c <= 3; c++) {
            final LUT lut = LUT.createLutFromColor(COLOURS[c - 1]);
            lut.min = c;
            lut.max = 100 * c;
            image.setChannelLut(lut, c);
        }
        return image;
    }

    private static UpscaleOptions some(final String channels, final String slices, final String frames) {
        return UpscaleOptions.DEFAULT.of(PlaneSelection.parse(channels, slices, frames));
    }

    /** The intensity maps are those of the whole stack. */
    @ParameterizedTest
    @CsvSource(delimiter = ' ', value = { "8 2 3 4", "16 all 2-3 1,5", "16 2-3 all all", "32 1,3 1 2-4",
        "24 all 2,4 1-2", "16 1-3 1-4 1-5", "16 3 4 5" })
    void pixelsAreThoseOfTheWholeResult(final int bits, final String c, final String z, final String t) {
        final ImagePlus image = image(bits);
        final UpscaleOptions options = some(c, z, t);
        for (final boolean bicubic : new boolean[] { true, false }) {
            final ImagePlus whole = bicubic ? Scenes.bicubic(2, image, UpscaleOptions.DEFAULT)
                : Scenes.upscale(model, image);
            final ImagePlus part = bicubic ? Scenes.bicubic(2, image, options)
                : Scenes.upscale(model, image, 2, 24, options);
            final List<Object> expected = new ArrayList<>();
            final List<String> labels = new ArrayList<>();
            for (final int plane : options.planes().of(image).planes()) {
                expected.add(whole.getStack().getProcessor(plane + 1).getPixels());
                labels.add("plane " + (plane + 1));
            }
            assertArrayEquals(expected.toArray(), Scenes.pixels(part));
            for (int n = 1; n <= labels.size(); n++) {
                assertEquals(labels.get(n - 1), part.getStack().getSliceLabel(n));
            }
        }
    }

    @Test
    void aSelectionOfSomePlanes() {
        final ImagePlus image = image(16);
        final Rectangle part = new Rectangle(2, 1, 4, 5);
        final ImagePlus whole = Scenes.upscale(model, image);
        final ImagePlus result = Scenes.upscale(model, image, 1, 24, some("2", "3", "all").within(part));
        assertArrayEquals(new int[] { 8, 10, 1, 1, 5 }, result.getDimensions());
        final ImageStack expected = new ImageStack(8, 10);
        for (int t = 1; t <= 5; t++) {
            expected.addSlice(whole.getStack().crop(4, 2, 0, 8, 10, 60).getProcessor(whole.getStackIndex(2, 3, t)));
        }
        assertArrayEquals(Scenes.pixels(new ImagePlus("", expected)), Scenes.pixels(result));
        final Map<String, String> facts = Provenance.of(result).values();
        assertEquals("2 3 null", facts.get("channels") + " " + facts.get("slices") + " " + facts.get("frames"));
        assertEquals("4 x 5 at 2, 1", facts.get("region"));
        assertTrue(facts.containsKey("intensity channel 2"));
        assertFalse(facts.containsKey("intensity channel 1"));
    }

    @Test
    void coloursOfTheChosenChannels() {
        final ImagePlus two = Scenes.bicubic(2, image(16), some("2-3", "1", "all"));
        assertArrayEquals(new int[] { 18, 14, 2, 1, 5 }, two.getDimensions());
        assertEquals(IJ.COMPOSITE, ((CompositeImage) two).getMode());
        assertEquals(Color.MAGENTA.getRGB(), two.getLuts()[0].getRGB(255));
        assertEquals(Color.CYAN.getRGB(), two.getLuts()[1].getRGB(255));
        assertEquals(300, two.getLuts()[1].max);
        final ImagePlus one = Scenes.bicubic(2, image(16), some("2", "all", "1"));
        assertFalse(one.isComposite());
        assertFalse(one.isHyperStack());
        assertEquals(Color.MAGENTA.getRGB(), one.getProcessor().getLut().getRGB(255));
        assertEquals("2.0 200.0", one.getDisplayRangeMin() + " " + one.getDisplayRangeMax());
    }

    @Test
    void hiddenChannelsStayHiddenUnlessNothingElseIsLeft() {
        final CompositeImage image = (CompositeImage) image(16);
        image.getActiveChannels()[1] = false;
        image.getActiveChannels()[2] = false;
        final boolean[] some = ((CompositeImage) Scenes.bicubic(2, image, some("1-2", "1", "1"))).getActiveChannels();
        assertTrue(some[0] && !some[1]);
        final boolean[] none = ((CompositeImage) Scenes.bicubic(2, image, some("2-3", "1", "1"))).getActiveChannels();
        assertTrue(none[0] && none[1]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "all | all | 1.5 2.0 4.0", "2-3 | 2-4 | 1.5 1.0 4.0",
        "1,3 | 1,3,5 | 3.0 1.0 8.0",
        "2,4 | 5 | 3.0 0.5 4.0", "1,2,4 | 1,2,5 | 1.5 2.0 4.0", "4 | 2,5 | 1.5 -1.0 12.0" })
    void distancesAndOriginOfSlicesAndFrames(final String z, final String t, final String expected) {
        final ImagePlus image = image(8);
        image.getCalibration().pixelDepth = 1.5;
        image.getCalibration().zOrigin = 2;
        image.getCalibration().frameInterval = 4;
        final ImagePlus result = Scenes.bicubic(2, image, some("all", z, t));
        assertEquals(expected, result.getCalibration().pixelDepth + " " + result.getCalibration().zOrigin + " "
            + result.getCalibration().frameInterval);
    }

    @Test
    void positionsOfSelections() {
        final ImagePlus image = image(8);
        final Overlay overlay = new Overlay();
        add(overlay, "everywhere", 0, 0, 0);
        add(overlay, "chosen", 2, 3, 4);
        add(overlay, "any channel", 0, 4, 0);
        add(overlay, "another channel", 1, 3, 4);
        add(overlay, "another slice", 0, 1, 0);
        final Roi chosen = new Roi(1, 1, 2, 2);
        chosen.setName("chosen in the stack");
        chosen.setPosition(image.getStackIndex(3, 4, 5));
        overlay.add(chosen);
        final Roi other = new Roi(1, 1, 2, 2);
        other.setPosition(1);
        overlay.add(other);
        image.setOverlay(overlay);
        image.setRoi((Roi) other.clone());
        final ImagePlus result = Scenes.bicubic(2, image, some("2-3", "3-4", "4-5"));
        assertEquals(List.of("everywhere: 0", "chosen: 1,1,1", "any channel: 0,2,0", "chosen in the stack: 8"),
            positions(result));
        assertNull(result.getRoi(), "belongs to a plane that is not chosen");
        assertEquals(7, image.getOverlay().size());
        assertEquals(List.of("everywhere: 0", "chosen: 1", "any channel: 2"),
            positions(Scenes.bicubic(2, image, some("2", "3-4", "4"))), "as in a plain stack");
        assertEquals(List.of("everywhere: 0", "chosen: 0"), positions(Scenes.bicubic(2, image, some("2", "3", "4"))));
    }

    private static void add(final Overlay overlay, final String name, final int c, final int z, final int t) {
        final Roi roi = new Roi(1, 1, 2, 2);
        roi.setName(name);
        if (c + z + t > 0) {
            roi.setPosition(c, z, t);
        }
        overlay.add(roi);
    }

    private static List<String> positions(final ImagePlus image) {
        final List<String> found = new ArrayList<>();
        for (final Roi roi : image.getOverlay()) {
            found.add(roi.getName() + ": " + (roi.hasHyperStackPosition() ? roi.getCPosition() + ","
                + roi.getZPosition() + "," + roi.getTPosition() : "" + roi.getPosition()));
        }
        return found;
    }

    @Test
    void pointsOnPlanesOfTheirOwn() {
        final ImagePlus image = ImageKinds.stack(8, 1, 4, 1);
        final PointRoi points = new PointRoi(new float[] { 1, 2.5f, 3, 4 }, new float[] { 1, 2, 3, 4.25f });
        points.setCounters(new int[] { 1 + (2 << 8), 2 + (1 << 8), 3 + (4 << 8), 0 });
        image.setRoi(points);
        final PointRoi result = (PointRoi) Scenes.bicubic(2, image, some("all", "2,4", "all")).getRoi();
        assertArrayEquals(new int[] { 1 + (1 << 8), 3 + (2 << 8), 0 }, result.getCounters());
        assertArrayEquals(new float[] { 2, 6, 8 }, result.getFloatPolygon().xpoints);
        assertArrayEquals(new float[] { 2, 6, 8.5f }, result.getFloatPolygon().ypoints);
        points.setCounters(new int[] { 1 << 8, 1 << 8, 1 << 8, 1 << 8 });
        image.setRoi(points);
        assertNull(Scenes.bicubic(2, image, some("all", "2,4", "all")).getRoi());
    }

    @Test
    void thePlaneThatIsShown() {
        final ImagePlus image = image(16);
        image.setPositionWithoutUpdate(2, 3, 4);
        assertEquals(image.getStackIndex(2, 3, 4), Scenes.bicubic(2, image, UpscaleOptions.DEFAULT).getCurrentSlice());
        final ImagePlus some = Scenes.bicubic(2, image, some("all", "2-3", "1-2"));
        assertArrayEquals(new int[] { 2, 2, 1 }, some.convertIndexToPosition(some.getCurrentSlice()));
    }

    /** A channel that is not chosen is not looked at. */
    @ParameterizedTest
    @ValueSource(strings = { "full", "1,99" })
    void otherChannelsAreNotRead(final String intensity) {
        final ImageStack planes = new ImageStack(ImageKinds.W, ImageKinds.H);
        for (int n = 0; n < 6; n++) {
            planes.addSlice(n % 2 == 0 ? Scenes.plane(32, ImageKinds.W, ImageKinds.H, n)
                : new FloatProcessor(ImageKinds.W, ImageKinds.H, nan()));
        }
        final ImageKinds.OneByOne stack = new ImageKinds.OneByOne(planes);
        final ImagePlus image = new ImagePlus("two", stack);
        image.setDimensions(2, 3, 1);
        final int before = stack.read();
        final ImagePlus result =
            Scenes.upscale(model, image, 2, 24, some("1", "2", "all").mapped(Intensity.parse(intensity)));
        assertEquals(1, result.getStackSize());
        // to find the range (twice for percentiles), the plane itself, and the plane that is shown
        assertTrue(stack.read() - before <= (intensity.equals("full") ? 3 : 6) + 1 + 1, stack.read() + " reads");
        assertThrows(AcuityException.class, () -> Scenes.upscale(model, image), "the other has no number");
    }

    private static float[] nan() {
        final float[] pixels = new float[ImageKinds.W * ImageKinds.H];
        java.util.Arrays.fill(pixels, Float.NaN);
        return pixels;
    }

    @Test
    void whatThereIsNot() {
        final AcuityException e =
            assertThrows(AcuityException.class, () -> Scenes.bicubic(2, image(8), some("all", "3-9", "all")));
        assertEquals("slices 3-9: there are no such slices in kind.tif (3 channels, 4 slices, 5 frames). "
            + "Remedy: use all, or numbers and ranges within 1-4.", e.getMessage());
    }

    @Test
    void paletteOfSomeSlices() {
        final ImagePlus image = ImageKinds.stack(24, 1, 3, 1);
        new ij.process.StackConverter(image).convertToIndexedColor(40);
        assertEquals(8, image.getBitDepth());
        final ImagePlus result = Scenes.bicubic(2, image, some("all", "2", "all"));
        assertEquals(24, result.getBitDepth());
        assertEquals("applied", Provenance.of(result).values().get("colour table"));
        final ImagePlus colours = new ImagePlus("rgb", image.getStack().getProcessor(2).convertToRGB());
        assertArrayEquals(Scenes.pixels(Scenes.bicubic(2, colours, UpscaleOptions.DEFAULT)), Scenes.pixels(result));
    }
}
