package sc.fiji.acuity.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Espcn;
import sc.fiji.acuity.network.family.Wdsr;
import sc.fiji.acuity.train.pairs.TrainingSet;

class TrainerTest {

    private static final int STEPS = 60;

    @TempDir
    private Path folder;

    private TrainingSet images;

    @BeforeEach
    void images() throws IOException {
        images = TrainImages.set(folder);
    }

    private Trainer trainer(final String run) {
        return new Trainer(TrainImages.settings(STEPS), images, folder.resolve(run));
    }

    /** Cancels before the given step. */
    static Progress until(final int step) {
        return new Progress() {

            private int asked;

            @Override
            public void report(final String stage, final double fraction) {
                // not of interest
            }

            @Override
            public boolean cancelled() {
                return asked++ >= step;
            }
        };
    }

    @Test
    void lossFallsAndTheJournalTells() throws IOException {
        trainer("run").run(Progress.NONE);
        final List<String> journal = Files.readAllLines(folder.resolve("run").resolve("journal.csv"));
        assertEquals("step,loss,rate,psnr,bicubic,start,seconds", journal.get(0));
        assertEquals(STEPS + 1, journal.size());
        assertTrue(journal.get(1).startsWith("1,") && journal.get(STEPS).startsWith(STEPS + ","));
        assertTrue(mean(journal, STEPS - 9) < 0.7 * mean(journal, 1), journal.toString());
    }

    private static double mean(final List<String> journal, final int from) {
        return journal.subList(from, from + 10).stream().mapToDouble(line -> Double.parseDouble(line.split(",")[1]))
            .average().orElseThrow();
    }

