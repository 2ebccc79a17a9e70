package sc.fiji.acuity.imagejops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import com.google.gson.JsonObject;
import com.google.gson.JsonStreamParser;
import net.imglib2.Cursor;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import sc.fiji.acuity.TestModels;
import sc.fiji.acuity.base.Version;
import sc.fiji.acuity.op.Enlarge;
import sc.fiji.acuity.op.Measure;
import sc.fiji.acuity.op.OpsYaml;

/** ImageJ Ops is not at hand: this does what it does with the jar, fill parameters by position and run. */
class ImageJOpsTest {

    private static final Path JAR = Path.of("target", "acuity-imagej-ops-" + Version.get() + ".jar");
    private static final Map<String, Class<?>> OPS = new TreeMap<>();

    private static URLClassLoader loader;

    @BeforeAll
    static void load() throws Exception {
        TestModels.use();
        // the second place has the stubs, which stand in for ImageJ Ops
        loader = new URLClassLoader(
            new URL[] {JAR.toUri().toURL(), Path.of("target", "imagej-ops").toUri().toURL()},
            ImageJOpsTest.class.getClassLoader());
        try (ZipFile jar = new ZipFile(JAR.toFile());
            Reader index = new InputStreamReader(
                jar.getInputStream(jar.getEntry("META-INF/json/org.scijava.plugin.Plugin")))) {
            // the index is one object behind another, without commas
            new JsonStreamParser(index).forEachRemaining(element -> {
                final JsonObject values = element.getAsJsonObject().getAsJsonObject("values");
                assertEquals("net.imagej.ops.Op", values.get("type").getAsString());
                try {
                    OPS.put(values.get("name").getAsString(),
                        loader.loadClass(element.getAsJsonObject().get("class").getAsString()));
                } catch (final ClassNotFoundException e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    @AfterAll
    static void close() throws IOException {
        loader.close();
    }

    /** Parameters by position, as {@code OpService.run(name, arguments)} has them: output first, optional ones last. */
    private static Object run(final String name, final Object... arguments) throws ReflectiveOperationException {
        final Class<?> type = OPS.get(name);
        final Object op = type.getConstructor().newInstance();
        final List<Field> inputs = new ArrayList<>();
        Field output = null;
        for (final Field field : type.getDeclaredFields()) {
            final Parameter parameter = field.getAnnotation(Parameter.class);
            field.setAccessible(true);
            if (parameter.type() == ItemIO.OUTPUT) {
                assertNull(output, "one output");
                assertTrue(inputs.isEmpty(), "the output comes first");
                output = field;
            } else {
                inputs.add(field);
            }
        }
        for (int i = 0; i < inputs.size(); i++) {
            if (i < arguments.length) {
                inputs.get(i).set(op, arguments[i]);
            } else {
                assertEquals(false, inputs.get(i).getAnnotation(Parameter.class).required(), inputs.get(i).getName());
            }
        }
        assertInstanceOf(Command.class, op).run();
        return output.get(op);
    }

    private static Img<UnsignedShortType> image(final int seed) {
        final Img<UnsignedShortType> image = ArrayImgs.unsignedShorts(13, 12, 2);
        final SplittableRandom random = new SplittableRandom(seed);
        image.forEach(pixel -> pixel.set(random.nextInt(4096)));
        return image;
    }

    private static void assertPixels(final Img<UnsignedShortType> expected, final Object found) {
        final Img<?> image = assertInstanceOf(Img.class, found);
        assertEquals(List.of(expected.dimension(0), expected.dimension(1), expected.dimension(2)),
            List.of(image.dimension(0), image.dimension(1), image.dimension(2)));
        final Cursor<?> cursor = Views.flatIterable(image).cursor();
        Views.flatIterable(expected).forEach(pixel -> assertEquals(pixel, cursor.next()));
    }

    @Test
    void theSameOpsAsForSciJava() throws Exception {
        assertEquals(OpsYaml.read().keySet(), OPS.keySet());
    }

    @Test
    void theJarHasNoStubs() throws IOException {
        try (ZipFile jar = new ZipFile(JAR.toFile())) {
            final Set<String> classes = jar.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class"))
                .collect(Collectors.toSet());
            assertTrue(classes.contains("sc/fiji/acuity/imagejops/UpscaleOp.class"), classes.toString());
            assertTrue(classes.stream().allMatch(name -> name.startsWith("sc/fiji/acuity/imagejops/")),
                classes.toString());
        }
    }

    @Test
    void upscale() throws Exception {
        final Img<UnsignedShortType> image = image(1);
        assertPixels(Enlarge.upscale(image, 2, TestModels.NAME), run("acuity.upscale", image, 2, TestModels.NAME));
        assertPixels(Enlarge.upscale(image, 2, null), run("acuity.upscale", image, 2));
    }

    @Test
    void bicubic() throws Exception {
        final Img<UnsignedShortType> image = image(2);
        assertPixels(Enlarge.bicubic(image, 3), run("acuity.bicubic", image, 3));
    }

    @Test
    void measures() throws Exception {
        final Img<UnsignedShortType> image = image(3);
        final Img<UnsignedShortType> reference = image(4);
        assertEquals(Measure.mse(image, reference), run("image.mse", image, reference));
        assertEquals(Measure.psnr(image, reference, null), run("image.psnr", image, reference));
        assertEquals(Measure.psnr(image, reference, 65535.0), run("image.psnr", image, reference, 65535.0));
        assertEquals(Measure.ssim(image, reference, null), run("image.ssim", image, reference));
        assertEquals(Measure.ssim(image, reference, 65535.0), run("image.ssim", image, reference, 65535.0));
    }
}
