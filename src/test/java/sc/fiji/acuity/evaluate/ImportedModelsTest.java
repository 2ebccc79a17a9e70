package sc.fiji.acuity.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.acuity.SharedData;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.model.Card;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.upscale.ModelImport;

/** Published weights all the way: from their file to a package, to a score by the path of every image. */
class ImportedModelsTest {

    @TempDir
    private Path folder;

    private ModelPackage imported(final String kind, final String file) {
        return new ModelImport(SharedData.folder("weights/" + kind).resolve(file)).named("imported").into(folder).run();
    }

    private static Evaluation evaluate(final ModelPackage model, final Protocol protocol) {
        try (ModelEnlarger enlarger = new ModelEnlarger(model, DeviceChoice.CPU)) {
            return Evaluator.evaluate(enlarger, ImageSet.open(SharedData.folder("benchmarks/Set5/x2"), 2), protocol,
                Progress.NONE);
        }
    }

    @Test
    void aColourNetworkThatLooksAtTheWholeImage() {
        final ModelPackage model = imported("dlsr", "RFDN_beta21_tiny18_ps128_20210306_lr4_700.pt");
        assertEquals(Card.Signal.RGB, model.card().signal());
        assertEquals(0.011, model.card().trust().tileDifference().getAsDouble(), 0.001);
        final Evaluation standard = evaluate(model, Protocol.STANDARD);
        assertEquals(37.716, standard.psnr(), 0.02);
        assertEquals(0.9595, standard.ssim(), 0.0002);
    }

    /** Where black and white are in its card changes nothing in what is measured. */
    @Test
    void aNetworkForStudioLuma() {
        final ModelPackage model = imported("edge-sr", "eSR-MAX_s2_K3_C1.model");
        assertEquals(Card.Signal.STUDIO_LUMA, model.card().signal());
        assertTrue(model.card().trust().tileDifference().isEmpty());
        assertEquals(33.150, evaluate(model, Protocol.ESR).psnr(), 0.1);
    }
}