    @Test
    void sameSeedSameBytes() {
        final Weights first = trainer("a").run(Progress.NONE);
        assertEquals(first, trainer("b").run(Progress.NONE));
        final TrainSettings s = TrainImages.settings(STEPS);
        final TrainSettings other = s.withSeed(s.seed() + 1);
        assertNotEquals(first, new Trainer(other, images, folder.resolve("c")).run(Progress.NONE));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 23, 59})
    void cancelledAndResumedEqualsUninterrupted(final int step) {
        final Weights whole = trainer("whole").run(Progress.NONE);
        final CancellationException e =
            assertThrows(CancellationException.class, () -> trainer("cut").run(until(step)));
        assertTrue(e.getMessage().contains("step " + step), e.getMessage());
        final Path run = folder.resolve("cut");
        assertEquals(step, Checkpoint.read(run).state().step());
        assertEquals(whole, Trainer.resume(run, images).run(Progress.NONE));
        assertEquals(STEPS, Checkpoint.read(run).state().step());
        // and once more, when there is nothing left to do
        assertEquals(whole, Trainer.resume(run, images).run(Progress.NONE));
    }

    @Test
    void aColourNetworkResumesTheSameToo() throws IOException {
        final TrainSettings s = new TrainSettings(new Wdsr(Wdsr.Block.A, 2, 3, 1, 2, Wdsr.Input.HALF, true), 12, 4, 8,
            5e-3, 1e-5, 3, 0.99, 2, 5);
        final TrainingSet colours =
            TrainingSet.load(List.of(TrainImages.rgb(folder, "rgb.png", 48, 48, 1)), 2, 8, 3, Progress.NONE);
        final Weights whole = new Trainer(s, colours, folder.resolve("whole")).run(Progress.NONE);
        final Trainer cut = new Trainer(s, colours, folder.resolve("cut"));
        assertThrows(CancellationException.class, () -> cut.run(until(5)));
        assertEquals(whole, Trainer.resume(folder.resolve("cut"), colours).run(Progress.NONE));
        assertThrows(AcuityException.class, () -> new Trainer(s, images, folder.resolve("grey")));
    }

    /** Whether it comes while the run computes or while it writes a file. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 100})
    void anInterruptIsACancel(final double checkpointSeconds) {
        final Weights whole = trainer("whole").run(Progress.NONE);
        final Progress interrupting = new Progress() {

            private int reports;

            @Override
            public void report(final String stage, final double fraction) {
                if (++reports == 9) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        };
        final Trainer trainer = trainer("run").checkpointEvery(checkpointSeconds);
        assertThrows(CancellationException.class, () -> trainer.run(interrupting));
        assertTrue(Thread.interrupted(), "the interrupt is kept");
        final int step = Checkpoint.read(folder.resolve("run")).state().step();
        assertTrue(step >= 9 && step < STEPS, "step " + step);
        assertEquals(whole, Trainer.resume(folder.resolve("run"), images).run(Progress.NONE));
    }

    /** However often it is saved, the result is the same. */
    @Test
    void checkpointsChangeNothing() {
        final Weights rarely = trainer("rarely").run(Progress.NONE);
        assertEquals(rarely, trainer("always").checkpointEvery(0).run(Progress.NONE));
        assertThrows(AcuityException.class, () -> trainer("no").checkpointEvery(-1));
        assertThrows(AcuityException.class, () -> trainer("nan").checkpointEvery(Double.NaN));
    }

    @Test
    void aFolderIsForOneRun() {
        trainer("run");
        final AcuityException e = assertThrows(AcuityException.class, () -> trainer("run"));
        assertTrue(e.remedy().contains("--resume"), e.getMessage());
    }

    @Test
    void twoRunsAtATimeInOneFolder() {
        final Trainer first = trainer("run");
        final Trainer second = Trainer.resume(folder.resolve("run"), images);
        final AtomicReference<AcuityException> refused = new AtomicReference<>();
        first.run(new Progress() {

            @Override
            public void report(final String stage, final double fraction) {
                if (refused.get() == null) {
                    refused.set(assertThrows(AcuityException.class, () -> second.run(Progress.NONE)));
                }
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        });
        assertTrue(refused.get().reason().contains("in use"), refused.get().getMessage());
    }

    @Test
    void aRunFolderThatCannotBe() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        assertThrows(AcuityException.class, () -> trainer("file"));
        assertThrows(AcuityException.class, () -> Trainer.resume(folder.resolve("absent"), images));
    }

    @Test
    void anotherScale() {
        final TrainSettings s = TrainImages.settings(STEPS);
        final TrainSettings triple =
            TrainSettings.of(Espcn.narrow(3, 1, 4), s.steps(), s.batch(), s.patch(), s.schedule());
        final AcuityException e =
            assertThrows(AcuityException.class, () -> new Trainer(triple, images, folder.resolve("run")));
        assertTrue(e.getMessage().contains("scale 2"), e.getMessage());
    }

    @Test
    void aLossThatIsNoNumber() {
        final TrainSettings s = TrainImages.settings(STEPS);
        final TrainSettings wild = new TrainSettings(s.architecture(), STEPS, s.batch(), s.patch(), 1e30, 1e30, 0,
            s.ema(), s.shards(), s.seed());
        final Trainer trainer = new Trainer(wild, images, folder.resolve("run"));
        final AcuityException e = assertThrows(AcuityException.class, () -> trainer.run(Progress.NONE));
        assertTrue(e.remedy().contains("--rate"), e.getMessage());
    }

    @Test
    void otherImages() throws IOException {
        assertThrows(CancellationException.class, () -> trainer("run").run(until(5)));
        final TrainingSet others = TrainingSet.load(List.of(TrainImages.grey(folder, "other.png", 48, 48, 77)), 2, 8,
            Progress.NONE);
        final AcuityException e =
            assertThrows(AcuityException.class, () -> Trainer.resume(folder.resolve("run"), others));
        assertTrue(e.reason().contains("other images"), e.getMessage());
    }

    /** A short gradient is not touched; a long one becomes shorter, and the run another. */
    @Test
    void clipping() {
        final Weights plain = trainer("plain").run(Progress.NONE);
        final TrainSettings s = TrainImages.settings(STEPS);
        assertEquals(plain, new Trainer(s.withClip(1e6), images, folder.resolve("wide")).run(Progress.NONE));
        assertNotEquals(plain, new Trainer(s.withClip(1e-3), images, folder.resolve("tight")).run(Progress.NONE));
    }

    @Test
    void secondsAddUp() {
        assertThrows(CancellationException.class, () -> trainer("run").run(until(5)));
        final double before = Checkpoint.read(folder.resolve("run")).seconds();
        assertTrue(before > 0);
        final Trainer rest = Trainer.resume(folder.resolve("run"), images);
        rest.run(Progress.NONE);
        assertTrue(rest.seconds() > before);
    }
}
