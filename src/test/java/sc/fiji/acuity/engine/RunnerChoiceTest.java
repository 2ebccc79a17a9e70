package sc.fiji.acuity.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.network.Graph;
import sc.fiji.acuity.network.Op;
import sc.fiji.acuity.network.family.EdgeSr;
import sc.fiji.acuity.network.family.Espcn;

class RunnerChoiceTest {

    private static final Graph DEEP = Espcn.narrow(2, 3, 4).graph();
    private static final Graph ONE_LAYER = new EdgeSr(EdgeSr.Variant.TM, 2, 3, 2).graph();

    @Test
    void graphDeviceAndPrecisionDecide() {
        assertEquals(RunnerChoice.FUSED, RunnerChoice.of(DEEP, "cpu", Precision.FP32));
        assertEquals(RunnerChoice.FUSED_BF16, RunnerChoice.of(DEEP, "cpu", Precision.BF16));
        assertEquals(RunnerChoice.PORTABLE, RunnerChoice.of(DEEP, "gpu", Precision.FP32));
        assertEquals(RunnerChoice.PORTABLE, RunnerChoice.of(DEEP, "mps", Precision.FP32));
        assertEquals(RunnerChoice.STRIPS, RunnerChoice.of(ONE_LAYER, "cpu", Precision.FP32));
        assertEquals(RunnerChoice.STRIPS, RunnerChoice.of(ONE_LAYER, "cpu", Precision.BF16));
        assertEquals(RunnerChoice.PORTABLE, RunnerChoice.of(ONE_LAYER, "mps", Precision.FP32));
        assertThrows(AcuityException.class, () -> RunnerChoice.of(DEEP, "gpu", Precision.BF16));
        assertThrows(IllegalArgumentException.class, () -> RunnerChoice.of(DEEP, "cpu", Precision.AUTO));
    }

    @Test
    void everyKindOfOperationCanBeWritten() {
        final Set<String> missing = new TreeSet<>();
        final Deque<Class<?>> open = new ArrayDeque<>(List.of(Op.class));
        while (!open.isEmpty()) {
            final Class<?> kind = open.pop();
            if (kind.isSealed()) {
                open.addAll(List.of(kind.getPermittedSubclasses()));
            } else if (kind != Op.Input.class && !OpScripts.knows(kind)) {
                missing.add(kind.getSimpleName());
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void precisionsAreNamed() {
        assertEquals(Precision.BF16, Precision.parse("BF16"));
        assertTrue(assertThrows(AcuityException.class, () -> Precision.parse("fp16")).getMessage()
            .contains("auto, fp32, bf16"));
    }

    @Test
    void featuresAreThoseOfEveryProcessor(@TempDir final Path folder) throws IOException {
        final Path file = folder.resolve("cpuinfo");
        Files.writeString(file, "processor : 0\nflags\t\t: fpu amx_bf16 amx_tile avx512_bf16\nprocessor : 1\n"
            + "flags\t\t: fpu amx_bf16 amx_tile\n");
        assertEquals(Set.of("fpu", "amx_bf16", "amx_tile"), CpuFeatures.read(file).flags());
        assertTrue(CpuFeatures.read(file).bfloat16Matrices());
        assertFalse(new CpuFeatures(Set.of("avx512_bf16")).bfloat16Matrices());
        assertTrue(new CpuFeatures(Set.of("amx_bf16", "amx_tile")).bfloat16Training());
        assertTrue(new CpuFeatures(Set.of("avx512_bf16", "sse4a")).bfloat16Training());
        assertFalse(new CpuFeatures(Set.of("avx512_bf16")).bfloat16Training());
        assertFalse(new CpuFeatures(Set.of("sse4a")).bfloat16Training());
        assertEquals(Set.of(), CpuFeatures.read(folder.resolve("none")).flags());
    }
}
