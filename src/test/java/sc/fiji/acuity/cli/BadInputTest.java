package sc.fiji.acuity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.google.gson.JsonObject;

import ij.ImagePlus;
import ij.ImageStack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wrong input: the exit code, a message with input, reason and remedy, and nothing on the disk is changed. */
class BadInputTest {

    @TempDir
    static Path folder;

    private static Path models;
    private static String before;

    /** Once for all: that nothing changes them is what is tested. */
    @BeforeAll
    static void files() throws IOException {
        models = Files.createDirectory(at("models"));
        before = System.setProperty("acuity.models", models.toString());
        Samples.repeating(models, "repeat");
        Samples.save(at("good.tif"), Samples.bytes(8, 6));
        Samples.save(at("good-16.tif"), Samples.shorts(8, 6));
        Samples.save(at("nan.tif"), Samples.floats(4, 3, Float.NaN));
        Samples.save(at("floats.tif"), Samples.floats(4, 3, 1, 2));
        final ImageStack stack = new ImageStack(4, 3);
        stack.addSlice(Samples.bytes(4, 3).getProcessor());
        stack.addSlice(Samples.bytes(4, 3).getProcessor());
        Samples.save(at("stack.tif"), new ImagePlus("stack", stack));
        Samples.save(at("old.tif"), Samples.bytes(3, 3));
        Files.writeString(at("text.tif"), "This is no picture.");
        Files.createFile(at("empty.tif"));
        Files.write(at("zero.tif"), tiff(0, 0));
        Files.write(at("zero-wide.tif"), tiff(0, 3));
        Files.createSymbolicLink(at("link.tif"), at("good.tif"));
        Files.createDirectory(at("none"));
        Files.createDirectory(at("a"));
        Samples.repeating(models, "broken");
        Files.write(models.resolve("broken-x2/weights.safetensors"), new byte[] {1, 2, 3});
    }

    @AfterAll
    static void restore() {
        if (before == null) {
            System.clearProperty("acuity.models");
        } else {
            System.setProperty("acuity.models", before);
        }
    }

    private static Path at(final String name) {
        return folder.resolve(name);
    }

