package sc.fiji.acuity.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.acuity.network.Architecture;
import sc.fiji.acuity.network.family.Dlsr;
import sc.fiji.acuity.network.family.Falsr;
import sc.fiji.acuity.network.family.Hnas;
import sc.fiji.acuity.network.family.HnasGenotype;

/** Networks without a skip from the image around their body begin as rough enlargements, not as noise. */
class StartOfSkiplessTest {

    private static final int SIDE = 24;
    private static final Falsr FALSR = Falsr.b();

    private static Architecture network(final String name, final int scale) {
        return switch (name) {
            case "dlsr" -> new Dlsr(scale, 12, List.of(Dlsr.Step.CONV1, Dlsr.Step.SEP7, Dlsr.Step.DIL5),
                List.of(List.of(1, 2), List.of(1, 3), List.of(2, 4), List.of(4, 5)));
            case "falsr" -> FALSR;
            case "falsr-blocks" -> new Falsr(FALSR.cells(), FALSR.connections(), true);
            case "a" -> new Hnas(scale, 8, 3, 1, HnasGenotype.a());
            case "b" -> new Hnas(scale, 8, 4, 3, HnasGenotype.b());
            default -> new Hnas(scale, 8, 4, 0, HnasGenotype.c());
        };
    }

    /** A smooth picture, other in each colour. */
    private static float value(final int colour, final double y, final double x) {
        return (float) (0.5 + 0.35 * Math.sin(0.2 * x + colour) * Math.cos(0.15 * y - colour));
    }

    @ParameterizedTest
    @CsvSource({"dlsr, 2, 27", "dlsr, 3, 27", "falsr, 2, 18", "falsr-blocks, 2, 18", "a, 2, 12", "b, 2, 12", "c, 2, 12", "b, 3, 12"})
    void theFirstOutputResemblesTheInput(final String name, final int scale, final double least) {
        final Architecture network = network(name, scale);
        final int channels = network.graph().inputChannels();
        final float[] in = new float[channels * SIDE * SIDE];
        final int large = SIDE * scale;
        final float[] truth = new float[channels * large * large];
        for (int i = 0; i < in.length; i++) {
            in[i] = value(i / (SIDE * SIDE), i / SIDE % SIDE, i % SIDE);
        }
        for (int i = 0; i < truth.length; i++) {
            truth[i] = value(i / (large * large), (i / large % large + 0.5) / scale - 0.5,
                (i % large + 0.5) / scale - 0.5);
        }
        final float[] out = new float[truth.length];
        try (LoadedNetwork loaded = Engine.load(network.graph(), network.initialWeights(1), DeviceChoice.CPU);
            Runner runner = loaded.runner(SIDE, SIDE)) {
            runner.run(in, out);
        }
        double square = 0;
        for (int i = 0; i < out.length; i++) {
            square += (double) (out[i] - truth[i]) * (out[i] - truth[i]);
        }
        final double psnr = -10 * Math.log10(square / out.length);
        assertTrue(psnr > least, () -> "PSNR " + psnr);
    }
}
