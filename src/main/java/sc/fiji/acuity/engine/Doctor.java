package sc.fiji.acuity.engine;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

import ai.djl.engine.EngineException;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.JarCheck;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.base.Version;
import sc.fiji.acuity.network.Count;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.Initializer;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Weights;

/**
 * Finds out what works on this machine by doing it: a real convolution on every device, timed, and compared with the
 * CPU.
 *
 * <pre>{@code
 * System.err.println(Doctor.examine(Progress.NONE).text());
 * }</pre>
 */
public final class Doctor {

    private static final int CHANNELS = 32;
    private static final int SIDE = 256;
    private static final int LAYERS = 4;
    private static final int RUNS = 5;

    /** Two devices that compute the same differ by rounding only. */
    private static final double AGREEMENT = 1e-3;

    private Doctor() {}

    /**
     * One device.
     *
     * @param name {@code cpu}, {@code cuda} or {@code mps}
     * @param works whether it computed the right result
     * @param message what was found, in words
     * @param gflops 10⁹ floating-point operations a second, two for each mult-add; 0 if it does not work
     */
    public record DeviceReport(String name, boolean works, String message, double gflops) {}

    /**
     * What was found.
     *
     * @param facts versions, folders and sizes, by name
     * @param fix the one thing to do; empty if nothing is wrong
     */
    public record Report(Map<String, String> facts, List<DeviceReport> devices, Optional<String> fix) {

        public boolean healthy() {
            return fix.isEmpty();
        }

        /** For people: a line a fact, a line a device, and the verdict. */
        public String text() {
            final StringBuilder text = new StringBuilder();
            facts.forEach((name, value) -> text.append(String.format(Locale.ROOT, "%-18s %s%n", name, value)));
            for (final DeviceReport device : devices) {
                text.append(String.format(Locale.ROOT, "%-18s %s%n", "device " + device.name(), device.message()));
            }
            text.append(fix.map(f -> "To do: " + f + ".").orElse("Everything works.")).append(System.lineSeparator());
            return text.toString();
        }
    }