    /** The smallest TIFF: 8-bit, one strip of one byte. */
    private static byte[] tiff(final int width, final int height) {
        final int[][] tags = {{256, width}, {257, height}, {258, 8}, {259, 1}, {262, 1}, {273, 8}, {277, 1}, {278, 1},
            {279, 1}};
        final ByteBuffer file = ByteBuffer.allocate(16 + 12 * tags.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(16).position(16);
        file.putShort((short) tags.length);
        for (final int[] tag : tags) {
            file.putShort((short) tag[0]).putShort((short) 4).putInt(1).putInt(tag[1]);
        }
        return file.putInt(0).array();
    }

    /** @param says all that the message must contain; {@code DIR} is the test's folder */
    private static Arguments wrong(final int code, final String line, final String... says) {
        return Arguments.of(code, line, List.of(says));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
            wrong(1, "upscale DIR/no.tif DIR/o.tif --model bicubic", "DIR/no.tif", "does not exist", "check the path"),
            wrong(1, "upscale DIR/text.tif DIR/o.tif --model bicubic", "DIR/text.tif", "is not an image",
                "save it as TIFF"),
            wrong(1, "upscale DIR/empty.tif DIR/o.tif --model bicubic", "DIR/empty.tif", "is not an image", "TIFF"),
            wrong(1, "upscale DIR/zero.tif DIR/o.tif --model bicubic", "DIR/zero.tif", "0 x 0"),
            wrong(1, "upscale DIR/zero-wide.tif DIR/o.tif --model bicubic", "DIR/zero-wide.tif", "0 x 3"),
            wrong(1, "upscale DIR DIR/o.tif --model bicubic", "DIR", "is a folder", "name an image file"),
            wrong(1, "upscale DIR/nan.tif DIR/o.tif --model repeat", "nan.tif", "has no pixel that is a number",
                "check"),
            wrong(2, "upscale DIR/good.tif DIR/o.tif --scale 7 --model bicubic", "scale 7", "2, 3 and 4", "use"),
            wrong(2, "upscale DIR/no.tif DIR/o.tif --scale 1 --model repeat", "scale 1", "2, 3 and 4"),
            wrong(2, "upscale DIR/good.tif DIR/o.tif --scale abc", "--scale", "'abc' is not a whole number", "--help"),
            wrong(2, "upscale DIR/good.tif DIR/o.tif --model best", "'best'", "is not known", "repeat-x2", "bicubic"),
            wrong(2, "upscale DIR/good.tif DIR/o.tif", "'balanced'", "is not known", "repeat-x2", "bicubic"),
            wrong(2, "upscale DIR/good.tif DIR/o.tif --model repeat --scale 3", "repeat",
                "no model for x3; there is x2",
                "use scale 2 or model bicubic"),
            wrong(2, "upscale DIR/good.tif DIR/o.tif --model DIR/models/repeat-x2 --scale 3",
                "is a model for x2, not x3",
                "use scale 2"),
            wrong(2, "upscale DIR/good.tif DIR/o.tif --model DIR/models/none-x2", "DIR/models/none-x2",
                "does not exist"),
            wrong(1, "upscale DIR/good.tif DIR/o.tif --model broken", "broken-x2", "weights.safetensors"),
            wrong(1, "upscale DIR/good.tif DIR/o.tif --model DIR/models/broken-x2", "broken-x2", "weights.safetensors"),
            wrong(2, "upscale DIR/good.tif DIR/o.tif --model repeat --device gpu", "device=gpu", "no such device",
                "cpu"),
            wrong(1, "upscale DIR/good.tif DIR/out/o.tif --model bicubic", "DIR/out/o.tif", "folder does not exist",
                "create DIR/out first"),
            wrong(1, "upscale DIR/good.tif DIR/good.tif --overwrite --model bicubic", "good.tif", "is the input itself",
                "another name"),
            wrong(1, "upscale DIR/good.tif DIR/link.tif --overwrite --model bicubic", "link.tif",
                "is the input itself"),
            wrong(1, "upscale DIR/link.tif DIR/good.tif --overwrite --model bicubic", "good.tif",
                "is the input itself"),
            wrong(1, "upscale DIR/good.tif DIR/a/../good.tif --overwrite --model bicubic", "is the input itself"),
            wrong(1, "upscale DIR/good.tif DIR/./good.tif --model bicubic", "is the input itself"),
            wrong(1, "upscale DIR/good.tif DIR/old.tif --model bicubic", "DIR/old.tif", "exists already",
                "--overwrite"),
            wrong(1, "upscale DIR/good.tif DIR/o.jpg --model bicubic", "DIR/o.jpg", "does not write", "use .tif"),
            wrong(1, "upscale DIR/good.tif DIR/o --model bicubic", "DIR/o:", "does not write", "use .tif"),
            wrong(1, "upscale DIR/stack.tif DIR/o.png --model bicubic", "o.png", "2 planes", "save it as .tif"),
            wrong(1, "upscale DIR/floats.tif DIR/o.png --model bicubic", "o.png", "32-bit", "save it as .tif"),
            wrong(1, "upscale DIR/good.tif DIR/o.tif --model bicubic --region 0,0,9,6", "region 9 x 6 at 0, 0",
                "8 x 6 pixels", "choose a rectangle inside"),
            wrong(1, "upscale DIR/good.tif DIR/o.tif --model repeat --region 7,5,2147483647,2147483647", "region",
                "does not lie within", "choose a rectangle inside"),
            wrong(2, "upscale DIR/good.tif DIR/o.tif --model bicubic --region 1,2", "--region 1,2", "write X,Y,W,H"),
            wrong(2, "upscale DIR/good.tif DIR/o.tif --model bicubic --region a,b,c,d", "--region a,b,c,d", "X,Y,W,H"),
            wrong(2, "upscale DIR/good.tif DIR/o.tif --model bicubic --region 1,1,0,4", "--region 1,1,0,4", "X,Y,W,H"),
            wrong(2, "upscale DIR/good.tif DIR/o.tif --model bicubic --region=-1,1,3,4", "--region -1,1,3,4",
                "X,Y,W,H"),
            wrong(2, "upscale DIR/good.tif DIR/o.tif --model bicubic --region 99999999999,1,3,4", "--region",
                "X,Y,W,H"),
            wrong(2, "upscale DIR/good.tif DIR/o.tif --model bicubic --intensity 5", "intensity 5", "write full, or"),
            wrong(2, "upscale DIR/good.tif DIR/o.tif --model bicubic --intensity 99,1", "99.0 to 1.0",
                "no range within"),
            wrong(2, "upscale DIR/good.tif", "Missing required parameter", "'OUT'", "see acuity upscale --help"),
            wrong(2, "upscale DIR/good.tif DIR/o.tif --modell bicubic", "--modell", "see acuity upscale --help"),
            wrong(1, "compare DIR/good.tif DIR/no.tif", "DIR/no.tif", "does not exist", "check the path"),
            wrong(1, "compare DIR/good.tif DIR/good-16.tif", "8 and 16 bits", "convert"),
            wrong(1, "compare DIR/good.tif DIR/old.tif", "8 x 6 and 3 x 3", "different sizes", "crop or resize"),
            wrong(1, "compare DIR/floats.tif DIR/nan.tif", "NaN"),
            wrong(2, "compare DIR/good.tif DIR/good.tif --range 0", "--range 0", "is not positive", "give"),
            wrong(2, "compare DIR/good.tif DIR/good.tif --range wide", "'wide' is not a number", "--help"),
            wrong(1, "evaluate --model bicubic --hr DIR/no", "DIR/no", "does not exist", "check the path"),
            wrong(1, "evaluate --model bicubic --hr DIR/none", "DIR/none", "holds no image", "give a folder with"),
            wrong(1, "evaluate --model bicubic --hr DIR/good.tif", "DIR/good.tif", "is not a folder", "give a folder"),
            wrong(2, "evaluate --model bicubic", "--hr", "see acuity evaluate --help"),
            wrong(2, "evaluate --model bicubic --hr DIR/none --protocol best", "protocol best", "use one of standard"),
            wrong(2, "evaluate --model best --hr DIR/none", "'best'", "is not known"),
            wrong(2, "evaluate --model bicubic --hr DIR/none --scale 5", "scale 5", "2, 3 and 4"),
            wrong(1, "evaluate --model broken --hr DIR/none", "weights.safetensors"),
            wrong(2, "cost nothing", "nothing", "neither a network", "nor a model", "see acuity cost --help"),
            wrong(2, "cost espcn --lr 0x480", "--lr 0x480", "is no size", "480x480"),
            wrong(2, "cost espcn --lr 480", "--lr 480", "is no size", "480x480"),
            wrong(2, "cost espcn --scale 5", "scale 5", "2, 3 and 4"),
            wrong(2, "cost eSR-MAX_s2_K3_C1 --scale 3", "by 2, not by 3"),
            wrong(1, "cost broken", "weights.safetensors"),
            wrong(2, "models show best", "'best'", "is not known", "repeat-x2"),
            wrong(2, "models show bicubic", "bicubic", "built in", "models list"),
            wrong(1, "models show broken", "weights.safetensors"),
            wrong(2, "models verify best", "'best'", "is not known", "repeat-x2"),
            wrong(2, "models verify repeat --device gpu", "device=gpu", "no such device"),
            wrong(1, "models verify broken", "weights.safetensors"),
            wrong(2, "models", "a command is missing", "list, show, draw, verify", "see acuity models --help"),
            wrong(2, "bench --models best", "'best'", "is not known"),
            wrong(2, "bench --models bicubic --runs 0", "--runs 0", "give 1 or more"),
            wrong(2, "bench --models bicubic --size 9", "--size 9", "is no size"),
            wrong(2, "bench --models bicubic --size 99999x99999", "--size 99999x99999", "choose a smaller one"),
            wrong(1, "train --images DIR/no --output DIR/m-x2", "DIR/no", "does not exist", "check the path"),
            wrong(1, "train --images DIR/good.tif --output DIR/m-x2", "none of 1 can be used",
                "the largest has 8 x 6 pixels", "choose patches of 3 LR pixels or less"),
            wrong(2, "train --output DIR/m-x2", "--images", "see acuity train --help"),
            wrong(2, "finetune --images DIR/a", "--output", "see acuity finetune --help"),
            wrong(1, "train --images DIR/none --output DIR/m-x2", "training images", "there are none", "give folders"),
            wrong(1, "train --images DIR/a --output DIR/nowhere/m-x2", "folder does not exist", "create DIR/nowhere"),
            wrong(1, "train --images DIR/a --output DIR/models/repeat-x2", "exists already", "choose another name"),
            wrong(2, "train --images DIR/a --output DIR/mine", "DIR/mine", "is no name of a model", "call it NAME-x2"),
            wrong(2, "train --images DIR/a --output DIR/m-x3", "is a name for x3", "call it m-x2"),
            wrong(2, "train --images DIR/a --output DIR/m-x2 --architecture best", "best", "espcn", "--help"),
            wrong(2, "train --images DIR/a --output DIR/m-x2 --steps 0", "steps 0", "give 1 or more"),
            wrong(2, "train --images DIR/a --output DIR/m-x2 --batch 3", "batch 3", "2 equal shards", "multiple"),
            wrong(2, "train --images DIR/a --output DIR/m-x2 --rate 0", "learning rate 0", "give a positive rate"),
            wrong(2, "train --images DIR/a --output DIR/m-x2 --warmup 100000", "warm-up", "choose fewer"),
            wrong(2, "train --images DIR/a --output DIR/m-x2 --ema 1", "ema 1", "not in 0..1"),
            wrong(2, "train --images DIR/a --output DIR/m-x2 --checkpoint -1", "--checkpoint -1.0", "give 0 or more"),
            wrong(2, "train --images DIR/a --output DIR/m-x2 --start best", "'best'", "is not known", "repeat-x2"),
            wrong(1, "train --images DIR/a --output DIR/m-x2 --evaluate DIR/none", "DIR/none", "holds no image"),
            wrong(1, "train --images DIR/a --output DIR/m-x2 --resume DIR/none", "DIR/none", "give the folder of"),
            wrong(1, "train --images DIR/a --output DIR/m-x2 --credits DIR/no.txt", "DIR/no.txt", "no such file"),
            wrong(2, "", "acuity", "a command is missing", "upscale", "see acuity --help"),
            wrong(2, "enlarge", "'enlarge'", "see acuity --help"));
    }

