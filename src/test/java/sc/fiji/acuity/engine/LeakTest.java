package sc.fiji.acuity.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.List;
import java.util.concurrent.TimeUnit;

import ai.djl.ndarray.BaseNDManager;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.GraphBuilder;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.Op.Activation.Function;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Wdsr;

/** Nothing that a run or a training step allocates outlives it: only closing frees it, no garbage collector does. */
class LeakTest {

    /** A small array kept in each of 10,000 runs would be 10 MB, a bare handle 5 MB; healthy are 0.5 MB. */
    private static final long FEW_MEGABYTES = 3 * 1024;

    /** A network in which each operation occurs. */
    static Graph everything() {
        final GraphBuilder b = new GraphBuilder(1);
        String x = b.add("shift", new Op.Shift(List.of(-0.5)), b.input());
        x = b.add("conv", Op.Conv.same(1, 4, 3).withWeightNorm(true), x);
        x = b.add("prelu", new Op.PRelu(4, true), x);
        final String half = b.add("half", new Op.Conv(4, 4, 3, 2, 1, 1, 2, true, false), x);
        final String back = b.add("back", new Op.Interpolate(Op.Interpolate.Method.BICUBIC, 2), half);
        final String gate = b.add("gate", Op.Activation.of(Function.SIGMOID), back);
        final String gated = b.add("gated", new Op.Multiply(), x, gate, gate);
        final String pooled = b.add("pooled", new Op.MaxPool(3, 2), x);
        final String stretched = b.add("stretched", new Op.StretchTo(2), x, pooled);
        final String cells = b.add("cells", new Op.AdaptiveMaxPool(3), x);
        final String repeated = b.add("repeated", new Op.StretchTo(Op.Interpolate.Method.NEAREST, 3), x, cells);
        final String normal = b.add("normal", new Op.ChannelNorm(4, 1e-6), x);
        final String gelu = b.add("gelu", Op.Activation.of(Function.GELU), normal);
        final String silu = b.add("silu", Op.Activation.of(Function.SILU), repeated);
        final String contrast = b.add("contrast", new Op.GlobalPool(Op.GlobalPool.Mode.CONTRAST), x);
        final String spread = b.add("spread", new Op.StretchTo(1), x, contrast);
        final String mixed = b.add("mixed", new Op.Mixture(2, Op.Mixture.Join.SUM), gated, x);
        final String sum = b.add("sum", new Op.Add(), mixed, back, stretched, spread, silu,
            b.again("normal2", "normal", gelu));
        final String leaky = b.add("leaky", new Op.Activation(Function.LEAKY_RELU, 0.1), sum);
        final String one = b.add("one", new Op.Add(), leaky);
        final String joined = b.add("joined", new Op.Concat(), one,
            b.add("tanh", Op.Activation.of(Function.TANH), gated));
        final String up = b.add("up", new Op.TransposedConv(8, 4, 9, 2, 4, 1, true), joined);
        final String softmax = b.add("softmax", new Op.ChannelSoftmax(), up);
        final String max = b.add("max", new Op.ChannelReduce(Op.ChannelReduce.Kind.MAX), softmax);
        final String total = b.add("total", new Op.ChannelReduce(Op.ChannelReduce.Kind.SUM),
            b.add("slice", new Op.Slice(1, 3), up));
        final String gathered = b.add("gathered", new Op.Gather(List.of(6, 1, 3, 0, 1)), joined);
        final String shuffled =
            b.add("shuffled", new Op.PixelShuffle(2), b.add("part", new Op.Slice(0, 4), gathered));
        final String relu = b.add("relu", Op.Activation.of(Function.RELU), b.add("scale", new Op.Scale(0.5), shuffled));
        return b.build(b.add("out", new Op.Add(), max, total, relu));
    }

    /** A network that gradients are computed of in a script, kernels of a length of their own included. */
    static Graph trainable() {
        return new Wdsr(Wdsr.Block.A, 2, 4, 1, 2, Wdsr.Input.HALF, true).graph();
    }

