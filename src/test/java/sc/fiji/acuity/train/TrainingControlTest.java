package sc.fiji.acuity.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.acuity.base.AcuityException;
import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.train.pairs.TrainingSet;

@Timeout(60)
class TrainingControlTest {

    private static final int STEPS = 60;

    @TempDir
    private Path folder;

    private final TrainingControl control = new TrainingControl();
    private final List<TrainingListener.Report> reports = new ArrayList<>();
    private TrainingSet images;

    @BeforeEach
    void images() throws IOException {
        images = TrainImages.watched(folder);
    }

    private Trainer.Result run(final String run, final int step, final Runnable then) {
        return new Trainer(TrainImages.settings(STEPS), images, folder.resolve(run)).run(Progress.NONE, control,
            report -> {
                reports.add(report);
                if (report.step() == step) {
                    then.run();
                }
            });
    }

    private Weights whole() {
        return new Trainer(TrainImages.settings(STEPS), images, folder.resolve("whole")).run(Progress.NONE);
    }

    @Test
    void finishKeepsTheBest() {
        final Trainer.Result result = run("run", 30, control::finish);
        final TrainingListener.Report best =
            reports.stream().max((a, b) -> Double.compare(now(a), now(b))).orElseThrow();
        assertEquals(30, reports.size());
        assertEquals(best.step(), result.step());
        assertEquals(now(best), result.psnr().orElseThrow());
        assertEquals(30, Checkpoint.read(folder.resolve("run")).state().step());
        // and who changes his mind loses nothing
        assertEquals(whole(), Trainer.resume(folder.resolve("run"), images).run(Progress.NONE));
    }

    private static double now(final TrainingListener.Report report) {
        return report.scores().orElseThrow().now();
    }

    @Test
    void finishBeforeTheFirstStep() {
        control.finish();
        assertEquals(0, run("run", 0, () -> { }).step());
    }

    /** Another program's way to finish; in the same one here, which makes no difference. */
    @Test
    void aRequestFinishes() {
        final Path run = folder.resolve("run");
        final Trainer.Result result = run("run", 20, () -> {
            Trainer.finish(run);
            sleep();
        });
        assertTrue(result.step() <= 21, result.toString());
        assertFalse(Files.exists(run.resolve(FinishRequest.FILE)));
    }

    /** Longer than it takes until the run looks. */
    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(600);
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void onlyARunThatWorksIsAsked() throws IOException {
        final Path run = folder.resolve("run");
        assertThrows(AcuityException.class, () -> Trainer.finish(run));
        assertThrows(CancellationException.class, () -> run("run", 20, control::cancel));
        final AcuityException e = assertThrows(AcuityException.class, () -> Trainer.finish(run));
        assertTrue(e.getMessage().contains("no training works there now") && e.remedy().contains("--resume " + run));
        // killed before it could look
        Files.createFile(run.resolve(FinishRequest.FILE));
        assertEquals(whole(), Trainer.resume(run, images).run(Progress.NONE));
        assertFalse(Files.exists(run.resolve(FinishRequest.FILE)));
    }

    @Test
    void aRequestEndsAPause() {
        final Path run = folder.resolve("run");
        run("run", 10, () -> {
            control.pause();
            Trainer.finish(run);
        });
        assertEquals(10, Checkpoint.read(run).state().step());
    }

    @Test
    void cancelSaves() {
        assertThrows(CancellationException.class, () -> run("run", 20, control::cancel));
        assertEquals(20, Checkpoint.read(folder.resolve("run")).state().step());
        assertTrue(control.cancelled() && !control.finishing());
    }

    @Test
    void pausedAndGoneOnIsTheSame() throws Exception {
        final CompletableFuture<Boolean> saved = new CompletableFuture<>();
        final Thread other = new Thread(() -> {
            try {
                // saved before it waits
                while (Checkpoint.read(folder.resolve("run")).state().step() < 10) {
                    TimeUnit.MILLISECONDS.sleep(5);
                }
                TimeUnit.MILLISECONDS.sleep(100);
                saved.complete(control.paused());
            } catch (final InterruptedException | RuntimeException e) {
                saved.completeExceptionally(e);
            } finally {
                control.proceed();
            }
        });
        final Trainer trainer = new Trainer(TrainImages.settings(STEPS), images, folder.resolve("run"));
        final Weights result = trainer.run(Progress.NONE, control, report -> {
            if (report.step() == 10) {
                control.pause();
                other.start();
            }
        }).weights();
        assertTrue(saved.get());
        assertFalse(control.paused());
        assertEquals(whole(), result);
    }

    @Test
    void aPauseEndsByCancel() {
        control.pause();
        final Thread other = new Thread(control::cancel);
        other.start();
        assertThrows(CancellationException.class, () -> run("run", -1, () -> { }));
    }

    @Test
    void reportsTellAll() throws IOException {
        run("run", -1, () -> { });
        final TrainingListener.Report last = reports.get(reports.size() - 1);
        assertEquals(STEPS, last.step());
        assertEquals(0, last.secondsLeft());
        final TrainingListener.Scores scores = last.scores().orElseThrow();
        assertTrue(scores.now() > scores.start().orElseThrow(), scores.toString());
        assertTrue(scores.bicubic() > 10 && scores.bicubic() < 60, scores.toString());
        final TrainingListener.Patch patch = last.patch().orElseThrow();
        assertEquals(64, patch.truth()[0].width());
        assertEquals(64, patch.bicubic()[0].width());
        assertEquals(64, patch.before().orElseThrow()[0].width());
        assertEquals(64, patch.after()[0].width());
        final List<String> journal = Files.readAllLines(folder.resolve("run").resolve(RunJournal.FILE));
        assertEquals(STEPS + 1, journal.size());
        assertEquals(7, journal.get(STEPS).split(",").length, journal.get(STEPS));
    }

    @Test
    void linesAfterTheCheckpointAreWrittenAgain() throws IOException {
        final Path run = folder.resolve("run");
        assertThrows(CancellationException.class, () -> run("run", 20, control::cancel));
        final Path journal = run.resolve(RunJournal.FILE);
        final List<String> lines = new ArrayList<>(Files.readAllLines(journal));
        assertEquals(21, lines.size());
        lines.set(0, "step,loss,rate,psnr");
        lines.set(1, "1,0.5,1e-3,");
        lines.add("21,0.1,1e-3,30");
        lines.add("22,0.");
        Files.write(journal, lines);
        Trainer.resume(run, images).run(Progress.NONE);
        final List<String> after = Files.readAllLines(journal);
        assertEquals(STEPS + 1, after.size());
        assertEquals("1,0.5,1e-3,,,,", after.get(1));
        for (int i = 1; i <= STEPS; i++) {
            assertTrue(after.get(i).startsWith(i + ","), after.get(i));
        }
    }
}
