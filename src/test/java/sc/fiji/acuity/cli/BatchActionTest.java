package sc.fiji.acuity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.google.gson.JsonObject;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code acuity batch} from its words to its files. */
class BatchActionTest extends CliTest {

    private Path in;
    private Path out;

    @BeforeEach
    void images() throws IOException {
        in = Files.createDirectories(at("in/deep")).getParent();
        out = at("out");
        Samples.save(in.resolve("bytes.png"), Samples.bytes(21, 13));
        Samples.save(in.resolve("shorts.tif"), Samples.shorts(17, 30));
        final ImagePlus stack = Samples.floats(12, 11, 0.5f, -3, 700, 2);
        stack.getStack().addSlice("second", Samples.floats(12, 11, 9, 8).getProcessor());
        Samples.save(in.resolve("deep/floats.tif"), new ImagePlus("stack", stack(stack)));
        final int[] colours = new int[15 * 14];
        Arrays.setAll(colours, i -> i * 7919);
        Samples.save(in.resolve("deep/rgb.tif"), new ImagePlus("rgb", new ColorProcessor(15, 14, colours)));
    }

    private static ImageStack stack(final ImagePlus image) {
        final ImageStack stack = new ImageStack(image.getWidth(), image.getHeight());
        stack.addSlice("first", image.getProcessor());
        stack.addSlice("second", Samples.floats(image.getWidth(), image.getHeight(), 9, 8).getProcessor());
        return stack;
    }

    private Cli.Result batch(final Object... more) {
        final Object[] line = Arrays.copyOf(new Object[] {"batch", in, out, "--quiet"}, 4 + more.length);
        System.arraycopy(more, 0, line, 4, more.length);
        return Cli.run(line);
    }

    /** One code path: the batch's files are those of {@code acuity upscale}, whatever the number of jobs. */
    @ParameterizedTest
    @ValueSource(strings = {"--model repeat --jobs 2", "--model slow", "--model slow --jobs 3",
        "--model bicubic --scale 3", "--model slow --intensity 1,99", "--model slow --region 2,3,8,7"})
    void sameBytesAsOneByOne(final String options) throws IOException {
        Samples.slow(models, "slow");
        final Object[] words = options.split(" ");
        final JsonObject json =
            batch(concat(words, "--recursive", "--json", "--template", "{folder}/{name}.tif")).expect(0).json();
        assertEquals(4, json.get("done").getAsInt());
        for (final String name : List.of("bytes.png", "shorts.tif", "deep/floats.tif", "deep/rgb.tif")) {
            final Path single = at("single-" + name.replace('/', '-').replace(".png", ".tif"));
            final Object[] alone = Arrays.stream(options.replaceAll(" --jobs \\d", "").split(" ")).toArray();
            Cli.run(concat(new Object[] {"upscale", in.resolve(name), single, "--quiet"}, alone)).expect(0);
            assertEquals(-1, Files.mismatch(single, out.resolve(name.replace(".png", ".tif"))), name);
        }
    }

