package sc.fiji.acuity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.google.gson.JsonParser;

import ij.ImagePlus;
import ij.ImageStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as a process of its own: exit codes, what starts, and Ctrl-C. */
class ProcessTest extends CliTest {

    private Process start(final List<String> javaOptions, final Object... arguments) throws IOException {
        final List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("-Xmx1g");
        line.add("-Dacuity.models=" + models);
        line.addAll(javaOptions);
        line.add("-cp");
        line.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        line.add(Main.class.getName());
        for (final Object argument : arguments) {
            line.add(argument.toString());
        }
        return new ProcessBuilder(line).redirectOutput(at("stdout").toFile()).redirectError(at("stderr").toFile())
            .start();
    }

    private int run(final List<String> javaOptions, final Object... arguments) throws Exception {
        final Process process = start(javaOptions, arguments);
        final boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, "runs on");
        return process.exitValue();
    }

    private String out() throws IOException {
        return Files.readString(at("stdout"));
    }

    private String err() throws IOException {
        return Files.readString(at("stderr"));
    }

    private void assertNothingTemporary() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            assertEquals(List.of(), files.filter(f -> f.getFileName().toString().startsWith(".acuity")).toList());
        }
    }

    @Test
    void exitCodesAndStreams() throws Exception {
        assertEquals(0, run(List.of(), "--version"));
        assertTrue(out().startsWith("acuity ") && err().isEmpty(), out() + err());
        assertEquals(1, run(List.of(), "upscale", at("no.tif"), at("o.tif"), "--model", "bicubic", "--json"));
        assertEquals("does not exist",
            JsonParser.parseString(out()).getAsJsonObject().get("reason").getAsString());
        assertTrue(err().startsWith("acuity: " + at("no.tif")), err());
        assertEquals(2, run(List.of(), "upscale", at("no.tif")));
        assertTrue(out().isEmpty() && err().contains("'OUT'"), out() + err());
    }

    @Test
    void aNetworkRunsAndSaysNothingMore() throws Exception {
        final Path in = Samples.save(at("in.tif"), Samples.bytes(30, 20));
        assertEquals(0, run(List.of(), "upscale", in, at("o.tif"), "--model", "repeat", "--json"));
        assertEquals(60, JsonParser.parseString(out()).getAsJsonObject().get("width").getAsInt());
        assertEquals("", err());
    }

    /** Libtorch takes a while to start: only what computes with it may wake it. */
    @ParameterizedTest
    @ValueSource(strings = {"--version", "--help", "cost espcn", "cost repeat", "models list", "models show repeat",
        "upscale IN OUT --model bicubic", "upscale IN OUT --model nothing"})
    void theEngineSleeps(final String line) throws Exception {
        final Path in = Samples.save(at("in.tif"), Samples.bytes(30, 20));
        final Path log = at("classes.log");
        final Object[] arguments =
            line.replace("IN", in.toString()).replace("OUT", at("o.tif").toString()).split(" ");
        final int code = run(List.of("-Xlog:class+load:file=" + log), arguments);
        assertEquals(line.endsWith("nothing") ? 2 : 0, code, err());
        try (Stream<String> classes = Files.lines(log)) {
            assertEquals(List.of(), classes.filter(l -> l.contains(" ai.djl.")).limit(3).toList());
        }
    }

    @Test
    void controlCStopsTrainingWithTheRunOnDisk() throws Exception {
        final Path images = Files.createDirectory(at("images"));
        Samples.save(images.resolve("one.png"), Samples.bytes(100, 100));
        final Process process = start(List.of("-Dacuity.terminal=true"), "train", "--images", images, "--output",
            at("mine-x2"), "--architecture", "eSR-MAX_s2_K3_C1", "--steps", 200_000, "--batch", 2, "--patch", 8,
            "--json");
        interrupt(process, "Step ");
        assertTrue(err().contains("cancelled at step "), err());
        assertTrue(JsonParser.parseString(out()).getAsJsonObject().get("error").getAsString().contains("cancelled"),
            out());
        assertTrue(Files.notExists(at("mine-x2")));
        assertTrue(Files.isRegularFile(at("mine-x2.run/checkpoint.safetensors")));
        assertNothingTemporary();
    }

    @Test
    void controlCStopsAnUpscaleWithoutAFile() throws Exception {
        Samples.slow(models, "slow");
        final ImageStack stack = new ImageStack(512, 512);
        for (int i = 0; i < 150; i++) {
            stack.addSlice(Samples.bytes(512, 512).getProcessor());
        }
        final Path in = Samples.save(at("in.tif"), new ImagePlus("stack", stack));
        final Process process =
            start(List.of("-Dacuity.terminal=true"), "upscale", in, at("o.tif"), "--model", "slow", "--device", "cpu");
        interrupt(process, "Upscaling: ");
        assertTrue(err().contains("acuity: cancelled by the user"), err());
        assertEquals("", out());
        assertTrue(Files.notExists(at("o.tif")));
        assertNothingTemporary();
    }

    private void interrupt(final Process process, final String sign) throws Exception {
        try {
            interruptOnce(process, sign);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Sends SIGINT once the program says that it works, and sees it end. */
    private void interruptOnce(final Process process, final String sign) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "needs kill");
        final long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!err().contains(sign)) {
            assertTrue(process.isAlive() && System.nanoTime() < limit, err());
            Thread.sleep(20);
        }
        // who was started with SIGINT ignored, as a shell does in the background, has children that ignore it
        final boolean ignored = ignoresInterrupt();
        final long start = System.nanoTime();
        assertEquals(0, new ProcessBuilder("/bin/kill", ignored ? "-TERM" : "-INT", Long.toString(process.pid()))
            .start()
            .waitFor());
        assertTrue(process.waitFor(5, TimeUnit.SECONDS), "runs on");
        final double seconds = (System.nanoTime() - start) / 1e9;
        assertTrue(seconds < 4, seconds + " s");
        assertEquals(ignored ? 143 : 130, process.exitValue());
    }

    private static boolean ignoresInterrupt() throws IOException {
        final Path status = Path.of("/proc/self/status");
        return Files.exists(status) && Files.readAllLines(status).stream().filter(l -> l.startsWith("SigIgn:"))
            .anyMatch(l -> (Long.parseUnsignedLong(l.substring(7).trim(), 16) & 2) != 0);
    }
}
