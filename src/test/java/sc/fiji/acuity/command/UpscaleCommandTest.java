package sc.fiji.acuity.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.gui.OvalRoi;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import sc.fiji.acuity.TestModels;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.image.Planes;
import sc.fiji.acuity.image.Provenance;
import sc.fiji.acuity.image.Resize;
import sc.fiji.acuity.image.Rounding;
import sc.fiji.acuity.upscale.Intensity;
import sc.fiji.acuity.upscale.UpscaleOptions;
import sc.fiji.acuity.upscale.Upscaler;

class UpscaleCommandTest {

    private static final int W = 12;
    private static final int H = 9;

    private static Commands commands;

    @BeforeAll
    static void start() {
        TestModels.use();
        commands = new Commands();
    }

    @AfterAll
    static void stop() {
        commands.close();
    }

    @Test
    void pixelsTypeAndCalibrationOfAStack() throws Exception {
        final ImagePlus image = stack();
        final short[] before = ((short[]) image.getStack().getPixels(2)).clone();
        final ImagePlus result = upscale(Map.of("input", image, "model", TestModels.NAME, "scale", 2, "device", "cpu"));
        assertSame(upscaled(TestModels.NAME, image, UpscaleOptions.DEFAULT), result);
        assertEquals(16, result.getBitDepth());
        assertEquals(0.25, result.getCalibration().pixelWidth);
        assertEquals("micron", result.getCalibration().getUnit());
        assertEquals("tiny", Provenance.of(result).values().get("model"));
        assertArrayEquals(before, (short[]) image.getStack().getPixels(2));
        assertEquals(0.5, image.getCalibration().pixelWidth);
        assertNull(WindowManager.getIDList(), "showing is SciJava's part");
    }

    @Test
    void whatIsLeftOutHasItsDefaultWhateverRanBefore() throws Exception {
        upscale(Map.of("input", stack(), "model", "bicubic", "scale", 3, "device", "cpu", "intensity", "1,99"));
        final ImagePlus result = upscale(Map.of("input", stack()));
        assertSame(upscaled("balanced", stack(), UpscaleOptions.DEFAULT), result);
        assertEquals("balanced", Provenance.of(result).values().get("model"));
    }

    @Test
    void numbersMayComeAsTextAsFromMacros() throws Exception {
        final ImagePlus result =
            upscale(Map.of("input", stack(), "model", "bicubic", "scale", "3", "selection", "false"));
        assertEquals(3 * W, result.getWidth());
    }

