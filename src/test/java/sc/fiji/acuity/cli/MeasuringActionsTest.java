package sc.fiji.acuity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import ij.ImagePlus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.SharedData;

/** compare, evaluate, cost and bench. */
class MeasuringActionsTest extends CliTest {

    private static final Set<String> EVALUATION =
        Set.of("model", "scale", "protocol", "parameters", "images", "psnr", "ssim", "seconds");

    /** Every 4th pixel differs by 2: the mean squared error is 1. */
    private Path[] pair() {
        final ImagePlus a = Samples.bytes(16, 16);
        final ImagePlus b = Samples.bytes(16, 16);
        for (int i = 0; i < 256; i += 4) {
            final int value = a.getProcessor().get(i);
            b.getProcessor().set(i, value > 100 ? value - 2 : value + 2);
        }
        return new Path[] {Samples.save(at("a.tif"), a), Samples.save(at("b.tif"), b)};
    }

    @Test
    void compareGivesTheKnownPsnr() {
        final Path[] pair = pair();
        final JsonObject json = Cli.run("compare", pair[0], pair[1], "--json").expect(0).json();
        assertEquals(Set.of("psnr", "ssim", "mse", "mae", "range", "pixels", "identical"), json.keySet());
        assertEquals(20 * Math.log10(255), json.get("psnr").getAsDouble(), 1e-12);
        assertEquals(1, json.get("mse").getAsDouble());
        assertEquals(0.5, json.get("mae").getAsDouble());
        assertEquals(255, json.get("range").getAsDouble());
        assertEquals(256, json.get("pixels").getAsLong());
        assertTrue(json.get("ssim").getAsDouble() > 0.9 && json.get("ssim").getAsDouble() < 1);
        assertEquals(false, json.get("identical").getAsBoolean());
        final String text = Cli.run("compare", pair[0], pair[1]).expect(0).out();
        assertTrue(text.startsWith("PSNR 48.131 dB, SSIM 0.9"), text);
        final String wide = Cli.run("compare", pair[0], pair[1], "--range", 1000).expect(0).out();
        assertTrue(wide.startsWith("PSNR 60.000 dB") && wide.contains("(range 1000, MSE 1.00000, MAE 0.500000)"), wide);
    }

    @Test
    void compareSaysIdenticalWhereNoNumberCan() {
        final Path a = Samples.save(at("a.tif"), Samples.shorts(12, 12));
        final JsonObject json = Cli.run("compare", a, a, "--json").expect(0).json();
        assertTrue(json.get("psnr").isJsonNull());
        assertTrue(json.get("identical").getAsBoolean());
        assertEquals(1, json.get("ssim").getAsDouble());
        final String text = Cli.run("compare", a, a).expect(0).out();
        assertTrue(text.startsWith("PSNR infinite: no pixel differs, SSIM 1.00000"), text);
    }

    @ParameterizedTest
    @CsvSource({"2, 33.650, 0.9295", "3, 30.389, 0.8680", "4, 28.420, 0.8103"})
    void bicubicOnSet5IsAsPublished(final int scale, final double psnr, final double ssim) {
        final Path set5 = SharedData.folder("benchmarks/Set5/x" + scale);
        final JsonObject json =
            Cli.run("evaluate", "--model", "bicubic", "--scale", scale, "--hr", set5, "--json").expect(0).json();
        assertEquals(EVALUATION, json.keySet());
        assertEquals(psnr, json.get("psnr").getAsDouble(), 0.005);
        assertEquals(ssim, json.get("ssim").getAsDouble(), 0.0002);
        assertEquals(List.of("baby", "bird", "butterfly", "head", "woman"), json.getAsJsonArray("images").asList()
            .stream()
            .map(image -> image.getAsJsonObject().get("name").getAsString()).toList());
    }

