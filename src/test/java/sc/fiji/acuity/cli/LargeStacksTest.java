package sc.fiji.acuity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.google.gson.JsonObject;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import sc.fiji.acuity.base.AtomicFiles;
import sc.fiji.acuity.image.ImageFiles;

/** Stacks that are larger than memory: how much of it they take, what a kill leaves, and what is said before. */
@Timeout(120)
class LargeStacksTest extends CliTest {

    private static final int SIDE = 512;
    private static final int MEGABYTES = 64;

    /** 16 bits, and the same planes again and again. */
    private Path stack(final int planes) {
        final ImageProcessor plane = Samples.shorts(SIDE, SIDE).getProcessor();
        final ImageStack stack = new ImageStack(SIDE, SIDE);
        for (int i = 0; i < planes; i++) {
            stack.addSlice(plane);
        }
        return Samples.save(at("in" + planes + ".tif"), new ImagePlus("stack", stack));
    }

    private Process start(final Class<?> program, final Path log, final Object... arguments) throws IOException {
        final List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + MEGABYTES + "m",
            // all of the heap from the start: how lazily Java collects garbage is not the question
            "-Xms" + MEGABYTES + "m", "-XX:+AlwaysPreTouch",
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true",
            "-Dacuity.models=" + System.getProperty("acuity.models"), "-cp", System.getProperty("java.class.path"),
            program.getName()));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private long peak(final Path in, final Path out) throws Exception {
        final Path log = at("log" + out.getFileName() + ".txt");
        final Process process = start(PeakMemory.class, log, "upscale", in, out, "--model", "repeat", "--quiet");
        assertTrue(process.waitFor(100, TimeUnit.SECONDS));
        final String text = Files.readString(log);
        assertEquals(0, process.exitValue(), text);
        return Long.parseLong(text.lines().filter(line -> line.startsWith("VmHWM")).findFirst().orElseThrow()
            .replaceAll("\\D", ""));
    }

    @Test
    void memoryDoesNotDependOnTheNumberOfPlanes() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "needs Linux's word for how much memory was used");
        final long few = peak(stack(10), at("out10.tif"));
        final long many = peak(stack(100), at("out100.tif"));
        System.out.printf("peak resident memory: %d kB for 10 planes, %d kB for 100 (%.3f)%n", few, many,
            (double) many / few);
        assertTrue(Files.size(at("out100.tif")) > 3L * MEGABYTES << 20);
        assertTrue(many <= 1.05 * few, few + " kB for 10 planes, " + many + " kB for 100");
        assertEquals(100, ImageFiles.openLazily(at("out100.tif")).getStackSize());
    }

    @Test
    void aKillLeavesNoHalfFileAndTheNextRunClearsUp() throws Exception {
        final Path in = stack(100);
        final Path results = Files.createDirectory(at("results"));
        final Path out = results.resolve("out.tif");
        final Process process =
            start(Main.class, at("log.txt"), "upscale", in, out, "--model", "repeat");
        try {
            while (size(results) < 20L << 20) {
                assertTrue(process.isAlive(), "ended by itself: " + Files.readString(at("log.txt")));
                TimeUnit.MILLISECONDS.sleep(2);
            }
        } finally {
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertFalse(Files.exists(out));
        assertTrue(size(results) > 0, "it had no time to clear up");
        Cli.run("upscale", stack(3), out, "--model", "repeat").expect(0);
        try (Stream<Path> files = Files.list(results)) {
            assertEquals(List.of(out), files.toList());
        }
    }

    private static long size(final Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    @Test
    void aDryRunSaysWhatItWouldTake() throws IOException {
        final Path in = stack(7);
        final JsonObject json =
            Cli.run("upscale", in, at("out.tif"), "--model", "repeat", "--dry-run", "--json").expect(0).json();
        assertEquals(2 * SIDE, json.get("width").getAsInt());
        assertEquals(7, json.get("planes").getAsInt());
        assertEquals(7L * 4 * SIDE * SIDE * 2, json.get("diskBytes").getAsLong());
        final double seconds = json.get("estimatedSeconds").getAsDouble();
        assertTrue(seconds > 0 && seconds < 100, json.toString());
        assertTrue(json.get("otherMemoryBytes").getAsLong() > 0 && json.get("javaMemoryBytes").getAsLong() > 0);
        final String text = Cli.run("upscale", in, at("out.tif"), "--model", "repeat", "--dry-run").expect(0).out();
        assertTrue(text.contains("out.tif: 1024 x 1024 pixels, 7 planes: about "), text);
        assertFalse(Files.exists(at("out.tif")));
    }

    @Test
    void whatDoesNotFitOnTheDiskIsRefusedBeforeItStarts() throws Exception {
        final Path in = stack(7);
        try (TinyDisk disk = TinyDisk.mount(at("disk"), 512)) {
            for (final String option : List.of("--quiet", "--dry-run")) {
                final Cli.Result result = Cli.run("upscale", in, disk.folder().resolve("out.tif"), "--model", "repeat",
                    option).expect(1);
                Failures.assertExplains(result.err(), List.of("out.tif", "would have 14 MB and its disk has 512 KB left",
                    "choose another folder"));
                assertEquals(0, size(disk.folder()));
            }
        }
    }

    @Test
    void planesThatImageJCannotHoldAreRefusedBeforeItStarts() throws IOException {
        final byte[] file = Files.readAllBytes(Samples.save(at("large.tif"), Samples.bytes(64, 64)));
        // a hole in the place of 900 million pixels: the width and height of the first directory
        for (int i = 10; i < 10 + 12 * 10; i += 12) {
            if (file[i] == 1 && (file[i + 1] == 0 || file[i + 1] == 1)) {
                final int side = 30_000;
                file[i + 2] = 0;
                file[i + 3] = 4;
                file[i + 8] = 0;
                file[i + 9] = 0;
                file[i + 10] = (byte) (side >> 8);
                file[i + 11] = (byte) side;
            }
        }
        AtomicFiles.write(at("large.tif"), temporary -> {
            Files.write(temporary, file);
            try (var holes = new java.io.RandomAccessFile(temporary.toFile(), "rw")) {
                holes.setLength(901_000_000L);
            }
        });
        final Cli.Result result =
            Cli.run("upscale", at("large.tif"), at("out.tif"), "--model", "repeat", "--region", "0,0,25000,25000");
        result.expect(1);
        assertFalse(Files.exists(at("out.tif")));
        assertTrue(result.err().contains("more than an ImageJ plane can hold") || result.err().contains("of memory"),
            result.err());
    }
}