    private static Object[] concat(final Object[] first, final Object... more) {
        final Object[] all = Arrays.copyOf(first, first.length + more.length, Object[].class);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    @Test
    void secondRunSkipsAndOtherSettingsDoNot() {
        assertEquals(2, batch("--model", "repeat", "--json").expect(0).json().get("done").getAsInt());
        assertTrue(Files.exists(out.resolve("bytes-x2.tif")) && Files.exists(out.resolve("shorts-x2.tif")));
        assertEquals(2, batch("--model", "repeat", "--json", "--jobs", 2).expect(0).json().get("skipped").getAsInt());
        final JsonObject other = batch("--model", "bicubic", "--json").expect(0).json();
        assertEquals(2, other.get("done").getAsInt());
        assertEquals("bicubic", other.getAsJsonObject("settings").get("model").getAsString());
        assertEquals(2, batch("--model", "bicubic", "--intensity", "1,99", "--json").json().get("done").getAsInt());
    }

    @Test
    void whatFailsIsToldAndTheExitCodeSaysSo() throws IOException {
        Files.writeString(in.resolve("text.tif"), "no image at all");
        final Cli.Result result = Cli.run("batch", in, out, "--model", "repeat").expect(1);
        assertTrue(result.out().startsWith("2 done, 0 skipped, 1 failed, "), result.out());
        assertTrue(result.err().contains("failed: ") && result.err().contains("text.tif: is not an image"),
            result.err());
        final JsonObject json = batch("--model", "repeat", "--json").expect(1).json();
        assertEquals(List.of(0, 2, 1), List.of(json.get("done").getAsInt(), json.get("skipped").getAsInt(),
            json.get("failed").getAsInt()));
        assertTrue(Files.readString(out.resolve("acuity-batch.csv")).contains("text.tif"));
        assertFalse(Files.exists(out.resolve("text-x2.tif")));
    }

    @Test
    void dryRunDoesNothing() throws IOException {
        final Cli.Result text = batch("--model", "bicubic", "--dry-run", "--recursive").expect(0);
        assertEquals(4, text.out().lines().count());
        assertTrue(text.out().contains(in.resolve("deep/rgb.tif") + " -> " + out.resolve("deep/rgb-x2.tif")),
            text.out());
        assertFalse(Files.exists(out));
        Files.createDirectory(out);
        Files.writeString(out.resolve("bytes-x2.tif"), "");
        final JsonObject json =
            batch("--model", "bicubic", "--dry-run", "--json", "--exclude", "sh*").expect(0).json();
        assertEquals("[{\"input\":\"bytes.png\",\"output\":\"bytes-x2.tif\",\"exists\":true}]",
            json.getAsJsonArray("files").toString());
    }

    @Test
    void compareWithReferences() throws IOException {
        final Path references = Files.createDirectory(at("references"));
        Samples.save(references.resolve("bytes.tif"), Samples.bytes(21, 13));
        final ImagePlus other = Samples.shorts(17, 30);
        other.getProcessor().set(0, other.getProcessor().get(0) + 100);
        Samples.save(references.resolve("shorts.tif"), other);
        final Object[] words = {"--action", "compare", "--references", references, "--template", "{name}.tif", "--json",
            "--recursive", "--range", 9000};
        final JsonObject first = batch(words).expect(1).json();
        final Map<String, JsonObject> rows = new TreeMap<>();
        first.getAsJsonArray("files").forEach(e -> rows.put(e.getAsJsonObject().get("input").getAsString(),
            e.getAsJsonObject()));
        assertTrue(rows.get("bytes.png").get("psnr").isJsonNull(), "infinite");
        assertEquals(1, rows.get("bytes.png").get("ssim").getAsDouble());
        final double mse = 100 * 100 / (17 * 30.0);
        assertEquals(10 * Math.log10(9000 * 9000 / mse), rows.get("shorts.tif").get("psnr").getAsDouble(), 1e-9);
        assertTrue(rows.get("deep/rgb.tif").get("message").getAsString().contains("rgb.tif: does not exist"));
        assertTrue(Files.readString(out.resolve("acuity-batch.csv")).contains(",psnr,ssim\r\nbytes.png,,done,,"));
        final JsonObject again = batch(words).expect(1).json();
        assertEquals(2, again.get("skipped").getAsInt());
        assertTrue(again.toString().contains("\"psnr\":" + rows.get("shorts.tif").get("psnr")), "kept in the journal");
        other.getProcessor().set(0, 0);
        sc.fiji.acuity.image.ImageFiles.save(other, references.resolve("shorts.tif"), true);
        assertEquals(1, batch(words).expect(1).json().get("done").getAsInt(), "another reference");
    }

    @Test
    void wrongWords() {
        for (final Object[] words : new Object[][] {{"--template", "{nmae}.tif"}, {"--template", "../a.tif"},
            {"--jobs", 0}, {"--shard", "4/3"}, {"--shard", "x"}, {"--pattern", "a{b"}, {"--model", "nonsense"},
            {"--scale", 7}, {"--device", "abacus"}, {"--intensity", "9,1"}, {"--region", "1,2"},
            {"--action", "compare"}, {"--action", "dance"}}) {
            assertTrue(batch(words).expect(2).err().contains("acuity: "), Arrays.toString(words));
            assertFalse(Files.exists(out), Arrays.toString(words));
        }
        for (final Object[] words : new Object[][] {{"--pattern", "none*"}, {"--template", "all.tif"},
            {"--template", "{name}.jpg"}}) {
            batch(concat(words, "--model", "bicubic")).expect(1);
            assertFalse(Files.exists(out), Arrays.toString(words));
        }
        Cli.run("batch", at("nowhere"), out, "--model", "bicubic").expect(1);
        Cli.run("batch", in, in, "--model", "bicubic").expect(1);
    }
}
