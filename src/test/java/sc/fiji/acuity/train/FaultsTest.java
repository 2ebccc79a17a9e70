package sc.fiji.acuity.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.train.pairs.HeldOut;
import sc.fiji.acuity.train.pairs.Pairs;
import sc.fiji.acuity.train.pairs.PatchSource;
import sc.fiji.acuity.train.pairs.TrainingSet;

/** Losses that are no numbers: the run goes back, with a lower rate, twice. */
class FaultsTest {

    private static final int STEPS = 260;

    @TempDir
    private Path folder;

    private final List<String> notices = new ArrayList<>();
    private TrainingSet images;

    @BeforeEach
    void images() throws IOException {
        images = TrainImages.set(folder);
    }

    /** Images of which some draws are no numbers: the first ones of the given steps. */
    private Pairs poisoned(final Integer... steps) {
        final List<Integer> left = new ArrayList<>(List.of(steps));
        final PatchSource sane = images.patches(8, 5);
        final PatchSource source = new PatchSource() {

            @Override
            public int channels() {
                return 1;
            }

            @Override
            public int scale() {
                return 2;
            }

            @Override
            public int patch() {
                return 8;
            }

            @Override
            public void draw(final long step, final int batch, final float[] lr, final float[] hr) {
                sane.draw(step, batch, lr, hr);
                if (left.remove(Integer.valueOf((int) step))) {
                    Arrays.fill(hr, Float.NaN);
                }
            }

            @Override
            public String fingerprint() {
                return sane.fingerprint();
            }
        };
        return new Pairs() {

            @Override
            public int scale() {
                return 2;
            }

            @Override
            public int channels() {
                return 1;
            }

            @Override
            public PatchSource patches(final int patch, final long seed) {
                return source;
            }

            @Override
            public List<HeldOut> heldOut() {
                return List.of();
            }
        };
    }

    private Trainer trainer(final String run, final Pairs pairs) {
        return new Trainer(TrainImages.settings(STEPS), pairs, folder.resolve(run));
    }

    private Trainer.Result run(final Trainer trainer, final Progress progress) {
        return trainer.run(progress, new TrainingControl(), new TrainingListener() {

            @Override
            public void measured(final Report report) {
                assertTrue(Double.isFinite(report.loss()), "what is reported is a number");
            }

            @Override
            public void notice(final String message) {
                notices.add(message);
            }
        });
    }

    @Test
    void backToTheLastGoodStateTwice() {
        final Trainer.Result result = run(trainer("run", poisoned(150, 230)), Progress.NONE);
        assertEquals(2, result.setbacks());
        assertEquals(STEPS, result.step());
        assertEquals(List.of(
            "the loss is no longer a number at step 150; back to step 100, with 0.25 of the learning rate",
            "the loss is no longer a number at step 230; back to step 200, with 0.0625 of the learning rate"), notices);
        assertEquals(0.0625, Checkpoint.read(folder.resolve("run")).state().rateFactor());
        assertNotEquals(trainer("sane", images).run(Progress.NONE), result.weights());
    }

    /** Before any good state there is the start. */
    @Test
    void backToTheStart() {
        assertEquals(1, run(trainer("run", poisoned(0)), Progress.NONE).setbacks());
        assertTrue(notices.get(0).contains("back to step 0"), notices.toString());
    }

    @Test
    void theThirdTimeItStops() {
        final Trainer trainer = trainer("run", poisoned(150, 150, 150));
        final AcuityException e = assertThrows(AcuityException.class, () -> run(trainer, Progress.NONE));
        assertTrue(e.reason().contains("step 150") && e.remedy().contains("step 100"), e.getMessage());
        final RunState left = Checkpoint.read(folder.resolve("run")).state();
        assertEquals(100, left.step());
        assertTrue(left.adam().isFinite());
    }

    /** A run that is cut between a good state and a fault goes back to the same state as one that is not. */
    @Test
    void cutBeforeAFault() {
        final Weights whole = run(trainer("whole", poisoned(150, 230)), Progress.NONE).weights();
        assertThrows(CancellationException.class, () -> run(trainer("cut", poisoned(150)), TrainerTest.until(190)));
        final Path cut = folder.resolve("cut");
        // 50 steps were done twice
        assertEquals(139, Checkpoint.read(cut).state().step());
        assertEquals(1, Checkpoint.read(cut).state().setbacks());
        assertThrows(CancellationException.class,
            () -> run(Trainer.resume(cut, poisoned()), TrainerTest.until(81)));
        assertEquals(220, Checkpoint.read(cut).state().step());
        assertEquals(200, Checkpoint.read(cut).state().good().step());
        assertEquals(whole, run(Trainer.resume(cut, poisoned(230)), Progress.NONE).weights());
    }
}