    @Test
    void evaluateMeasuresAModelAndTellsItsSize() throws Exception {
        final Path images = Files.createDirectory(at("images"));
        Samples.save(images.resolve("one.png"), Samples.bytes(40, 31));
        Samples.save(images.resolve("two.png"), Samples.bytes(33, 40));
        final Cli.Result result = Cli.run("evaluate", "--model", "repeat", "--hr", images, "--json").expect(0);
        final JsonObject json = result.json();
        assertEquals(EVALUATION, json.keySet());
        assertEquals("repeat", json.get("model").getAsString());
        assertEquals(2, json.get("scale").getAsInt());
        assertEquals("standard", json.get("protocol").getAsString());
        assertEquals(36, json.get("parameters").getAsLong());
        double psnr = 0;
        for (int i = 0; i < 2; i++) {
            final JsonObject image = json.getAsJsonArray("images").get(i).getAsJsonObject();
            assertEquals(Set.of("name", "psnr", "ssim"), image.keySet());
            psnr += image.get("psnr").getAsDouble() / 2;
        }
        assertEquals(psnr, json.get("psnr").getAsDouble(), 1e-9);
        final String text = Cli.run("evaluate", "--model", "repeat", "--hr", images).expect(0).out();
        assertEquals(List.of("one", "two", "mean", "repeat"), text.lines().map(l -> l.split(" ")[0]).toList());
        assertTrue(text.contains("protocol standard, 36 parameters"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "esr", "falsr", "rgb"})
    void evaluateKnowsEveryProtocol(final String protocol) throws Exception {
        final Path images = Files.createDirectory(at("images"));
        Samples.save(images.resolve("one.png"), Samples.bytes(64, 64));
        final JsonObject json = Cli.run("evaluate", "--model", "bicubic", "--hr", images, "--protocol", protocol,
            "--json")
            .expect(0).json();
        assertEquals(protocol, json.get("protocol").getAsString());
        assertEquals(0, json.get("parameters").getAsInt());
    }

    @Test
    void costOfEspcnIsAsPublished() {
        final JsonObject json = Cli.run("cost", "espcn", "--json").expect(0).json();
        assertEquals(Set.of("name", "scale", "parameters", "multAdds", "receptiveField", "activationBytes"),
            json.keySet());
        assertEquals("espcn", json.get("name").getAsString());
        assertEquals(2, json.get("scale").getAsInt());
        assertEquals(21284, json.get("parameters").getAsLong());
        // 25 * 64 + 9 * 64 * 32 + 9 * 32 * 4 for each LR pixel
        assertEquals(480L * 480 * (25 * 64 + 9 * 64 * 32 + 9 * 32 * 4), json.get("multAdds").getAsLong());
        assertEquals(9, json.get("receptiveField").getAsInt());
        final String text = Cli.run("cost", "espcn", "--lr", "10x20").expect(0).out();
        assertTrue(text.startsWith("espcn x2: 21,284 parameters, 0.004 G mult-adds for 10 x 20 LR pixels, receptive "
            + "field 9 x 9"), text);
    }

    /** Its paper counts one network for all scales. */
    @Test
    void costOfCarnNamesWhatOtherScalesHave() {
        final JsonObject json = Cli.run("cost", "carn-m", "--json").expect(0).json();
        assertEquals(414787, json.get("parameters").getAsLong());
        assertEquals(414787 - 257027, json.get("parametersForOtherScales").getAsLong());
        final String text = Cli.run("cost", "carn-m").expect(0).out();
        assertTrue(text.startsWith("carn-m x2: 414,787 parameters (157,760 of them for other scales), 91.172 G mult-adds"),
            text);
    }

    @Test
    void costKnowsModelsToo() {
        final JsonObject json = Cli.run("cost", "repeat", "--lr", "10x20", "--json").expect(0).json();
        assertEquals(36, json.get("parameters").getAsLong());
        assertEquals(36 * 200, json.get("multAdds").getAsLong());
        assertEquals(3, json.get("receptiveField").getAsInt());
    }

    @Test
    void benchTimesModelsAgainstTheFirst() {
        final JsonObject json =
            Cli.run("bench", "--models", "bicubic,repeat,bicubic", "--size", "24x16", "--runs", 3, "--json")
                .expect(0).json();
        assertEquals(Set.of("scale", "lr", "runs", "models"), json.keySet());
        assertEquals(2, json.getAsJsonArray("models").size());
        final JsonObject first = json.getAsJsonArray("models").get(0).getAsJsonObject();
        final JsonObject second = json.getAsJsonArray("models").get(1).getAsJsonObject();
        assertEquals(Set.of("model", "seconds", "megapixelsPerSecond", "speed"), first.keySet());
        assertEquals("bicubic", first.get("model").getAsString());
        assertEquals(1, first.get("speed").getAsDouble());
        assertEquals(first.get("seconds").getAsDouble() / second.get("seconds").getAsDouble(),
            second.get("speed").getAsDouble(), 1e-9);
        assertEquals(24 * 16 * 4 / 1e6 / second.get("seconds").getAsDouble(),
            second.get("megapixelsPerSecond").getAsDouble(), 1e-9);
    }

    @Test
    void benchKnowsImageJsBicubic() {
        final JsonObject json = Cli.run("bench", "--models", "imagej-bicubic,bicubic", "--size", "9x7", "--runs", 1,
            "--json").expect(0).json();
        assertEquals("imagej-bicubic",
            json.getAsJsonArray("models").get(0).getAsJsonObject().get("model").getAsString());
        Cli.run("bench", "--models", "imagej-bicubic", "--scale", 0).expect(2);
        Cli.run("bench", "--models", "imagej-bicubic", "--size", "40000x40000").expect(2);
    }

    @Test
    void benchOfPixelsComparesEachTypeWithImageJ() {
        final JsonObject json = Cli.run("bench", "--pixels", "--size", "12x8", "--runs", 2, "--json").expect(0).json();
        assertEquals(Set.of("scale", "lr", "runs", "pixels"), json.keySet());
        final JsonArray rows = json.getAsJsonArray("pixels");
        assertEquals(9, rows.size());
        for (final JsonElement element : rows) {
            final JsonObject row = element.getAsJsonObject();
            final double seconds = row.get("seconds").getAsDouble();
            assertEquals(24 * 16 / 1e6 / seconds, row.get("megapixelsPerSecond").getAsDouble(), 1e-9);
            if (row.has("speed")) {
                assertEquals(row.get("imagejSeconds").getAsDouble() / seconds, row.get("speed").getAsDouble(), 1e-9);
            }
        }
        assertEquals(Set.of("what", "seconds", "megapixelsPerSecond"), rows.get(8).getAsJsonObject().keySet());
    }

    @Test
    void benchComparesRunners() {
        final JsonObject json = Cli.run("bench", "--networks", "eSR-MAX_s2_K3_C1,espcn-1x4", "--tile", 16,
            "--threads", "1,2", "--runs", 1, "--json").expect(0).json();
        assertEquals(Set.of("scale", "tile", "runs", "runners"), json.keySet());
        final List<JsonObject> rows =
            json.getAsJsonArray("runners").asList().stream().map(row -> row.getAsJsonObject()).toList();
        rows.forEach(row -> assertEquals(Set.of("network", "runner", "precision", "chosen", "threads", "seconds",
            "megapixelsPerSecond", "gflops", "peak", "speed"), row.keySet()));
        final List<String> chosen = rows.stream().filter(row -> row.get("chosen").getAsBoolean()
            && row.get("precision").getAsString().equals("fp32"))
            .map(row -> row.get("network").getAsString() + " " + row.get("runner").getAsString() + " "
                + row.get("threads").getAsInt()).toList();
        assertEquals(List.of("eSR-MAX_s2_K3_C1 strips fp32 1", "eSR-MAX_s2_K3_C1 strips fp32 2",
            "espcn-1x4 compiled fp32, oneDNN 1", "espcn-1x4 compiled fp32, oneDNN 2"), chosen);
        assertEquals(1, rows.get(0).get("speed").getAsDouble());
        Cli.run("bench", "--networks", "espcn-1x4", "--threads", 0).expect(2);
        Cli.run("bench", "--networks", "espcn-1x4", "--tile", 0).expect(2);
        Cli.run("bench", "--networks", "nothing").expect(2);
    }
}
