package sc.fiji.acuity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import ij.ImagePlus;

import sc.fiji.acuity.cli.Main;
import sc.fiji.acuity.image.ImageFiles;
import sc.fiji.acuity.train.TrainImages;

/**
 * The macros of {@code macros/}, each with an argument to run it with and what it has to do.
 *
 * @param macro the file
 * @param argument for {@code getArgument()}
 * @param result the image that it saves
 * @param expected the same made by the command line
 * @param told what it prints or returns
 */
public record Examples(Path macro, String argument, Optional<Path> result, Optional<Path> expected, String told) {

    private static final Path FOLDER = Path.of("macros");
    private static final Path SERIES = Path.of("test-images/timelapse-16bit-czt.tif").toAbsolutePath();
    private static final Path SMALL = Path.of("test-images/cells-16bit.tif").toAbsolutePath();

    /** @param work an empty folder */
    public static List<Examples> in(final Path work) throws IOException {
        final Path enlarged = cli(work.resolve("enlarged.tif"), "upscale", SMALL);
        final Path bicubic = cli(work.resolve("bicubic.tif"), "upscale", SMALL, "--model", "bicubic");
        final Path bicubic3 =
            cli(work.resolve("x3.tif"), "upscale", SMALL, "--model", "bicubic", "--scale", "3");
        return List.of(
            saving("Upscale", work, enlarged, " pixels"),
            saving("Bicubic", work, bicubic3, ""),
            saving("Selection", work, cli(work.resolve("part.tif"), "upscale", SMALL, "--region", "10,5,20,15"), ""),
            saving("Current_Plane", SERIES, work, cli(work.resolve("plane.tif"), "upscale", SERIES, "--channels", "1",
                "--slices", "2", "--frames", "3"), ""),
            batch(work.resolve("batch"), enlarged),
            telling("Compare", bicubic + "," + enlarged, comparison(bicubic, enlarged)),
            telling("Compare_Models", SMALL + "," + bicubic, "bicubic: Infinity dB"),
            telling("Fine_Tune", training(work) + ",example-" + System.nanoTime() + ",0.0001",
                "it takes 6 images at least"),
            telling("Train", training(work) + ",example-" + System.nanoTime() + ",3", "than bicubic interpolation"),
            telling("Search", training(work) + "," + work.resolve("search").toAbsolutePath() + ",candidates=2 steps=3",
                "against bicubic"),
            telling("Doctor", "", "libtorch"));
    }

    /** A folder with so few images that no model is saved. */
    private static Path training(final Path work) throws IOException {
        final Path folder = Files.createDirectories(work.resolve("training"));
        for (int i = 0; i < 4; i++) {
            TrainImages.grey(folder, "image" + i + ".png", 70, 66 + i, i);
        }
        return folder.toAbsolutePath();
    }

    private static Examples saving(final String name, final Path work, final Path expected, final String told) {
        return saving(name, SMALL, work, expected, told);
    }

    private static Examples saving(final String name, final Path image, final Path work, final Path expected,
        final String told) {
        final Path result = work.resolve(name + "-result.tif").toAbsolutePath();
        return new Examples(FOLDER.resolve(name + ".ijm"), image + "," + result, Optional.of(result),
            Optional.of(expected), told);
    }

    /** A folder with one image. */
    private static Examples batch(final Path work, final Path expected) throws IOException {
        final Path in = Files.createDirectories(work.resolve("in"));
        Files.copy(SMALL, in.resolve("a.tif"));
        final Path out = work.resolve("out").toAbsolutePath();
        return new Examples(FOLDER.resolve("Batch.ijm"), in.toAbsolutePath() + "," + out,
            Optional.of(out.resolve("a-x2.tif")), Optional.of(expected), "");
    }

    private static Examples telling(final String name, final String argument, final String told) {
        return new Examples(FOLDER.resolve(name + ".ijm"), argument, Optional.empty(), Optional.empty(), told);
    }

    private static Path cli(final Path out, final String action, final Path in, final String... options) {
        run(Stream.concat(Stream.of(action, in.toString(), out.toString()), Stream.of(options)));
        return out.toAbsolutePath();
    }

    /** As the macro returns it: {@code 40.123 dB, 0.98765}. */
    private static String comparison(final Path a, final Path b) {
        final String text = run(Stream.of("compare", a.toString(), b.toString()));
        return text.replaceAll("PSNR ([0-9.]+ dB), SSIM ([0-9.]+) .*", "$1, $2").trim();
    }

    private static String run(final Stream<String> arguments) {
        final StringWriter out = new StringWriter();
        final int code = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out))
            .execute(arguments.toArray(String[]::new));
        assertEquals(0, code, out.toString());
        return out.toString();
    }

    /** That every macro of the folder is among these. */
    public static void assertComplete(final List<Examples> examples) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertEquals(files.filter(file -> file.toString().endsWith(".ijm")).sorted().toList(),
                examples.stream().map(Examples::macro).sorted().toList());
        }
    }

    /** That it has done what it has to. */
    public void assertDone(final String output) {
        assertTrue(output.contains(told), () -> macro + ": " + output);
        if (result.isPresent()) {
            assertSamePixels(expected.orElseThrow(), result.get());
        }
    }

    private static void assertSamePixels(final Path expected, final Path found) {
        final ImagePlus a = ImageFiles.open(expected);
        final ImagePlus b = ImageFiles.open(found);
        assertEquals(a.getStackSize(), b.getStackSize(), found.toString());
        for (int n = 1; n <= a.getStackSize(); n++) {
            assertArrayEquals((short[]) a.getStack().getPixels(n), (short[]) b.getStack().getPixels(n),
                found.toString());
        }
    }
}
