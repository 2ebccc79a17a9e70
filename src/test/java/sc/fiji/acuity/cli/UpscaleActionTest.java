package sc.fiji.acuity.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import com.google.gson.JsonObject;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.image.Planes;
import sc.fiji.acuity.image.Resize;
import sc.fiji.acuity.image.Rounding;

class UpscaleActionTest extends CliTest {

    @ParameterizedTest
    @CsvSource({"11, 7, 2", "11, 7, 3", "11, 7, 4", "1, 1, 2", "3, 5, 4"})
    void bicubicIsTheLiteraturesResize(final int width, final int height, final int scale) {
        final ImagePlus image = Samples.bytes(width, height);
        final Path in = Samples.save(at("in.tif"), image);
        Cli.run("upscale", in, at("out.tif"), "--model", "bicubic", "--scale", scale).expect(0);
        final ImageProcessor expected =
            Planes.toProcessor(Resize.bicubic(Planes.of(image.getProcessor()), scale, Rounding.UINT8), 8);
        assertArrayEquals((byte[]) expected.getPixels(), (byte[]) ImageFiles.open(at("out.tif")).getProcessor()
            .getPixels());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 5", "200, 131"})
    void aNetworkEnlargesAnySize(final int width, final int height) {
        final ImagePlus image = Samples.bytes(width, height);
        final Cli.Result result =
            Cli.run("upscale", Samples.save(at("in.png"), image), at("out.png"), "--model", "repeat").expect(0);
        assertEquals("", result.err());
        assertTrue(result.out().startsWith(at("out.png") + ": " + 2 * width + " x " + 2 * height
            + " pixels, x2 by repeat"),
            result.out());
        assertRepeats(image.getProcessor(), ImageFiles.open(at("out.png")).getProcessor());
    }

    private static void assertRepeats(final ImageProcessor small, final ImageProcessor large) {
        assertEquals(2 * small.getWidth(), large.getWidth());
        assertEquals(2 * small.getHeight(), large.getHeight());
        for (int y = 0; y < large.getHeight(); y++) {
            for (int x = 0; x < large.getWidth(); x++) {
                assertEquals(small.get(x / 2, y / 2), large.get(x, y), x + ", " + y);
            }
        }
    }

    @Test
    void aStackKeepsItsShapeAndItsPixelSize() {
        final ImageStack stack = new ImageStack(6, 4);
        for (int i = 0; i < 12; i++) {
            stack.addSlice(Samples.shorts(6, 4).getProcessor());
        }
        final ImagePlus image = new ImagePlus("stack", stack);
        image.setDimensions(2, 3, 2);
        image.setOpenAsHyperStack(true);
        image.getCalibration().pixelWidth = 0.5;
        image.getCalibration().setUnit("um");
        Cli.run("upscale", Samples.save(at("in.tif"), image), at("out.tif"), "--model", "repeat").expect(0);
        final ImagePlus result = ImageFiles.open(at("out.tif"));
        assertArrayEquals(new int[] {12, 8, 2, 3, 2}, result.getDimensions());
        assertEquals(16, result.getBitDepth());
        assertEquals(0.25, result.getCalibration().pixelWidth, 1e-9);
        assertRepeats(image.getProcessor(), result.getStack().getProcessor(12));
    }

    @Test
    void jsonTellsWhatWasMade() {
        final Path in = Samples.save(at("in.tif"), Samples.bytes(5, 4));
        final JsonObject json = Cli.run("upscale", in, at("out.tif"), "--model", "repeat", "--json").expect(0).json();
        assertEquals(in.toString(), json.get("input").getAsString());
        assertEquals(at("out.tif").toString(), json.get("output").getAsString());
        assertEquals("repeat", json.get("model").getAsString());
        assertEquals(2, json.get("scale").getAsInt());
        assertEquals(10, json.get("width").getAsInt());
        assertEquals(8, json.get("height").getAsInt());
        assertEquals(1, json.get("planes").getAsInt());
        assertTrue(json.get("seconds").getAsDouble() > 0);
        assertEquals("cpu", json.getAsJsonObject("provenance").get("device").getAsString());
    }

    @Test
    void jsonIsAsciiWhateverTheFileIsCalled() {
        final Path in = Samples.save(at("Zelle-\u00e4.tif"), Samples.bytes(5, 4));
        final Cli.Result result = Cli.run("upscale", in, at("out.tif"), "--model", "bicubic", "--json").expect(0);
        assertTrue(result.out().chars().allMatch(c -> c < 128), result.out());
        assertEquals(in.toString(), result.json().get("input").getAsString());
    }

    @Test
    void aFolderAsOutputGetsANameWithTheScale() {
        final Path in = Samples.save(at("cells.tif"), Samples.bytes(5, 4));
        Cli.run("upscale", in, folder, "--model", "bicubic", "--scale", 3).expect(0);
        assertEquals(15, ImageFiles.open(at("cells-x3.tif")).getWidth());
    }

    @Test
    void aRegionIsTheCropOfTheWhole() {
        final Path in = Samples.save(at("in.tif"), Samples.shorts(20, 15));
        for (final String model : new String[] {"bicubic", "repeat"}) {
            Cli.run("upscale", in, at(model + "-all.tif"), "--model", model).expect(0);
            Cli.run("upscale", in, at(model + "-part.tif"), "--model", model, "--region", "3, 4,8,6").expect(0);
            final ImageProcessor whole = ImageFiles.open(at(model + "-all.tif")).getProcessor();
            whole.setRoi(6, 8, 16, 12);
            assertArrayEquals((short[]) whole.crop().getPixels(),
                (short[]) ImageFiles.open(at(model + "-part.tif")).getProcessor().getPixels());
        }
    }

    @Test
    void percentilesClipNothing() {
        final Path in = Samples.save(at("in.tif"), Samples.shorts(9, 9));
        Cli.run("upscale", in, at("out.tif"), "--model", "repeat", "--intensity", "10,90").expect(0);
        assertRepeats(Samples.shorts(9, 9).getProcessor(), ImageFiles.open(at("out.tif")).getProcessor());
    }

    @Test
    void overwriteReplacesTheOutput() throws Exception {
        final Path in = Samples.save(at("in.tif"), Samples.bytes(5, 4));
        Files.writeString(at("out.tif"), "old");
        Cli.run("upscale", in, at("out.tif"), "--model", "bicubic", "--overwrite", "--quiet").expect(0);
        assertEquals(10, ImageFiles.open(at("out.tif")).getWidth());
    }

    @ParameterizedTest
    @ValueSource(strings = {"repeat", "repeat-x2", "PATH"})
    void aModelIsNamedInThreeWays(final String name) {
        final Path in = Samples.save(at("in.tif"), Samples.bytes(5, 4));
        final Object model = name.equals("PATH") ? models.resolve("repeat-x2") : name;
        Cli.run("upscale", in, at("out.tif"), "--model", model).expect(0);
        assertRepeats(Samples.bytes(5, 4).getProcessor(), ImageFiles.open(at("out.tif")).getProcessor());
    }

    @Test
    void pixelsThatAreNoNumbersStayWhereTheyAre() {
        final Path in = Samples.save(at("in.tif"), Samples.floats(6, 5, 1, 2, Float.NaN, 4, 5, 7, 8));
        Cli.run("upscale", in, at("out.tif"), "--model", "repeat").expect(0);
        final float[] small = (float[]) ImageFiles.open(in).getProcessor().getPixels();
        final float[] large = (float[]) ImageFiles.open(at("out.tif")).getProcessor().getPixels();
        for (int i = 0; i < large.length; i++) {
            assertEquals(small[i / 12 / 2 * 6 + i % 12 / 2], large[i], 1e-5f, "pixel " + i);
        }
    }

    @Test
    void bicubicOfNothingButNanIsNan() {
        final Path in = Samples.save(at("in.tif"), Samples.floats(3, 2, Float.NaN));
        Cli.run("upscale", in, at("out.tif"), "--model", "bicubic").expect(0);
        for (final float value : (float[]) ImageFiles.open(at("out.tif")).getProcessor().getPixels()) {
            assertTrue(Float.isNaN(value));
        }
    }

    private Path stack() {
        final ImageStack stack = new ImageStack(6, 4);
        for (int i = 0; i < 12; i++) {
            final ImageProcessor plane = Samples.shorts(6, 4).getProcessor();
            plane.add(i);
            stack.addSlice(plane);
        }
        final ImagePlus image = new ImagePlus("stack", stack);
        image.setDimensions(2, 3, 2);
        image.setOpenAsHyperStack(true);
        return Samples.save(at("in.tif"), image);
    }

    @Test
    void someChannelsSlicesAndFrames() {
        final Path in = stack();
        final JsonObject json = Cli.run("upscale", in, at("out.tif"), "--model", "repeat", "--channels", 2, "--slices",
            "1,3", "--frames", "all", "--json").expect(0).json();
        assertEquals(4, json.get("planes").getAsInt());
        assertEquals("1,3", json.getAsJsonObject("provenance").get("slices").getAsString());
        final ImagePlus result = ImageFiles.open(at("out.tif"));
        assertArrayEquals(new int[] {12, 8, 1, 2, 2}, result.getDimensions());
        final int[] planes = {2, 6, 8, 12};
        for (int n = 1; n <= 4; n++) {
            assertRepeats(ImageFiles.open(in).getStack().getProcessor(planes[n - 1]),
                result.getStack().getProcessor(n));
        }
    }

    @Test
    void onePlaneOfAStackFitsIntoAPng() {
        Cli.run("upscale", stack(), at("out.png"), "--model", "repeat", "--channels", 1, "--slices", 3, "--frames", 2)
            .expect(0);
        assertRepeats(ImageFiles.open(at("in.tif")).getStack().getProcessor(11),
            ImageFiles.open(at("out.png")).getProcessor());
        assertTrue(Cli.run("upscale", at("in.tif"), at("all.png"), "--model", "repeat").expect(1).err()
            .contains("cannot hold the 12 planes"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--slices | 2-9 | 1 | within 1-3", "--channels | x | 2 | write all, or",
        "--frames | current | 2 | nothing is shown here", "--frames | 3 | 1 | within 1-2"})
    void planesThatThereAreNot(final String option, final String value, final int code, final String reason) {
        final Cli.Result result = Cli.run("upscale", stack(), at("out.tif"), "--model", "repeat", option, value);
        assertTrue(result.expect(code).err().contains(reason), result.err());
        assertFalse(Files.exists(at("out.tif")));
    }

    @Test
    void aPaletteBecomesColoursAndIsToldSo() throws Exception {
        final byte[] table = {0, 120, -1, 40, 90, 7, -50, 33};
        final BufferedImage indexed = new BufferedImage(6, 4, BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(8, 8, table, new byte[] {9, -9, 99, 0, 1, -99, 5, 50}, new byte[8]));
        for (int i = 0; i < 24; i++) {
            indexed.getRaster().setSample(i % 6, i / 6, 0, i * 5 % 8);
        }
        ImageIO.write(indexed, "png", at("in.png").toFile());
        final Cli.Result result = Cli.run("upscale", at("in.png"), at("out.png"), "--model", "bicubic").expect(0);
        assertTrue(result.err().contains("in.png: the colour table is a palette"), result.err());
        final ImagePlus large = ImageFiles.open(at("out.png"));
        assertEquals(24, large.getBitDepth());
    }
}