    @ParameterizedTest(name = "acuity {1}")
    @MethodSource("wrong")
    void isExplained(final int code, final String line, final List<String> says) throws IOException {
        final Map<String, String> untouched = Failures.snapshot(folder);
        final Cli.Result result = run(line);
        assertEquals(code, result.code(), result.err());
        assertEquals("", result.out());
        Failures.assertExplains(result.err(), inFolder(says));
        assertEquals(untouched, Failures.snapshot(folder));
    }

    @ParameterizedTest(name = "acuity {1}")
    @MethodSource("wrong")
    void isExplainedAsJson(final int code, final String line, final List<String> says) throws IOException {
        final Map<String, String> untouched = Failures.snapshot(folder);
        final Cli.Result result = run((line + " --json").trim());
        assertEquals(code, result.code(), result.err());
        final JsonObject json = result.json();
        if (!line.isEmpty() && !line.equals("models")) {
            Failures.assertExplains(json.get("error").getAsString(), inFolder(says));
        }
        assertEquals(json.get("error").getAsString(), json.get("input").getAsString() + ": "
            + json.get("reason").getAsString() + ". Remedy: " + json.get("remedy").getAsString() + ".");
        assertEquals("acuity: " + json.get("error").getAsString(), result.err().lines().findFirst().orElseThrow());
        assertEquals(untouched, Failures.snapshot(folder));
    }

    private static Cli.Result run(final String line) {
        return line.isEmpty() ? Cli.run()
            : Cli.run((Object[]) Arrays.stream(line.split(" ")).map(BadInputTest::inFolder).toArray(String[]::new));
    }

    private static List<String> inFolder(final List<String> texts) {
        return texts.stream().map(BadInputTest::inFolder).toList();
    }

    private static String inFolder(final String text) {
        return text.replace("DIR", folder.toString());
    }
}
