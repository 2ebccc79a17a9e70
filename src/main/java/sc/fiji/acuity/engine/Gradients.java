package sc.fiji.acuity.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import ai.djl.Device;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Op;

/**
 * How gradients are computed. They differ in speed and in the last bits, {@link #BF16} in more, so a run keeps to one.
 */
public enum Gradients {

    /** Operation by operation, weights as they are stored: as the models in the jar were trained. */
    REFERENCE,

    /** In fp32 with channels last, which convolutions of many channels like better. */
    FAST,

    /**
     * Products in 16-bit floats, parameters and everything that is added up over steps in fp32. About three times as
     * fast where the processor multiplies matrices of them (AMX), up to twice on AMD's with {@code avx512_bf16}, slower
     * elsewhere. CPU only.
     */
    BF16;

    /** Networks of fewer convolutions have nothing to gain from bf16. */
    private static final int FEW = 3;

    /** The fastest for a network on this machine. It follows from network, processor and device, never from a clock. */
    public static Gradients fastest(final Graph graph) {
        final long convolutions = graph.nodes().stream().filter(node -> node.op() instanceof Op.Conv).count();
        return convolutions >= FEW && CpuFeatures.local().bfloat16Training() && GraphScript.trainable(graph)
            && Engine.device(DeviceChoice.AUTO).getDeviceType().equals(Device.Type.CPU) ? BF16 : FAST;
    }

    /** The lower-case name, as the command line and checkpoints have it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws AcuityException naming the choices there are */
    public static Gradients parse(final String text) {
        return Arrays.stream(values()).filter(one -> one.key().equals(text)).findFirst()
            .orElseThrow(() -> new AcuityException("gradients " + text, "there are no such", "use one of "
                + Arrays.stream(values()).map(Gradients::key).collect(Collectors.joining(", "))));
    }
}
