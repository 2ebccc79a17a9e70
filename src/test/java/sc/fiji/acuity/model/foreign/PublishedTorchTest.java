package sc.fiji.acuity.model.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.acuity.SharedData;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.engine.Engine;
import sc.fiji.acuity.engine.LoadedNetwork;
import sc.fiji.acuity.engine.Runner;
import sc.fiji.acuity.evaluate.Enlarger;
import sc.fiji.acuity.evaluate.Evaluation;
import sc.fiji.acuity.evaluate.Evaluator;
import sc.fiji.acuity.evaluate.ImageSet;
import sc.fiji.acuity.evaluate.Protocol;
import sc.fiji.acuity.image.LumaRange;
import sc.fiji.acuity.image.Plane;

/** The published files: recognised without their names, every tensor used, and with the quality that was published. */
class PublishedTorchTest {

    private static Imported recognise(final Path file) {
        return Recognisers.recognise(ForeignFile.read(file), Hints.of("weights"));
    }

    private static Evaluation evaluate(final Imported imported, final Protocol protocol) {
        final int scale = imported.architecture().scale();
        final ImageSet set = ImageSet.open(SharedData.folder("benchmarks/Set5/x" + scale), scale);
        try (LoadedNetwork network =
            Engine.load(imported.architecture().graph(), imported.weights(), DeviceChoice.CPU)) {
            return Evaluator.evaluate(new Direct(network, imported.studioLuma()), set, protocol, Progress.NONE);
        }
    }

    /** Whole images through the network, without tiles. */
    private record Direct(LoadedNetwork network, boolean studio) implements Enlarger {

        private static final float RGB = 255;

        @Override
        public int scale() {
            return network.graph().scale();
        }

        @Override
        public int channels() {
            return network.graph().inputChannels();
        }

        @Override
        public LumaRange luma() {
            return studio ? LumaRange.STUDIO : LumaRange.FULL;
        }

        @Override
        public Plane[] enlarge(final Plane[] lr) {
            final float range = channels() == 1 ? 1 : RGB;
            final int width = lr[0].width();
            final int height = lr[0].height();
            final float[] in = new float[channels() * width * height];
            final float[] out = new float[in.length * scale() * scale()];
            for (int i = 0; i < in.length; i++) {
                in[i] = lr[i / (width * height)].data()[i % (width * height)] / range;
            }
            try (Runner runner = network.runner(height, width)) {
                runner.run(in, out);
            }
            final Plane[] planes = new Plane[channels()];
            for (int c = 0; c < planes.length; c++) {
                planes[c] = new Plane(width * scale(), height * scale());
                for (int i = 0; i < planes[c].data().length; i++) {
                    planes[c].data()[i] = range * out[c * planes[c].data().length + i];
                }
            }
            return planes;
        }
    }

    /** What the authors' tests.pkl has for Set5; their images were made with another bicubic at larger scales. */
    @ParameterizedTest
    @CsvSource({
        "eSR-MAX_s2_K3_C1, 36, 33.150, 0.1",
        "eSR-TM_s2_K7_C16, 6272, 36.154, 0.1",
        "eSR-CNN_s2_C2_D3_S6, 1110, 36.230, 0.1",
        "ESPCN_s2_D16_S32, 6212, 36.702, 0.1",
        "FSRCNN_s2_D56_S12_M4, 12644, 36.740, 0.1",
        "eSR-TR_s3_K7_C16, 21168, 32.479, 0.25",
        "eSR-MAX_s4_K7_C4, 3136, 29.303, 0.25"})
    void edgeSr(final String name, final int parameters, final double psnr, final double within) {
        final Imported imported = recognise(SharedData.folder("weights/edge-sr").resolve(name + ".model"));

        assertEquals(name, imported.architecture().toString());
        assertEquals(parameters, imported.weights().count());
        assertTrue(imported.studioLuma());
        assertEquals(psnr, evaluate(imported, Protocol.ESR).psnr(), within);
    }

    @Test
    void dlsrTiny() {
        final Imported imported = recognise(
            SharedData.folder("weights/dlsr").resolve("RFDN_beta21_tiny18_ps128_20210306_lr4_700.pt"));

        assertEquals("dlsr-tiny", imported.architecture().toString());
        assertEquals(56_268, imported.weights().count());
        final Evaluation evaluation = evaluate(imported, Protocol.STANDARD);
        assertEquals(37.716, evaluation.psnr(), 0.02);
        assertEquals(0.9595, evaluation.ssim(), 0.0002);
    }
}
