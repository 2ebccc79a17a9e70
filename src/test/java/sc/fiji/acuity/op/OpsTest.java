package sc.fiji.acuity.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sc.fiji.acuity.TestModels;

/** The Ops engine is not at hand: this does what it does with {@code ops.yaml}, find methods and invoke them. */
class OpsTest {

    private static Map<String, OpsYaml.Entry> ops;

    @BeforeAll
    static void read() throws Exception {
        TestModels.use();
        ops = OpsYaml.read();
    }

    @Test
    void everyPublicStaticMethodIsAnOp() throws Exception {
        final Set<String> expected = new TreeSet<>();
        try (Stream<Path> files = Files.list(OpsYaml.classes(Enlarge.class).resolve("sc/fiji/acuity/op"))) {
            for (final Path file : files.toList()) {
                final String name = file.getFileName().toString().replace(".class", "");
                if (name.equals("package-info")) {
                    continue;
                }
                final Class<?> type = Class.forName("sc.fiji.acuity.op." + name);
                for (final Method method : type.getDeclaredMethods()) {
                    if (Modifier.isPublic(type.getModifiers()) && Modifier.isPublic(method.getModifiers())
                        && Modifier.isStatic(method.getModifiers())) {
                        expected.add(method.toString());
                    }
                }
            }
        }
        assertEquals(expected, ops.values().stream().map(op -> op.method().toString())
            .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void parametersAreObjectsSoThatTheEngineMatchesThem() {
        ops.forEach((name, op) -> {
            for (final Class<?> type : op.method().getParameterTypes()) {
                assertFalse(type.isPrimitive(), name + " " + type);
            }
        });
    }

    @Test
    void optionalParametersAreMarked() {
        assertEquals(List.of(false, false, true), ops.get("acuity.upscale").nullable());
        assertEquals(List.of(false, false), ops.get("acuity.bicubic").nullable());
        assertEquals(List.of(false, false, true), ops.get("image.psnr").nullable());
        assertEquals(List.of(false, false, true), ops.get("image.ssim").nullable());
        assertEquals(List.of(false, false), ops.get("image.mse").nullable());
    }

    @Test
    void testClassesBringNoSecondFile() {
        assertFalse(Files.exists(OpsYaml.classes(OpsTest.class).resolve("ops.yaml")));
        assertTrue(Files.exists(OpsYaml.file()));
    }

    @Test
    void upscaleOfAConstantIsThatConstant() throws Exception {
        final Img<UnsignedShortType> image = constant(1234, 5, 4, 3);
        final Object result = call("acuity.upscale", image, 2, TestModels.NAME);
        assertConstant(1234, new long[] {10, 8, 3}, result);
        assertConstant(1234, new long[] {10, 8, 3}, call("acuity.upscale", image, 2, null));
    }

    @Test
    void bicubicOfAConstantIsThatConstant() throws Exception {
        assertConstant(7, new long[] {15, 12, 2}, call("acuity.bicubic", constant(7, 5, 4, 2), 3));
    }

    @Test
    void psnrOfAKnownDifference() throws Exception {
        final Img<UnsignedByteType> a = ArrayImgs.unsignedBytes(new byte[] {10, 20, 30, 40}, 2, 2);
        final Img<UnsignedByteType> b = ArrayImgs.unsignedBytes(new byte[] {10, 20, 30, 44}, 2, 2);
        // 10 log10(255² / 4) and 10 log10(8² / 4)
        assertEquals(42.110203695399477, (double) call("image.psnr", a, b, null), 1e-12);
        assertEquals(12.041199826559248, (double) call("image.psnr", a, b, 8.0), 1e-12);
        assertEquals(Double.POSITIVE_INFINITY, (double) call("image.psnr", a, a, null));
    }

    @Test
    void withoutARangeThatOfTheReferenceCounts() throws Exception {
        final Img<FloatType> image = ArrayImgs.floats(new float[] {0, 100, 0, 0}, 2, 2);
        final Img<FloatType> reference = ArrayImgs.floats(new float[] {-10, 10, 0, 0}, 2, 2);
        // range 20, squared error (100 + 8100) / 4
        assertEquals(10 * Math.log10(400.0 / 2050), (double) call("image.psnr", image, reference, null), 1e-12);
    }

    @Test
    void mseOfAKnownDifference() throws Exception {
        final Img<UnsignedByteType> a = ArrayImgs.unsignedBytes(new byte[] {10, 20, 30, 40}, 2, 2);
        final Img<FloatType> b = ArrayImgs.floats(new float[] {10, 21, 30, 43}, 2, 2);
        assertEquals(2.5, (double) call("image.mse", a, b));
    }

    @Test
    void ssimOfConstants() throws Exception {
        final Img<UnsignedShortType> a = constant(100, 11, 12, 2);
        final Img<UnsignedShortType> b = constant(120, 11, 12, 2);
        assertEquals(1, (double) call("image.ssim", a, a, 255.0), 1e-12);
        // no variance: only the luminance term is left
        final double c1 = 0.01 * 255 * 0.01 * 255;
        assertEquals((2 * 100 * 120 + c1) / (100 * 100 + 120 * 120 + c1),
            (double) call("image.ssim", a, b, 255.0), 1e-7);
    }

    private static Object call(final String name, final Object... arguments) throws Exception {
        return ops.get(name).method().invoke(null, arguments);
    }

    private static Img<UnsignedShortType> constant(final int value, final long... sizes) {
        final Img<UnsignedShortType> image = ArrayImgs.unsignedShorts(sizes);
        image.forEach(pixel -> pixel.set(value));
        return image;
    }

    private static void assertConstant(final int value, final long[] sizes, final Object image) {
        final RandomAccessibleInterval<?> result = assertInstanceOf(RandomAccessibleInterval.class, image);
        assertArrayEquals(sizes, result.dimensionsAsLongArray());
        result.forEach(pixel -> assertEquals(value, assertInstanceOf(UnsignedShortType.class, pixel).get()));
    }
}
