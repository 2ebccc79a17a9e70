package sc.fiji.acuity.imagej2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;

import net.imagej.Dataset;
import net.imagej.DatasetService;
import net.imagej.axis.Axes;
import net.imagej.axis.AxisType;
import net.imagej.axis.DefaultLinearAxis;
import net.imagej.ops.OpService;
import net.imagej.patcher.LegacyInjector;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.util.Util;
import net.imglib2.view.Views;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.convert.ConvertService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import org.scijava.script.ScriptService;
import sc.fiji.acuity.TestModels;
import sc.fiji.acuity.op.Enlarge;
import sc.fiji.acuity.op.Measure;

/**
 * Acuity in the real ImageJ2, headless, with its legacy layer and ImageJ Ops.
 *
 * <p>No type of ImageJ 1 stands in a field or a signature here: JUnit would load it before it is patched.
 */
class ImageJ2Test {

    private static final String REACHED = "acuity.test.reached";

    private static Context context;

    static {
        LegacyInjector.preinit();
    }

    @BeforeAll
    static void start() {
        TestModels.use();
        context = new Context();
    }

    @AfterAll
    static void end() {
        context.dispose();
    }

    @AfterEach
    void closeImages() throws Exception {
        macro("run('Close All');");
    }

    private static Object macro(final String code) throws InterruptedException, ExecutionException {
        return context.service(ScriptService.class).run("test.ijm", code, true, Map.of()).get().getReturnValue();
    }

    private static Module command(final String name, final Object... inputs)
        throws InterruptedException, ExecutionException {
        return context.service(ModuleService.class).run(
            context.service(CommandService.class).getCommand("sc.fiji.acuity.command." + name + "Command"), true,
            inputs).get();
    }

    private static Img<UnsignedShortType> image(final int seed) {
        final Img<UnsignedShortType> image = ArrayImgs.unsignedShorts(16, 12, 3);
        final SplittableRandom random = new SplittableRandom(seed);
        image.forEach(pixel -> pixel.set(random.nextInt(4096)));
        return image;
    }

    private static Dataset dataset(final int seed) {
        final Dataset dataset = context.service(DatasetService.class).create(new UnsignedShortType(),
            new long[] {16, 12, 3}, "movie", new AxisType[] {Axes.X, Axes.Y, Axes.TIME});
        final Cursor<?> source = Views.flatIterable(image(seed)).cursor();
        Views.flatIterable(dataset).forEach(pixel -> pixel.setReal(((UnsignedShortType) source.next()).get()));
        dataset.setAxis(new DefaultLinearAxis(Axes.X, "mm", 0.5), 0);
        dataset.setAxis(new DefaultLinearAxis(Axes.Y, "mm", 0.5), 1);
        return dataset;
    }

    private static void assertPixels(final Img<UnsignedShortType> expected, final Object found) {
        final RandomAccessibleInterval<?> image = (RandomAccessibleInterval<?>) found;
        assertArrayEquals(expected.dimensionsAsLongArray(), image.dimensionsAsLongArray());
        final Cursor<?> cursor = Views.flatIterable(image).cursor();
        Views.flatIterable(expected).forEach(pixel -> assertEquals(pixel, cursor.next()));
    }

    @Test
    void opsThroughOpService() {
        final OpService ops = context.service(OpService.class);
        final Img<UnsignedShortType> image = image(1);
        final Img<UnsignedShortType> reference = image(2);
        assertPixels(Enlarge.upscale(image, 2, null), ops.run("acuity.upscale", image, 2));
        assertPixels(Enlarge.upscale(image, 2, TestModels.NAME),
            ops.run("acuity.upscale", image, 2, TestModels.NAME));
        assertPixels(Enlarge.bicubic(image, 2), ops.run("acuity.bicubic", image, 2));
        assertPixels(Enlarge.bicubic(image, 2), ops.run("acuity.bicubic", dataset(1), 2));
        assertEquals(Measure.mse(image, reference), ops.run("image.mse", image, reference));
        assertEquals(Measure.psnr(image, reference, null), ops.run("image.psnr", image, reference));
        assertEquals(Measure.psnr(image, reference, 65535.0), ops.run("image.psnr", image, reference, 65535.0));
        assertEquals(Measure.ssim(image, reference, null), ops.run("image.ssim", image, reference));
    }

