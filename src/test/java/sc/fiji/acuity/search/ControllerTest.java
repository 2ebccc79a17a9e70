package sc.fiji.acuity.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.network.space.Genotype;
import sc.fiji.acuity.network.space.SearchSpace;
import sc.fiji.acuity.network.space.Spaces;
import sc.fiji.acuity.train.TrainingControl;
import sc.fiji.acuity.train.pairs.TrainingSet;

/** Super-net and controllers, trained in turn for a few steps. */
class ControllerTest {

    private static final SearchSpace SPACE = Spaces.named("hnas-4x2", 2);
    private static final Goal GOAL =
        new Goal(List.of(Measure.PSNR, Measure.MULT_ADDS), List.of(new Limit(Measure.PARAMETERS, 6000)));
    private static final ControllerPlan PLAN = new ControllerPlan(2, 3, 2);

    private static TrainingSet images;

    @TempDir
    private Path temporary;

    @BeforeAll
    static void open() {
        images = TrainedScorerTest.rings(3);
    }

    @AfterAll
    static void close() {
        images.close();
    }

    /** Cancels when it was asked that often. */
    private static final class Patience implements Progress {

        private int left;

        Patience(final int left) {
            this.left = left;
        }

        @Override
        public void report(final String stage, final double fraction) {
            // nobody reads it
        }

        @Override
        public boolean cancelled() {
            return left-- <= 0;
        }
    }

    private Preparation preparation(final String folder, final Progress progress, final TrainingControl control)
        throws IOException {
        return new Preparation(SPACE, GOAL, images, 1, 5, Files.createDirectories(temporary.resolve(folder)), progress,
            control);
    }

    private Preparation preparation(final String folder) throws IOException {
        return preparation(folder, Progress.NONE, new TrainingControl());
    }

    private byte[] bytes(final String folder, final String file) throws IOException {
        return Files.readAllBytes(temporary.resolve(folder).resolve(file));
    }

    @Test
    void whatWasInterruptedEndsAsWhatWasNot() throws IOException {
        ControllerTraining.open(preparation("whole"), PLAN).run();
        for (final int steps : new int[] {2, 2, 4}) {
            final ControllerTraining part =
                ControllerTraining.open(preparation("parts", new Patience(steps), new TrainingControl()), PLAN);
            assertThrows(CancellationException.class, part::run);
            assertFalse(part.done());
        }
        ControllerTraining.open(preparation("parts"), PLAN).run();
        assertArrayEquals(bytes("whole", ControllerState.FILE), bytes("parts", ControllerState.FILE));
        assertArrayEquals(bytes("whole", ControllerLog.FILE), bytes("parts", ControllerLog.FILE));
        assertEquals(5, Files.readAllLines(temporary.resolve("whole").resolve(ControllerLog.FILE)).size());
        assertTrue(Files.size(temporary.resolve("whole").resolve(ControllerPlot.FILE)) > 1000);
    }

    @Test
    void whatIsDoneIsNotDoneAgain() throws IOException {
        ControllerTraining.open(preparation("done"), PLAN).run();
        final byte[] before = bytes("done", ControllerState.FILE);
        final ControllerTraining again =
            ControllerTraining.open(preparation("done", new Patience(0), new TrainingControl()));
        assertTrue(again.done());
        again.run();
        assertArrayEquals(before, bytes("done", ControllerState.FILE));
        final Preparation other = new Preparation(Spaces.named("hnas-4x3", 2), GOAL, images, 1, 5,
            temporary.resolve("done"), Progress.NONE, new TrainingControl());
        assertThrows(AcuityException.class, () -> ControllerTraining.open(other));
    }

    @Test
    void toFinishKeepsWhatIsThere() throws IOException {
        final TrainingControl control = new TrainingControl();
        control.finish();
        final ControllerTraining training =
            ControllerTraining.open(preparation("finish", Progress.NONE, control), PLAN);
        training.run();
        assertFalse(training.done());
        assertTrue(Files.exists(temporary.resolve("finish").resolve(ControllerState.FILE)));
    }

    @Test
    void theTimeThatThereIsBecomesSteps() throws IOException {
        final Preparation preparation = preparation("time");
        final Preparation brief = new Preparation(SPACE, GOAL, images, 0.02, 5, preparation.folder(), Progress.NONE,
            preparation.control());
        final long from = System.nanoTime();
        ControllerTraining.open(brief).run();
        assertTrue((System.nanoTime() - from) / 1e9 < 20);
        assertTrue(Files.readAllLines(brief.folder().resolve(ControllerLog.FILE)).size() > 1);
        assertEquals(new ControllerPlan(40, 2 * 5, 5), ControllerPlan.within(1000, kind -> 1000 / 3.0 / 200));
        assertEquals(new ControllerPlan(1, 2, 1), ControllerPlan.within(-1, kind -> 1));
    }

    @Test
    void theBestOfWhatControllersDrawIsProposed() throws IOException {
        final ControllerStrategy strategy = new ControllerStrategy();
        final ControllerTraining training = ControllerTraining.open(preparation("best"), PLAN);
        strategy.prepare(training);
        final List<Finished> done = new ArrayList<>();
        for (int id = 0; id < 1; id++) {
            final History history = new History(SPACE, GOAL, done, List.of());
            final Strategy.Proposal proposal = strategy.propose(history, id, 5).orElseThrow();
            assertEquals(Optional.of(proposal), strategy.propose(history, id, 5));
            assertTrue(history.welcomes(proposal.genotype()));
            assertEquals("controller, best of 32 by shared weights", proposal.origin());
            done.add(new Finished(new Candidate(id, proposal.genotype(), 1, proposal.origin()), "",
                Counts.of(SPACE.decode(proposal.genotype())), 1));
        }
        // another process finds the same
        final ControllerStrategy other = new ControllerStrategy();
        other.prepare(preparation("best"));
        final Genotype first = other.propose(new History(SPACE, GOAL, List.of(), List.of()), 0, 5).orElseThrow()
            .genotype();
        assertEquals(done.get(0).genotype(), first);
        final ControllerTraining.Ranking ranking = training.ranking();
        final SplittableRandom random = new SplittableRandom(1);
        double mean = 0;
        for (int i = 0; i < 8; i++) {
            mean += ranking.reward(training.controller().sample(random)) / 8;
        }
        assertTrue(ranking.reward(first) > mean, ranking.reward(first) + " of " + mean);
    }
}