    @Test
    void everythingIsInTheNetwork() {
        final long kinds = everything().nodes().stream().map(node -> node.op().getClass()).distinct().count();
        assertEquals(leaves(Op.class), kinds);
    }

    /** The operations there are, whatever interface stands between. */
    private static long leaves(final Class<?> type) {
        return type.isSealed() ? Stream.of(type.getPermittedSubclasses()).mapToLong(LeakTest::leaves).sum() : 1;
    }

    @ParameterizedTest
    @CsvSource({"run, 10000", "compiled, 10000", "load, 500", "train, 2000", "fast, 2000",
        "bf16, 2000"})
    void memoryDoesNotGrow(final String what, final int rounds) throws Exception {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "resident memory is read from /proc");
        final Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
            "-Dai.djl.offline=true", "-cp", System.getProperty("java.class.path"), LeakProbe.class.getName(), what,
            Integer.toString(rounds)).redirectErrorStream(true).start();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        assertEquals(0, process.exitValue(), output);
        final String gained = output.lines().filter(line -> line.startsWith("gained ")).findFirst().orElseThrow();
        assertTrue(Long.parseLong(gained.substring(7)) < FEW_MEGABYTES, gained + " kB in " + rounds + " rounds");
    }

    private static int arrays(final Object holder) throws ReflectiveOperationException {
        final Field field = holder.getClass().getDeclaredField("manager");
        field.setAccessible(true);
        return ((BaseNDManager) field.get(holder)).getManagedArrays().size();
    }

    @Test
    void noRunLeavesAnArrayBehind() throws Exception {
        final Graph graph = everything();
        final float[] output = new float[(int) graph.resultShape(16, 16).size()];
        try (LoadedNetwork network = Engine.load(graph, Cases.weights(graph, 1), DeviceChoice.CPU);
            Runner runner = network.runner(16, 16)) {
            final int before = arrays(network);
            assertTrue(before > 0);
            for (int i = 0; i < 20; i++) {
                runner.run(Cases.image(1, 16, 16, i), output);
            }
            assertEquals(before, arrays(network));
        }
    }

    @Test
    void noCompiledRunLeavesAnArrayBehind() throws Exception {
        final Graph graph = everything();
        final float[] output = new float[(int) graph.resultShape(16, 16).size()];
        try (LoadedNetwork network = Engine.load(graph, Cases.weights(graph, 1), DeviceChoice.CPU, Precision.FP32);
            Runner runner = network.runner(16, 16)) {
            final int before = arrays(network);
            for (int i = 0; i < 20; i++) {
                runner.run(Cases.image(1, 16, 16, i), output);
            }
            assertEquals(before, arrays(network));
        }
    }

    @ParameterizedTest
    @EnumSource(Gradients.class)
    void noStepLeavesAnArrayBehind(final Gradients how) throws Exception {
        final Graph graph = how == Gradients.REFERENCE ? everything() : trainable();
        final float[] hr = new float[(int) graph.resultShape(16, 16).size()];
        try (Differentiator d = Engine.differentiate(graph, Cases.weights(graph, 1), how, DeviceChoice.CPU)) {
            final Weights gradient = d.newGradient();
            final int before = arrays(d);
            assertTrue(before > 0);
            for (int i = 0; i < 20; i++) {
                d.setParameters(Cases.weights(graph, i));
                d.l1(Cases.image(graph.inputChannels(), 16, 16, i), hr, 1, 16, 16, gradient);
            }
            assertEquals(before, arrays(d));
        }
    }

    @Test
    void aRunThatFailsLeavesNothingBehind() throws Exception {
        final Graph graph = everything();
        try (LoadedNetwork network = Engine.load(graph, Cases.weights(graph, 1), DeviceChoice.CPU);
            Runner runner = network.runner(16, 16)) {
            final int before = arrays(network);
            try {
                runner.run(new float[1], new float[1]);
            } catch (final IllegalArgumentException e) {
                assertEquals(before, arrays(network));
                return;
            }
            throw new IOException("arrays of one value were accepted");
        }
    }
}