    @Test
    void aMacroGetsTheResultAsCurrentImage() throws Exception {
        assertEquals("32 24", macro("setBatchMode(true); newImage('a', '8-bit ramp', 16, 12, 1);"
            + "run('SR Upscale...', 'model=tiny scale=2'); return '' + getWidth() + ' ' + getHeight();"));
    }

    @Test
    void aMacroComparesTwoImages() throws Exception {
        assertEquals("done", macro("setBatchMode(true); newImage('a', '8-bit ramp', 16, 12, 1);"
            + "newImage('b', '8-bit black', 16, 12, 1); run('SR Compare...', 'first=a second=b'); return 'done';"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model=tiny scale=99", "model=nonsense scale=2", "modle=tiny scale=2"})
    void aWrongMacroStops(final String options) {
        assertStops("setBatchMode(true); newImage('a', '8-bit ramp', 16, 12, 1); run('SR Upscale...', '" + options
            + "');");
    }

    @Test
    void aMacroWithoutAnImageStops() {
        assertStops("run('SR Upscale...', 'model=tiny scale=2');");
    }

    private static void assertStops(final String code) {
        System.clearProperty(REACHED);
        try {
            macro(code + " call('java.lang.System.setProperty', '" + REACHED + "', 'yes');");
        } catch (final InterruptedException | ExecutionException e) {
            assertNotNull(e.getCause(), "how it stops is up to ImageJ");
        }
        assertNull(System.getProperty(REACHED), "went on after an error");
    }

    @Test
    void datasetsKeepAxesAndCalibration() throws Exception {
        final Object result = command("Upscale", "input", dataset(1), "model", TestModels.NAME, "scale", 2)
            .getOutput("result");
        final Dataset found = context.service(ConvertService.class).convert(result, Dataset.class);
        assertPixels(Enlarge.upscale(image(1), 2, TestModels.NAME), found);
        assertEquals(List.of(Axes.X, Axes.Y, Axes.TIME),
            List.of(found.axis(0).type(), found.axis(1).type(), found.axis(2).type()));
        assertEquals("mm", found.axis(0).unit());
        assertEquals(0.25, found.averageScale(0), 1e-9);
        assertEquals(0.25, found.averageScale(1), 1e-9);
    }

    @Test
    void imgPlusToo() throws Exception {
        final Object result = command("Bicubic", "input", dataset(1).getImgPlus(), "scale", 2).getOutput("result");
        assertPixels(Enlarge.bicubic(image(1), 2),
            context.service(ConvertService.class).convert(result, Dataset.class));
    }

    @Test
    void scriptsPassAnImg() throws Exception {
        final Img<UnsignedShortType> image = image(3);
        final Object result = context.service(ScriptService.class).run("test.groovy", "#@ OpService ops\n#@ Img image\n"
            + "#@output result\nresult = ops.run('acuity.upscale', image, 2)\n", true, "image", image).get()
            .getOutput("result");
        assertPixels(Enlarge.upscale(image, 2, null), result);
        assertTrue(Util.imagesEqual(image(3), image), "the input stays");
    }

    @Test
    void aScriptGetsTheError() {
        assertThrows(ExecutionException.class,
            () -> command("Upscale", "input", dataset(1), "model", TestModels.NAME, "scale", 99));
    }

    @Test
    void whatIsRecordedCanBeReplayed() throws Exception {
        assertEquals(List.of("model=bicubic", "scale=2", "device=cpu", "intensity=full", "selection=false"),
            Recording.of(context, dataset(1)));
    }
}