    @Test
    void bicubicIsAModel() throws Exception {
        final ImagePlus image = bytes();
        final ImagePlus result = upscale(Map.of("input", image, "model", "bicubic", "scale", 4));
        final float[] expected = Resize.bicubic(Planes.of(image.getProcessor()), 4, Rounding.UINT8).data();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], result.getProcessor().get(i));
        }
    }

    @Test
    void percentiles() throws Exception {
        final ImagePlus result = upscale(Map.of("input", stack(), "intensity", "5,95"));
        assertSame(upscaled("balanced", stack(), new UpscaleOptions(new Intensity(5, 95), Optional.empty())),
            result);
        assertEquals("5.0,95.0", Provenance.of(result).values().get("intensity"));
    }

    @Test
    void theRectangleAroundASelection() throws Exception {
        final ImagePlus image = stack();
        image.setRoi(new OvalRoi(8, -1, 6, 4));
        final Rectangle part = new Rectangle(8, 0, 4, 3);
        assertSame(upscaled("balanced", image, UpscaleOptions.DEFAULT.within(part)),
            upscale(Map.of("input", image, "selection", true)));
        final ImagePlus whole = upscale(Map.of("input", image));
        assertEquals(2 * W, whole.getWidth(), "a selection counts only if asked for");
    }

    @Test
    void theCurrentSlice() throws Exception {
        final ImagePlus image = stack();
        image.setSlice(2);
        final ImagePlus result = upscale(Map.of("input", image, "slices", "current"));
        assertEquals(1, result.getStackSize());
        final ImagePlus whole = upscaled("balanced", image, UpscaleOptions.DEFAULT);
        assertArrayEquals((short[]) whole.getStack().getPixels(2), (short[]) result.getProcessor().getPixels());
        assertEquals("2", Provenance.of(result).values().get("slices"));
        assertTrue(error("slices", "3").startsWith("slices 3: there are no such slices in stack"));
        assertTrue(error("frames", "two").startsWith("frames two: is neither 'all' nor numbers"));
        assertTrue(error("channels", "2").endsWith("it has one: use all or 1."));
    }

    @Test
    void bicubicOfPartsIsThatOfTheModelBicubic() throws Exception {
        final ImagePlus image = stack();
        image.setRoi(2, 1, 5, 4);
        final Map<String, Object> part =
            Map.of("input", image, "selection", true, "slices", "2", "channels", "all", "frames", "current");
        final Map<String, Object> model = new HashMap<>(part);
        model.put("model", "bicubic");
        final ImagePlus found = (ImagePlus) commands.run(BicubicCommand.class, part).getOutput("result");
        assertSame(upscale(model), found);
        assertArrayEquals(new int[] {10, 8, 1, 1, 1}, found.getDimensions());
    }

    @Test
    void straightToAFile(@TempDir final Path folder) throws Exception {
        final Path file = folder.resolve("large.tif");
        final Path same = folder.resolve("same.tif");
        final Map<String, Object> inputs =
            Map.of("input", stack(), "model", "tiny", "device", "cpu", "file", file.toFile());
        assertNull(upscale(inputs));
        ImageFiles.save(upscaled("tiny", stack(), UpscaleOptions.DEFAULT), same, false);
        assertEquals(-1, Files.mismatch(file, same));
        assertTrue(commands.error(UpscaleCommand.class, inputs).contains("exists already and is not overwritten"));
        final Map<String, Object> again = new HashMap<>(Map.of("input", stack(), "scale", 2, "overwrite", true));
        again.put("file", file.toFile());
        assertNull(commands.run(BicubicCommand.class, again).getOutput("result"));
        assertEquals("bicubic", Provenance.of(ImageFiles.open(file)).values().get("model"));
        assertTrue(error("file", new File("result.jpg")).startsWith("result.jpg: has an extension"));
        assertEquals(2 * W, upscale(Map.of("input", stack(), "file", new File(""))).getWidth());
    }

    @Test
    void modelsThatAreThereAreOffered() throws Exception {
        final Module module = commands.context().service(ModuleService.class)
            .createModule(commands.service().getCommand(UpscaleCommand.class));
        module.getInfo().getInput("model", String.class).initialize(module);
        assertEquals(List.of("balanced", "tiny", "bicubic"),
            module.getInfo().getInput("model", String.class).getChoices());
    }

    @Test
    void badInputsAreNamedWithARemedy() {
        assertEquals("input: there is no image. Remedy: open one first.", error("input", null));
        final ImagePlus empty = new ImagePlus();
        empty.setTitle("empty");
        assertEquals("input=empty: the image has no pixels. Remedy: open another one.",
            error("input", empty));
        assertTrue(error("scale", 99).startsWith("scale 99: is not one of 2, 3 and 4"));
        assertTrue(error("scale", 0).startsWith("scale 0: "));
        assertTrue(error("scale", 3).contains("has no model for x3; there is x2"));
        assertTrue(error("model", "nonsense").contains("'nonsense': is not known; there are balanced-x2, tiny-x2"));
        assertTrue(error("device", "abacus").startsWith("device=abacus: there is no such device"));
        assertTrue(error("intensity", "loud").startsWith("intensity loud: is neither 'full' nor two percentiles"));
        assertTrue(error("intensity", "99,1").startsWith("percentiles 99.0 to 1.0"));
        assertTrue(error("selection", true).startsWith("selection: nothing is selected in stack"));
        final ImagePlus outside = stack();
        outside.setRoi(new Rectangle(W, H, 5, 5));
        assertTrue(commands.error(UpscaleCommand.class, Map.of("input", outside, "selection", true))
            .startsWith("selection: nothing is selected"));
    }

    private static String error(final String parameter, final Object value) {
        final Map<String, Object> inputs = new HashMap<>(Map.of("input", stack()));
        inputs.put(parameter, value);
        return commands.error(UpscaleCommand.class, inputs);
    }

    private static ImagePlus upscale(final Map<String, Object> inputs) throws Exception {
        return (ImagePlus) commands.run(UpscaleCommand.class, inputs).getOutput("result");
    }

    private static ImagePlus upscaled(final String model, final ImagePlus image, final UpscaleOptions options) {
        try (Upscaler upscaler = Upscaler.open(model, 2, DeviceChoice.CPU)) {
            return upscaler.upscale(image, options, Progress.NONE);
        }
    }

    private static ImagePlus bytes() {
        final ByteProcessor pixels = new ByteProcessor(W, H);
        fill(pixels, 1, 256);
        return new ImagePlus("bytes", pixels);
    }

    /** Two slices of 16 bits, calibrated. */
    static ImagePlus stack() {
        final ImageStack stack = new ImageStack(W, H);
        for (int slice = 0; slice < 2; slice++) {
            final ShortProcessor pixels = new ShortProcessor(W, H);
            fill(pixels, slice, 4096);
            stack.addSlice(pixels);
        }
        final ImagePlus image = new ImagePlus("stack", stack);
        image.getCalibration().pixelWidth = 0.5;
        image.getCalibration().pixelHeight = 0.5;
        image.getCalibration().setUnit("micron");
        return image;
    }

    private static void fill(final ImageProcessor pixels, final int seed, final int bound) {
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < pixels.getPixelCount(); i++) {
            pixels.set(i, random.nextInt(bound));
        }
    }

    static void assertSame(final ImagePlus expected, final ImagePlus found) {
        assertEquals(expected.getStackSize(), found.getStackSize());
        for (int i = 1; i <= expected.getStackSize(); i++) {
            assertArrayEquals((short[]) expected.getStack().getPixels(i), (short[]) found.getStack().getPixels(i));
        }
    }
}
