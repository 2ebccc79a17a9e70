package sc.fiji.acuity.engine;

import java.util.Optional;

import ai.djl.Device;
import ai.djl.engine.EngineException;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Fold;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Op;

/** How a network is run: a function of graph, kind of device and precision. Nothing is timed. */
enum RunnerChoice {

    /** Plain Java, for networks of one layer on a CPU. */
    STRIPS,
    /** A script with oneDNN's convolutions, on a CPU. */
    FUSED,
    /** The same in bf16. */
    FUSED_BF16,
    /** A script for every device. */
    PORTABLE,
    /** Operation by operation: an operation has no form in a script. */
    REFERENCE;

    /** @param device DJL's name for the kind of device */
    static RunnerChoice of(final Graph folded, final String device, final Precision precision) {
        if (precision == Precision.AUTO) {
            throw new IllegalArgumentException("auto is decided by whoever knows the image");
        }
        final boolean cpu = device.equals(Device.Type.CPU);
        if (precision == Precision.BF16 && !cpu) {
            throw new AcuityException("precision=bf16", "is for CPUs", "use --device cpu, or --precision fp32");
        }
        if (cpu && StripNetwork.suits(folded)) {
            return STRIPS;
        }
        if (GraphScript.missing(folded).isPresent()) {
            return REFERENCE;
        }
        return !cpu ? PORTABLE : precision == Precision.BF16 ? FUSED_BF16 : FUSED;
    }

    LoadedNetwork load(final Graph graph, final Fold.Folded folded, final Device device) {
        return switch (this) {
            case STRIPS -> new StripNetwork(graph, folded);
            case FUSED -> new CompiledNetwork(graph, folded, device,
                OneDnn.FUSES ? ScriptStyle.FUSED : ScriptStyle.PORTABLE);
            case FUSED_BF16 -> {
                OneDnn.requireBfloat16();
                yield new CompiledNetwork(graph, folded, device, ScriptStyle.FUSED_BF16);
            }
            case PORTABLE -> new CompiledNetwork(graph, folded, device, ScriptStyle.PORTABLE);
            case REFERENCE -> new ReferenceNetwork(graph, folded, device,
                "reference fp32, since no script has " + name(GraphScript.missing(folded.graph())));
        };
    }

    private static String name(final Optional<Op> op) {
        return op.map(one -> one.getClass().getSimpleName()).orElse("everything");
    }

    /** What this build of libtorch has on this processor: found once, by running a network of one convolution. */
    static final class OneDnn {

        static final boolean FUSES = !failure(ScriptStyle.FUSED).isPresent();

        private static Optional<EngineException> failure(final ScriptStyle style) {
            final Fold.Folded one = Probe.network();
            try (LoadedNetwork network = new CompiledNetwork(one.graph(), one, Device.cpu(), style);
                Runner runner = network.runner(Probe.SIDE, Probe.SIDE)) {
                runner.run(new float[Probe.SIDE * Probe.SIDE], new float[Probe.SIDE * Probe.SIDE]);
                return Optional.empty();
            } catch (final EngineException e) {
                return Optional.of(e);
            }
        }

        static void requireBfloat16() {
            failure(ScriptStyle.FUSED_BF16).ifPresent(e -> {
                throw new AcuityException("precision=bf16", "this processor or libtorch cannot compute in it",
                    "use --precision fp32", e);
            });
        }
    }
}