    /** Takes a second or two, a few more where libtorch must be unpacked first. */
    public static Report examine(final Progress progress) {
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Acuity", Version.get());
        facts.put("Java", System.getProperty("java.version") + ", " + System.getProperty("java.home"));
        facts.put("System", System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
            + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        memory(facts);
        facts.put("JNA", NativeSetup.jna());
        final List<JarCheck.Clash> clashes = JarCheck.find();
        facts.put("Jars", clashes.isEmpty() ? "no library is there twice"
            : clashes.stream().map(JarCheck.Clash::what).collect(Collectors.joining("; ")));
        final Optional<String> jarFix = clashes.stream().map(JarCheck.Clash::remedy).findFirst();
        facts.put("Engine cache", Engine.cacheFolder().toString());
        final List<DeviceReport> devices = new ArrayList<>();
        try {
            facts.put("libtorch", Engine.version() + ", DJL " + ai.djl.engine.Engine.getDjlVersion());
            facts.put("libtorch from", Engine.libraryFolder());
            final Optional<String> deviceFix = devices(devices, progress);
            return new Report(facts, devices, jarFix.isPresent() ? jarFix : deviceFix);
        } catch (final AcuityException e) {
            facts.put("libtorch", "does not start: " + e.reason());
            // whatever the engine says, libraries that do not fit are what to mend first
            return new Report(facts, devices, Optional.of(jarFix.orElse(e.remedy())));
        }
    }

    private static void memory(final Map<String, String> facts) {
        final long heap = Runtime.getRuntime().maxMemory() >> 20;
        String text = "Java " + heap + " MB";
        if (ManagementFactory
            .getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            final long physical = system.getTotalMemorySize() >> 20;
            text += " of " + physical + " MB; " + Math.max(0, physical - heap) + " MB are left for the engine";
        }
        facts.put("Memory", text);
    }

    private static Optional<String> devices(final List<DeviceReport> reports, final Progress progress) {
        final Graph graph = graph();
        progress.report("Trying cpu", 0);
        final float[] expected = new float[CHANNELS * SIDE * SIDE];
        final DeviceReport cpu = examine(DeviceChoice.CPU, graph, expected, null);
        reports.add(cpu);
        if (!cpu.works()) {
            return Optional.of("report this, with the lines above: the CPU computes a wrong result");
        }
        Optional<String> fix = Optional.empty();
        for (final DeviceChoice choice : new DeviceChoice[] {DeviceChoice.CUDA, DeviceChoice.MPS}) {
            progress.checkCancelled();
            progress.report("Trying " + choice.key(), 0.5);
            try {
                final DeviceReport report = examine(choice, graph, new float[expected.length], expected);
                reports.add(report);
                if (!report.works() && fix.isEmpty()) {
                    fix = Optional.of("use --device cpu: " + choice.key() + " computes something else");
                }
            } catch (final AcuityException e) {
                reports.add(new DeviceReport(choice.key(), false, "not used: " + e.reason(), 0));
            } catch (final EngineException | IllegalStateException | IllegalArgumentException e) {
                reports.add(new DeviceReport(choice.key(), false, "fails: " + firstLine(e), 0));
                fix = fix.isPresent() ? fix : Optional.of("use --device cpu: " + choice.key() + " fails");
            }
        }
        return fix.isPresent() ? fix : cudaFix(reports);
    }

    private static String firstLine(final RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }

    /** A machine with an NVIDIA driver whose GPU stays unused wants one thing. */
    private static Optional<String> cudaFix(final List<DeviceReport> reports) {
        final boolean works = reports.stream().anyMatch(d -> d.name().equals("cuda") && d.works());
        return works || !CudaDriver.isInstalled() ? Optional.empty()
            : Optional.of("to use the NVIDIA GPU, set PYTORCH_LIBRARY_PATH to a libtorch 2.7.1 for CUDA 12.8, and "
                + "PYTORCH_VERSION=2.7.1 PYTORCH_FLAVOR=cu128; until then the CPU is used");
    }

    private static DeviceReport examine(final DeviceChoice choice, final Graph graph, final float[] output,
        final float[] expected) {
        final float[] input = noise(SIDE * SIDE);
        try (LoadedNetwork network = Engine.load(graph, Initializer.he(graph, 1), choice);
            Runner runner = network.runner(SIDE, SIDE)) {
            runner.run(input, output);
            final double seconds = fastest(runner, input, output);
            final double gflops = 2.0 * Count.multAdds(graph, SIDE, SIDE) / seconds / 1e9;
            final String speed =
                String.format(Locale.ROOT, "%d convolutions of %d channels on %d x %d pixels: %.1f ms, "
                + "%.0f GFLOP/s", LAYERS, CHANNELS, SIDE, SIDE, seconds * 1000, gflops);
            final double difference = expected == null ? againstJava() : largest(output, expected);
            if (!(difference < AGREEMENT)) {
                return new DeviceReport(choice.key(), false, "wrong result, off by " + difference, 0);
            }
            return new DeviceReport(choice.key(), true, expected == null ? speed
                : speed + String.format(Locale.ROOT, ", %.1e from the CPU's result", difference), gflops);
        }
    }

    private static double fastest(final Runner runner, final float[] input, final float[] output) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            final long start = System.nanoTime();
            runner.run(input, output);
            least = Math.min(least, System.nanoTime() - start);
        }
        return least / 1e9;
    }

    /** The largest difference between one small convolution by the engine and by plain Java. */
    private static double againstJava() {
        final int side = 9;
        final GraphBuilder b = new GraphBuilder(1);
        final Graph graph = b.build(b.add("conv", Op.Conv.same(1, 1, 3).withoutBias(), b.input()));
        final Weights weights = Initializer.he(graph, 2);
        final float[] input = noise(side * side);
        final float[] output = new float[side * side];
        try (LoadedNetwork network = Engine.load(graph, weights, DeviceChoice.CPU);
            Runner runner = network.runner(side, side)) {
            runner.run(input, output);
        }
        final float[] kernel = weights.get("conv.weight").data();
        final float[] expected = new float[side * side];
        for (int i = 0; i < side * side * 9; i++) {
            final int x = i / 9 % side + i % 3 - 1;
            final int y = i / 9 / side + i % 9 / 3 - 1;
            if (x >= 0 && x < side && y >= 0 && y < side) {
                expected[i / 9] += kernel[i % 9] * input[y * side + x];
            }
        }
        return largest(output, expected);
    }

    private static float[] noise(final int n) {
        final float[] values = new float[n];
        final SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }

    private static double largest(final float[] a, final float[] b) {
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            most = Math.max(most, Math.abs(a[i] - b[i]));
        }
        return most;
    }

    private static Graph graph() {
        final GraphBuilder b = new GraphBuilder(1);
        String x = b.add("conv0", Op.Conv.same(1, CHANNELS, 3), b.input());
        for (int i = 1; i < LAYERS; i++) {
            x = b.add("relu" + i, Op.Activation.of(Op.Activation.Function.RELU), x);
            x = b.add("conv" + i, Op.Conv.same(CHANNELS, CHANNELS, 3), x);
        }
        return b.build(x);
    }
}
