package sc.fiji.acuity.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import ai.djl.Device;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Op;

class DeviceChoiceTest {

    @Test
    void namesAsOnTheCommandLine() {
        assertEquals(List.of("auto", "cpu", "cuda", "mps"),
            List.of(DeviceChoice.values()).stream().map(DeviceChoice::key).toList());
        for (final DeviceChoice choice : DeviceChoice.values()) {
            assertEquals(choice, DeviceChoice.parse(choice.key()));
            assertEquals(choice, DeviceChoice.parse(choice.name()));
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "gpu", "cuda:0", " cpu"})
    void otherNames(final String text) {
        final AcuityException e = assertThrows(AcuityException.class, () -> DeviceChoice.parse(text));
        assertEquals("device=" + text, e.input());
        assertEquals("use one of auto, cpu, cuda, mps", e.remedy());
    }

    @Test
    void cudaWithoutAGpu() {
        Assumptions.assumeTrue(Engine.get().getGpuCount() == 0, "this computer has a GPU");
        final Graph graph = Cases.chain(Op.Conv.same(1, 1, 3));
        final AcuityException e = assertThrows(AcuityException.class,
            () -> Engine.load(graph, Cases.weights(graph, 1), DeviceChoice.CUDA));
        assertEquals("device=cuda: libtorch finds no NVIDIA GPU that it can use. Remedy: run acuity doctor, which "
            + "names the fix, or use --device cpu.", e.getMessage());
        assertEquals(Device.cpu(), Engine.device(DeviceChoice.AUTO));
    }

    @Test
    void mpsWithoutAnAppleGpu() {
        Assumptions.assumeTrue(!System.getProperty("os.name").startsWith("Mac"), "this is an Apple computer");
        final AcuityException e = assertThrows(AcuityException.class, () -> Engine.device(DeviceChoice.MPS));
        assertTrue(e.getMessage().startsWith("device=mps: this computer has no Apple GPU"), e.getMessage());
    }

    @Test
    void cpuAlways() {
        assertEquals(Device.cpu(), Engine.device(DeviceChoice.CPU));
        assertTrue(Engine.version().startsWith("2."), Engine.version());
    }
}
