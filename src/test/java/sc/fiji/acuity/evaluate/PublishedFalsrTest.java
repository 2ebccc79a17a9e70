package sc.fiji.acuity.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.acuity.SharedData;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.engine.DeviceChoice;
import sc.fiji.acuity.model.ModelPackage;
import sc.fiji.acuity.network.family.Falsr;
import sc.fiji.acuity.upscale.ModelImport;

/** FALSR-B with the weights that its authors published reaches what they published. */
class PublishedFalsrTest {

    @TempDir
    static Path folder;

    private static ModelPackage model;
    private static ImageSet set5;

    @BeforeAll
    static void read() {
        final Path weights = SharedData.folder("weights/falsr");
        set5 = ImageSet.open(SharedData.folder("benchmarks/Set5/x2"), 2);
        model = new ModelImport(weights.resolve("FALSR-B.pb")).into(folder).run();
    }

    @AfterAll
    static void forget() {
        model = null;
    }

    private static Evaluation evaluate(final Protocol rules) {
        try (ModelEnlarger enlarger = new ModelEnlarger(model, DeviceChoice.CPU)) {
            return Evaluator.evaluate(enlarger, set5, rules, Progress.NONE);
        }
    }

    @Test
    void isTheReleasedNetwork() {
        assertEquals(new Falsr(Falsr.b().cells(), Falsr.b().connections(), true), model.architecture());
        assertEquals("falsr-b-x2", model.card().id().toString());
        assertEquals(324_745, model.card().facts().parameters());
    }

    @Test
    void lumaRounded() {
        final Evaluation found = evaluate(Protocol.STANDARD);
        assertEquals(37.598, found.psnr(), 0.005);
        assertEquals(0.9586, found.ssim(), 0.0001);
        final List<Double> each = List.of(38.717, 42.717, 34.548, 35.911, 36.099);
        for (int i = 0; i < each.size(); i++) {
            assertEquals(each.get(i), found.images().get(i).psnr(), 0.005, found.images().get(i).toString());
        }
    }

    @Test
    void coloursTruncatedAsTheAuthorsMeasured() {
        final Evaluation found = evaluate(Protocol.FALSR);
        assertEquals(37.614, found.psnr(), 0.01);
        assertEquals(0.9585, found.ssim(), 0.0001);
    }
}
