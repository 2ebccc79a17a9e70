package sc.fiji.acuity.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.acuity.base.Progress;
import sc.fiji.acuity.cli.Main;
import sc.fiji.acuity.network.Weights;
import sc.fiji.acuity.network.family.Espcn;
import sc.fiji.acuity.train.pairs.TrainingSet;

/** A training program that dies without a word loses nothing but time. */
@Timeout(120)
class KilledRunTest {

    private static final int STEPS = 2000;

    @TempDir
    private Path folder;

    @Test
    void killedAndResumedEqualsUninterrupted() throws IOException, InterruptedException {
        final Path pictures = Files.createDirectory(folder.resolve("pictures"));
        final List<Path> files = TrainImages.files(pictures, 3);
        final Path run = folder.resolve("killed");
        // another step in each test
        final int wanted = 1 + new SplittableRandom().nextInt(STEPS / 2);
        final Process child = start(pictures, run);
        try {
            waitForCheckpoint(run, child, wanted);
        } finally {
            child.destroyForcibly();
        }
        assertTrue(child.waitFor(30, TimeUnit.SECONDS));
        final int step = Checkpoint.read(run).state().step();
        assertTrue(step > 0 && step < STEPS, "killed in the middle, after step " + step);
        assertFalse(Files.exists(folder.resolve("mine-x2")), "no half a model");
        final TrainSettings settings =
            new TrainSettings(Espcn.narrow(2, 1, 2), STEPS, 2, 6, 2e-3, 1e-6, 10, 0.99, 2, 9);
        assertEquals(settings, Trainer.settings(run));
        final TrainingSet images = TrainingSet.load(files, 2, settings.patch(), Progress.NONE);
        final Weights resumed = Trainer.resume(run, images).run(Progress.NONE);
        assertEquals(new Trainer(settings, images, folder.resolve("whole")).run(Progress.NONE), resumed);
    }

    private Process start(final Path pictures, final Path run) throws IOException {
        final String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(java, "-Xmx300m", "-cp", System.getProperty("java.class.path"), Main.class.getName(),
            "train", "--images", pictures.toString(), "--output", folder.resolve("mine-x2").toString(), "--run",
            run.toString(), "--architecture", "espcn-1x2", "--steps", Integer.toString(STEPS), "--batch", "2",
            "--patch", "6", "--rate", "2e-3", "--warmup", "10", "--ema", "0.99", "--seed", "9", "--checkpoint", "0.05")
                .redirectErrorStream(true).redirectOutput(log()).start();
    }

    private File log() {
        return folder.resolve("log.txt").toFile();
    }

    private void waitForCheckpoint(final Path run, final Process child, final int wanted)
        throws IOException, InterruptedException {
        while (!Files.exists(run.resolve(Checkpoint.FILE)) || Checkpoint.read(run).state().step() < wanted) {
            assertTrue(child.isAlive(), () -> {
                try {
                    return Files.readString(log().toPath());
                } catch (final IOException e) {
                    return e.toString();
                }
            });
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
